/** Why a setting of feedback can't be taken, and what to type instead. Thrown by settings.ts. */
import { counted } from '../../../chat/counted.js';
import { excerpt } from '../../../chat/shorten.js';
import { recipientRoles } from '../../../reminders/index.js';
import { type LadderProblem, ladderPercentLimit, ladderStepLimit } from '../rules/ladder-notation.js';

/** What to write where a typed setting could not be read. */
export const settingWords = {
  promise: 'This is not a promise that can be kept. Write whole hours or days, from 1h to 90d: 24h, 2d.',
  answering:
    'These hours can’t be read. Write days, hours and how soon: mon-fri 9:00-17:00 within 1h. At most 40h. Write none to remove them.',
  emoji: 'This is not the name of an emoji. Write ear, or :ear:.',
} as const;

const ladderExample = '25% owner, unless acknowledged; 100% owner and champion; 150% owner, every working day';

/** What is wrong with a typed ladder, and how to write it. */
export function ladderWords(problem: LadderProblem): string {
  switch (problem.kind) {
    case 'percent':
      return `Step ${problem.step} does not begin with a share of the promise. Write one from 1% to ${ladderPercentLimit}%: 75% owner.`;
    case 'word':
      return `“${shown(problem.word)}” in step ${problem.step} is not known. A step can reach ${recipientRoles.join(', ')}; for example: ${ladderExample}.`;
    case 'nobody':
      return `Step ${problem.step} reaches nobody. Add ${recipientRoles.join(', ')}.`;
    case 'order':
      return `Step ${problem.step} has to come at a higher share of the promise than the step before it.`;
    case 'secondWithoutDaily':
      return `Step ${problem.step} says “every second time” but does not repeat. Add “every working day”.`;
    case 'noneRepeats':
      return 'No step repeats. Reminders go on until feedback is resolved, so let one step say “every working day”.';
    case 'manyRepeat':
      return 'Two steps say “every working day”. Leave it in one of them, or people are reminded twice a day.';
    case 'tooMany':
      return `A ladder has at most ${ladderStepLimit} steps.`;
  }
}

export interface Horizon {
  readonly percent: number;
  readonly hours: number;
  readonly neededDays: number;
  readonly limitDays: number;
  readonly hoursThatFit: number;
  readonly percentThatFits: number;
}

/** Why promise and ladder together reach too far, with values that fit. */
export function beyondHorizon(horizon: Horizon): string {
  const { percent, hours, neededDays, limitDays, hoursThatFit, percentThatFits } = horizon;
  return (
    `${percent}% of a promise of ${hours}h is ${counted(neededDays)} working days. The limit is ${counted(limitDays)}. ` +
    `Write a promise of at most ${hoursThatFit}h, or a ladder of at most ${percentThatFits}%.`
  );
}

/** Typed words come back whole unless they are a page. */
const shown = (typed: string): string => excerpt(typed, 60);
