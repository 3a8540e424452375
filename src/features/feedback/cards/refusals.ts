/** What this room says when something can't be done: which state it is in, and what to do instead. Never blames. */
import { Conflict } from '../../../kernel/errors.js';
import type { PersonRef } from '../../../kernel/person.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { MemberProfile, OrganisationProfile } from '../../people/index.js';
import { type Feedback, feedbackName } from '../rules/feedback.js';
import type { Misfit } from '../rules/transitions.js';

const name = ({ number }: Pick<Feedback, 'number'>): string => feedbackName(number);

/** The verb does not fit the item's state any more; the message says what does. */
export function misfit(why: Misfit, feedback: Feedback): Conflict {
  return new Conflict(`feedback.${why}`, misfitWords[why](name(feedback)));
}

const misfitWords: Readonly<Record<Misfit, (item: string) => string>> = {
  alreadyAcknowledged: (item) => `${item} is already being worked on. Nothing more to press until it is resolved.`,
  isWaiting: (item) => `${item} waits for the customer. Press “Customer answered” when they have.`,
  isResolved: (item) => `${item} was resolved in the meantime. If it isn’t over, reopen it.`,
  clockRuns: (item) => `${item} doesn’t wait any more; its clock already runs.`,
  notResolved: (item) => `${item} is open, so there is nothing to reopen.`,
};

export function notYours(
  feedback: Feedback,
  owner: Pick<PersonRef, 'name'> | null,
  champion: Pick<PersonRef, 'name'> | null,
): string {
  const who = [owner?.name, champion && champion.name !== owner?.name ? `${champion.name}, the champion` : undefined]
    .filter((each) => each !== undefined)
    .join(' or ');
  return who === ''
    ? `${name(feedback)} has no owner yet. Name a champion with \`champion @name\`, who can then take it.`
    : `${name(feedback)} is with ${who}: only they can do that. Ask them to hand it over if you’d like to take it.`;
}

export const championTakesOver = ({ champion }: OrganisationProfile): string =>
  champion
    ? `Taking over is for the champion, ${champion.name}. They can also hand it to you.`
    : 'Taking over is for the champion. Name one with `champion @name`.';

export const alreadyYours = (feedback: Feedback): Conflict =>
  new Conflict('feedback.alreadyYours', `${name(feedback)} is already with you.`);

export const sameOwner = (feedback: Feedback, receiver: PersonRef): string =>
  `${name(feedback)} is already with ${receiver.name}. Choose somebody else.`;

export const receiverLeft = (receiver: PersonRef): string =>
  `${receiver.name} is no longer in the workspace. Choose somebody else.`;

export const receiverAway = ({ name, awayUntil, timeZone }: MemberProfile): string =>
  `${name} is away until ${awayUntil ? formatInstant(awayUntil, 'date', { timeZone }) : 'later'}. Choose somebody who is here.`;

export const waitInPast = (timeZone: string, now: Date): string =>
  `Choose a day after today, ${formatInstant(now, 'date', { timeZone })}.`;

export const waitTooLong = (latest: string): string =>
  `Waiting stops the clock, so it can last at most 14 days. Choose a day up to ${latest}.`;
