/** Promises with a condition, in words: the list, what was changed, which one holds and why. */
import { type facts, heading, note, quote, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { excerpt } from '../../../chat/shorten.js';
import { type Verdict, verdictLine } from '../../customers/index.js';
import type { HeldPromise } from '../rules/feedback.js';
import { duration } from './words.js';

const example = 'promise add 4h when:"segment = Key and severity = high"';

/** What is wrong with typed promises, with the remedy. */
export const promiseWords = {
  hours: 'This is not a promise that can be kept. Write whole hours or days, from 1h to 90d: 24h, 2d.',
  long: (limit: number) =>
    `All promises together have at most ${limit.toLocaleString('en-GB')} characters. Remove one first.`,
  many: (limit: number) => `There are at most ${limit} promises. Remove one first: \`promise list\`.`,
  line: (typed: string) => `“${excerpt(typed, 60)}” is not a promise. Write 4h when severity = high.`,
  missing: `The promise is missing. Write \`${example}\`.`,
  number: 'The promise’s number is missing. Write `promise remove 2`; `promise list` lists them.',
  gone: (position: number) => `There is no promise ${position}. \`promise list\` lists them.`,
  clock: 'This is not a way to count. Write clock:always or clock:working.',
} as const;

/** A promise as lists show it. */
export interface ShownPromise {
  readonly position: number;
  readonly hours: number;
  readonly isAlways: boolean;
  readonly when: string;
}

/** How the list is headed. */
export const promisesHeading: ListHeading = {
  title: 'Promises by condition',
  noneTitle: 'There are no promises by condition yet',
  none: ['The usual promise holds for everything. The champion and admins add another: ', code(example), '.'],
};

/** `1. 4 h, round the clock: severity = high`. */
export const shownPromise = ({ position, hours, isAlways, when }: ShownPromise): Line => [
  bold(`${position}. ${duration(hours * 3_600_000)}${isAlways ? ', round the clock' : ''}`),
  `: ${when}`,
];

/** Below the list of `count` promises. */
export function promisesNote(usualHours: number, count: number): Line {
  const usual = `${duration(usualHours * 3_600_000)} on working days`;
  if (count === 0) return `The usual promise is ${usual}.`;
  return [
    `The first that fits holds. Otherwise it is ${usual}. `,
    code(example),
    ' adds one, ',
    code('promise remove 1'),
    ' removes the first.',
  ];
}

/** A promise was added. */
export const promiseAddedCard = (promise: ShownPromise): Card =>
  titledCard(
    `Promise ${promise.position} is in place`,
    [{ kind: 'text', line: shownPromise(promise) }, note('It holds for open feedback that fits, too.')],
    'good',
  );

/** A promise was removed. */
export const promiseRemovedCard = (promise: ShownPromise): Card =>
  titledCard(`Promise ${promise.position} is removed`, [
    { kind: 'text', line: shownPromise(promise) },
    note('What it covered is counted by the next promise that fits.'),
  ]);

/** How one promise looks at a text. */
export interface PromiseVerdict {
  readonly promise: ShownPromise;
  readonly holds: boolean;
  readonly verdicts: readonly Verdict[];
}

/** Which promise would hold for a text, and what each of them says to it. */
export function promiseTestCard(text: string, all: readonly PromiseVerdict[], usualHours: number): Card {
  const chosen = all.find(({ holds }) => holds);
  const title = chosen
    ? `Promise ${chosen.promise.position} would hold: ${duration(chosen.promise.hours * 3_600_000)}`
    : `The usual promise would hold: ${duration(usualHours * 3_600_000)}`;
  return titledCard(title, [
    ...(text === '' ? [] : [quote(text)]),
    ...all.flatMap(({ promise, holds, verdicts }): Block[] => [
      heading(`${promise.position}. ${duration(promise.hours * 3_600_000)}: ${holds ? 'fits' : 'does not fit'}`),
      { kind: 'list', items: verdicts.map(verdictLine) },
    ]),
  ]);
}

/** On the card of feedback: which promise holds, and why. */
export const heldFact = (
  promiseMs: number,
  { position, when, isAlways }: HeldPromise,
): Parameters<typeof facts>[0][0] => ({
  label: 'Promise',
  value: `${duration(promiseMs)}${isAlways ? ' round the clock' : ''}, by promise ${position}: ${when}`,
});
