/** What becomes of a row on its way into a room: its fields by name, then the item that the room is given. */

import { isNoWords } from '../../../chat/no-words.js';
import { startOfDate } from '../../../kernel/time/local-day.js';
import { type DateStyle, instantIn } from './read/dates.js';
import type { DecimalMark } from './read/numbers.js';

/** What is not empty, by field. */
export type Fields = Readonly<Partial<Record<string, string>>>;
export type Item = Readonly<Record<string, unknown>>;

/** Which field can't be one and why. */
export interface Fault {
  readonly field: string;
  readonly fault: string;
}

/** Why a row is none of those that count: it holds no answer. */
export interface LeftOut {
  readonly leftOut: string;
}

/** An item for the room, or why not. */
export type ItemOf = (fields: Fields) => Item | Fault | LeftOut;

/** How the rows of one file are read. */
export interface ReadStyle extends DateStyle {
  /** What stands for a date that is missing: `YYYY-MM-DD`, or an instant. null: nobody has said. */
  readonly undated: string | null;
  /** The organisation's zone, in which a date without a time is a day. */
  readonly timeZone: string;
  readonly now: Date;
  /** Of the file's numbers. */
  readonly decimal: DecimalMark;
  /** What columns hold that are kept as facts, by field; text where it is not said. */
  readonly kinds: ReadonlyMap<string, FactKind>;
}

/** A column that holds nothing else. */
export type FactKind = 'number' | 'date';

/** Before that nobody answered by a program: another calendar, or a year of two digits. */
const earliest = '1990';

/** A little ahead of us is another machine's clock, not the future. */
const toleranceMs = 5 * 60_000;

/** When it was said, as the file or whoever imports it says; a fault where it can't be read. */
export function momentIn(typed: string | undefined, field: string, style: ReadStyle): string | Fault {
  const isBlank = typed === undefined || isNoWords(typed);
  const at = isBlank ? style.undated : instantIn(typed, style);
  if (at === null) {
    const fault = isBlank
      ? 'The row has no date.'
      : `“${typed}” is not a date that can be read. Write it as 2026-03-31 or 2026-03-31 14:05.`;
    return { field, fault };
  }
  if (at !== '' && at < earliest) return { field, fault: `“${typed ?? at}” is too long ago: check the date.` };
  const begins = at.length === 10 ? startOfDate(style.timeZone, at).getTime() : Date.parse(at) - toleranceMs;
  if (begins > style.now.getTime()) return { field, fault: `“${typed ?? at}” is in the future: check the date.` };
  return at;
}

export const isFault = (read: object): read is Fault => 'fault' in read && typeof read.fault === 'string';
export const isLeftOut = (read: object): read is LeftOut => 'leftOut' in read && typeof read.leftOut === 'string';
