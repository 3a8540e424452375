/** Words about what customers would improve first, which cards, the agenda and the board page share. */
import { counted, firstFew } from '../../../chat/counted.js';
import { contenders, fewestGuesses, misjudged, type Priorities, type Priority } from '../rules/priorities.js';
import type { Interval, Place } from '../rules/wilson.js';

/** `48 %` */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** `30 to 67 %` */
export const rangeText = ({ low, high }: Interval): string => `${Math.round(100 * low)} to ${percent(high)}`;

/** `1`, `2 to 3`: of the latter is sure that it lies between. */
export const placeText = ({ first, last }: Place): string => (first === last ? String(first) : `${first} to ${last}`);

export const isSure = ({ first, last }: Place): boolean => first === last;

/** `25 answers` */
export const answersText = (count: number): string => (count === 1 ? '1 answer' : `${counted(count)} answers`);

/** What is to be improved first, as far as that is sure. */
export function firstText(found: Priorities): string {
  const named = contenders(found);
  const [first] = named;
  const of = answersText(found.answerCount);
  if (first && isSure(first.place))
    return `${first.touchpoint} comes first: ${percent(first.share)} of ${of} (95 % interval ${rangeText(first.interval)}).`;
  if (first && named.length === 1)
    return `${first.touchpoint} leads with ${percent(first.share)} of ${of}: too few to be sure.`;
  const names = named.map(({ touchpoint, share }) => `${touchpoint} (${percent(share)})`);
  return `${firstFew(names, 3)} can’t be told apart yet, by ${of}.`;
}

/** The largest misjudgement; null: the team's belief is not shown. */
export function misjudgedText(found: Priorities): string | null {
  if (found.countedCount === 0) return null;
  const [worst] = misjudged(found);
  if (!worst) return 'What we guessed lies within what customers say, as far as that is known.';
  return `We misjudged ${worst.touchpoint} most: we guessed ${percent(worst.teamShare ?? 0)}, customers say ${percent(worst.share)}.`;
}

/** `Buying: we guessed 75 %, customers say 20 % (9 to 39 %), 55 points less.` */
export function misjudgementText({ teamShare, share, interval, misjudgement }: Priority): string {
  const points = Math.round(100 * Math.abs(misjudgement ?? 0));
  const less = (misjudgement ?? 0) > 0 ? 'less' : 'more';
  return `we guessed ${percent(teamShare ?? 0)}, customers say ${percent(share)} (${rangeText(interval)}): ${points} points ${less}`;
}

/** How many of the team guessed, and why nothing is shown of it. */
export function guessesText({ guessCount, countedCount }: Priorities): string {
  const who = guessCount === 1 ? '1 person' : `${counted(guessCount)} people`;
  if (guessCount === 0) return 'Nobody of the team guessed.';
  if (countedCount === 0)
    return `${who} of the team guessed. Shares are shown from ${fewestGuesses} on, so that nobody’s guess can be told.`;
  return countedCount === guessCount
    ? `${who} of the team guessed.`
    : `${who} of the team guessed, ${countedCount} are counted: by threes, so that nobody’s guess can be told.`;
}

/** Refusals of the commands; each is a fault and its remedy. */
export const oneThingRefusals = {
  nameOne: 'No survey is named. Type `survey guess S-3`; `survey` lists them.',
  notOneThing: (name: string) =>
    `${name} asks something else. Type \`survey start onething everyone\` to ask what you should improve first.`,
  tooLate: (name: string) =>
    `${name} has ended, so a guess comes too late. Type \`survey ${name}\` to see what customers chose.`,
  guessStays: (name: string) =>
    `You have looked at the answers of ${name}, so your guess stays. Type \`survey ${name}\` to see them.`,
  noTouchpoint: (typed: string, touchpoints: readonly string[]) =>
    `“${typed}” can’t be chosen there. Choose one of these: ${touchpoints.join('; ')}.`,
  guessFirst: (name: string) =>
    `You see the answers of ${name} after your own guess. Type \`survey guess ${name}\` first.`,
  noAnswers: (name: string) =>
    `Nobody has answered ${name} yet, so there is nothing for a board. Type \`survey ${name}\` to see how it goes.`,
  wordsGone: (name: string) =>
    `These words were changed or taken back. Type \`survey words ${name}\` for those that stand.`,
} as const;
