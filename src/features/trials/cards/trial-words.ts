/** Words of early tests that several cards share, and what is said to whoever typed something that can't be taken. */

import { firstFew } from '../../../chat/counted.js';
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import { formatDay } from '../../../kernel/time/format.js';
import type { Reason } from '../rules/reason.js';
import { limits, type Trial, type TrialFigures, trialName } from '../rules/trial.js';

/** `1 customer` */
export const customers = (count: number): string =>
  say('{count, plural, one {1 customer} other {# customers}}', { count });

function one(reason: Reason, isFirst: boolean): string {
  switch (reason.kind) {
    case 'evidence': {
      const names = reason.numbers.map((number) => `F-${number}`);
      return say(isFirst ? 'Said so in {feedback}' : 'said so in {feedback}', { feedback: firstFew(names, 3) });
    }
    case 'named':
      return say(isFirst ? 'Named in the idea' : 'named in the idea');
    case 'liked':
      return say('{who}, who looks after them, likes the idea', { who: reason.by });
    case 'segment':
      return say(isFirst ? 'In segment {segment}' : 'in segment {segment}', { segment: reason.segment });
  }
}

/** `Said so in F-12 · in segment Key` */
export const reasonsText = (reasons: readonly Reason[]): string =>
  reasons.map((reason, index) => one(reason, index === 0)).join(' · ');

/** `12 customers: 5 take part, 2 said no` */
export function invitedText({ invitedCount, acceptedCount, declinedCount }: TrialFigures): string {
  if (invitedCount === 0) return say('nobody yet');
  const values = { invited: invitedCount, accepted: acceptedCount };
  return declinedCount > 0
    ? say(
        '{invited, plural, one {1 customer} other {# customers}}: {accepted, plural, one {# takes} other {# take}} part, {declined, number} said no',
        { ...values, declined: declinedCount },
      )
    : say(
        '{invited, plural, one {1 customer} other {# customers}}: {accepted, plural, one {# takes} other {# take}} part',
        values,
      );
}

/** `3 pieces of feedback, 4 scores, 8.5 on average`; null: nothing came yet. */
export function cameText({ feedbackCount, scoreCount, scoreMean }: TrialFigures): string | null {
  const parts = [
    ...(feedbackCount === 0
      ? []
      : [say('{count, plural, one {1 piece} other {# pieces}} of feedback', { count: feedbackCount })]),
    ...(scoreCount === 0
      ? []
      : [
          say('{count, plural, one {1 score} other {# scores}}, {mean} on average', {
            count: scoreCount,
            mean: (scoreMean ?? 0).toFixed(1),
          }),
        ]),
  ];
  return parts.length === 0 ? null : parts.reduce((list, next) => say('{list}, {next}', { list, next }));
}

/** `Mon 1 Feb 2027` */
export const lastDay = ({ endsOn }: Pick<Trial, 'endsOn'>, now: Date): string => formatDay(endsOn, now);

const name = ({ number }: Pick<Trial, 'number'>): string => trialName(number);
const field = (code: string, of: string, words: string, guess?: InvalidInput['guess']) =>
  InvalidInput.field(`trials.${code}`, of, words, guess);

