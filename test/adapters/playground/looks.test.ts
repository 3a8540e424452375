import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderCard } from '../../../src/adapters/playground/render/render-card.js';
import { formId, parseFormId } from '../../../src/adapters/playground/render/render-form.js';
import { createSlackLook } from '../../../src/adapters/playground/render/slack-look.js';
import { bold, type Card } from '../../../src/chat/card.js';
import { everydayCards, everywhere, hostileTexts } from '../../support/gallery.js';

const look = createSlackLook();
let lookCount = 0;
const html = (card: Card) => {
  lookCount += 1;
  return look(String(lookCount), renderCard(card));
};

/** What a reader sees: without tags, entities as signs. */
function seen(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replaceAll('\u2060', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

describe('Slack’s look', () => {
  test.each(hostileTexts)('shows %s as it was typed, and nothing of it as an element', (text) => {
    const card: Card = {
      title: 'T',
      summary: 'S',
      blocks: [
        { kind: 'quote', text },
        { kind: 'text', line: text },
      ],
    };
    const drawn = html(card);
    expect(seen(drawn).split(text)).toHaveLength(3);
    expect(drawn).not.toMatch(/<(?:img|script|b|at|a)\b/);
  });

  test('shows signs of conditions as they were typed, also beside what is bold', () => {
    const words = 'score >= 7 and days(since) > 30';
    const line = [bold('Fans'), `: ${words}`];
    const blocks = [
      { kind: 'text', line },
      { kind: 'note', line },
      { kind: 'row', line },
    ] as const;
    expect(seen(html({ title: words, summary: 'S', blocks })).split(words)).toHaveLength(5);
  });

  test('gives each fact a line of its own, however short it is beside a long one', () => {
    const facts = ['Score', 'Counted', 'x'.repeat(300)].map((value) => ({ label: 'Label', value }));
    const lines = html({ title: 'T', summary: 'S', blocks: [{ kind: 'facts', facts }] }).match(/<p [^>]*>/g);
    expect(lines).toEqual(Array(3).fill('<p class="slack_blocks_to_jsx__rich_text_section_element">'));
  });

  test.each(hostileTexts.filter((text) => !text.includes('\n')))(
    'reads nothing into %s in titles, rows, small print and buttons',
    (text) => {
      const action = { kind: 'button', action: 'a.b', label: text.slice(0, 70), value: '' } as const;
      const blocks = [
        { kind: 'note', line: text },
        { kind: 'row', line: text, action },
      ] as const;
      const drawn = html({ title: text, summary: 'S', blocks });
      expect(seen(drawn).split(text.slice(0, 70))).toHaveLength(5);
      expect(drawn).not.toMatch(/<(?:strong|em|s|code|a|time)\b|slack_(?:user|broadcast|channel)/);
    },
  );

  test.each(['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '"><svg onload=alert(1)>'])(
    'never makes an element of %s, wherever it stands',
    (text) => {
      expect(html(everywhere(text))).not.toMatch(/<(?:img|script|svg)\b/);
    },
  );

  test.each(everydayCards)('names each button of “$name” by its place in the card', ({ card }) => {
    const labels = card.blocks.flatMap((block) => {
      if (block.kind === 'actions') return block.actions.map(({ label }) => label);
      return block.kind === 'row' && block.action ? [block.action.label] : [];
    });
    const drawn = html(card);
    const buttons = [...drawn.matchAll(/<button type="button" data-button="(\d+)".*?<\/button>/g)];
    expect(buttons.map(([element, place]) => [Number(place), seen(element)])).toEqual([...labels.entries()]);
    expect(drawn).not.toMatch(/ id="/);
  });

  test('draws each state of a card once', () => {
    const first = renderCard({ title: 'First', summary: '', blocks: [] });
    const second = renderCard({ title: 'Second', summary: '', blocks: [] });
    const once = createSlackLook();
    expect(once('12 10:00', first)).toContain('First');
    expect(once('12 10:00', second)).toContain('First');
    expect(once('12 10:05', second)).toContain('Second');
  });
});

describe('The id of a form that was opened', () => {
  const place = fc.option(fc.uuid());
  test('brings form, subject and place back', () => {
    const subject = fc.string().filter((text) => !text.includes(' @place:'));
    fc.assert(
      fc.property(
        fc.constantFrom('feedback.resolve', 'people.nameChampion'),
        subject,
        place,
        (form, about, placeId) => {
          const instance = { form, subject: about, placeId };
          expect(parseFormId(formId(instance))).toEqual(instance);
        },
      ),
    );
  });
});

describe('Teams’ Markdown on the page', () => {
  const load = async () => {
    const path = '../../../src/adapters/playground/page/markdown.js';
    const page = (await import(path)) as { markdownToHtml(text: string): string };
    return page.markdownToHtml;
  };

  test.each([
    ['plain', '<p>plain</p>'],
    ['**bold** and _leaning_', '<p><strong>bold</strong> and <em>leaning</em></p>'],
    ['a_b_c and 2*3*4', '<p>a_b_c and 2*3*4</p>'],
    ['\\*\\*not bold\\*\\* \\<b\\>', '<p>**not bold** &lt;b&gt;</p>'],
    [
      '[here](https://a.example/?b=1&c=2)',
      '<p><a href="https://a.example/?b=1&amp;c=2" target="_blank" rel="noopener">here</a></p>',
    ],
    ['[here](javascript:alert(1))', '<p>[here](javascript:alert(1))</p>'],
    ['- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
    ['2. two\n3. three', '<ol start="2"><li>two</li><li>three</li></ol>'],
    ['one\n\ntwo\nthree', '<p>one</p><p>two<br>three</p>'],
    ['<at>Maya Lindqvist</at>, hello', '<p><span class="mention">Maya Lindqvist</span>, hello</p>'],
    ['&lt;at&gt;all&lt;/at&gt; &amp; co', '<p>&lt;at&gt;all&lt;/at&gt; &amp; co</p>'],
    ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
    ['\ue000\ue021', '<p>\ufffd\ufffd</p>'],
  ])('%s', async (text, expected) => {
    expect((await load())(text)).toBe(expected);
  });

  test('makes no element but its own, whatever is typed', async () => {
    const markdownToHtml = await load();
    const sign = fc.constantFrom(...'<>&"\'\\*_[]()-1. \nabat:/=');
    fc.assert(
      fc.property(fc.array(fc.oneof(sign, fc.constant('<at>'), fc.constant('](http://x'))), (signs) => {
        const tags = [...markdownToHtml(signs.join('')).matchAll(/<[^>]*>/g)].map(([tag]) => tag);
        const known =
          /^<(?:\/?(?:p|strong|em|ul|ol|li|a|span)|br|ol start="\d+"|span class="mention"|a href="https?:\/\/[^"<>]*" target="_blank" rel="noopener")>$/;
        for (const tag of tags) expect(tag).toMatch(known);
      }),
    );
  });
});
