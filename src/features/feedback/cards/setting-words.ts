/** Why a setting of feedback can't be taken, and what to type instead. Thrown by settings.ts. */

import { excerpt } from '../../../chat/shorten.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { recipientRoles } from '../../../reminders/index.js';
import { type LadderProblem, ladderPercentLimit, ladderStepLimit } from '../rules/ladder-notation.js';

/** What to write where a typed setting could not be read. */
export const settingWords = {
  answering: () =>
    say(
      'These hours can’t be read. Write days, hours and how soon: mon-fri 9:00-17:00 within 1h. At most 40h. Write none to remove them.',
    ),
  emoji: () => say('This is not the name of an emoji. Write ear, or :ear:.'),
} as const;

const ladderExample = '25% owner, unless acknowledged; 100% owner and champion; 150% owner, every working day';

/** What is wrong with a typed ladder, and how to write it. */
export function ladderWords(problem: LadderProblem): string {
  switch (problem.kind) {
    case 'percent':
      return say('Step {step} does not begin with a share of the promise. Write one from 1% to {limit}%: 75% owner.', {
        step: problem.step,
        limit: ladderPercentLimit,
      });
    case 'word':
      return say('“{word}” in step {step} is not known. A step can reach {roles}; for example: {example}.', {
        word: shown(problem.word),
        step: problem.step,
        roles: withCommas(recipientRoles),
        example: ladderExample,
      });
    case 'nobody':
      return say('Step {step} reaches nobody. Add {roles}.', {
        step: problem.step,
        roles: withCommas(recipientRoles),
      });
    case 'order':
      return say('Step {step} has to come at a higher share of the promise than the step before it.', {
        step: problem.step,
      });
    case 'secondWithoutDaily':
      return say('Step {step} says “every second time” but does not repeat. Add “every working day”.', {
        step: problem.step,
      });
    case 'noneRepeats':
      return say(
        'No step repeats. Reminders go on until feedback is resolved, so let one step say “every working day”.',
      );
    case 'manyRepeat':
      return say('Two steps say “every working day”. Leave it in one of them, or people are reminded twice a day.');
    case 'tooMany':
      return say('A ladder has at most {limit} steps.', { limit: ladderStepLimit });
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
  return say(
    '{percent}% of a promise of {hours}h is {neededDays, number} working days. The limit is {limitDays, number}. Write a promise of at most {hoursThatFit}h, or a ladder of at most {percentThatFits}%.',
    { percent, hours, neededDays, limitDays, hoursThatFit, percentThatFits },
  );
}

/** Typed words come back whole unless they are a page. */
const shown = (typed: string): string => excerpt(typed, 60);
