/** Reminders: what waits, what has changed since the last one, and the one thing to press. Short, warm, never blaming. */

import { button, facts, text } from '../../../chat/blocks.js';
import type { Action, Block, Card, Inline, Line } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import { lateness, nthReminder, type Line as ReminderLine, type View } from '../../../reminders/index.js';
import type { Picture } from '../picture.js';
import { feedbackName, isOverdue } from '../rules/feedback.js';
import { actions, headline, itemCard, toneOf } from './item-card.js';
import { dueTime, nameOf, standing } from './words.js';

/** One reminder to show. */
export interface PromiseLine extends ReminderLine {
  readonly picture: Picture;
  /** Whether the reader may know what was said. */
  readonly told: boolean;
  /** The place was asked for help as well: the champion is offered to take the item or to give it to somebody else. */
  readonly isLastResort: boolean;
}

/** A reminder of one item: as a card of its own, and as a row among others. */
export function reminderView(line: PromiseLine): View {
  return line.isOver ? viewAfterwards(line) : { card: reminderCard(line), row: row(line) };
}

/** What is left of a reminder when its item has moved on: how it stands, and nothing to press. */
function viewAfterwards({ picture, told }: PromiseLine): View {
  const { feedback, owner } = picture;
  // Late or not, somebody is on it.
  const isTaken = feedback.state === 'acknowledged';
  const state = isTaken ? 'being worked on' : headline(picture);
  const title = `${nameOf(picture, told)} · ${state}`;
  const who = feedback.state === 'resolved' || !owner ? [] : [` · with ${owner.name}`];
  const line: Line = [...[isTaken ? 'Being worked on' : standing(picture)].flat(), ...who];
  return {
    card: {
      title,
      summary: `${nameOf(picture, told && !feedback.confidential)} · ${state}`,
      discreet: feedback.confidential,
      tone: toneOf(picture),
      blocks: [text(line)],
    },
    row: [{ kind: 'row', line: nameOf(picture, told), detail: line }],
  };
}

function reminderCard(line: PromiseLine): Card {
  const { picture, told } = line;
  const name = nameOf(picture, told);
  return {
    title: `${name}: ${question(line)}`,
    summary: `${nameOf(picture, told && !picture.feedback.confidential)}: ${question(line)}`,
    discreet: picture.feedback.confidential,
    tone: isOver(line) ? 'bad' : 'warning',
    blocks: [
      text(message(line)),
      ...(told ? itemCard(picture, told).blocks.filter((block) => block.kind === 'quote') : []),
      facts(dueFacts(picture)),
      { kind: 'actions', actions: buttons(line) },
    ],
  };
}

/** By the state as it is now: a reminder may have waited a night for its reader, and every step can be set otherwise. */
function isOver({ picture: { feedback, now } }: PromiseLine): boolean {
  return isOverdue(feedback, now);
}

/** `2 days late`; before the end of the promise null. */
function late({ picture: { feedback, organisation, now } }: PromiseLine): string | null {
  if (!feedback.promiseEndsAt || feedback.promiseEndsAt > now) return null;
  const length = lateness(organisation.settings, feedback.promiseEndsAt, now);
  return length && `${length} late`;
}

/** `6 h left`, of real time. */
function left({ picture: { feedback, now } }: PromiseLine): string {
  const ms = (feedback.promiseEndsAt?.getTime() ?? 0) - now.getTime();
  return `${formatDuration(Math.max(ms, 0))} left`;
}

/** Which of the owner's questions fits: the same one twice in a row says how late it is instead. */
type Moment = 'seen' | 'going' | 'soon' | 'ended';

function momentOf({ picture: { feedback, now } }: PromiseLine, step: number, at: Date): Moment {
  if (isOverdue(feedback, now)) return feedback.promiseEndsAt && at >= feedback.promiseEndsAt ? 'ended' : 'soon';
  if (step >= 50) return 'soon';
  return feedback.state === 'open' ? 'seen' : 'going';
}

