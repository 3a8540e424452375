/** Promises with a condition, in words: the list, what was changed, which one holds and why. */

import { type facts, heading, note, quote, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { type Verdict, verdictLine } from '../../customers/index.js';
import type { HeldPromise } from '../rules/feedback.js';
import { duration } from './words.js';

const example = 'promise add 4h when:"segment = Key and severity = high"';

/** What is wrong with typed promises, with the remedy. */
export const promiseWords = {
  hours: () => say('This is not a promise that can be kept. Write whole hours or days, from 1h to 90d: 24h, 2d.'),
  long: (limit: number) =>
    say('All promises together have at most {limit, number} characters. Remove one first.', { limit }),
  many: (limit: number) => say('There are at most {limit} promises. Remove one first: `promise list`.', { limit }),
  line: (typed: string) =>
    say('“{typed}” is not a promise. Write 4h when severity = high.', { typed: excerpt(typed, 60) }),
  missing: () => say('The promise is missing. Write {command}.', { command: `\`${example}\`` }),
  number: () => say('The promise’s number is missing. Write `promise remove 2`; `promise list` lists them.'),
  gone: (position: number) => say('There is no promise {position}. `promise list` lists them.', { position }),
  clock: () => say('This is not a way to count. Write clock:always or clock:working.'),
} as const;

/** A promise as lists show it. */
export interface ShownPromise {
  readonly position: number;
  readonly hours: number;
  readonly isAlways: boolean;
  readonly when: string;
}

/** How the list is headed. */
export const promisesHeading = (): ListHeading => ({
  title: say('Promises by condition'),
  noneTitle: say('There are no promises by condition yet'),
  none: sayLine('The usual promise holds for everything. The champion and admins add another: {command}.', {
    command: code(example),
  }),
});

/** `1. 4 h, round the clock: severity = high`. */
export const shownPromise = ({ position, hours, isAlways, when }: ShownPromise): Line => [
  bold(
    isAlways
      ? say('{position}. {length}, round the clock', { position, length: duration(hours * 3_600_000) })
      : `${position}. ${duration(hours * 3_600_000)}`,
  ),
  `: ${when}`,
];

/** Below the list of `count` promises. */
export function promisesNote(usualHours: number, count: number): Line {
  const usual = duration(usualHours * 3_600_000);
  if (count === 0) return say('The usual promise is {usual} on working days.', { usual });
  return sayLine(
    'The first that fits holds. Otherwise it is {usual} on working days. {add} adds one, {remove} removes the first.',
    { usual, add: code(example), remove: code('promise remove 1') },
  );
}

/** A promise was added. */
export const promiseAddedCard = (promise: ShownPromise): Card =>
  titledCard(
    say('Promise {position} is in place', { position: promise.position }),
    [{ kind: 'text', line: shownPromise(promise) }, note(say('It holds for open feedback that fits, too.'))],
    'good',
  );

/** A promise was removed. */
export const promiseRemovedCard = (promise: ShownPromise): Card =>
  titledCard(say('Promise {position} is removed', { position: promise.position }), [
    { kind: 'text', line: shownPromise(promise) },
    note(say('What it covered is counted by the next promise that fits.')),
  ]);

/** How one promise looks at a text. */
export interface PromiseVerdict {
  readonly promise: ShownPromise;
  readonly holds: boolean;
  readonly verdicts: readonly Verdict[];
}

function verdictHeading({ position, hours }: ShownPromise, isFitting: boolean): string {
  const length = duration(hours * 3_600_000);
  return isFitting
    ? say('{position}. {length}: fits', { position, length })
    : say('{position}. {length}: does not fit', { position, length });
}

/** Which promise would hold for a text, and what each of them says to it. */
export function promiseTestCard(text: string, all: readonly PromiseVerdict[], usualHours: number): Card {
  const chosen = all.find(({ holds }) => holds);
  const title = chosen
    ? say('Promise {position} would hold: {length}', {
        position: chosen.promise.position,
        length: duration(chosen.promise.hours * 3_600_000),
      })
    : say('The usual promise would hold: {length}', { length: duration(usualHours * 3_600_000) });
  return titledCard(title, [
    ...(text === '' ? [] : [quote(text)]),
    ...all.flatMap(({ promise, holds, verdicts }): Block[] => [
      heading(verdictHeading(promise, holds)),
      { kind: 'list', items: verdicts.map(verdictLine) },
    ]),
  ]);
}

/** On the card of feedback: which promise holds, and why. */
export const heldFact = (
  promiseMs: number,
  { position, when, isAlways }: HeldPromise,
): Parameters<typeof facts>[0][0] => ({
  label: say('Promise'),
  value: isAlways
    ? say('{length} round the clock, by promise {position}: {condition}', {
        length: duration(promiseMs),
        position,
        condition: when,
      })
    : say('{length}, by promise {position}: {condition}', { length: duration(promiseMs), position, condition: when }),
});
