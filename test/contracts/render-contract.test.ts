/** What every adapter that draws cards promises, shown on the whole gallery. A new adapter joins by an entry in `adapters`. */
import { describe, expect, test } from '@jest/globals';
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render-card.js';
import { renderForm as renderSlackForm } from '../../src/adapters/slack/render/render-form.js';
import { renderCard as renderForTeams } from '../../src/adapters/teams/render/render-card.js';
import { renderForm as renderTeamsForm } from '../../src/adapters/teams/render/render-form.js';
import type { Card } from '../../src/chat/card.js';
import { cardRoom, roomOf } from '../../src/chat/card-room.js';
import type { Form } from '../../src/chat/form.js';
import {
  brittleTexts,
  cardGallery,
  everydayCards,
  everywhere,
  formGallery,
  formWith,
  hostileTexts,
  longText,
  rightToLeftTexts,
  slackLookup,
  teamsLookup,
} from '../support/gallery.js';
import { strings } from './json.js';
import { type Reading, readSlackMessage, readSlackView } from './slack-checker.js';
import { readTeamsCard } from './teams-checker.js';

interface Adapter {
  readonly platform: string;
  readonly readCard: (card: Card) => Reading;
  readonly readForm: (form: Form) => Reading;
  /** The only ids that the gallery's cards mention. */
  readonly people: readonly string[];
}

const manyViewers = Array.from({ length: 61 }, (_, nth) => `29:${'1aB'.repeat(30)}${nth}`);

const adapters: readonly Adapter[] = [
  {
    platform: 'Slack',
    readCard: (card) => readSlackMessage(renderForSlack(card, slackLookup)),
    readForm: (form) => readSlackView(renderSlackForm(form, slackLookup)),
    people: ['U01MAYA', 'W01TOMAS'],
  },
  {
    platform: 'Teams',
    // As a living card in a large place, which is the largest.
    readCard: (card) => readTeamsCard(renderForTeams(card, teamsLookup, { viewers: manyViewers })),
    readForm: (form) => readTeamsCard(renderTeamsForm(form, [{ value: 'a', label: 'Maya' }], teamsLookup), 80_000),
    people: ['29:1maya_-X', '7faf8ab2-3d56-4244-b585-20c8a42ed2b8'],
  },
];

/** Invisible marks that keep directions apart or defuse, and the breaks that one-line places fold. */
const seen = (words: string): string => words.replace(/[\u2060\u2066-\u2069]/g, '').replace(/\s+/g, ' ');
const times = (words: string, part: string): number => seen(words).split(seen(part)).length - 1;

describe.each(adapters)('$platform takes every card of the gallery', ({ readCard, people }) => {
  test.each(cardGallery)('$name: within every limit, and pings nobody but whom the card mentions', ({ card }) => {
    const { problems, pings } = readCard(card);
    expect(problems).toEqual([]);
    expect(pings.filter((id) => !people.includes(id))).toEqual([]);
  });
});

describe.each(adapters)('$platform shows whole what has room by the measure of chat/card-room.ts:', ({ readCard }) => {
  test.each([20, 200, 1_000])('rows of %d characters', (length) => {
    const rowOf = (nth: number) => {
      const line = `${'word '.repeat(length / 5)}to the end of ${nth}.`;
      const action = { kind: 'button', action: 'meetings.section', label: 'Show', value: `${nth}` } as const;
      return { kind: 'row', line, detail: `Small print of ${nth}.`, action } as const;
    };
    const count = Math.floor(cardRoom / roomOf(rowOf(10)));
    const blocks = Array.from({ length: count }, (_, nth) => rowOf(nth + 10));
    const { problems, words } = readCard({ title: 'A page', summary: 'A page', blocks });
    expect(problems).toEqual([]);
    expect(words).not.toContain('more.');
    for (const { line, detail } of blocks) for (const part of [line.trim(), detail]) expect(times(words, part)).toBe(1);
  });
});

