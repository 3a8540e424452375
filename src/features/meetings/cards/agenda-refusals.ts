/** What this room says when something in a meeting can't be taken or done, and what to do instead. */
import { Conflict, NotAllowed } from '../../../kernel/errors.js';
import { nobodyWords } from '../../customers/index.js';
import type { Meeting, Tick } from '../rules/agenda.js';
import { oneLine } from './agenda-words.js';

export const customerMissing = 'The customer is missing. Write the name.';
/** A name that is no customer's. */
export const nobody = (typed: string): string => `${nobodyWords(typed)}. Name the customer.`;
export const noMeeting = 'I don’t know this meeting. Open the agenda in its channel, or type `meeting now` there.';
/** Taken back meanwhile, or never ticked. */
export const noTick = 'This is not marked as discussed, so there is nothing to take back.';

export const noLearning = 'Only whoever shared a learning can say whom it is about.';
/** @param typed what was decided about it; null: nothing was typed */
export const noItem = (typed: string | null): string =>
  `This is not on the agenda any more. Look at the card as it stands now.${notKept(typed)}`;
/** @param name whose question it is; null: it is gone */
export const noQuestion = (name: string | null): string =>
  `${name === null ? 'This question is gone.' : `This question is for ${name}.`} To share something, type \`learn\` and what you learned.`;
export const onlyInPlace = 'A meeting belongs to a channel. Type `meeting now` in the channel that meets.';

/** @param typed what was decided about an item of it */
export const notOpen = (meeting: Meeting, typed: string | null = null): Conflict =>
  new Conflict(
    'meetings.notOpen',
    meeting.state === 'closed'
      ? `${meeting.name} is closed. What was not discussed is on the next agenda.${notKept(typed)}`
      : `${meeting.name} has not begun. Type \`meeting now\` in its channel to begin.`,
  );

export const alreadyClosed = (meeting: Meeting, by: string | null): Conflict =>
  new Conflict('meetings.alreadyClosed', `${meeting.name} was closed${by ? ` by ${by}` : ''} in the meantime.`);

/** The first one stands; what the second typed is shown, so that it is not lost. */
export const alreadyTicked = ({ decision }: Tick, by: string, typed: string | null): Conflict => {
  const stands = decision ? `${by} was faster, with: “${oneLine(decision)}”.` : `${by} was faster and marked it.`;
  return new Conflict('meetings.alreadyTicked', `${stands}${notKept(typed === decision ? null : typed)}`);
};

function notKept(typed: string | null): string {
  return typed ? ` Yours was not kept: “${oneLine(typed)}”. Add it as a follow-up.` : '';
}

export const seatedByChampion = (champion: string): NotAllowed =>
  new NotAllowed('meetings.notChampion', `Only ${champion}, the champion, can seat another customer. Ask them.`);

export const noSuchCustomer = (typed: string, nearest: string | null): string =>
  `There is no customer ${typed}.${nearest ? ` Did you mean ${nearest}?` : ' Customers come in with the first feedback or learning that names them.'}`;

/** To whoever answers "Will you share something new?" when it can't be shared there any more, or not yet. */
export function nothingToShare({ name, state }: Pick<Meeting, 'name' | 'state'>): Conflict {
  switch (state) {
    case 'skipped':
    case 'cancelled':
      return new Conflict(
        'meetings.notHeld',
        `${name} does not take place this time, so nobody has to start. Type \`learn\` and what you have: it waits for the next one.`,
      );
    case 'closed':
    case 'missed':
      return new Conflict(
        'meetings.over',
        `${name} is over. Type \`learn\` and what you have: it is on the next agenda.`,
      );
    default:
      return new Conflict(
        'meetings.began',
        `${name} has begun already. Add what you have with “Add a learning” on its agenda.`,
      );
  }
}

export const alreadySwapped = (name: string): Conflict =>
  new Conflict(
    'meetings.alreadySwapped',
    `You swapped, and somebody else was asked for ${name}. Next time it is your turn.`,
  );
