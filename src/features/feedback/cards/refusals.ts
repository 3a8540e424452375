/** What this room says when something can't be done: which state it is in, and what to do instead. Never blames. */
import { shorten } from '../../../chat/shorten.js';
import { Conflict, NotAllowed } from '../../../kernel/errors.js';
import type { PersonRef } from '../../../kernel/person.js';
import { formatInstant } from '../../../kernel/time/format.js';
import { nobodyWords } from '../../customers/index.js';
import type { MemberProfile, OrganisationProfile } from '../../people/index.js';
import { type Feedback, feedbackName, isLeftOut } from '../rules/feedback.js';
import type { Misfit } from '../rules/transitions.js';

const name = ({ number }: Pick<Feedback, 'number'>): string => feedbackName(number);

/** The verb does not fit the item's state any more; the message says what does. */
export function misfit(why: Misfit, feedback: Feedback): Conflict {
  const words =
    why !== 'isWithdrawn' || !(feedback.sameAsId || isLeftOut(feedback))
      ? misfitWords[why]
      : feedback.sameAsId
        ? isPart
        : isNoise;
  return new Conflict(`feedback.${why}`, words(name(feedback)));
}

const isPart = (item: string): string =>
  `${item} is a part of another one. Show it with \`feedback ${item}\`, or separate them with \`feedback restore ${item}\`.`;

const isNoise = (item: string): string =>
  `A rule left ${item} out, so nobody works on it. Bring it back with \`feedback restore ${item}\`.`;

const misfitWords: Readonly<Record<Misfit, (item: string) => string>> = {
  alreadyAcknowledged: (item) => `${item} is already being worked on. Nothing more to press until it is resolved.`,
  isWaiting: (item) => `${item} waits for the customer. Press “Customer answered” when they have.`,
  isResolved: (item) => `${item} was resolved in the meantime. If it isn’t over, reopen it.`,
  clockRuns: (item) => `${item} is not waiting any more. Its clock is running.`,
  isWithdrawn: (item) => `${item} is withdrawn. Bring it back with \`feedback restore ${item}\`.`,
  notWithdrawn: (item) => `${item} is not withdrawn, so there is nothing to bring back.`,
  notResolved: (item) => `${item} is open, so there is nothing to reopen.`,
};

/** A hint is seen by its owner alone; a button of an earlier owner's card comes here. */
export const hintIsForOwner = (feedback: Feedback): string =>
  `The hint about the tone of ${name(feedback)} is for its owner. See who that is: \`feedback ${name(feedback)}\``;

/** Its words are for three people, and so is what is like it. */
export const notTold = (feedback: Feedback): string =>
  `${name(feedback)} is confidential, and so is what is like it. Ask its owner or the champion.`;

/** Asked for the other one, or given words in its place. */
export const nameFirst = 'The number of the other one is missing. Write it as F-8.';

/** A detail that `feedback edit` does not take. */
export const notEdited = (key: string): string =>
  `“${key}:” can’t be edited here. You can edit customer:, topic:, severity: and confidential:.`;

export function notYours(
  feedback: Feedback,
  owner: Pick<PersonRef, 'name'> | null,
  champion: Pick<PersonRef, 'name'> | null,
): string {
  const who = [
    owner && `${owner.name}, who owns ${name(feedback)},`,
    champion && champion.name !== owner?.name ? `${champion.name}, the champion,` : null,
  ].filter((each) => each !== null && each !== undefined);
  return who.length === 0
    ? `${name(feedback)} has no owner yet. A champion can take it. Name one: \`champion @name\``
    : `Only ${anyOf.format(who)} can do that. Ask them to hand it over if you’d like to take it.`;
}

/** @param people who captured it, and who owns it */
export function notYoursToCorrect(
  feedback: Feedback,
  people: readonly (Pick<PersonRef, 'name'> | null)[],
  champion: Pick<PersonRef, 'name'> | null,
): string {
  const [capturer, owner] = people;
  const who = [
    capturer && `${capturer.name} (who captured it)`,
    owner && owner.name !== capturer?.name ? `${owner.name} (its owner)` : null,
    champion && champion.name !== owner?.name && champion.name !== capturer?.name
      ? `${champion.name} (the champion)`
      : null,
  ].filter((each) => each !== null && each !== undefined);
  return `Only ${anyOf.format(who)} can correct ${name(feedback)}.`;
}

const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Too late, or by somebody else: the words are kept as they were captured. */
export const wordsStay = (feedback: Feedback): string =>
  `The words of ${name(feedback)} can be changed by whoever captured it, for 15 minutes. Write what is to be added under “Add”.`;

/** A name that is no customer's. */
export const nobody = (typed: string): string => `${nobodyWords(typed)}. Name the customer, or leave the customer out.`;

export const sameItem = (feedback: Feedback): string =>
  `${name(feedback)} can’t be a part of itself. Choose another one.`;

/** What is over takes nothing in. */
export const cannotJoin = (feedback: Feedback, whole: Feedback): string =>
  whole.state === 'withdrawn'
    ? `${name(whole)} is withdrawn, so ${name(feedback)} can’t be a part of it.`
    : `${name(whole)} is resolved. Reopen it first, or say on the resolve form of ${name(feedback)} that it came back.`;

/** Chosen on an old form, and reopened or withdrawn since. */
export const notEarlier = (typed: string): string =>
  `${typed} is not resolved, so it can’t have come back. Leave this empty, or choose another one.`;

export const championTakesOver = ({ champion }: OrganisationProfile): string =>
  champion
    ? `Taking over is for the champion, ${champion.name}. They can also hand it to you.`
    : 'Only the champion can take over. There is none yet: `champion @name`';

export const alreadyYours = (feedback: Feedback): Conflict =>
  new Conflict('feedback.alreadyYours', `You already own ${name(feedback)}.`);

export const sameOwner = (feedback: Feedback, receiver: PersonRef): string =>
  `${name(feedback)} is already with ${receiver.name}. Choose somebody else.`;

export const receiverLeft = (receiver: PersonRef): string =>
  `${receiver.name} is no longer in the workspace. Choose somebody else.`;

export const receiverAway = ({ name, awayUntil, timeZone }: MemberProfile): string =>
  `${name} is away until ${awayUntil ? formatInstant(awayUntil, 'date', { timeZone }) : 'later'}. Choose somebody who is here.`;

export const waitInPast = (timeZone: string, now: Date): string =>
  `That day is not after today. Today is ${formatInstant(now, 'date', { timeZone })}.`;

export const waitTooLong = (latest: string): string =>
  `Waiting can last at most 14 days, because it stops the clock. Choose a day up to ${latest}.`;

/** @param wanted the permission without which the platform shows no groups, in its own word */
export const hiddenGroup = (typed: string, wanted: string): string =>
  `There is nobody called “${shorten(typed, 60)}” here, and I can’t see user groups. If it is a group, an admin gives the app the scope ${wanted} and installs it again.`;

/** To assistants of people, whoever asks. */
export const confidentialHere = (feedback: Pick<Feedback, 'number'>): NotAllowed =>
  new NotAllowed(
    'feedback.confidentialHere',
    `${feedbackName(feedback.number)} is confidential. Who may know it reads and answers it in the chat.`,
  );