describe.each(adapters)('$platform shows what people typed, and does nothing with it', ({ readCard }) => {
  const typed = [...hostileTexts, ...brittleTexts, ...rightToLeftTexts.slice(0, 2)];
  // Titles of 150, buttons of 75 and the button that confirms (30) may have shortened it.
  const roomy = (text: string) =>
    strings(everywhere(text).blocks).filter(
      ({ key, value }) => !['label', 'yes'].includes(key) && value.includes(text),
    );

  test.each(typed)('%s', (text) => {
    const expected = roomy(text).flatMap(({ value }) => value.split(text).slice(1)).length;
    expect(expected).toBeGreaterThan(20);
    expect(times(readCard(everywhere(text)).words, text)).toBeGreaterThanOrEqual(expected);
  });

  test('mentions in a card ping each person as often as the card mentions them', () => {
    const mentions = strings(everywhere('words').blocks).filter(
      ({ key, value }) => key === 'id' && value !== 'member-stranger',
    );
    expect(readCard(everywhere('words')).pings).toHaveLength(mentions.length);
  });
});

describe.each(adapters)('$platform never leaves anything out unseen', ({ readCard }) => {
  test('an over-long text ends with "…"', () => {
    const card: Card = { title: 'T', summary: 'S', blocks: [{ kind: 'quote', text: longText(50_000, 'word ') }] };
    expect(readCard(card).words).toMatch(/word…/);
  });

  test('a title of 200 characters ends with "…"', () => {
    const card: Card = { title: longText(200, 'ti tle '), summary: 'S', blocks: [] };
    expect(readCard(card).words).toMatch(/^ti tle.*…$/);
  });

  test.each(['60 blocks', 'zero and 200 list items'])(
    '%s: what has no room is counted, and the buttons stay',
    (name) => {
      const card = cardGallery.find((each) => each.name === name)?.card ?? everywhere('');
      const { words } = readCard(card);
      const shown = new Set(words.match(/F-\d+ ·|Item \d+:/g)).size;
      const rest = Number(/… and (\d+) more\./.exec(words)?.[1] ?? 0);
      expect(shown).toBeGreaterThan(5);
      expect(shown + rest).toBe(name === '60 blocks' ? 60 : 200);
      expect(words).toMatch(name === '60 blocks' ? /Wait for customer/ : /Next/);
    },
  );

  test('a card with its own way to the rest names it', () => {
    const card = cardGallery.find((each) => each.name === 'zero and 200 list items')?.card ?? everywhere('');
    expect(readCard(card).words).toContain('more. /customer feedback list open pages through them.');
  });

  test('every button is there, however many', () => {
    const card = cardGallery.find((each) => each.name === '60 buttons')?.card ?? everywhere('');
    expect(new Set(readCard(card).words.match(/Pick \d+/g)).size).toBe(60);
  });

  test('every fact is there, however many', () => {
    const card = cardGallery.find((each) => each.name === '23 facts')?.card ?? everywhere('');
    expect(new Set(readCard(card).words.match(/Value \d+/g)).size).toBe(23);
  });
});

describe.each(adapters)('$platform says the tone without colour', ({ readCard }) => {
  test('each tone has a symbol of its own before the title', () => {
    const tones = ['neutral', 'good', 'warning', 'bad'] as const;
    const heads = tones.map((tone) => readCard({ title: 'Title', summary: 'S', tone, blocks: [] }).words);
    expect(heads).toEqual(['Title', '✅ Title', '⚠️ Title', '🛑 Title']);
  });
});

describe.each(adapters)('$platform shows everyday cards whole', ({ readCard }) => {
  test.each(everydayCards)('$name', ({ card }) => {
    expect(readCard(card).words).not.toMatch(/…(?!”)/);
  });
});

describe.each(adapters)('$platform takes every form of the gallery', ({ readForm, people }) => {
  test.each(formGallery)('$name', ({ form }) => {
    const { problems, pings } = readForm(form);
    expect(problems).toEqual([]);
    expect(pings.filter((id) => !people.includes(id))).toEqual([]);
  });

  test.each(hostileTexts)('a form shows as typed: %s', (text) => {
    // Label, hint, value, intro and two errors; option texts may have been shortened to 75.
    expect(times(readForm(formWith(text)).words, text)).toBeGreaterThanOrEqual(9);
  });
});
