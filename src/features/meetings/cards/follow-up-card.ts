/** One follow-up as a card, the lists of them, and the forms behind their buttons. */

import { actions, button, facts, note, quote, titledCard } from '../../../chat/blocks.js';
import type { Action, Block, Card, Line, Tone } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { type Names, nameIn } from '../../../chat/history.js';
import type { ListKind } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { shorten } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
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
  if (followUp.state !== 'open') return followUpState(followUp.state);
  if (isLate(followUp, zoneOf(picture), now)) return say('late since {day}', { day: dueText(picture) });
  return isDue(followUp, zoneOf(picture), now)
    ? say('due today')
    : say('by {day} // when it is due', { day: dueText(picture) });
}

/** `done`, within a line. */
export const followUpState = (state: 'done' | 'dropped'): string =>
  state === 'done' ? say('done // a follow-up') : say('dropped // a follow-up');

export function followUpTone({ followUp, owner, now }: FollowUpPicture): Tone {
  if (followUp.state !== 'open') return followUp.state === 'done' ? 'good' : 'neutral';
  return isLate(followUp, owner?.timeZone ?? 'UTC', now) ? 'warning' : 'neutral';
}

/** The living card of a follow-up: what was promised, by whom and until when, with its buttons. */
export function followUpCard(picture: FollowUpPicture): Card {
  const { followUp, owner, settledBy } = picture;
  const title = `${followUpName(followUp.number)} · ${standingOf(picture)}`;
  const ended = followUp.state === 'done' ? say('Done by') : say('Dropped by');
  return titledCard(
    title,
    [
      quote(followUp.text),
      facts([
        { label: say('Who'), value: owner?.name ?? say('somebody who has left') },
        { label: say('By when'), value: dueText(picture) },
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
  const line = say('You have the next step of {name}. I’ll remind you on the day.', {
    name: followUpName(picture.followUp.number),
  });
  return { ...card, blocks: [{ kind: 'text', line }, ...card.blocks] };
}

/** What whoever promised something after a meeting reads: its agenda shows it no more, the next one does. */
export function notedFollowUpCard({ number, text }: Pick<FollowUp, 'number' | 'text'>, meetingName: string): Card {
  const name = followUpName(number);
  const title = say('{name} is noted', { name });
  return titledCard(
    title,
    [
      quote(text),
      note(
        say('{meeting} is closed, so it is on the next agenda. `follow {name}` shows it.', {
          meeting: meetingName,
          name,
        }),
      ),
    ],
    'good',
  );
}

/** What somebody sees who once had it: who has it now, and nothing to press. */
export function formerOwnersCard({ followUp, owner }: FollowUpPicture): Card {
  const title = say('{name} is with {owner} now', {
    name: followUpName(followUp.number),
    owner: owner?.name ?? say('somebody else'),
  });
  return titledCard(title, [note(shorten(followUp.text, 200))]);
}

function originOf({ followUp, createdBy, place }: FollowUpPicture): Line {
  const at = { kind: 'time' as const, at: followUp.createdAt, timeZone: 'UTC', style: 'date' as const };
  const named = place ? `#${place.name}` : '';
  if (createdBy && place)
    return sayLine('Noted by {name} in {place}, {at}', { name: createdBy.name, place: named, at });
  if (createdBy) return sayLine('Noted by {name}, {at}', { name: createdBy.name, at });
  return place ? sayLine('Noted in {place}, {at}', { place: named, at }) : sayLine('Noted, {at}', { at });
}

/** What fits its state; the step that is hoped for stands first. */
export function followUpActions({ number, state }: Pick<FollowUp, 'number' | 'state'>): readonly Action[] {
  const value = followUpName(number);
  const history = button(say('History'), 'meetings.followUpHistory', value);
  if (state !== 'open') return [button(say('Open again'), 'meetings.reopenFollowUp', value), history];
  const confirm = {
    title: say('Drop {name}?', { name: value }),
    text: say('It won’t be asked for any more.'),
    yes: say('Drop it'),
  };
  return [
    button(say('Done'), 'meetings.doneFollowUp', value, 'primary'),
    button(say('Later'), 'meetings.moveFollowUp', value),
    button(say('Hand over'), 'meetings.handOverFollowUp', value),
    { kind: 'button', action: 'meetings.dropFollowUp', label: say('Drop'), value, confirm },
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
      return say('{who} noted it for {owner}, by {day}.', { who, owner, day: day(details.dueOn) });
    case 'moved':
      return say('{who} moved it to {day}.', { who, day: day(details.dueOn) });
    case 'handedOver':
      return say('{who} gave it to {owner}.', { who, owner });
    case 'done':
      return say('{who} did it.', { who });
    case 'dropped':
      return say('{who} dropped it.', { who });
    case 'reopened':
      return say('{who} opened it again.', { who });
  }
}

/** One in a list. @param verb `done` where it is the reader's own */
export function followUpRow(picture: FollowUpPicture, verb: 'show' | 'done' = 'show'): Block {
  const { followUp, owner } = picture;
  const [label, action] =
    verb === 'done' ? [say('Done'), 'meetings.doneFollowUp'] : [say('Show'), 'meetings.showFollowUp'];
  const words = shorten(followUp.text.replace(/\s+/gu, ' '), 110);
  return {
    kind: 'row',
    line: `${followUpName(followUp.number)}: ${words}`,
    detail: `${owner?.name ?? say('Somebody who has left')} · ${standingOf(picture)}`,
    action: button(label, action, followUpName(followUp.number)),
  };
}

/** How each list of follow-ups is headed, where it is asked. */
export const followUpHeadings: ListKind<FollowUp>['lists'] = {
  open: ({ place }) =>
    place
      ? {
          title: say('What we promised in {place}', { place: `#${place.name}` }),
          none: say('No promise is open in {place}. The next meeting adds new ones with “Add a follow-up”.', {
            place: `#${place.name}`,
          }),
        }
      : {
          title: say('What we promised'),
          none: say('No promise is open. The next meeting adds new ones with “Add a follow-up”.'),
        },
  mine: () => ({
    title: say('What you promised'),
    none: say('You promised nothing that is open. The next meeting adds new ones with “Add a follow-up”.'),
  }),
  done: () => ({ title: say('Promises that were kept'), none: say('Nothing is done yet.') }),
  all: () => ({
    title: say('All follow-ups'),
    none: say('Nobody has promised anything yet. The next meeting adds new ones with “Add a follow-up”.'),
  }),
};

/** @param today where its owner lives */
export function moveForm({ number, dueOn }: Pick<FollowUp, 'number' | 'dueOn'>, today: string): Form {
  const value = dueOn < today ? today : dueOn;
  return {
    form: 'meetings.moveFollowUp',
    subject: followUpName(number),
    title: say('{name}: later', { name: followUpName(number) }),
    submit: say('Move'),
    fields: [field('date', 'due', say('By when can it be done?'), { value })],
  };
}

/** Asks who takes the follow-up over. */
export function handOverForm({ number, ownerId }: Pick<FollowUp, 'number' | 'ownerId'>): Form {
  return {
    form: 'meetings.handOverFollowUp',
    subject: followUpName(number),
    title: say('Hand over {name}', { name: followUpName(number) }),
    submit: say('Hand over'),
    fields: [field('person', 'owner', say('Who takes it?'), { hint: say('They are told at once.'), except: ownerId })],
  };
}
