/** One follow-up as a card, the lists of them, and the forms behind their buttons. */

import { actions, button, facts, note, quote, titledCard } from '../../../chat/blocks.js';
import type { Action, Block, Card, Line, Tone } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { type Names, nameIn } from '../../../chat/history.js';
import type { ListKind } from '../../../chat/list.js';
import { shorten } from '../../../chat/shorten.js';
import { formatDay, formatInstant } from '../../../kernel/time/format.js';
import { startOfDate } from '../../../kernel/time/local-day.js';
import type { FollowUpPicture } from '../follow-ups/picture.js';
import { type FollowUp, type FollowUpEvent, followUpName, isDue, isLate } from '../rules/follow-up.js';

const zoneOf = ({ owner }: FollowUpPicture): string => owner?.timeZone ?? 'UTC';

/** `Tue 1 Dec`: a date has no zone, so it is the same words for every reader. */
export function dueText(picture: FollowUpPicture): string {
  const timeZone = zoneOf(picture);
  const { followUp, now } = picture;
  return formatInstant(startOfDate(timeZone, followUp.dueOn), 'date', { timeZone, now });
}

/** How it stands, in a few words: `due today`, `late since Tue 1 Dec`, `by Tue 1 Dec`, `done`. */
export function standingOf(picture: FollowUpPicture): string {
  const { followUp, now } = picture;
  if (followUp.state !== 'open') return followUp.state;
  if (isLate(followUp, zoneOf(picture), now)) return `late since ${dueText(picture)}`;
  return isDue(followUp, zoneOf(picture), now) ? 'due today' : `by ${dueText(picture)}`;
}

export function followUpTone({ followUp, owner, now }: FollowUpPicture): Tone {
  if (followUp.state !== 'open') return followUp.state === 'done' ? 'good' : 'neutral';
  return isLate(followUp, owner?.timeZone ?? 'UTC', now) ? 'warning' : 'neutral';
}

/** The living card of a follow-up: what was promised, by whom and until when, with its buttons. */
export function followUpCard(picture: FollowUpPicture): Card {
  const { followUp, owner, settledBy } = picture;
  const title = `${followUpName(followUp.number)} · ${standingOf(picture)}`;
  const ended = followUp.state === 'done' ? 'Done by' : 'Dropped by';
  return titledCard(
    title,
    [
      quote(followUp.text),
      facts([
        { label: 'Who', value: owner?.name ?? 'somebody who has left' },
        { label: 'By when', value: dueText(picture) },
        ...(followUp.state !== 'open' && settledBy ? [{ label: ended, value: settledBy.name }] : []),
      ]),
      note(originOf(picture)),
      actions(followUpActions(followUp)),
    ],
    followUpTone(picture),
  );
}

/** The owner's private card, which says whose word it is. */
export function ownersFollowUpCard(picture: FollowUpPicture): Card {
  const card = followUpCard(picture);
  if (picture.followUp.state !== 'open') return card;
  const line = `You have the next step of ${followUpName(picture.followUp.number)}. I’ll remind you on the day.`;
  return { ...card, blocks: [{ kind: 'text', line }, ...card.blocks] };
}

/** What whoever promised something after a meeting reads: its agenda shows it no more, the next one does. */
export function notedFollowUpCard({ number, text }: Pick<FollowUp, 'number' | 'text'>, meetingName: string): Card {
  const name = followUpName(number);
  const title = `${name} is noted`;
  return titledCard(
    title,
    [quote(text), note(`${meetingName} is closed, so it is on the next agenda. \`follow ${name}\` shows it.`)],
    'good',
  );
}

/** What somebody sees who once had it: who has it now, and nothing to press. */
export function formerOwnersCard({ followUp, owner }: FollowUpPicture): Card {
  const title = `${followUpName(followUp.number)} is with ${owner?.name ?? 'somebody else'} now`;
  return titledCard(title, [note(shorten(followUp.text, 200))]);
}

function originOf({ followUp, createdBy, place }: FollowUpPicture): Line {
  const where = place ? ` in #${place.name}` : '';
  const at = { kind: 'time' as const, at: followUp.createdAt, timeZone: 'UTC', style: 'date' as const };
  return [`Noted${createdBy ? ` by ${createdBy.name}` : ''}${where}, `, at];
}

