/** What this room says when something can't be done: which state it is in, and what to do instead. Never blames. */

import { shorten } from '../../../chat/shorten.js';
import { Conflict, NotAllowed } from '../../../kernel/errors.js';
import { asSentence, sayEither } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
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
  say(
    '{item} is a part of another one. Show it with `feedback {item}`, or separate them with `feedback restore {item}`.',
    { item },
  );

const isNoise = (item: string): string =>
  say('A rule left {item} out, so nobody works on it. Bring it back with `feedback restore {item}`.', { item });

const misfitWords: Readonly<Record<Misfit, (item: string) => string>> = {
  alreadyAcknowledged: (item) =>
    say('{item} is already being worked on. Nothing more to press until it is resolved.', { item }),
  isWaiting: (item) => say('{item} waits for the customer. Press “Customer answered” when they have.', { item }),
  isResolved: (item) => say('{item} was resolved in the meantime. If it isn’t over, reopen it.', { item }),
  clockRuns: (item) => say('{item} is not waiting any more. Its clock is running.', { item }),
  isWithdrawn: (item) => say('{item} is withdrawn. Bring it back with `feedback restore {item}`.', { item }),
  notWithdrawn: (item) => say('{item} is not withdrawn, so there is nothing to bring back.', { item }),
  notResolved: (item) => say('{item} is open, so there is nothing to reopen.', { item }),
};

/** A hint is seen by its owner alone; a button of an earlier owner's card comes here. */
export const hintIsForOwner = (feedback: Feedback): string =>
  say('The hint about the tone of {name} is for its owner. See who that is: `feedback {name}`', {
    name: name(feedback),
  });

/** Its words are for three people, and so is what is like it. */
export const notTold = (feedback: Feedback): string =>
  say('{name} is confidential, and so is what is like it. Ask its owner or the champion.', { name: name(feedback) });

/** Asked for the other one, or given words in its place. */
export const nameFirst = (): string => say('The number of the other one is missing. Write it as F-8.');

/** A detail that `feedback edit` does not take. */
export const notEdited = (key: string): string =>
  say('“{key}:” can’t be edited here. You can edit customer:, topic:, severity: and confidential:.', { key });

export function notYours(
  feedback: Feedback,
  owner: Pick<PersonRef, 'name'> | null,
  champion: Pick<PersonRef, 'name'> | null,
): string {
  const others = champion && champion.name !== owner?.name ? champion : null;
  const item = name(feedback);
  if (owner && others)
    return say(
      'Only {owner}, who owns {item}, or {champion}, the champion, can do that. Ask them to hand it over if you’d like to take it.',
      { owner: owner.name, item, champion: others.name },
    );
  if (owner)
    return say('Only {owner}, who owns {item}, can do that. Ask them to hand it over if you’d like to take it.', {
      owner: owner.name,
      item,
    });
  return others
    ? say('Only {champion}, the champion, can do that. Ask them to hand it over if you’d like to take it.', {
        champion: others.name,
      })
    : say('{name} has no owner yet. A champion can take it. Name one: `champion @name`', { name: item });
}

/** @param people who captured it, and who owns it */
export function notYoursToCorrect(
  feedback: Feedback,
  people: readonly (Pick<PersonRef, 'name'> | null)[],
  champion: Pick<PersonRef, 'name'> | null,
): string {
  const [capturer, owner] = people;
  const who = [
    capturer && say('{who} (who captured it)', { who: capturer.name }),
    owner && owner.name !== capturer?.name ? say('{who} (its owner)', { who: owner.name }) : null,
    champion && champion.name !== owner?.name && champion.name !== capturer?.name
      ? say('{who} (the champion)', { who: champion.name })
      : null,
  ].filter((each) => each !== null && each !== undefined);
  return say('Only {who} can correct {name}.', { who: sayEither(who), name: name(feedback) });
}

/** Too late, or by somebody else: the words are kept as they were captured. */
export const wordsStay = (feedback: Feedback): string =>
  say(
    'The words of {name} can be changed by whoever captured it, for 15 minutes. Write what is to be added under “Add”.',
    { name: name(feedback) },
  );

/** A name that is no customer's. */
export const nobody = (typed: string): string =>
  `${asSentence(nobodyWords(typed))} ${say('Name the customer, or leave the customer out.')}`;

export const sameItem = (feedback: Feedback): string =>
  say('{name} can’t be a part of itself. Choose another one.', { name: name(feedback) });

/** What is over takes nothing in. */
export const cannotJoin = (feedback: Feedback, whole: Feedback): string =>
  whole.state === 'withdrawn'
    ? say('{whole} is withdrawn, so {part} can’t be a part of it.', { whole: name(whole), part: name(feedback) })
    : say('{whole} is resolved. Reopen it first, or say on the resolve form of {part} that it came back.', {
        whole: name(whole),
        part: name(feedback),
      });

/** Chosen on an old form, and reopened or withdrawn since. */
export const notEarlier = (typed: string): string =>
  say('{name} is not resolved, so it can’t have come back. Leave this empty, or choose another one.', { name: typed });

export const championTakesOver = ({ champion }: OrganisationProfile): string =>
  champion
    ? say('Taking over is for the champion, {champion}. They can also hand it to you.', { champion: champion.name })
    : say('Only the champion can take over. There is none yet: `champion @name`');

export const alreadyYours = (feedback: Feedback): Conflict =>
  new Conflict('feedback.alreadyYours', say('You already own {name}.', { name: name(feedback) }));

export const sameOwner = (feedback: Feedback, receiver: PersonRef): string =>
  say('{name} is already with {owner}. Choose somebody else.', { name: name(feedback), owner: receiver.name });

export const receiverLeft = (receiver: PersonRef): string =>
  say('{who} is no longer in the workspace. Choose somebody else.', { who: receiver.name });

export const receiverAway = ({ name, awayUntil, timeZone }: MemberProfile): string =>
  awayUntil
    ? say('{who} is away until {until}. Choose somebody who is here.', {
        who: name,
        until: formatInstant(awayUntil, 'date', { timeZone }),
      })
    : say('{who} is away until later. Choose somebody who is here.', { who: name });

export const waitInPast = (timeZone: string, now: Date): string =>
  say('That day is not after today. Today is {today}.', {
    today: formatInstant(now, 'date', { timeZone }),
  });

export const waitTooLong = (latest: string): string =>
  say('Waiting can last at most 14 days, because it stops the clock. Choose a day up to {latest}.', { latest });

/** @param wanted the permission without which the platform shows no groups, in its own word */
export const hiddenGroup = (typed: string, wanted: string): string =>
  say(
    'There is nobody called “{typed}” here, and I can’t see user groups. If it is a group, an admin gives the app the scope {wanted} and installs it again.',
    { typed: shorten(typed, 60), wanted },
  );

/** To assistants of people, whoever asks. */
export const confidentialHere = (feedback: Pick<Feedback, 'number'>): NotAllowed =>
  new NotAllowed(
    'feedback.confidentialHere',
    say('{name} is confidential. Who may know it reads and answers it in the chat.', {
      name: feedbackName(feedback.number),
    }),
  );
