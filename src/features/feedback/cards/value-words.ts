/** Values that are kept in English, as the reader's language says them: within a line, and as choices of a form. */
import type { Option } from '../../../chat/form.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Outcome, RootCauseCategory, Severity, WithdrawalReason } from '../rules/feedback.js';

const outcomeNames: Readonly<Record<Outcome, string>> = {
  fixed: phrase('fixed // how it ended'),
  explained: phrase('explained // how it ended'),
  compensated: phrase('compensated // how it ended'),
  'passed on': phrase('passed on // how it ended'),
  declined: phrase('declined // how it ended'),
};

/** `passed on` */
export const outcomeWords = (outcome: Outcome): string => say(outcomeNames[outcome]);

const causeNames: Readonly<Record<RootCauseCategory, string>> = {
  product: phrase('product // a root cause'),
  service: phrase('service // a root cause'),
  communication: phrase('communication // a root cause'),
  process: phrase('process // a root cause'),
  price: phrase('price // a root cause'),
  'third party': phrase('third party // a root cause'),
  other: phrase('other // a root cause'),
};

/** `third party` */
export const causeWords = (category: RootCauseCategory): string => say(causeNames[category]);

const severityNames: Readonly<Record<Severity, string>> = {
  low: phrase('low // severity'),
  normal: phrase('normal // severity'),
  high: phrase('high // severity'),
};

/** `high`; words that are none of ours as they are. */
export const severityWords = (value: string): string =>
  value in severityNames ? say(severityNames[value as Severity]) : value;

const withdrawalNames: Readonly<Record<WithdrawalReason, string>> = {
  mistake: phrase('It was captured by mistake'),
  notFeedback: phrase('It is not feedback'),
  test: phrase('It was a test'),
};

/** `It was a test` */
export const withdrawalWords = (reason: WithdrawalReason): string => say(withdrawalNames[reason]);

const choiceNames = {
  fixed: phrase('Fixed // how it ended'),
  explained: phrase('Explained // how it ended'),
  compensated: phrase('Compensated // how it ended'),
  'passed on': phrase('Passed on // how it ended'),
  declined: phrase('Declined // how it ended'),
  product: phrase('Product // a root cause'),
  service: phrase('Service // a root cause'),
  communication: phrase('Communication // a root cause'),
  process: phrase('Process // a root cause'),
  price: phrase('Price // a root cause'),
  'third party': phrase('Third party // a root cause'),
  other: phrase('Other // a root cause'),
  yes: phrase('Yes'),
  no: phrase('No'),
} satisfies Readonly<Record<Outcome | RootCauseCategory | 'yes' | 'no', string>>;

/** These values to choose from. */
export const choicesOf = (values: readonly (keyof typeof choiceNames)[]): Option[] =>
  values.map((value) => ({ value, label: say(choiceNames[value]) }));
