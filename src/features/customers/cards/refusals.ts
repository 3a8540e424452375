/** What customers refuses or asks back, in words that say the mend. */
import { excerpt } from '../../../chat/shorten.js';
import { sayEither } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { type CustomerRef, limits } from '../rules/customer.js';

/** What is said of a name that does not fit. */
export const nameWordsFor = {
  empty: () => say('The customer is missing. Write the name.'),
  long: (length: number) =>
    say('A customer’s name has at most {limit, number} characters, this one has {length}: write the name alone.', {
      limit: limits.name,
      length,
    }),
} as const;

/** Asks which one is meant. */
export function ambiguousWords(typed: string, choice: readonly CustomerRef[]): string {
  const names = sayEither(choice.map(({ name }) => name));
  return say('“{typed}” could be {names}: write the whole name.', { typed: shown(typed), names });
}

/** A name or alias that would mean two customers from now on. */
export const takenWords = (typed: string, taken: CustomerRef): string =>
  say('“{typed}” already means {customer}. Choose a name that tells them apart.', {
    typed: shown(typed),
    customer: taken.name,
  });

/** What joins what others wrote is not for everybody. */
export const mergeWords = () => say('Only the customer champion and admins can merge two customers. Ask them.');

/** What would make two of one again is forgotten, or was done already. */
export const noMergeWords = () =>
  say('This can’t be taken back any more: it was taken back already, or it is more than a week old.');

/** Somebody took the name meanwhile. */
export const nameTakenWords = (name: string): string =>
  say('Another customer is called “{name}” by now. Rename that one first: `customer rename "{name}" to "New name"`.', {
    name: shown(name),
  });

/** Two names are wanted. */
export const pairWords = (command: string): string =>
  say('Two customers are needed. Name both, such as `{example}`.', { example: command });

/** Two customers are to be named, and one is not there. */
export const noSuchWords = (typed: string, nearest: string | null): string =>
  nearest === null
    ? say('I know no customer called “{typed}”. Check the name: `who Acme` finds a customer.', { typed: shown(typed) })
    : say('I know no customer called “{typed}”. Did you mean {nearest}?', { typed: shown(typed), nearest });

/** The customer was removed meanwhile. */
export const gone = () => say('This customer is not here any more. Look them up with `who` and the name.');

/** What is said of a detail that does not fit. */
export const wordsFor = {
  text: () => say('This is not text. Write words.'),
  segment: () => say('A segment has at most {limit, number} characters.', { limit: limits.segment }),
  aliases: () => say('A customer has at most {limit, number} other names.', { limit: limits.aliases }),
  attribute: (typed: string) =>
    say('“{typed}” is not an attribute. Write it as name=value, for example plan=Gold.', { typed: shown(typed) }),
  attributeLength: () =>
    say('An attribute’s name has at most {limit, number} characters, its value {valueLimit, number}.', {
      limit: limits.attributeName,
      valueLimit: limits.attributeValue,
    }),
  attributes: () => say('A customer has at most {limit, number} attributes.', { limit: limits.attributes }),
  preference: (length: number) =>
    say('{length} characters are too long for one preference. Write at most {limit, number}, and put ; between two.', {
      length,
      limit: limits.preference,
    }),
  noPreference: () => say('Nothing is filled in. Write what they prefer, or tick what they want none of.'),
  preferences: () =>
    say('A customer has at most {limit, number} preferences. Remove one first.', { limit: limits.preferences }),
  person: (typed: string) =>
    say('“{typed}” can’t be read as a person. Write name, role and e-mail, such as “Ada Byron, CFO, ada@acme.com”.', {
      typed: shown(typed),
    }),
  address: (typed: string) =>
    say('“{typed}” is not an e-mail address that a mail could reach.', { typed: shown(typed) }),
  personLength: () =>
    say('A name has at most {nameLimit, number} characters, a role {roleLimit, number}.', {
      nameLimit: limits.personName,
      roleLimit: limits.personRole,
    }),
  unknownOwner: (typed: string) =>
    say('Nobody here is called “{typed}”, so the owner was left out. `customer NAME owner:@name` names one.', {
      typed: shown(typed),
    }),
  calledOtherwise: (typed: string, name: string) =>
    say('“{typed}” is {name} here, by its id or its domain, and was taken as {name}.', { typed: shown(typed), name }),
  people: () => say('At most {limit, number} people can be added at once.', { limit: limits.people }),
  emailTaken: (email: string, customer: string) =>
    say('“{email}” belongs to somebody at {customer} already. Remove it there first, or leave it out here.', {
      email: shown(email),
      customer,
    }),
} as const;

/** What is said of segments by rule. */
export const segmentRefusals = {
  noName: () => say('The segment has no name. Write `segment add Key when:"plan = enterprise"`.'),
  longName: (length: number) =>
    say('A segment has at most {limit, number} characters, this name has {length}.', { limit: limits.segment, length }),
  many: () =>
    say('There are {limit, number} segments by rule, which is the limit. Remove one first: `segment list`.', {
      limit: limits.segmentRules,
    }),
  unknown: (typed: string, nearest: string | null) =>
    nearest === null
      ? say('There is no segment by rule called “{typed}”. `segment list` lists them.', { typed: shown(typed) })
      : say('There is no segment by rule called “{typed}”. Did you mean {nearest}? `segment list` lists them.', {
          typed: shown(typed),
          nearest,
        }),
  noCustomer: () => say('The customer’s name is missing. Write `segment test Acme`.'),
  noSuchCustomer: (typed: string, nearest: string | null) => noSuchWords(typed, nearest),
} as const;

/** For rooms that ask of whom something is; `meant`: the segment most like it. */
export const noSegmentWords = (typed: string, meant: string | null): string =>
  meant === null
    ? say('No customer is in a segment “{typed}”. `segment list` shows the segments.', { typed: shown(typed) })
    : say('No customer is in a segment “{typed}”. The nearest is {nearest}.', { typed: shown(typed), nearest: meant });

/** Typed words come back whole unless they are a page. */
export const shown = (typed: string): string => excerpt(typed, 60);
