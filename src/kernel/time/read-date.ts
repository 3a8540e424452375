/**
 * Reads dates as people say and type them: `tomorrow`, `friday`, `1.12.2026`, `3 Dec`, `in 3 days`, `end of month`.
 * What can mean two days is asked about. Pure: today is given.
 */

import { InvalidInput } from '../errors.js';
import { currentLocale } from '../language/reader.js';
import { say } from '../language/say.js';
import { longestNotation } from '../long-text.js';
import { type DayNumber, dateOfDay, dayNumberOf, weekdayOf } from './calendar-date.js';
import { formatter } from './format.js';

/** What a date is counted from, and which way one without a year or a week is meant. */
export interface DateGround {
  /** `YYYY-MM-DD`, in the zone of whoever says it. */
  readonly today: string;
  /** `friday` and `3 Dec`: the coming one, or the last one. */
  readonly towards: 'future' | 'past';
}

/**
 * The date, `YYYY-MM-DD`, that somebody typed.
 * @throws InvalidInput `time.invalidDate` on `field`; for `01/12/2026` it names both days
 */
export function parseDate(typed: string, field: string, ground: DateGround): string {
  const read = readDate(typed, ground);
  if (typeof read === 'string') return read;
  throw InvalidInput.field('time.invalidDate', field, dateWords(typed, read));
}

/** Several dates when it can mean each of them; none when it is no date. */
export function readDate(typed: string, { today, towards }: DateGround): string | readonly string[] {
  const text = plain(typed);
  const day = dayNumberOf(today);
  if (day === null) throw new RangeError(`Not a calendar date: ${today}`);
  const found = [...new Set(readers.flatMap((read) => read(text, { day, isPast: towards === 'past' })))];
  const [date] = found;
  return found.length === 1 && date !== undefined ? dateOfDay(date) : found.map(dateOfDay);
}

/** Why it is no date that can be used, and how it is written. @param meant as `readDate` gives them */
export function dateWords(typed: string, meant: readonly string[]): string {
  const shown = [...typed.trim()].slice(0, 40).join('');
  const [first, second] = meant;
  if (first && second)
    return say('“{typed}” can be {firstDay} or {secondDay}. Write {first} or {second}.', {
      typed: shown,
      firstDay: spoken(first),
      secondDay: spoken(second),
      first,
      second,
    });
  if (/^\d{4}-\d{2}-\d{2}$/.test(shown))
    return say('{date} is not in the calendar: check the month and the day.', { date: shown });
  return say('“{typed}” is not a date. Write it as 2026-12-01, 1 Dec, friday, tomorrow or in 3 days.', {
    typed: shown,
  });
}

/** With the weekday: it tells at once which of two was meant. */
const spoken = (date: string): string =>
  formatter(currentLocale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(',', '');

interface Ground {
  readonly day: DayNumber;
  readonly isPast: boolean;
}
/** The days that a text can mean; none: it is of another kind. */
type Reader = (text: string, ground: Ground) => readonly DayNumber[];

function plain(typed: string): string {
  if (typed.length > longestNotation) return '';
  return typed
    .normalize('NFKC')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .toLowerCase()
    .replace(/^(?:on|by|until|till|the)\s+/u, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

const words: ReadonlyMap<string, number> = new Map(
  Object.entries({
    today: 0,
    now: 0,
    tonight: 0,
    tomorrow: 1,
    tmr: 1,
    'day after tomorrow': 2,
    yesterday: -1,
    'day before yesterday': -2,
  }),
);
const said: Reader = (text, { day }) => {
  const away = words.get(text);
  return away === undefined ? [] : [day + away];
};

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const indexOfName = (names: readonly string[], typed: string): number =>
  typed.length < 3 ? -1 : names.findIndex((name) => name.startsWith(typed.replace(/\.$/u, '')));

/** `friday` is the coming one and never today; `next friday` that of the next week. */
const weekday: Reader = (text, { day, isPast }) => {
  const [, which = '', name = ''] = /^(?:(this|next|last|coming) )?([a-z]+\.?)$/u.exec(text) ?? [];
  const wanted = indexOfName(
    weekdays,
    name === 'weds' ? 'wed' : name === 'thurs' ? 'thu' : name === 'tues' ? 'tue' : name,
  );
  if (wanted < 0) return [];
  const monday = day - weekdayOf(day) + 1;
  if (which === 'next') return [monday + 7 + wanted];
  if (which === 'last' || (isPast && which === '')) return [day - (((weekdayOf(day) - 1 - wanted + 6) % 7) + 1)];
  return [day + ((wanted - weekdayOf(day) + 7) % 7) + 1];
};

const counts: ReadonlyMap<string, number> = new Map(
  Object.entries({ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 }),
);

/** `in 3 days`, `in two weeks`, `a month`, `10 days ago`, `3d`. */
const away: Reader = (text, { day }) => {
  const [, number = '', unit = '', ago] =
    /^(?:in )?(\d{1,4}|an?|one|two|three|four|five|six) ?(d|w|days?|weeks?|months?|years?)( ago)?$/u.exec(text) ?? [];
  const count = (counts.get(number) ?? Number(number)) * (ago ? -1 : 1);
  if (unit === '') return [];
  if (unit.startsWith('d')) return [day + count];
  if (unit.startsWith('w')) return [day + 7 * count];
  return [monthsLater(day, unit.startsWith('m') ? count : 12 * count)];
};

/** `end of month`, `end of next week`, `next month`: the last day, or the first one. */
const ends: Reader = (text, { day }) => {
  const [, end, next, unit] =
    /^(?:(end of|eo)(?: ?the)? ?|beginning of |start of )?(this |next )?(w|week|m|month|q|quarter|y|year)$/u.exec(
      text,
    ) ?? [];
  if (unit === undefined || (!end && next !== 'next ')) return [];
  const later = next === 'next ' ? 1 : 0;
  if (unit.startsWith('w')) {
    const monday = day - weekdayOf(day) + 1 + 7 * later;
    return [end ? monday + 6 : monday];
  }
  const length = unit.startsWith('m') ? 1 : unit.startsWith('q') ? 3 : 12;
  const { year, month } = partsOf(day);
  const first = Math.floor((month - 1) / length) * length + later * length;
  return [end ? firstOfMonth(year, first + length) - 1 : firstOfMonth(year, first)];
};

/** `2026-12-01`, `2026/12/1`. */
const iso: Reader = (text) => {
  const [, year, month, date] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/u.exec(text) ?? [];
  return dayOf(year, month, date);
};

/** `1.12.2026`, `1.12.`, `01/12/2026`: with points the day comes first, with others it is whichever fits. */
const numbers: Reader = (text, ground) => {
  const [, first, mark, second, rest = ''] = /^(\d{1,2}) ?([./-]) ?(\d{1,2})(?:\2 ?(\d{4}|\d{2})?)?$/u.exec(text) ?? [];
  if (first === undefined || (mark === '-' && rest.length < 4)) return [];
  const dayFirst = withYear(rest, second, first, ground);
  if (mark === '.') return dayFirst;
  return [...dayFirst, ...withYear(rest, first, second, ground)];
};

const months = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month)).toLowerCase(),
);

