/**
 * How people write hours and lists of holidays, read and written back. null: can't be read; the
 * words for that are in cards/refusals.ts. Called by schema.ts and the cards.
 */
import { readDate } from '../../../kernel/time/read-date.js';
import { plainDashes } from '../../../kernel/time/weekdays.js';

/** From `startMinutes` to just before `endMinutes` after midnight; an end at or before the start is a night shift. */
export interface DayHours {
  readonly startMinutes: number;
  readonly endMinutes: number;
}

const minutesPerDay = 24 * 60;

/** `9-17`, `8:30-16`, `9am-5pm`, `0-24`; `22-6` is a night shift. */
export function readHours(typed: string): DayHours | null {
  const [startMinutes, endMinutes, ...more] = plainDashes(typed).split('-').map(readTimeOfDay);
  if (startMinutes == null || endMinutes == null || more.length > 0) return null;
  return startMinutes === endMinutes || startMinutes === minutesPerDay ? null : { startMinutes, endMinutes };
}

function readTimeOfDay(typed: string): number | null {
  const [, hours, minutes = '0', half] = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/iu.exec(typed.trim()) ?? [];
  if (hours === undefined || Number(minutes) > 59 || (half && (Number(hours) < 1 || Number(hours) > 12))) return null;
  const inDay = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  const total = inDay * 60 + Number(minutes);
  return total <= minutesPerDay ? total : null;
}

/** `9:00-17:30`: as `readHours` takes it. */
export function hoursToText({ startMinutes, endMinutes }: DayHours): string {
  const text = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return `${text(startMinutes)}-${text(endMinutes)}`;
}

/** Dates with commas, semicolons or spaces between, ascending, each once; `none` is the empty list. */
export function readHolidays(typed: string): readonly string[] | { readonly wrong: string } {
  const isNone = /^\s*none\s*$/iu.test(typed);
  const pieces = isNone ? [] : plainDashes(typed).split(/[,;\n]+/u);
  // Spaces stand between dates, or within one: `25 Dec 2026`.
  const dates = pieces
    .flatMap((piece) => (readHoliday(piece) === null ? piece.split(/\s+/u) : [piece]))
    .filter(Boolean);
  const wrong = dates.find((date) => readHoliday(date) === null);
  return wrong === undefined ? [...new Set(dates.flatMap((date) => readHoliday(date) ?? []))].sort() : { wrong };
}

/** With its year, because holidays are set for years ahead. */
function readHoliday(typed: string): string | null {
  const read = /(?<!\d)\d{4}(?!\d)/u.test(typed) ? readDate(typed, { today: '2000-01-01', towards: 'future' }) : null;
  return typeof read === 'string' ? read : null;
}

/** Reads `on` and `off`, whatever the case; null: it is neither. */
export function readOnOff(typed: string): boolean | null {
  const word = typed.trim().toLowerCase();
  return ['on', 'yes', 'true'].includes(word) ? true : ['off', 'no', 'false'].includes(word) ? false : null;
}
