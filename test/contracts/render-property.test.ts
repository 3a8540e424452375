/** The renderers' promises on cards that nobody thought of: random blocks, random words put together from what is awkward. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render-card.js';
import { renderCard as renderForTeams } from '../../src/adapters/teams/render/render-card.js';
import type { Action, Block, Card, Inline, Line } from '../../src/chat/card.js';
import {
  brittleTexts,
  brokenText,
  everywhere,
  hostileTexts,
  maya,
  rightToLeftTexts,
  slackLookup,
  stranger,
  teamsLookup,
  tomas,
} from '../support/gallery.js';
import { strings } from './json.js';
import { readSlackMessage } from './slack-checker.js';
import { readTeamsCard } from './teams-checker.js';

const signs = [
  '*',
  '_',
  '~',
  '`',
  '<',
  '>',
  '&',
  '{{',
  '}}',
  '${',
  '[',
  ']',
  '(x)',
  '\\',
  '@',
  '#',
  ':',
  '|',
  '^',
  '!',
  '-',
  '1.',
];
const bits = [
  'at',
  '/at>',
  'everyone',
  'DATE(2026-01-01T00:00:00Z)',
  'a',
  'Z',
  'words',
  'U123',
  'channel',
  'http://e.example',
  'ي',
  '…',
];
const scraps = fc.oneof(
  fc.constantFrom(...signs, ...bits, ' ', '\n'),
  fc.constantFrom(...brittleTexts),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const short = fc.array(scraps, { maxLength: 9 }).map((parts) => parts.join(''));
const words = fc.oneof(
  { weight: 6, arbitrary: short },
  { weight: 2, arbitrary: fc.constantFrom(...hostileTexts, ...rightToLeftTexts, brokenText) },
  {
    weight: 1,
    arbitrary: fc.tuple(short, fc.nat(300)).map(([text, count]) => `${text} `.repeat(count).slice(0, 9_000)),
  },
);

const inline: fc.Arbitrary<Inline> = fc.oneof(
  words,
  words.map((text): Inline => ({ kind: 'bold', text })),
  words.map((text): Inline => ({ kind: 'code', text })),
  fc.constantFrom(maya, tomas, stranger).map((person): Inline => ({ kind: 'mention', person })),
  fc
    .tuple(words, fc.oneof(words, fc.webUrl({ withQueryParameters: true, withFragments: true })))
    .map(([text, url]): Inline => ({ kind: 'link', text, url })),
  fc.record({
    kind: fc.constant('time' as const),
    at: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01') }),
    timeZone: fc.constantFrom('Europe/London', 'Asia/Kathmandu', 'nowhere'),
    style: fc.constantFrom('date' as const, 'time' as const, 'dateTime' as const),
  }),
);
const line: fc.Arbitrary<Line> = fc.oneof(inline, fc.array(inline, { maxLength: 6 }));

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('button' as const),
    action: fc.constantFrom('feedback.resolve', 'feedback.list'),
    label: words,
    value: fc.oneof(fc.string({ maxLength: 2000 }), fc.constant(brokenText)),
    style: fc.constantFrom('primary' as const, 'danger' as const, undefined),
    confirm: fc.option(fc.record({ title: words, text: words, yes: words }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('openLink' as const), label: words, url: fc.oneof(words, fc.webUrl()) }),
);

const number = fc.option(fc.double({ min: -100, max: 100, noNaN: true }), { nil: null, freq: 8 });
const chart = fc.nat(22).chain((count) => {
  const values = fc.array(number, { minLength: count, maxLength: count });
  return fc.record({
    title: words,
    alt: words,
    form: fc.constantFrom('line' as const, 'bars' as const, 'stackedBars' as const),
    categories: fc.array(words, { minLength: count, maxLength: count }),
    series: fc.array(fc.record({ name: words, values }), { maxLength: 7 }),
    band: fc.option(fc.record({ low: values, high: values }), { nil: undefined }),
    unit: fc.option(words, { nil: undefined }),
    pictureUrl: fc.option(fc.oneof(words, fc.webUrl()), { nil: undefined }),
  });
});

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), line }),
  fc.record({ kind: fc.constant('quote' as const), text: words, by: fc.option(words, { nil: undefined }) }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: words, value: line }), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(line, { maxLength: 30 }), ordered: fc.boolean() }),
  fc.record({
    kind: fc.constant('row' as const),
    line,
    detail: fc.option(line, { nil: undefined }),
    action: fc.option(action, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('heading' as const), text: words }),
  fc.record({ kind: fc.constant('note' as const), line }),
  fc.constant<Block>({ kind: 'divider' }),
  chart.map((each): Block => ({ kind: 'chart', chart: each })),
  fc.record({ kind: fc.constant('actions' as const), actions: fc.array(action, { maxLength: 8 }) }),
);

const card: fc.Arbitrary<Card> = fc.record({
  title: words,
  summary: words,
  tone: fc.constantFrom('neutral' as const, 'good' as const, 'warning' as const, 'bad' as const, undefined),
  blocks: fc.array(block, { maxLength: 70, size: 'max' }),
});

const platforms = [
  {
    platform: 'Slack',
    read: (each: Card) => readSlackMessage(renderForSlack(each, slackLookup)),
    people: ['U01MAYA', 'W01TOMAS'],
  },
  {
    platform: 'Teams',
    read: (each: Card) => readTeamsCard(renderForTeams(each, teamsLookup)),
    people: ['29:1maya_-X', '7faf8ab2-3d56-4244-b585-20c8a42ed2b8'],
  },
] as const;

const seen = (text: string): string => text.replace(/[\u2060\u2066-\u2069]/g, '').replace(/\s+/g, ' ');

describe.each(platforms)('$platform', ({ read, people }) => {
  test('takes any card, and it pings nobody but whom it mentions', () => {
    fc.assert(
      fc.property(card, (each) => {
        const { problems, pings } = read(each);
        expect(problems).toEqual([]);
        expect(pings.filter((id) => !people.some((known) => known === id))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('shows any short text as it was typed, wherever a card has room for it', () => {
    // Edges are folded or trimmed in one-line places, so the text has letters there.
    const typed = short
      .map((text) => `q${text}p`.slice(0, 60))
      .filter((text) => !/\p{Surrogate}|\p{Control}/u.test(text.replace(/\n/g, '')));
    fc.assert(
      fc.property(typed, (text) => {
        const places = strings(everywhere(text).blocks).filter(({ key }) => !['label', 'yes'].includes(key));
        const expected = places.flatMap(({ value }) => value.split(text).slice(1)).length;
        const found = seen(read(everywhere(text)).words).split(seen(text)).length - 1;
        expect(found).toBeGreaterThanOrEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
