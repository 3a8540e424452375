/** Reminders of a follow-up: what was promised, how late it is, and the one thing to press. */
import { actions, note, quote, text, titledCard } from '../../../chat/blocks.js';
import type { Action, Card } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';
import { startOfDate } from '../../../kernel/time/local-day.js';
import type { WorkingCalendar } from '../../../kernel/time/working-time.js';
import { type Line, lateness, nthReminder, type View } from '../../../reminders/index.js';
import type { FollowUpPicture } from '../follow-ups/picture.js';
import { followUpName, isLate } from '../rules/follow-up.js';
import { followUpActions, followUpRow, followUpTone, standingOf } from './follow-up-card.js';

export interface FollowUpLine extends Line {
  readonly picture: FollowUpPicture;
  /** The organisation's working days. */
  readonly calendar: WorkingCalendar;
}

/** A reminder of one follow-up: as a card of its own, and as a row among others. */
export function reminderView(line: FollowUpLine): View {
  const { picture, reminder, isOver, nth } = line;
  const { followUp } = picture;
  const name = followUpName(followUp.number);
  if (isOver) return viewAfterwards(picture);
  const title = `${name}: ${reminder.role === 'owner' ? howLate(line) : forOthers(line)}`;
  const count = nthReminder(nth);
  const card: Card = titledCard(
    title,
    [
      text(count ? say('{message} This is the {count}.', { message: sentence(line), count }) : sentence(line)),
      quote(followUp.text),
      actions(followUpActions(followUp).filter(isPressed)),
    ],
    'warning',
  );
  return { card, row: [followUpRow(picture, reminder.role === 'owner' ? 'done' : 'show')] };
}

/** What is left of a reminder when its follow-up has moved on: how it stands, and nothing to press. */
function viewAfterwards(picture: FollowUpPicture): View {
  const { followUp, owner, settledBy } = picture;
  const name = followUpName(followUp.number);
  const title = `${name} · ${standingOf(picture)}`;
  const who =
    followUp.state === 'open' ? say('With {name}.', { name: owner?.name ?? say('somebody who has left') }) : '';
  const ended = settledBy && followUp.state !== 'open' ? say('By {name}.', { name: settledBy.name }) : '';
  return {
    card: titledCard(title, [quote(followUp.text), note(who || ended || standingOf(picture))], followUpTone(picture)),
    row: [{ kind: 'row', line: title, detail: who || ended }],
  };
}

/** `due today`, `2 days late`. */
function howLate({ picture, calendar }: FollowUpLine): string {
  const { followUp, owner, now } = picture;
  const timeZone = owner?.timeZone ?? 'UTC';
  if (!isLate(followUp, timeZone, now)) return standingOf(picture);
  const length = lateness({ ...calendar, timeZone }, startOfDate(timeZone, followUp.dueOn), now);
  return length ? say('{duration} late', { duration: length }) : standingOf(picture);
}

function forOthers(line: FollowUpLine): string {
  return line.nth > 1 ? say('a word may help, {state}', { state: howLate(line) }) : say('a word may help');
}

function sentence({ picture, reminder }: FollowUpLine): string {
  const { owner, place } = picture;
  const state = standingOf(picture);
  const named = place ? `#${place.name}` : '';
  if (reminder.role === 'owner')
    return place
      ? say('This was promised in {place} and is {state}. Is it done, or does it need more time?', {
          place: named,
          state,
        })
      : say('This was promised and is {state}. Is it done, or does it need more time?', { state });
  const name = owner?.name ?? say('Somebody who has left');
  if (reminder.role === 'manager')
    return place
      ? say('{name}, who reports to you, promised this in {place}; it is {state}.', { name, place: named, state })
      : say('{name}, who reports to you, promised this; it is {state}.', { name, state });
  return place
    ? say('{name} promised this in {place}; it is {state}.', { name, place: named, state })
    : say('{name} promised this; it is {state}.', { name, state });
}

/** What a reminder asks for; its card has the rest. */
const isPressed = (action: Action): boolean =>
  action.kind !== 'button' || !['meetings.dropFollowUp', 'meetings.followUpHistory'].includes(action.action);
