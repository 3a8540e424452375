/** What this room says when something in a meeting can't be taken or done, and what to do instead. */

import { Conflict, NotAllowed } from '../../../kernel/errors.js';
import { asSentence } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { nobodyWords } from '../../customers/index.js';
import type { Meeting, Tick } from '../rules/agenda.js';
import { oneLine } from './agenda-words.js';

export const customerMissing = (): string => say('The customer is missing. Write the name.');
/** A name that is no customer's. */
export const nobody = (typed: string): string => `${asSentence(nobodyWords(typed))} ${say('Name the customer.')}`;
export const noMeeting = (): string =>
  say('I don’t know this meeting. Open the agenda in its channel, or type `meeting now` there.');
/** Taken back meanwhile, or never ticked. */
export const noTick = (): string => say('This is not marked as discussed, so there is nothing to take back.');

export const noLearning = (): string => say('Only whoever shared a learning can say whom it is about.');
/** @param typed what was decided about it; null: nothing was typed */
export const noItem = (typed: string | null): string =>
  `${say('This is not on the agenda any more. Look at the card as it stands now.')}${notKept(typed)}`;
/** @param name whose question it is; null: it is gone */
export const noQuestion = (name: string | null): string =>
  name === null
    ? say('This question is gone. To share something, type `learn` and what you learned.')
    : say('This question is for {name}. To share something, type `learn` and what you learned.', { name });
export const onlyInPlace = (): string =>
  say('A meeting belongs to a channel. Type `meeting now` in the channel that meets.');

/** @param typed what was decided about an item of it */
export const notOpen = (meeting: Meeting, typed: string | null = null): Conflict =>
  new Conflict(
    'meetings.notOpen',
    meeting.state === 'closed'
      ? `${say('{name} is closed. What was not discussed is on the next agenda.', { name: meeting.name })}${notKept(typed)}`
      : say('{name} has not begun. Type `meeting now` in its channel to begin.', { name: meeting.name }),
  );

export const alreadyClosed = (meeting: Meeting, by: string | null): Conflict =>
  new Conflict(
    'meetings.alreadyClosed',
    by
      ? say('{name} was closed by {who} in the meantime.', { name: meeting.name, who: by })
      : say('{name} was closed in the meantime.', { name: meeting.name }),
  );

/** The first one stands; what the second typed is shown, so that it is not lost. */
export const alreadyTicked = ({ decision }: Tick, by: string, typed: string | null): Conflict => {
  const stands = decision
    ? say('{who} was faster, with: “{decision}”.', { who: by, decision: oneLine(decision) })
    : say('{who} was faster and marked it.', { who: by });
  return new Conflict('meetings.alreadyTicked', `${stands}${notKept(typed === decision ? null : typed)}`);
};

function notKept(typed: string | null): string {
  return typed
    ? ` ${say('Yours was not kept: “{decision}”. Add it as a follow-up.', { decision: oneLine(typed) })}`
    : '';
}

export const seatedByChampion = (champion: string): NotAllowed =>
  new NotAllowed(
    'meetings.notChampion',
    say('Only {champion}, the champion, can seat another customer. Ask them.', { champion }),
  );

export const noSuchCustomer = (typed: string, nearest: string | null): string =>
  nearest
    ? say('There is no customer {typed}. Did you mean {nearest}?', { typed, nearest })
    : say('There is no customer {typed}. Customers come in with the first feedback or learning that names them.', {
        typed,
      });

/** To whoever answers "Will you share something new?" when it can't be shared there any more, or not yet. */
export function nothingToShare({ name, state }: Pick<Meeting, 'name' | 'state'>): Conflict {
  switch (state) {
    case 'skipped':
    case 'cancelled':
      return new Conflict(
        'meetings.notHeld',
        say(
          '{name} does not take place this time, so nobody has to start. Type `learn` and what you have: it waits for the next one.',
          { name },
        ),
      );
    case 'closed':
    case 'missed':
      return new Conflict(
        'meetings.over',
        say('{name} is over. Type `learn` and what you have: it is on the next agenda.', { name }),
      );
    default:
      return new Conflict(
        'meetings.began',
        say('{name} has begun already. Add what you have with “Add a learning” on its agenda.', { name }),
      );
  }
}

export const alreadySwapped = (name: string): Conflict =>
  new Conflict(
    'meetings.alreadySwapped',
    say('You swapped, and somebody else was asked for {name}. Next time it is your turn.', { name }),
  );
