/** Makes typed text safe to send as text: nothing that a platform refuses, nothing that turns its surroundings round. */
import { isolate, isolateOnce, isSentence, keepOrder } from '../../../chat/bidi.js';
import { type Inline, inlines, type Line } from '../../../chat/card.js';
import { readForgotten } from '../../../chat/forgotten.js';
import { lineLength, shorten, shortenLine } from '../../../chat/shorten.js';

/** Shown where there is nothing to show and platforms refuse an empty text. */
export const NOTHING = '–';

/** Halves of surrogate pairs, and control characters other than tab and line break: JSON readers choke on them. */
const UNSENDABLE = /\p{Surrogate}|[^\P{Control}\t\n]/gu;
/** Marks that turn the direction of what follows until the paragraph ends. */
const OVERRIDES = /[\u202A-\u202E]/;

/** The text with what can't be sent replaced by U+FFFD and nothing else changed: for what a person is to edit. */
export function sendable(typed: string): string {
  return typed.replace(/\r\n?/g, '\n').replace(UNSENDABLE, '\uFFFD');
}

/**
 * The text as typed, at most `max` UTF-16 units, shortened with "…". What can't be sent is replaced, direction marks
 * that were left open are closed, and names of another direction keep their place in the row.
 * @param isComposed whether the bot chose the words around names
 */
export function literal(typed: string, max = Number.POSITIVE_INFINITY, isComposed = false): string {
  const text = sendable(readForgotten(typed));
  let room = max;
  for (;;) {
    const short = shorten(text, room);
    const closed = isUnruly(short) ? isolate(short) : keepOrder(short, isComposed);
    // The marks that close the open ones take room too.
    if (closed.length <= max || room < 1) return closed;
    room = short.length - (closed.length - max);
  }
}

/** Whether the text's own direction marks would reach beyond it. */
function isUnruly(text: string): boolean {
  return OVERRIDES.test(text) || text.split('\n').some((line) => !isBalanced(line));
}

function isBalanced(line: string): boolean {
  let depth = 0;
  for (const mark of line.match(/[\u2066-\u2069]/g) ?? []) {
    depth += mark === '\u2069' ? -1 : 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** The same on one line, never empty: for titles, labels and buttons. */
export function literalLine(typed: string, max?: number): string {
  return literal(typed.replace(/\s+/g, ' ').trim(), max, true) || NOTHING;
}

/**
 * A line ready to be drawn: not longer than `textMax`, never blank ("–" instead), and where it is made of several
 * parts, right-to-left ones do not reorder their neighbours.
 */
export function literalParts(line: Line, textMax: number): readonly Inline[] {
  if (isBlankLine(line)) return [NOTHING];
  const parts = lineLength(line) > textMax ? shortenLine(line, textMax) : inlines(line);
  return parts.map((part) => withText(part, parts.length > 1));
}

function withText(part: Inline, hasNeighbours: boolean): Inline {
  const isApart = hasNeighbours && !isSentence(part);
  const clean = (typed: string) => (isApart ? isolateOnce(literal(typed)) : literal(typed));
  if (typeof part === 'string') return clean(part);
  return 'text' in part ? { ...part, text: clean(part.text) } : part;
}

/** Whether a line would show nothing. */
export function isBlankLine(line: Line): boolean {
  return inlines(line).every((part) =>
    typeof part === 'string' ? isBlank(part) : 'text' in part && isBlank(part.text),
  );
}

/** Whether nothing is left of the text without its space. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}
