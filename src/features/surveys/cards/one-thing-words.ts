/** Words about what customers would improve first, which cards, the agenda and the board page share. */

import { firstFew } from '../../../chat/counted.js';
import { say } from '../../../kernel/language/say.js';
import { contenders, fewestGuesses, misjudged, type Priorities, type Priority } from '../rules/priorities.js';
import type { Interval, Place } from '../rules/wilson.js';

/** `48 %` */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** `30 to 67 %` */
export const rangeText = ({ low, high }: Interval): string =>
  say('{low} to {high}', { low: Math.round(100 * low), high: percent(high) });

/** `1`, `2 to 3`: of the latter is sure that it lies between. */
export const placeText = ({ first, last }: Place): string =>
  first === last ? String(first) : say('{low} to {high}', { low: first, high: last });

export const isSure = ({ first, last }: Place): boolean => first === last;

/** `25 answers` */
export const answersText = (count: number): string =>
  say('{count, plural, one {1 answer} other {# answers}}', { count });

/** What is to be improved first, as far as that is sure. */
export function firstText(found: Priorities): string {
  const named = contenders(found);
  const [first] = named;
  const answers = found.answerCount;
  if (first && isSure(first.place))
    return say(
      '{touchpoint} comes first: {share} of {answers, plural, one {1 answer} other {# answers}} (95 % interval {range}).',
      { touchpoint: first.touchpoint, share: percent(first.share), answers, range: rangeText(first.interval) },
    );
  if (first && named.length === 1)
    return say(
      '{touchpoint} leads with {share} of {answers, plural, one {1 answer} other {# answers}}: too few to be sure.',
      { touchpoint: first.touchpoint, share: percent(first.share), answers },
    );
  const names = named.map(({ touchpoint, share }) => `${touchpoint} (${percent(share)})`);
  return say('{touchpoints} can’t be told apart yet, by {answers, plural, one {1 answer} other {# answers}}.', {
    touchpoints: firstFew(names, 3),
    answers,
  });
}

/** The largest misjudgement; null: the team's belief is not shown. */
export function misjudgedText(found: Priorities): string | null {
  if (found.countedCount === 0) return null;
  const [worst] = misjudged(found);
  if (!worst) return say('What we guessed lies within what customers say, as far as that is known.');
  return say('We misjudged {touchpoint} most: we guessed {ours}, customers say {theirs}.', {
    touchpoint: worst.touchpoint,
    ours: percent(worst.teamShare ?? 0),
    theirs: percent(worst.share),
  });
}

/** `Buying: we guessed 75 %, customers say 20 % (9 to 39 %), 55 points less.` */
export function misjudgementText({ teamShare, share, interval, misjudgement }: Priority): string {
  const points = Math.round(100 * Math.abs(misjudgement ?? 0));
  const values = { ours: percent(teamShare ?? 0), theirs: percent(share), range: rangeText(interval), points };
  return (misjudgement ?? 0) > 0
    ? say('we guessed {ours}, customers say {theirs} ({range}): {points} points less', values)
    : say('we guessed {ours}, customers say {theirs} ({range}): {points} points more', values);
}

/** How many of the team guessed, and why nothing is shown of it. */
export function guessesText({ guessCount, countedCount }: Priorities): string {
  if (guessCount === 0) return say('Nobody of the team guessed.');
  if (countedCount === 0)
    return say(
      '{count, plural, one {1 person} other {# people}} of the team guessed. Shares are shown from {fewest} on, so that nobody’s guess can be told.',
      { count: guessCount, fewest: fewestGuesses },
    );
  return countedCount === guessCount
    ? say('{count, plural, one {1 person} other {# people}} of the team guessed.', { count: guessCount })
    : say(
        '{count, plural, one {1 person} other {# people}} of the team guessed, {counted} are counted: by threes, so that nobody’s guess can be told.',
        { count: guessCount, counted: countedCount },
      );
}

/** Refusals of the commands; each is a fault and its remedy. */
export const oneThingRefusals = {
  nameOne: () => say('No survey is named. Type `survey guess S-3`; `survey` lists them.'),
  notOneThing: (name: string) =>
    say('{name} asks something else. Type `survey start onething everyone` to ask what you should improve first.', {
      name,
    }),
  tooLate: (name: string) =>
    say('{name} has ended, so a guess comes too late. Type `survey {name}` to see what customers chose.', { name }),
  guessStays: (name: string) =>
    say('You have looked at the answers of {name}, so your guess stays. Type `survey {name}` to see them.', { name }),
  noTouchpoint: (typed: string, touchpoints: readonly string[]) =>
    say('“{typed}” can’t be chosen there. Choose one of these: {touchpoints}.', {
      typed,
      touchpoints: touchpoints.join('; '),
    }),
  guessFirst: (name: string) =>
    say('You see the answers of {name} after your own guess. Type `survey guess {name}` first.', { name }),
  noAnswers: (name: string) =>
    say('Nobody has answered {name} yet, so there is nothing for a board. Type `survey {name}` to see how it goes.', {
      name,
    }),
  wordsGone: (name: string) =>
    say('These words were changed or taken back. Type `survey words {name}` for those that stand.', { name }),
} as const;
