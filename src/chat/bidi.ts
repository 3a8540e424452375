/** Isolates words whose writing direction may differ from the sentence around them. Renderers, plain text and error sentences use it. */

import { withCommas } from '../kernel/language/list.js';
import { readsRightToLeft } from '../kernel/language/reader.js';

/** Scripts written from right to left, and the invisible marks that make any text run so. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}\u200F]/u;
/** In a sentence from right to left everything that is put into it is kept apart: it may be Latin, or begin with a figure. */
const ANY_LETTER_OR_FIGURE = /[\p{L}\p{N}]/u;
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/;
/** Before a line that begins with a Latin name: the line runs from right to left all the same. */
export const rightToLeftMark = '\u200F';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * The text between U+2068 and U+2069 when it holds right-to-left words or direction marks, else as it is; for whoever
 * reads from right to left, any words.
 * Marks that were left open inside are closed, so that what someone typed can't reverse what follows.
 */
export function isolate(text: string): string {
  const runsAsTheSentence = readsRightToLeft() ? !ANY_LETTER_OR_FIGURE.test(text) : !RIGHT_TO_LEFT.test(text);
  if (runsAsTheSentence && !DIRECTION_CONTROLS.test(text)) return text;
  // A line break ends every isolate (UAX #9, X8), so each line needs its own.
  return text.split('\n').map(isolateLine).join('\n');
}

/** Between the parts of a row or a title: `F-12 · Acme · overdue`. */
const SEPARATOR = ' · ';
const FIRST_LETTER = /\p{L}/u;
const LETTER_OF_LEFT_TO_RIGHT = new RegExp(`(?!${RIGHT_TO_LEFT.source})\\p{L}`, 'u');
/** What is kept apart already, or words from right to left with the spaces, marks and digits between them. */
const APART_OR_RUN = new RegExp(
  `[\u2066-\u2068][^\u2066-\u2069]*\u2069|${RIGHT_TO_LEFT.source}(?:[\\s\\p{M}\\p{N}'’-]*${RIGHT_TO_LEFT.source})*`,
  'gu',
);

/**
 * A row with right-to-left names in it, so that its parts keep their order and it runs as its other words do: in
 * `F-12 · فندق · 3 days` the 3 would else stand before the name. Words that run from right to left as a whole are left
 * as they are: they are a customer's sentence, and it has a direction of its own.
 * @param isComposed the words are the bot's own around names, never a customer's sentence: a title, a label
 */
export function keepOrder(text: string, isComposed = false): string {
  const parts = text.split(SEPARATOR);
  // A sentence of a reader's own language from right to left runs as a whole; names in it are apart already (say.ts).
  // One in Latin letters, as a customer wrote it, keeps its full stop behind it.
  if (readsRightToLeft())
    return parts.length === 1 && RIGHT_TO_LEFT.test(text) ? text : parts.map(isolateOnce).join(SEPARATOR);
  if (!RIGHT_TO_LEFT.test(text)) return text;
  if (parts.length > 1) return parts.map(keepPart).join(SEPARATOR);
  const isMixed = isComposed && LETTER_OF_LEFT_TO_RIGHT.test(text);
  return beginsFromTheRight(text) && !isMixed ? text : isolateRuns(text);
}

/** What stands between isolates already stays as it is. */
export const isolateOnce = (text: string): string => (/^[\u2066-\u2068]/u.test(text) ? text : isolate(text));

const keepPart = (part: string) =>
  beginsFromTheRight(part) && !DIRECTION_CONTROLS.test(part) ? isolate(part) : isolateRuns(part);

const isolateRuns = (text: string) =>
  text.replace(APART_OR_RUN, (found) => (DIRECTION_CONTROLS.test(found) ? found : isolate(found)));

/** Whether the first letter is one that is written from right to left. */
export function beginsFromTheRight(text: string): boolean {
  const [first = ''] = FIRST_LETTER.exec(text) ?? [];
  return RIGHT_TO_LEFT.test(first);
}

function isolateLine(line: string): string {
  const { opened, strayClosings } = countIsolates(line);
  return FIRST_STRONG_ISOLATE.repeat(1 + strayClosings) + line + POP_ISOLATE.repeat(1 + opened);
}

/** `opened`: isolates still open at the end; `strayClosings`: those that would close ours too early. */
function countIsolates(line: string): { opened: number; strayClosings: number } {
  let opened = 0;
  let strayClosings = 0;
  for (const character of line) {
    if (character >= '\u2066' && character <= FIRST_STRONG_ISOLATE) opened += 1;
    else if (character === POP_ISOLATE && opened > 0) opened -= 1;
    else if (character === POP_ISOLATE) strayClosings += 1;
  }
  return { opened, strayClosings };
}

/**
 * Whether a reader from right to left needs the mark before this: the bot's own words are in it, and its first letter is
 * Latin. Slack lays a line out as its first letter runs.
 */
export const needsMark = (text: string): boolean =>
  readsRightToLeft() && RIGHT_TO_LEFT.test(text) && !beginsFromTheRight(text);

/** Names beside each other, each kept apart: `Acme, فندق, Globex`. */
export function besideEachOther(names: readonly string[]): string {
  return withCommas(names.map(isolate));
}

/** What something was and what it became, the arrow as its reader reads: `40 % → 48 %`. */
export const becomes = (before: string, after: string): string =>
  `${isolate(before)} ${readsRightToLeft() ? '←' : '→'} ${isolate(after)}`;

/** A bare string in a line is the sentence itself, which runs as its reader reads; other parts stand within it. */
export const isSentence = (part: unknown): boolean => typeof part === 'string' && readsRightToLeft();
