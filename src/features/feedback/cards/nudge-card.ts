/** Reminders: what waits, since when, and the one thing to press. Short, warm, never blaming. */
import type { Action, Block, Card, Inline, Line, Tone } from '../../../chat/card.js';
import type { Picture } from '../picture.js';
import { feedbackName, isOverdue } from '../rules/feedback.js';
import type { NudgeRole } from '../rules/ladder.js';
import { actions, itemCard } from './item-card.js';
import { moreOf } from './list-card.js';
import { excerpt, nameOf, time } from './words.js';

/** One reminder to show: how far the promise is used, and in which capacity the reader gets it. */
export interface NudgeLine {
  readonly picture: Picture;
  readonly percent: number;
  readonly role: NudgeRole;
  /** Whether the reader may know what was said. */
  readonly told: boolean;
  /** The place was asked for help as well: the champion is offered to take the item or to give it to somebody else. */
  readonly isLastResort: boolean;
}

/** As many as somebody reads in the morning; the rest is one click away. */
const longest = 10;

const byPromise = ({ picture: a }: NudgeLine, { picture: b }: NudgeLine): number =>
  (a.feedback.promiseEndsAt?.getTime() ?? 0) - (b.feedback.promiseEndsAt?.getTime() ?? 0) ||
  a.feedback.number - b.feedback.number;

/** Several that fall due together come as one message. */
export function nudgeCard(lines: readonly NudgeLine[]): Card {
  const [only] = lines;
  if (only && lines.length === 1) return singleNudgeCard(only);
  const title = `${lines.length} pieces of feedback are waiting for an answer`;
  const rest = lines.length - longest;
  const more = rest > 0 ? [moreOf(lines.some(({ role }) => role === 'owner') ? 'mine' : 'overdue', rest)] : [];
  const blocks = [...[...lines].sort(byPromise).slice(0, longest).map(row), ...more];
  return { title, summary: title, discreet: lines.some(isConfidential), tone: toneOf(lines), blocks };
}

function singleNudgeCard(line: NudgeLine): Card {
  const { picture, told } = line;
  const card = itemCard(picture, told);
  const name = nameOf(picture, told);
  return {
    title: `${name}: ${question(line)}`,
    summary: `${nameOf(picture, told && !isConfidential(line))}: ${question(line)}`,
    discreet: isConfidential(line),
    tone: toneOf([line]),
    blocks: [
      { kind: 'text', line: message(line) },
      ...(told ? card.blocks.filter((block) => block.kind === 'quote') : []),
      { kind: 'facts', facts: dueFacts(picture) },
      { kind: 'actions', actions: buttons(line) },
    ],
  };
}

const isConfidential = ({ picture }: NudgeLine): boolean => picture.feedback.confidential;

function toneOf(lines: readonly NudgeLine[]): Tone {
  return lines.some(isOver) ? 'bad' : 'warning';
}

/** By the state as it is now: a reminder may have waited a night for its reader, and every rung can be set otherwise. */
function isOver({ picture: { feedback, now } }: NudgeLine): boolean {
  return isOverdue(feedback, now);
}

function question(line: NudgeLine): string {
  const { percent, role, picture } = line;
  if (role === 'place') return 'who can help?';
  if (role === 'champion') return 'needs a hand';
  if (isOver(line)) return 'the promise has ended';
  if (percent >= 50) return 'the promise ends soon';
  return picture.feedback.state === 'open' ? 'have you seen it?' : 'how is it going?';
}

function message(line: NudgeLine): Line {
  const { picture, percent, role } = line;
  const { feedback, owner } = picture;
  const name = feedbackName(feedback.number);
  const who = owner?.name ?? 'nobody yet';
  const standing = isOver(line) ? 'past its promise' : 'not answered yet';
  if (role === 'place') return `${name} is ${standing}. ${who} has it and would be glad of help.`;
  if (role === 'champion') return `${name} is with ${who} and ${standing}. A word with them may help.`;
  if (percent < 50 && feedback.state === 'open')
    return `${name} has been with you for a while. One click on “I’m on it” tells everybody it is in good hands.`;
  if (!isOver(line)) return `${name} is still open. If it takes longer, hand it over or wait for the customer.`;
  return `${name} has not been answered yet. What would help: resolve it, hand it over, or tell the customer when.`;
}

function dueFacts(picture: Picture): { label: string; value: Line }[] {
  const { promiseEndsAt } = picture.feedback;
  return promiseEndsAt ? [{ label: 'Promised by', value: time(picture, promiseEndsAt) }] : [];
}

function buttons({ picture, role, isLastResort }: NudgeLine): readonly Action[] {
  if (role === 'owner') return actions(picture);
  const value = feedbackName(picture.feedback.number);
  const show: Action = { kind: 'button', action: 'feedback.show', label: 'Show', value };
  if (role === 'place' || !isLastResort) return [show];
  return [
    { kind: 'button', action: 'feedback.takeOver', label: 'Take over', value, style: 'primary' },
    { kind: 'button', action: 'feedback.handOver', label: 'Reassign', value },
    show,
  ];
}

function row(nudge: NudgeLine): Block {
  const { picture, role, told } = nudge;
  const { feedback, owner } = picture;
  const name = nameOf(picture, told);
  const words = told ? `: “${excerpt(feedback.text, 80)}”` : '';
  const late = isOver(nudge) ? ' · overdue' : '';
  const detail: Line = role === 'owner' ? due(picture) : [`With ${owner?.name ?? 'nobody yet'}. `, ...due(picture)];
  return { kind: 'row', line: `${name}${late}${words}`, detail, action: buttons(nudge)[0] };
}

function due(picture: Picture): readonly Inline[] {
  const { promiseEndsAt } = picture.feedback;
  return promiseEndsAt ? ['Promised by ', time(picture, promiseEndsAt)] : [];
}
