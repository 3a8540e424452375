/** Words of early tests that several cards share, and what is said to whoever typed something that can't be taken. */
import { counted, firstFew } from '../../../chat/counted.js';
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { formatDay } from '../../../kernel/time/format.js';
import type { Reason } from '../rules/reason.js';
import { limits, type Trial, type TrialFigures, trialName } from '../rules/trial.js';

/** `1 customer` */
export const customers = (count: number): string => (count === 1 ? '1 customer' : `${counted(count)} customers`);

/** `1 person` */
export const people = (count: number): string => (count === 1 ? '1 person' : `${counted(count)} people`);

const one = (reason: Reason): string => {
  switch (reason.kind) {
    case 'evidence':
      return `said so in ${firstFew(
        reason.numbers.map((number) => `F-${number}`),
        3,
      )}`;
    case 'named':
      return 'named in the idea';
    case 'liked':
      return `${reason.by}, who looks after them, likes the idea`;
    case 'segment':
      return `in segment ${reason.segment}`;
  }
};

/** `Said so in F-12 · in segment Key` */
export function reasonsText(reasons: readonly Reason[]): string {
  const words = reasons.map(one).join(' · ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `12 customers: 5 take part, 2 said no` */
export function invitedText({ invitedCount, acceptedCount, declinedCount }: TrialFigures): string {
  if (invitedCount === 0) return 'nobody yet';
  const takes = `${counted(acceptedCount)} ${acceptedCount === 1 ? 'takes' : 'take'} part`;
  return `${customers(invitedCount)}: ${takes}${declinedCount > 0 ? `, ${counted(declinedCount)} said no` : ''}`;
}

/** `3 pieces of feedback, 4 scores, 8.5 on average`; null: nothing came yet. */
export function cameText({ feedbackCount, scoreCount, scoreMean }: TrialFigures): string | null {
  const parts = [
    ...(feedbackCount === 0
      ? []
      : [`${counted(feedbackCount)} ${feedbackCount === 1 ? 'piece' : 'pieces'} of feedback`]),
    ...(scoreCount === 0
      ? []
      : [`${counted(scoreCount)} ${scoreCount === 1 ? 'score' : 'scores'}, ${(scoreMean ?? 0).toFixed(1)} on average`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** `Mon 1 Feb 2027` */
export const lastDay = ({ endsOn }: Pick<Trial, 'endsOn'>, now: Date): string => formatDay(endsOn, now);

const name = ({ number }: Pick<Trial, 'number'>): string => trialName(number);
const field = (code: string, of: string, words: string, guess?: InvalidInput['guess']) =>
  InvalidInput.field(`trials.${code}`, of, words, guess);

/** Refusals of the commands; each is a fault and its remedy. */
export const say = {
  noTitle: () =>
    field(
      'noTitle',
      'title',
      'What is tried has no name. Write it in front: `trial "New invoices" until:2027-02-01 for:I-7`.',
    ),
  noUntil: () =>
    field('noUntil', 'until', 'The last day is missing. Write it behind: `trial "New invoices" until:2027-02-01`.'),
  past: () => field('past', 'until', 'The last day can’t be in the past. Name a later one, such as 2027-02-01.'),
  far: (latest: string, now: Date) =>
    field('far', 'until', `That is too far away. The latest last day is ${formatDay(latest, now)}.`),
  noIdea: (typed: string) =>
    field('noIdea', 'for', `There is no idea ${excerpt(typed, 40)} here. \`ideas\` shows their numbers, such as I-7.`),
  manyOpen: () =>
    new InvalidInput(
      'trials.manyOpen',
      `${limits.open} early tests go on, which is the limit. End one first: \`trial end T-1\`; \`trials\` lists them.`,
    ),
  notYours: () =>
    new NotAllowed(
      'trials.notYours',
      'Only the champion and admins can start an early test. Ask one of them to start it for you.',
    ),
  notIts: (trial: Trial, owner: string) =>
    new NotAllowed(
      'trials.notIts',
      `Only ${owner}, who runs ${name(trial)}, the champion and admins can do that. Ask one of them.`,
    ),
  over: (trial: Trial) =>
    new Conflict(
      'trials.over',
      `${name(trial)} is over, so nobody is invited any more. \`trial ${name(trial)} until:2027-02-01\` lets it go on to another day.`,
    ),
  told: (trial: Trial) =>
    new Conflict(
      'trials.told',
      `${name(trial)} is over, and customers were told what became of it. Start another one: \`trial\`.`,
    ),
  toldAlready: (trial: Trial) =>
    new Conflict(
      'trials.toldAlready',
      `Customers were told already what became of ${name(trial)}, so its summary stays as it is.`,
    ),
  onlyUntil: (trial: Trial) =>
    new InvalidInput(
      'trials.onlyUntil',
      `Of ${name(trial)} only the last day can be changed. Type \`trial ${name(trial)} until:2027-02-01\`.`,
    ),
  nameToSum: () =>
    new InvalidInput('trials.nameOne', 'No early test is named. Type `trial summary T-1`; `trials` lists them.'),
  nameToEnd: () =>
    new InvalidInput('trials.nameOne', 'No early test is named. Type `trial end T-1`; `trials` lists them.'),
  nameToInvite: () =>
    new InvalidInput('trials.nameOne', 'No early test is named. Type `trial invite T-1 all`; `trials` lists them.'),
  noWhom: (trial: Trial) =>
    field(
      'noWhom',
      'customer',
      `Nobody is named. Type \`trial invite ${name(trial)} customer:Acme\`, or \`trial invite ${name(trial)} all\` for all who asked for it.`,
    ),
  customer: (typed: string, guess: string | null) =>
    field(
      'customer',
      'customer',
      `No customer is called “${excerpt(typed, 60)}”. ${guess === null ? 'Separate several names by a semicolon.' : `The nearest is ${guess}.`}`,
      guess === null ? undefined : { typed, meant: guess },
    ),
  manyCustomers: (count: number) =>
    field('manyCustomers', 'customer', `${count} customers are too many to name. The limit is ${limits.atOnce}.`),
  nobody: (trial: Trial) =>
    new InvalidInput(
      'trials.nobody',
      `Nobody is left who asked for ${name(trial)}. Invite others by name: \`trial invite ${name(trial)} customer:Acme\`.`,
    ),
  noneWants: (names: readonly string[]) =>
    field(
      'noneWants',
      'customer',
      `${firstFew(names, 5)} ${names.length === 1 ? 'wants' : 'want'} no early tests, so nobody there is invited. \`customer\` shows what they prefer.`,
    ),
  allInvited: (names: readonly string[]) =>
    field(
      'allInvited',
      'customer',
      `${firstFew(names, 5)} ${names.length === 1 ? 'is' : 'are'} invited already. Name another customer.`,
    ),
} as const;