/** `1 Dec`, `1st of December 2026`, `Dec 1, 2026`. */
const named: Reader = (text, ground) => {
  const bare = text.replace(/^[a-z]{3,9}\.?,? (?=.*\d)/u, (name) =>
    indexOfName(weekdays, name.trim().replace(/[.,]+$/u, '')) < 0 ? name : '',
  );
  const [, a, aName] =
    /^(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,9}\.?)(?:,? (?:\d{4}|\d{2}))?$/u.exec(bare) ?? [];
  const [, bName, b] = /^([a-z]{3,9}\.?) (\d{1,2})(?:st|nd|rd|th)?(?:,? (?:\d{4}|\d{2}))?$/u.exec(bare) ?? [];
  const month = indexOfName(months, (aName ?? bName ?? '').replace(/^sept\.?$/u, 'sep')) + 1;
  if (month === 0) return [];
  const [, year = ''] =
    /[a-z\d.,].* (\d{4}|\d{2})$/u.exec(bare.replace(/^([a-z.]+) \d{1,2}(?:st|nd|rd|th)?$/u, '$1')) ?? [];
  return withYear(year, String(month), a ?? b, ground);
};

const readers: readonly Reader[] = [said, weekday, away, ends, iso, numbers, named];

/** Without a year the next one that comes, or the last one that was. */
function withYear(year: string, month = '', date = '', { day, isPast }: Ground): readonly DayNumber[] {
  if (year !== '') return dayOf(year.length === 2 ? `20${year}` : year, month, date);
  const { year: present } = partsOf(day);
  const found = [0, 1, 2, 3, 4].flatMap((away) => dayOf(String(present + (isPast ? -away : away)), month, date));
  return found.filter((each) => (isPast ? each <= day : each >= day)).slice(0, 1);
}

function dayOf(year = '', month = '', date = ''): readonly DayNumber[] {
  const day = dayNumberOf([year, month.padStart(2, '0'), date.padStart(2, '0')].join('-'));
  return day === null ? [] : [day];
}

function partsOf(day: DayNumber): { readonly year: number; readonly month: number; readonly date: number } {
  const [year = 0, month = 0, date = 0] = dateOfDay(day).split('-').map(Number);
  return { year, month, date };
}

/** @param month counted from 0, also beyond the year */
const firstOfMonth = (year: number, month: number): DayNumber => Date.UTC(year, month, 1) / 86_400_000;

/** The same day of the month, or the last one where that has none. */
function monthsLater(day: DayNumber, count: number): DayNumber {
  const { year, month, date } = partsOf(day);
  const last = firstOfMonth(year, month + count) - 1;
  return Math.min(firstOfMonth(year, month - 1 + count) + date - 1, last);
}