const questions: Readonly<Record<Moment, string>> = {
  seen: 'have you seen it?',
  going: 'how is it going?',
  soon: 'the promise ends soon',
  ended: 'the promise has ended',
};

function question(line: PromiseLine): string {
  const { role, step } = line.reminder;
  const { owner, now } = line.picture;
  const since = line.before && late(line) ? `, ${late(line)}` : '';
  if (role === 'place') return `who can help?`;
  if (role === 'champion') return `needs a hand${since}`;
  if (role === 'manager') return `${owner?.name ?? 'its owner'} could use your help${since}`;
  const moment = momentOf(line, step, now);
  if (!line.before || momentOf(line, line.before.step, line.before.at) !== moment) return questions[moment];
  return moment === 'ended' ? (late(line) ?? questions.ended) : left(line);
}

function message(line: PromiseLine): Line {
  const nth = nthReminder(line.nth);
  return [sentence(line), ...(nth ? [` This is the ${nth}.`] : [])].join('');
}

function sentence(line: PromiseLine): string {
  const { picture, reminder } = line;
  const { feedback, owner, now } = picture;
  const name = feedbackName(feedback.number);
  const who = owner?.name ?? 'nobody yet';
  const stands = isOver(line) ? (late(line) ?? 'past its promise') : 'not answered yet';
  if (reminder.role === 'place') return `${name} is ${stands}. It is with ${who}. Who can help?`;
  if (reminder.role === 'manager')
    return `${name} is with ${who}, who reports to you, and is ${stands}. Can you make room for it, or find somebody else?`;
  if (reminder.role === 'champion')
    return line.isLastResort
      ? `${name} is with ${who} and ${stands}. Take it over, or give it to somebody who can answer now.`
      : `${name} is with ${who} and ${stands}. A word with them may help.`;
  switch (momentOf(line, reminder.step, now)) {
    case 'seen':
      return `You have owned ${name} for a while. One click on “I’m on it” tells everybody it is in good hands.`;
    case 'going':
    case 'soon':
      return `${name} is still open. If it takes longer, hand it over or wait for the customer.`;
    case 'ended':
      return `${name} is ${stands}. What would help: resolve it, hand it over, or tell the customer when.`;
  }
}

function dueFacts(picture: Picture): { label: string; value: Line }[] {
  const { promiseEndsAt } = picture.feedback;
  return promiseEndsAt ? [{ label: 'Promised by', value: dueTime(picture, promiseEndsAt) }] : [];
}

function buttons({ picture, reminder, isLastResort }: PromiseLine): readonly Action[] {
  if (reminder.role === 'owner') return actions(picture);
  const value = feedbackName(picture.feedback.number);
  const show: Action = button('Show', 'feedback.show', value);
  if (reminder.role !== 'champion' || !isLastResort) return [show];
  return [
    button('Take over', 'feedback.takeOver', value, 'primary'),
    button('Reassign', 'feedback.handOver', value),
    show,
  ];
}

/** A line with its button; with two, they stand below it. */
function row(line: PromiseLine): readonly Block[] {
  const { picture, reminder, told, isLastResort } = line;
  const { feedback, owner } = picture;
  const words = told ? `: “${excerpt(feedback.text, 80)}”` : '';
  const stands = isOver(line) ? ` · ${late(line) ?? 'overdue'}` : '';
  const nth = nthReminder(line.nth);
  const detail: Inline[] = [
    ...(reminder.role === 'owner' ? [] : [`With ${owner?.name ?? 'nobody yet'}. `]),
    ...(feedback.promiseEndsAt ? ['Promised by ', dueTime(picture, feedback.promiseEndsAt)] : []),
    ...(nth ? [` · ${nth}`] : []),
  ];
  const shown = { kind: 'row', line: `${nameOf(picture, told)}${stands}${words}`, detail } as const;
  const [first, second] = buttons(line);
  if (reminder.role !== 'champion' || !isLastResort || !first || !second) return [{ ...shown, action: first }];
  return [shown, { kind: 'actions', actions: [first, second] }];
}
