import { describe, expect, test } from '@jest/globals';
import { actionOf } from '../../../../src/adapters/slack/render/buttons.js';
import { renderCard } from '../../../../src/adapters/slack/render/render-card.js';
import { type Action, type Block, bold, type Card, link, mention } from '../../../../src/chat/card.js';
import { inLanguage } from '../../../../src/kernel/language/reader.js';
import { longText, maya, slackLookup, stranger } from '../../../support/gallery.js';

const at = new Date('2026-11-23T17:00:30.500Z');
const due = { kind: 'time', at, timeZone: 'Europe/London', style: 'dateTime' } as const;
const button = (more: object = {}): Action => ({
  kind: 'button',
  action: 'room.verb',
  label: 'Go',
  value: 'F-1',
  ...more,
});

const render = (card: Partial<Card>) => renderCard({ title: 'T', summary: 'S', blocks: [], ...card }, slackLookup);
const draw = (...blocks: Block[]) => render({ blocks }).blocks.slice(1);

describe('a card in Slack', () => {
  test('opens with its title, the tone as a symbol', () => {
    expect(render({ title: 'F-12', tone: 'bad' }).blocks[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: '🛑 F-12', emoji: false },
    });
  });

  test('a paragraph is rich text: what is typed is literal, only mentions and times are elements', () => {
    expect(draw({ kind: 'text', line: ['*by* ', mention(maya), ' and ', mention(stranger), ' on ', due] })).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: '*by* ' },
              { type: 'user', user_id: 'U01MAYA' },
              { type: 'text', text: ' and ' },
              { type: 'text', text: '@everyone' },
              { type: 'text', text: ' on ' },
              {
                type: 'date',
                timestamp: 1795453230,
                format: '{date_long} at {time}',
                fallback: 'Mon 23 Nov 2026, 17:00 GMT',
              },
            ],
          },
        ],
      },
    ]);
  });

  test.each(['<!channel>', 'u01maya', 'U01MAYA>', 'B01BOT', ''])(
    'an id like "%s" is never made a mention',
    (externalId) => {
      const card: Card = { title: 'T', summary: 'S', blocks: [{ kind: 'text', line: mention(maya) }] };
      const json = JSON.stringify(renderCard(card, { externalId: () => externalId }));
      expect(json).toContain('@Maya Lindqvist');
      expect(json).not.toContain('user_id');
    },
  );

  test('a quote is set apart, its source below', () => {
    const [block] = draw({ kind: 'quote', text: 'So slow', by: 'Jo' });
    expect(block).toMatchObject({
      elements: [
        { type: 'rich_text_quote', elements: [{ text: 'So slow' }] },
        { type: 'rich_text_section', elements: [{ text: '— Jo', style: { italic: true } }] },
      ],
    });
  });

  test('short facts stand in two columns, ten to a section', () => {
    const facts = Array.from({ length: 12 }, (_, nth) => ({
      label: `L${nth}`,
      value: nth === 0 ? mention(maya) : 'x & y',
    }));
    const sections = draw({ kind: 'facts', facts });
    expect(sections.map((section) => 'fields' in section && section.fields?.length)).toEqual([10, 2]);
    expect(sections[0]).toMatchObject({
      fields: [
        { type: 'mrkdwn', text: '*L0*\n<@U01MAYA>', verbatim: true },
        { type: 'mrkdwn', text: '*L1*\nx &amp; y', verbatim: true },
      ].concat(Array(8).fill(expect.anything())),
    });
  });

  test.each(['*x*', '_x_', 'a ~b~', '`c`', ':smile:', '> q', '@here', longText(60)])(
    'facts that hold "%s" become lines of rich text',
    (value) => {
      expect(draw({ kind: 'facts', facts: [{ label: 'L', value }] })[0]).toMatchObject({
        type: 'rich_text',
        elements: [{ elements: [{ text: 'L: ', style: { bold: true } }, { text: value }] }],
      });
    },
  );

  test('a row has its button beside it and its detail in small print', () => {
    const [section, context] = draw({
      kind: 'row',
      line: [bold('F-1'), ' · Acme'],
      detail: ['due ', due],
      action: button(),
    });
    expect(section).toMatchObject({ type: 'section', text: { text: '*F-1* · Acme' }, accessory: { value: 'F-1' } });
    expect(context).toMatchObject({
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: expect.stringMatching(/^due <!date\^1795453230\^.*\|Mon 23 Nov 2026, 17:00 GMT>$/) },
      ],
    });
  });

  test('a row whose words need rich text keeps its button below', () => {
    const blocks = draw({ kind: 'row', line: [mention(maya), ' said *no*'], action: button() });
    expect(blocks.map((block) => block.type)).toEqual(['rich_text', 'actions']);
  });

  test('small print that is typed is plain text; beside a mention it stands in pieces', () => {
    expect(draw({ kind: 'note', line: 'a *b*' })).toEqual([
      { type: 'context', elements: [{ type: 'plain_text', text: 'a *b*', emoji: false }] },
    ]);
    expect(draw({ kind: 'note', line: ['to ', mention(maya), ' *b*'] })).toMatchObject([
      { elements: [{ type: 'plain_text', text: 'to' }, { text: '<@U01MAYA>' }, { type: 'plain_text', text: '*b*' }] },
    ]);
  });

  test('a style that Slack would not read inside a word is left out there, never its signs shown', () => {
    expect(draw({ kind: 'note', line: ['un', bold('believ'), 'able ', mention(maya)] })).toMatchObject([
      { elements: [{ text: 'un' }, { text: 'believ' }, { text: 'able' }, { text: '<@U01MAYA>' }] },
    ]);
  });

  test('an address too long for small print beside its words is written out, shortened where one sees it', () => {
    const long = link('a *b*', `https://e.example/${'x'.repeat(2_970)}`);
    const plain = link('word '.repeat(30), `https://e.example/${'x'.repeat(2_970)}`);
    for (const line of [long, plain]) {
      const [block] = draw({ kind: 'note', line: [mention(maya), ' ', line] });
      expect(JSON.stringify(block)).toMatch(/x…"|x\)"/);
      for (const { length } of JSON.stringify(block).match(/"text":"[^"]*"/g) ?? []) expect(length).toBeLessThan(3_010);
    }
  });

  test('an address that is its own words in small print is a link, and stands there once', () => {
    const url = 'https://chair.example/n/AZ_tn-Z6_am*';
    const [block] = draw({ kind: 'note', line: ['Your status page: ', link(url, url)] });
    expect(block).toEqual({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: `Your status page: <${url}>`, verbatim: true }],
    });
    const long = `${url}${'x'.repeat(2_970)}`;
    expect(JSON.stringify(draw({ kind: 'note', line: [link(long, long)] })).split(url)).toHaveLength(2);
  });

  test('a link opens only what a browser may open; another address is shown', () => {
    const [good, bad] = draw(
      { kind: 'text', line: link('here', 'https://e.example/?a=b&c') },
      { kind: 'text', line: link('here', 'javascript:alert(1)') },
    );
    expect(good).toMatchObject({ elements: [{ elements: [{ type: 'link', url: 'https://e.example/?a=b&c' }] }] });
    expect(bad).toMatchObject({ elements: [{ elements: [{ type: 'text', text: 'here (javascript:alert(1))' }] }] });
  });

  test('a button that asks first has Slack ask', () => {
    const confirm = { title: 'Sure?', text: 'It is final.', yes: 'Yes' };
    const [block] = draw({ kind: 'actions', actions: [button({ style: 'danger', confirm })] });
    expect(block).toMatchObject({
      elements: [
        {
          style: 'danger',
          confirm: {
            title: { text: 'Sure?' },
            text: { text: 'It is final.' },
            confirm: { text: 'Yes' },
            style: 'danger',
          },
        },
      ],
    });
  });

  test('buttons of one action in one block get ids of their own, and the action is found again', () => {
    const [block] = draw({ kind: 'actions', actions: [button(), button({ value: 'F-2' }), button({ value: '' })] });
    const buttons = block && 'elements' in block ? block.elements : [];
    const ids = buttons.map((each) => ('action_id' in each && each.action_id) || '');
    expect(ids).toEqual(['room.verb', 'room.verb#2', 'room.verb#3']);
    expect(ids.map(actionOf)).toEqual(['room.verb', 'room.verb', 'room.verb']);
    expect(buttons[2]).not.toHaveProperty('value');
  });

  test('30 buttons stand in rows of at most 25', () => {
    const rows = draw({ kind: 'actions', actions: Array.from({ length: 30 }, () => button()) });
    expect(rows.map((row) => 'elements' in row && row.elements.length)).toEqual([25, 5]);
  });

  test('a value or id that Slack would refuse is refused by name, never cut', () => {
    const actions = (more: object) => () => draw({ kind: 'actions', actions: [button(more)] });
    expect(actions({ value: 'x'.repeat(2001) })).toThrow(/room\.verb has 2001 characters, Slack takes 2000/);
    expect(actions({ action: `a.${'b'.repeat(255)}` })).toThrow(RangeError);
  });

  test('a long quote is in pieces of 3,000 and whole', () => {
    const text = longText(9_000);
    const [block] = draw({ kind: 'quote', text });
    const json = JSON.stringify(block);
    expect(json).not.toContain('…');
    expect(block).toMatchObject({ elements: [{ elements: [{}, {}, {}] }] });
  });
});

