/** What customers refuses or asks back, in words that say the mend. */
import { excerpt } from '../../../chat/shorten.js';
import { type CustomerRef, limits } from '../rules/customer.js';

/** What is said of a name that does not fit. */
export const nameWordsFor = {
  empty: 'The customer is missing. Write the name.',
  long: (length: number) =>
    `A customer’s name has at most ${limits.name} characters, this one has ${length}: write the name alone.`,
} as const;

/** Asks which one is meant. */
export function ambiguousWords(typed: string, choice: readonly CustomerRef[]): string {
  return `“${shown(typed)}” could be ${choice.map(({ name }) => name).join(' or ')}: write the whole name.`;
}

/** A name or alias that would mean two customers from now on. */
export const takenWords = (typed: string, taken: CustomerRef): string =>
  `“${shown(typed)}” already means ${taken.name}. Choose a name that tells them apart.`;

/** What joins what others wrote is not for everybody. */
export const mergeWords = 'Only the customer champion and admins can merge two customers. Ask them.';

/** What would make two of one again is forgotten, or was done already. */
export const noMergeWords =
  'This can’t be taken back any more: it was taken back already, or it is more than a week old.';

/** Somebody took the name meanwhile. */
export const nameTakenWords = (name: string): string =>
  `Another customer is called “${shown(name)}” by now. Rename that one first: \`customer rename "${shown(name)}" to "New name"\`.`;

/** Two names are wanted. */
export const pairWords = (example: string): string => `Two customers are needed. Name both, such as \`${example}\`.`;

/** Two customers are to be named, and one is not there. */
export const noSuchWords = (typed: string, nearest: string | null): string =>
  `I know no customer called “${shown(typed)}”. ${nearest === null ? 'Check the name: `who Acme` finds a customer.' : `Did you mean ${nearest}?`}`;

/** The customer was removed meanwhile. */
export const gone = 'This customer is not here any more. Look them up with `who` and the name.';

/** What is said of a detail that does not fit. */
export const wordsFor = {
  text: 'This is not text. Write words.',
  segment: `A segment has at most ${limits.segment} characters.`,
  aliases: `A customer has at most ${limits.aliases} other names.`,
  attribute: (typed: string) => `“${shown(typed)}” is not an attribute. Write it as name=value, for example plan=Gold.`,
  attributeLength: `An attribute’s name has at most ${limits.attributeName} characters, its value ${limits.attributeValue}.`,
  attributes: `A customer has at most ${limits.attributes} attributes.`,
  preference: (length: number) =>
    `${length} characters are too long for one preference. Write at most ${limits.preference}, and put ; between two.`,
  noPreference: 'Nothing is filled in. Write what they prefer, or tick what they want none of.',
  preferences: `A customer has at most ${limits.preferences} preferences. Remove one first.`,
  person: (typed: string) =>
    `“${shown(typed)}” can’t be read as a person. Write name, role and e-mail, such as “Ada Byron, CFO, ada@acme.com”.`,
  address: (typed: string) => `“${shown(typed)}” is not an e-mail address that a mail could reach.`,
  personLength: `A name has at most ${limits.personName} characters, a role ${limits.personRole}.`,
  unknownOwner: (typed: string) =>
    `Nobody here is called “${shown(typed)}”, so the owner was left out. \`customer NAME owner:@name\` names one.`,
  calledOtherwise: (typed: string, name: string) =>
    `“${shown(typed)}” is ${name} here, by its id or its domain, and was taken as ${name}.`,
  people: `At most ${limits.people} people can be added at once.`,
  emailTaken: (email: string, customer: string) =>
    `“${shown(email)}” belongs to somebody at ${customer} already. Remove it there first, or leave it out here.`,
} as const;

/** What is said of segments by rule. */
export const segmentRefusals = {
  noName: 'The segment has no name. Write `segment add Key when:"plan = enterprise"`.',
  longName: (length: number) => `A segment has at most ${limits.segment} characters, this name has ${length}.`,
  many: `There are ${limits.segmentRules} segments by rule, which is the limit. Remove one first: \`segment list\`.`,
  unknown: (typed: string, nearest: string | null) =>
    `There is no segment by rule called “${shown(typed)}”.${nearest === null ? '' : ` Did you mean ${nearest}?`} \`segment list\` lists them.`,
  noCustomer: 'The customer’s name is missing. Write `segment test Acme`.',
  noSuchCustomer: (typed: string, nearest: string | null) => noSuchWords(typed, nearest),
} as const;

/** For rooms that ask of whom something is; `meant`: the segment most like it. */
export const noSegmentWords = (typed: string, meant: string | null): string =>
  `No customer is in a segment “${shown(typed)}”. ${meant === null ? '`segment list` shows the segments.' : `The nearest is ${meant}.`}`;

/** Typed words come back whole unless they are a page. */
export const shown = (typed: string): string => excerpt(typed, 60);
