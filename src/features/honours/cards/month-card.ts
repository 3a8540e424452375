/** A month of ideas by place: what became of them, never who was busiest unless the organisation asked for it. */
import { actions, button, facts, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { moreBlocks } from '../../../chat/list.js';
import { type Page, pageButtons } from '../../../chat/pages.js';
import { sayLine } from '../../../chat/say-line.js';
import { shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import type { PlaceIdeas } from '../../ideas/index.js';
import { monthAfter } from '../rules/month.js';

/** A place with its name. */
type NamedPlace = PlaceIdeas & { readonly name: string };

/** A month as its card shows it. */
export interface MonthView {
  /** `2026-11` */
  readonly month: string;
  /** `November 2026` */
  readonly label: string;
  readonly isPosted: boolean;
  readonly shown: Page<NamedPlace>;
  /** In the order in which they are shown. */
  readonly all: readonly NamedPlace[];
  /** Who posted how many, most first; empty: nobody asked for it. */
  readonly people: readonly { readonly name: string; readonly count: number }[];
}

/** Places on one page. */
export const pageLength = 8;
const shownResults = 5;
const shownPeople = 10;

/** Ideas that belong to no place. */
export const writtenPrivately = (): string => say('Written privately');

/** What was typed is no month. */
export const noSuchMonth = (typed: string): string =>
  say('I don’t know the month “{typed}”. Write `honours month`, `honours month last` or `honours month 2026-10`.', {
    typed: shorten(typed, 60),
  });

/** A page of it, or the post, which has the first page. */
export function monthCard({ month, label, isPosted, shown, all, people }: MonthView): Card {
  const before = button(say('The month before'), 'honours.month', monthAfter(month, -1));
  if (all.length === 0)
    return titledCard(say('No idea was posted, tried or adopted in {month}', { month: label }), [
      text(sayLine('What would delight a customer? {command} asks.', { command: code('idea') })),
      ...(isPosted ? [] : [actions([before])]),
    ]);
  return titledCard(say('Ideas in {month}, by place', { month: label }), [
    ...(all.length > 1 ? [text([bold(say('Together')), ` · ${figures(sum(all))}`])] : []),
    ...shown.items.flatMap(placeBlocks),
    ...(people.length === 0 ? [] : [facts([{ label: say('Ideas by person'), value: ranked(people) }])]),
    ...(isPosted ? rest(month, shown, all.length) : pageButtons(shown, 'honours.month', (page) => `${month} ${page}`)),
    ...(isPosted ? [] : [actions([before])]),
  ]);
}

function placeBlocks({ name, results, ...counts }: NamedPlace): readonly Block[] {
  return [
    text([bold(name), ` · ${figures(counts)}`]),
    ...(results.length === 0 ? [] : [{ kind: 'list', items: results.slice(0, shownResults).map(resultLine) } as const]),
    ...moreBlocks({ items: results.slice(0, shownResults), totalCount: results.length }, (count) =>
      say('and {count, plural, one {# more value} other {# more values}} before and after', { count }),
    ),
  ];
}

const resultLine = ({ name, title, metric, values }: PlaceIdeas['results'][number]): Line =>
  `${name} ${shorten(title, 80)} · ${shorten(metric, 60)}: ${values}`;

type Figures = Pick<PlaceIdeas, 'postedCount' | 'withEvidenceCount' | 'triedCount' | 'adoptedCount'>;

const figures = ({ postedCount, withEvidenceCount, triedCount, adoptedCount }: Figures): string =>
  say(
    '{posted, plural, one {1 idea} other {# ideas}}, {withEvidence, number} with evidence · {tried, number} tried · {adopted, number} adopted',
    { posted: postedCount, withEvidence: withEvidenceCount, tried: triedCount, adopted: adoptedCount },
  );

const sum = (all: readonly Figures[]): Figures => {
  const add = (of: keyof Figures) => all.reduce((total, each) => total + each[of], 0);
  return {
    postedCount: add('postedCount'),
    withEvidenceCount: add('withEvidenceCount'),
    triedCount: add('triedCount'),
    adoptedCount: add('adoptedCount'),
  };
};

const ranked = (people: MonthView['people']): string =>
  firstFew(
    people.map(({ name, count }) => `${name} ${count}`),
    shownPeople,
  );

const rest = (month: string, { items }: Page<NamedPlace>, totalCount: number): readonly Block[] =>
  moreBlocks({ items, totalCount }, { label: say('Show all places'), action: 'honours.month', value: month });