describe('a line whose first letter is Latin', () => {
  const mark = '\u200F';
  const shown = (language: string, block: Block) => JSON.stringify(inLanguage(language, () => draw(block)));
  const words = 'NPS بڑھ گیا';

  test.each<[string, Block]>([
    ['a paragraph', { kind: 'text', line: words }],
    ['one that begins with a person', { kind: 'text', line: [mention(maya), ' نے درج کیا'] }],
    ['one that begins with a time', { kind: 'text', line: [due, ' تک'] }],
    ['a heading', { kind: 'heading', text: words }],
    ['small print', { kind: 'note', line: words }],
    ['a row', { kind: 'row', line: words, action: button() }],
    ['an item', { kind: 'list', items: [[bold('Trial'), ': کمی 25']] }],
    ['a fact', { kind: 'facts', facts: [{ label: 'NPS عدد', value: 'x'.repeat(60) }] }],
  ])('runs from the right for a reader of Urdu: %s', (_, block) => {
    expect(shown('ur', block).split(mark).length).toBe(2);
    expect(shown('en', block)).not.toContain(mark);
  });

  test('runs from the right in a title', () => {
    const title = (language: string) => JSON.stringify(inLanguage(language, () => render({ title: words }).blocks[0]));
    expect(title('ur')).toContain(mark + words);
    expect(title('en')).not.toContain(mark);
  });

  test.each<[string, Block]>([
    ['begins from the right already', { kind: 'text', line: 'عدد NPS' }],
    ['is what a customer said in Latin letters', { kind: 'quote', text: 'Too slow.' }],
  ])('has no mark where it %s', (_, block) => {
    expect(shown('ur', block)).not.toContain(mark);
  });
});

describe('the text beside the blocks', () => {
  test('begins with the summary and tells the whole card, escaped', () => {
    const { text } = render({ summary: 'A & B', blocks: [{ kind: 'quote', text: '<!channel> & more' }] });
    expect(text).toMatch(/^A &amp; B\n\n/);
    expect(text).toContain('&lt;!channel&gt; &amp; more');
  });

  test('of a discreet card is the summary alone', () => {
    const { text } = render({ summary: 'F-13 is yours', discreet: true, blocks: [{ kind: 'quote', text: 'secret' }] });
    expect(text).toBe('F-13 is yours');
  });

  test('is at most 4,000 characters after escaping, cut where one sees it', () => {
    const { text } = render({ blocks: [{ kind: 'quote', text: '&'.repeat(9_000) }] });
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/(&amp;)+…$/);
  });
});