/** Refusals of the commands; each is a fault and its remedy. */
export const refusals = {
  noTitle: () =>
    field(
      'noTitle',
      'title',
      say('What is tried has no name. Write it in front: `trial "New invoices" until:2027-02-01 for:I-7`.'),
    ),
  noUntil: () =>
    field(
      'noUntil',
      'until',
      say('The last day is missing. Write it behind: `trial "New invoices" until:2027-02-01`.'),
    ),
  past: () => field('past', 'until', say('The last day can’t be in the past. Name a later one, such as 2027-02-01.')),
  far: (latest: string, now: Date) =>
    field(
      'far',
      'until',
      say('That is too far away. The latest last day is {date}.', { date: formatDay(latest, now) }),
    ),
  noIdea: (typed: string) =>
    field(
      'noIdea',
      'for',
      say('There is no idea {typed} here. `ideas` shows their numbers, such as I-7.', { typed: excerpt(typed, 40) }),
    ),
  manyOpen: () =>
    new InvalidInput(
      'trials.manyOpen',
      say('{most} early tests go on, which is the limit. End one first: `trial end T-1`; `trials` lists them.', {
        most: limits.open,
      }),
    ),
  notYours: () =>
    new NotAllowed(
      'trials.notYours',
      say('Only the champion and admins can start an early test. Ask one of them to start it for you.'),
    ),
  notIts: (trial: Trial, owner: string) =>
    new NotAllowed(
      'trials.notIts',
      say('Only {owner}, who runs {name}, the champion and admins can do that. Ask one of them.', {
        owner,
        name: name(trial),
      }),
    ),
  over: (trial: Trial) =>
    new Conflict(
      'trials.over',
      say(
        '{name} is over, so nobody is invited any more. `trial {name} until:2027-02-01` lets it go on to another day.',
        { name: name(trial) },
      ),
    ),
  told: (trial: Trial) =>
    new Conflict(
      'trials.told',
      say('{name} is over, and customers were told what became of it. Start another one: `trial`.', {
        name: name(trial),
      }),
    ),
  toldAlready: (trial: Trial) =>
    new Conflict(
      'trials.toldAlready',
      say('Customers were told already what became of {name}, so its summary stays as it is.', { name: name(trial) }),
    ),
  onlyUntil: (trial: Trial) =>
    new InvalidInput(
      'trials.onlyUntil',
      say('Of {name} only the last day can be changed. Type `trial {name} until:2027-02-01`.', { name: name(trial) }),
    ),
  nameToSum: () =>
    new InvalidInput('trials.nameOne', say('No early test is named. Type `trial summary T-1`; `trials` lists them.')),
  nameToEnd: () =>
    new InvalidInput('trials.nameOne', say('No early test is named. Type `trial end T-1`; `trials` lists them.')),
  nameToInvite: () =>
    new InvalidInput(
      'trials.nameOne',
      say('No early test is named. Type `trial invite T-1 all`; `trials` lists them.'),
    ),
  noWhom: (trial: Trial) =>
    field(
      'noWhom',
      'customer',
      say(
        'Nobody is named. Type `trial invite {name} customer:Acme`, or `trial invite {name} all` for all who asked for it.',
        { name: name(trial) },
      ),
    ),
  customer: (typed: string, guess: string | null) =>
    field(
      'customer',
      'customer',
      guess === null
        ? say('No customer is called “{typed}”. Separate several names by a semicolon.', { typed: excerpt(typed, 60) })
        : say('No customer is called “{typed}”. The nearest is {guess}.', { typed: excerpt(typed, 60), guess }),
      guess === null ? undefined : { typed, meant: guess },
    ),
  manyCustomers: (count: number) =>
    field(
      'manyCustomers',
      'customer',
      say('{count} customers are too many to name. The limit is {most}.', { count, most: limits.atOnce }),
    ),
  nobody: (trial: Trial) =>
    new InvalidInput(
      'trials.nobody',
      say('Nobody is left who asked for {name}. Invite others by name: `trial invite {name} customer:Acme`.', {
        name: name(trial),
      }),
    ),
  noneWants: (names: readonly string[]) =>
    field(
      'noneWants',
      'customer',
      say(
        '{customers} {count, plural, one {wants} other {want}} no early tests, so nobody there is invited. `customer` shows what they prefer.',
        { customers: firstFew(names, 5), count: names.length },
      ),
    ),
  allInvited: (names: readonly string[]) =>
    field(
      'allInvited',
      'customer',
      say('{customers} {count, plural, one {is} other {are}} invited already. Name another customer.', {
        customers: firstFew(names, 5),
        count: names.length,
      }),
    ),
} as const;
