import { describe, expect, test } from '@jest/globals';
import type { Element } from '../../../../src/adapters/teams/render/adaptive-card.js';
import { renderCard } from '../../../../src/adapters/teams/render/render-card.js';
import { type Action, type Block, bold, type Card, link, mention } from '../../../../src/chat/card.js';
import { maya, stranger, teamsLookup, tomas } from '../../../support/gallery.js';

const at = new Date('2026-11-23T17:00:30.500Z');
const due = { kind: 'time', at, timeZone: 'Asia/Kathmandu', style: 'dateTime' } as const;
const button = (more: object = {}): Action => ({
  kind: 'button',
  action: 'room.verb',
  label: 'Go',
  value: 'F-1',
  ...more,
});

const render = (card: Partial<Card>) => renderCard({ title: 'T', summary: 'S', blocks: [], ...card }, teamsLookup);
const actions = (...given: Action[]) => render({ blocks: [{ kind: 'actions', actions: given }] }).actions;
const draw = (...blocks: Block[]): readonly Element[] => render({ blocks }).body.slice(1);

describe('a card in Teams', () => {
  test('is an Adaptive Card 1.5 whose title stands on a band of the tone’s colour, with its symbol', () => {
    expect(render({ title: 'F-12', summary: 'F-12 is overdue', tone: 'bad' })).toEqual({
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: 'F-12 is overdue',
      body: [
        {
          type: 'Container',
          style: 'attention',
          bleed: true,
          items: [
            { type: 'TextBlock', text: '🛑 F-12', wrap: true, style: 'heading', size: 'Large', weight: 'Bolder' },
          ],
        },
      ],
    });
  });

  test('what is typed is runs, which are literal', () => {
    expect(draw({ kind: 'text', line: ['*a* ', bold('b'), ' ', mention(stranger)] })).toEqual([
      {
        type: 'RichTextBlock',
        inlines: [
          { type: 'TextRun', text: '*a* ' },
          { type: 'TextRun', text: 'b', weight: 'Bolder' },
          { type: 'TextRun', text: ' ' },
          { type: 'TextRun', text: '@everyone' },
        ],
      },
    ]);
  });

  test('a mention pings by an entity of exactly its text', () => {
    const card = render({ blocks: [{ kind: 'text', line: ['for ', mention(maya), ' (now)'] }] });
    expect(card.body[1]).toMatchObject({ type: 'TextBlock', text: 'for <at>Maya Lindqvist</at> (now)' });
    expect(card.msteams?.entities).toEqual([
      { type: 'mention', text: '<at>Maya Lindqvist</at>', mentioned: { id: '29:1maya_-X', name: 'Maya Lindqvist' } },
    ]);
  });

  test('two people of one name are told apart, and a name can’t carry markup', () => {
    const [one, two] = [
      { id: maya.id, name: 'Ann <b>*' },
      { id: tomas.id, name: 'Ann <b>*' },
    ];
    const card = render({ blocks: [{ kind: 'text', line: [mention(one), ' ', mention(two)] }] });
    expect(card.msteams?.entities.map((entity) => entity.text)).toEqual(['<at>Ann b</at>', '<at>Ann b (2)</at>']);
    expect(card.body[1]).toMatchObject({ text: '<at>Ann b</at> <at>Ann b (2)</at>' });
  });

  test.each(['member-maya', '<at>', '29:', 'a b@c', ''])('an id like "%s" is never made a mention', (externalId) => {
    const card: Card = { title: 'T', summary: 'S', blocks: [{ kind: 'text', line: mention(maya) }] };
    const drawn = renderCard(card, { externalId: () => externalId });
    expect(drawn).not.toHaveProperty('msteams');
    expect(JSON.stringify(drawn)).toContain('@Maya Lindqvist');
  });

  test('typed mentions, functions and templates come in pieces that mean nothing', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody might type
    const text = '<at>x</at> {{TIME(2026-01-01T00:00:00Z)}} ${y}';
    const [block] = draw({ kind: 'text', line: text });
    const pieces = block && 'inlines' in block ? block.inlines.map((run) => run.text) : [];
    expect(pieces).toEqual(['<', 'at>x<', '/at> {', '{TIME(2026-01-01T00:00:00Z)}} $', '{y}']);
  });

  test('beside a mention they are escaped', () => {
    expect(draw({ kind: 'text', line: [mention(maya), ' <at>Maya Lindqvist</at> {{x}} *b* [l](u)'] })[0]).toMatchObject(
      {
        text: '<at>Maya Lindqvist</at> &lt;at>Maya Lindqvist&lt;/at> \\{\\{x\\}\\} \\*b\\* \\[l\\](u)',
      },
    );
  });

  test('a style that Markdown would not read inside a word is left out there, never its signs shown', () => {
    expect(draw({ kind: 'text', line: [mention(maya), ' un', bold('believ'), 'able'] })[0]).toMatchObject({
      text: '<at>Maya Lindqvist</at> unbelievable',
    });
    expect(draw({ kind: 'text', line: [mention(maya), ' ', bold('now')] })[0]).toMatchObject({
      text: '<at>Maya Lindqvist</at> **now**',
    });
  });

  test('a time is shown in the reader’s zone where it can be, in whole seconds', () => {
    expect(
      draw({ kind: 'text', line: ['due ', due, ', ', link('there', 'https://e.example/a_(b)')] })[0],
    ).toMatchObject({
      type: 'TextBlock',
      text: 'due {{DATE(2026-11-23T17:00:30Z, SHORT)}} at {{TIME(2026-11-23T17:00:30Z)}}, [there](https://e.example/a_%28b%29)',
    });
  });

  test.each([
    ['words that Markdown would read', ['*due* ', due]],
    ['a mention', [mention(maya), ' ', due]],
  ] as const)('beside %s a time is written in its own zone', (_, line) => {
    const json = JSON.stringify(draw({ kind: 'text', line }));
    expect(json).toContain('Mon 23 Nov 2026, 22:45 GMT+5:45');
    expect(json).not.toContain('{{');
  });

  test('one bad date does not take the card with it', () => {
    expect(draw({ kind: 'text', line: { ...due, at: new Date(Number.NaN) } })[0]).toMatchObject({
      inlines: [{ text: 'an unknown time' }],
    });
  });

  test('a divider is a line above what follows', () => {
    expect(draw({ kind: 'divider' }, { kind: 'divider' }, { kind: 'text', line: 'x' })).toMatchObject([
      { separator: true },
    ]);
    expect(draw({ kind: 'text', line: 'x' }, { kind: 'divider' })).toHaveLength(1);
  });

  test('a button is a universal action, with a fall-back that carries its id', () => {
    expect(actions(button({ style: 'primary' }))).toEqual([
      {
        type: 'Action.Execute',
        title: 'Go',
        style: 'positive',
        verb: 'room.verb',
        data: { value: 'F-1' },
        fallback: {
          type: 'Action.Submit',
          title: 'Go',
          style: 'positive',
          data: { action: 'room.verb', value: 'F-1' },
        },
      },
    ]);
  });

  test('a button that asks first opens the question, and the button that counts is there', () => {
    const confirm = { title: 'Sure?', text: 'It is final.', yes: 'Yes' };
    expect(actions(button({ style: 'danger', confirm }))).toMatchObject([
      {
        type: 'Action.ShowCard',
        title: 'Go',
        style: 'destructive',
        card: {
          body: [{ inlines: [{ text: 'Sure?' }] }, { inlines: [{ text: 'It is final.' }] }],
          actions: [{ type: 'Action.Execute', title: 'Yes', verb: 'room.verb' }],
        },
      },
    ]);
  });

  test('seven buttons are two sets, so that none is hidden; the last stands at card level', () => {
    const { body, actions: last } = render({
      blocks: [{ kind: 'actions', actions: Array.from({ length: 7 }, () => button()) }],
    });
    expect(body[1]).toMatchObject({ type: 'ActionSet', actions: { length: 5 } });
    expect(last).toHaveLength(2);
  });

  test('a note below the last buttons stands above them', () => {
    const { body, actions: last } = render({
      blocks: [
        { kind: 'actions', actions: [button()] },
        { kind: 'note', line: 'small print' },
      ],
    });
    expect([body.length, last?.length]).toEqual([2, 1]);
  });

  test('a short button stands beside its row, a long one and one that asks stand below', () => {
    const row = (more: object) =>
      draw({ kind: 'row', line: 'x', action: button(more) }, { kind: 'text', line: 'y' })
        .map(({ type }) => type)
        .slice(0, -1);
    expect(row({})).toEqual(['ColumnSet']);
    expect(row({ label: 'Wait for customer' })).toEqual(['RichTextBlock', 'ActionSet']);
    expect(row({ confirm: { title: 'a', text: 'b', yes: 'c' } })).toEqual(['RichTextBlock', 'ActionSet']);
  });

  test('a button beside its row is pressed by its column, since phones show sets in columns blank', () => {
    expect(draw({ kind: 'row', line: 'x', action: button() })[0]).toMatchObject({
      columns: [
        { items: [{ inlines: [{ text: 'x' }] }] },
        {
          selectAction: { type: 'Action.Execute', title: 'Go', verb: 'room.verb', fallback: { type: 'Action.Submit' } },
          items: [{ inlines: [{ text: 'Go', color: 'Accent' }] }],
        },
      ],
    });
  });

  test('a card whose words run from right to left says so, and so does a quote by itself', () => {
    const quote = { kind: 'quote', text: 'وصل الطرد متأخراً' } as const;
    expect(render({ title: 'דוח חדש', blocks: [{ kind: 'text', line: 'שלום עולם F-1' }] }).rtl).toBe(true);
    const card = render({ title: 'F-1 · new', blocks: [quote] });
    expect(card.rtl).toBeUndefined();
    expect(card.body[1]).toMatchObject({ style: 'emphasis', rtl: true });
  });

  test('clients of at most 60 people bring a living card up to date', () => {
    const viewers = Array.from({ length: 70 }, (_, nth) => `29:${nth}`);
    const { refresh } = renderCard({ title: 'T', summary: 'S', blocks: [] }, teamsLookup, { viewers });
    expect(refresh).toEqual({
      action: { type: 'Action.Execute', title: 'Refresh', verb: 'teams.refresh', data: {} },
      userIds: viewers.slice(0, 60),
    });
  });

  test('an address that no browser should open is shown as text', () => {
    const [note] = draw({ kind: 'actions', actions: [{ kind: 'openLink', label: 'here', url: 'javascript:x' }] });
    expect(note).toMatchObject({ inlines: [{ text: 'here: javascript:x' }] });
  });

  test('a value that is longer than the neutral card allows is refused by name', () => {
    expect(() => draw({ kind: 'actions', actions: [button({ value: 'x'.repeat(2001) })] })).toThrow(
      /room\.verb has 2001/,
    );
  });

  test('a title that Markdown would read is runs instead of a heading', () => {
    expect(render({ title: '*F-12*' }).body[0]).toMatchObject({ type: 'RichTextBlock', inlines: [{ text: '*F-12*' }] });
  });
});
