/** How people write weekdays, read and written back. null: can't be read. */

import { sayAll } from '../language/list.js';
import { currentLocale } from '../language/reader.js';
import { say } from '../language/say.js';
import { formatter } from './format.js';

/** Phones and word processors turn `-` into one of these. */
export const plainDashes = (typed: string): string => typed.replaceAll(/[\u2010-\u2015\u2212]/gu, '-');

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** `mon-fri`, `sun-thu`, `mon,wed friday` to ISO weekdays, ascending; at least one. */
export function readDays(typed: string): readonly number[] | null {
  const spans = plainDashes(typed)
    .toLowerCase()
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ?- ?/gu, '-')
    .split(/[\s,]+/u)
    .filter(Boolean);
  const days = spans.map(readSpan);
  const known = days.filter((span) => span !== null);
  if (known.length === 0 || known.length < days.length) return null;
  return [...new Set(known.flat())].sort((a, b) => a - b);
}

/** `sun-thu` goes round the end of the week. */
function readSpan(span: string): readonly number[] | null {
  const [first, last = first, ...more] = span.split('-').map(readWeekday);
  if (!first || !last || more.length > 0) return null;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => ((first - 1 + index) % 7) + 1);
}

function readWeekday(word: string): number | null {
  const index = word.length < 2 ? -1 : weekdays.findIndex((weekday) => weekday.startsWith(word));
  return index < 0 ? null : index + 1;
}

/** `mon-fri`, or `mon, tue, thu`: as `readDays` takes it. */
export function daysToText(days: readonly number[]): string {
  const names = days.map((day) => weekdays[day - 1]?.slice(0, 3) ?? '');
  return isUnbroken(days) ? `${names[0]}-${names.at(-1)}` : names.join(', ');
}

/** The same for people: `Monday to Friday`, `Monday, Tuesday and Thursday`, `every day`. */
export function daysInWords(days: readonly number[]): string {
  if (days.length === 7) return say('every day');
  const weekdayNames = formatter(currentLocale(), { weekday: 'long', timeZone: 'UTC' });
  const names = days.map((day) => weekdayNames.format(monday + (day - 1) * dayMs));
  const [from = '', to = from] = [names[0], names.at(-1)];
  return isUnbroken(days) ? say('{from} to {to}', { from, to }) : sayAll(names);
}

const dayMs = 86_400_000;
const monday = Date.UTC(2024, 0, 1);

const isUnbroken = (days: readonly number[]): boolean =>
  days.length > 2 && days.every((day, index) => day === (days[0] ?? 0) + index);
