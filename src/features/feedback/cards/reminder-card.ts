/** Reminders: what waits, what has changed since the last one, and the one thing to press. Short, warm, never blaming. */

import { button, facts, text } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, type Inline, inlines, type Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { phrase, say } from '../../../kernel/language/say.js';
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
  const state = isTaken ? say('being worked on // feedback') : headline(picture);
  const title = `${nameOf(picture, told)} · ${state}`;
  const stands = isTaken ? say('Being worked on') : standing(picture);
  const isWith = feedback.state !== 'resolved' && owner ? [` · ${say('with {owner}', { owner: owner.name })}`] : [];
  const line: Line = [...inlines(stands), ...isWith];
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
  return length && say('{length} late', { length });
}

/** `6 h left`, of real time. */
function left({ picture: { feedback, now } }: PromiseLine): string {
  const ms = (feedback.promiseEndsAt?.getTime() ?? 0) - now.getTime();
  return say('{length} left', { length: formatDuration(Math.max(ms, 0)) });
}

/** Which of the owner's questions fits: the same one twice in a row says how late it is instead. */
type Moment = 'seen' | 'going' | 'soon' | 'ended';

function momentOf({ picture: { feedback, now } }: PromiseLine, step: number, at: Date): Moment {
  if (isOverdue(feedback, now)) return feedback.promiseEndsAt && at >= feedback.promiseEndsAt ? 'ended' : 'soon';
  if (step >= 50) return 'soon';
  return feedback.state === 'open' ? 'seen' : 'going';
}

const questions: Readonly<Record<Moment, string>> = {
  seen: phrase('have you seen it?'),
  going: phrase('how is it going?'),
  soon: phrase('the promise ends soon'),
  ended: phrase('the promise has ended'),
};

function question(line: PromiseLine): string {
  const { role, step } = line.reminder;
  const { now } = line.picture;
  if (role === 'place') return say('who can help?');
  if (role === 'champion' || role === 'manager') return needsHelp(line);
  const moment = momentOf(line, step, now);
  if (!line.before || momentOf(line, line.before.step, line.before.at) !== moment) return say(questions[moment]);
  return moment === 'ended' ? (late(line) ?? say(questions.ended)) : left(line);
}

function needsHelp(line: PromiseLine): string {
  const since = line.before && late(line);
  if (line.reminder.role === 'champion')
    return since ? say('needs a hand, {late}', { late: since }) : say('needs a hand');
  const owner = line.picture.owner?.name ?? say('its owner');
  return since
    ? say('{owner} could use your help, {late}', { owner, late: since })
    : say('{owner} could use your help', { owner });
}

function message(line: PromiseLine): Line {
  const nth = nthReminder(line.nth);
  return nth ? `${sentence(line)} ${say('This is the {nth}.', { nth })}` : sentence(line);
}

function sentence(line: PromiseLine): string {
  const { picture, reminder } = line;
  const { feedback, owner, now } = picture;
  const name = feedbackName(feedback.number);
  const who = owner?.name ?? say('nobody yet');
  const stands = isOver(line) ? (late(line) ?? say('past its promise')) : say('not answered yet');
  const told = { name, stands, who };
  if (reminder.role === 'place') return say('{name} is {stands}. It is with {who}. Who can help?', told);
  if (reminder.role === 'manager')
    return say(
      '{name} is with {who}, who reports to you, and is {stands}. Can you make room for it, or find somebody else?',
      told,
    );
  if (reminder.role === 'champion')
    return line.isLastResort
      ? say('{name} is with {who} and {stands}. Take it over, or give it to somebody who can answer now.', told)
      : say('{name} is with {who} and {stands}. A word with them may help.', told);
  switch (momentOf(line, reminder.step, now)) {
    case 'seen':
      return say('You have owned {name} for a while. One click on “I’m on it” tells everybody it is in good hands.', {
        name,
      });
    case 'going':
    case 'soon':
      return say('{name} is still open. If it takes longer, hand it over or wait for the customer.', { name });
    case 'ended':
      return say('{name} is {stands}. What would help: resolve it, hand it over, or tell the customer when.', {
        name,
        stands,
      });
  }
}

function dueFacts(picture: Picture): { label: string; value: Line }[] {
  const { promiseEndsAt } = picture.feedback;
  return promiseEndsAt ? [{ label: say('Promised by'), value: dueTime(picture, promiseEndsAt) }] : [];
}

function buttons({ picture, reminder, isLastResort }: PromiseLine): readonly Action[] {
  if (reminder.role === 'owner') return actions(picture);
  const value = feedbackName(picture.feedback.number);
  const show: Action = button(say('Show'), 'feedback.show', value);
  if (reminder.role !== 'champion' || !isLastResort) return [show];
  return [
    button(say('Take over'), 'feedback.takeOver', value, 'primary'),
    button(say('Reassign'), 'feedback.handOver', value),
    show,
  ];
}

/** A line with its button; with two, they stand below it. */
function row(line: PromiseLine): readonly Block[] {
  const { picture, reminder, told, isLastResort } = line;
  const { feedback, owner } = picture;
  const words = told ? `: “${excerpt(feedback.text, 80)}”` : '';
  const stands = isOver(line) ? ` · ${late(line) ?? say('overdue // feedback')}` : '';
  const nth = nthReminder(line.nth);
  const isWith = reminder.role === 'owner' ? null : say('With {owner}.', { owner: owner?.name ?? say('nobody yet') });
  const detail: Inline[] = [
    ...(isWith === null ? [] : [`${isWith} `]),
    ...(feedback.promiseEndsAt
      ? inlines(sayLine('Promised by {due}', { due: dueTime(picture, feedback.promiseEndsAt) }))
      : []),
    ...(nth ? [` · ${nth}`] : []),
  ];
  const shown = { kind: 'row', line: `${nameOf(picture, told)}${stands}${words}`, detail } as const;
  const [first, second] = buttons(line);
  if (reminder.role !== 'champion' || !isLastResort || !first || !second) return [{ ...shown, action: first }];
  return [shown, { kind: 'actions', actions: [first, second] }];
}