/** What fits its state; the step that is hoped for stands first. */
export function followUpActions({ number, state }: Pick<FollowUp, 'number' | 'state'>): readonly Action[] {
  const value = followUpName(number);
  const history = button('History', 'meetings.followUpHistory', value);
  if (state !== 'open') return [button('Open again', 'meetings.reopenFollowUp', value), history];
  const confirm = { title: `Drop ${value}?`, text: 'It won’t be asked for any more.', yes: 'Drop it' };
  return [
    button('Done', 'meetings.doneFollowUp', value, 'primary'),
    button('Later', 'meetings.moveFollowUp', value),
    button('Hand over', 'meetings.handOverFollowUp', value),
    { kind: 'button', action: 'meetings.dropFollowUp', label: 'Drop', value, confirm },
    history,
  ];
}

/** One entry of its history, as people ask for it. */
export function followUpHistoryLine({ actorId, what, details }: FollowUpEvent, names: Names): string {
  const who = nameIn(names, actorId);
  const owner = nameIn(names, details.ownerId);
  // The year stands with it: a history is read long afterwards.
  const day = (date: string) => formatDay(date, new Date(0));
  switch (what) {
    case 'added':
      return `${who} noted it for ${owner}, by ${day(details.dueOn)}.`;
    case 'moved':
      return `${who} moved it to ${day(details.dueOn)}.`;
    case 'handedOver':
      return `${who} gave it to ${owner}.`;
    case 'done':
      return `${who} did it.`;
    case 'dropped':
      return `${who} dropped it.`;
    case 'reopened':
      return `${who} opened it again.`;
  }
}

/** One in a list. @param label of its button: `Show`, or `Done` where it is the reader's own */
export function followUpRow(picture: FollowUpPicture, label: 'Show' | 'Done' = 'Show'): Block {
  const { followUp, owner } = picture;
  const action = label === 'Done' ? 'meetings.doneFollowUp' : 'meetings.showFollowUp';
  const words = shorten(followUp.text.replace(/\s+/gu, ' '), 110);
  return {
    kind: 'row',
    line: `${followUpName(followUp.number)}: ${words}`,
    detail: `${owner?.name ?? 'Somebody who has left'} · ${standingOf(picture)}`,
    action: button(label, action, followUpName(followUp.number)),
  };
}

const nextMeetingAdds = 'The next meeting adds new ones with “Add a follow-up”.';

/** How each list of follow-ups is headed, where it is asked. */
export const followUpHeadings: ListKind<FollowUp>['lists'] = {
  open: ({ place }) => {
    const where = place ? ` in #${place.name}` : '';
    return { title: `What we promised${where}`, none: `No promise is open${where}. ${nextMeetingAdds}` };
  },
  mine: () => ({ title: 'What you promised', none: `You promised nothing that is open. ${nextMeetingAdds}` }),
  done: () => ({ title: 'Promises that were kept', none: 'Nothing is done yet.' }),
  all: () => ({ title: 'All follow-ups', none: `Nobody has promised anything yet. ${nextMeetingAdds}` }),
};

/** @param today where its owner lives */
export function moveForm({ number, dueOn }: Pick<FollowUp, 'number' | 'dueOn'>, today: string): Form {
  const value = dueOn < today ? today : dueOn;
  return {
    form: 'meetings.moveFollowUp',
    subject: followUpName(number),
    title: `${followUpName(number)}: later`,
    submit: 'Move',
    fields: [field('date', 'due', 'By when can it be done?', { value })],
  };
}

/** Asks who takes the follow-up over. */
export function handOverForm({ number, ownerId }: Pick<FollowUp, 'number' | 'ownerId'>): Form {
  return {
    form: 'meetings.handOverFollowUp',
    subject: followUpName(number),
    title: `Hand over ${followUpName(number)}`,
    submit: 'Hand over',
    fields: [field('person', 'owner', 'Who takes it?', { hint: 'They are told at once.', except: ownerId })],
  };
}
