/**
 * The periods that people ask figures for (`30d`, `month`, `2026-Q2`, `2026-05-01..2026-05-14`), as spans of whole days
 * in a zone: for `report` and `nps`.
 */

import { InvalidInput } from '../errors.js';
import { english } from '../language/languages.js';
import { currentLanguage, currentLocale } from '../language/reader.js';
import { say } from '../language/say.js';
import { type DayNumber, dateOfDay, dayNumberOf } from './calendar-date.js';
import { formatter } from './format.js';
import { dayAt, firstInstantAt } from './local-day.js';
import { dateWords, readDate } from './read-date.js';

/** The periods that cards offer; others can be typed. */
export const periodNames = ['30d', '90d', 'month', 'quarter', 'year'] as const;
/** One of `periodNames`. */
export type PeriodName = (typeof periodNames)[number];

/** From one instant (inclusive) to another (exclusive). */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** A span of time with its name in words. */
export interface Period extends Span {
  /** As it can be typed again: `30d`, `2026-05`, `2026-05-01..2026-05-14`. */
  readonly name: string;
  /** `the last 30 days`, `November 2026`, `October to December 2026`, `2026`, `1 to 14 May 2026`. */
  readonly label: string;
  /** The equally long span that ends where this one begins: as many days, the month, the quarter or the year before. */
  readonly before: Span;
  /** `the 30 days before`, `October 2026`. */
  readonly beforeLabel: string;
}

const longestDays = 3_660;
/** The first and the last year that can be asked for. */
const [firstYear, lastYear] = [2000, 2999];

/**
 * `7d` are the days up to and with today; `week`, `month`, `quarter` and `year` those of the calendar in which `now` lies,
 * to their end; `2026`, `2026-Q2` and `2026-05` those that they name; `from..to` the days from one date to another.
 * Days begin at midnight in `zone`.
 * @throws InvalidInput `time.unknownPeriod` on `period`
 */
export function periodOf(text: string, now: Date, zone: string): Period {
  const today = dayAt(zone, now.getTime());
  const typed = text.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  const days = daysOf(typed, today);
  if (!days) throw unknown(text);
  const { first, end } = days;
  if (first > today)
    throw InvalidInput.field(
      'time.unknownPeriod',
      'period',
      say('{period} has not begun yet.', { period: days.label }),
    );
  const before = days.before ?? { first: first - (end - first), label: daysBefore(end - first) };
  return {
    ...spanOf(first, end, zone),
    name: days.name ?? typed,
    label: days.label,
    before: spanOf(before.first, first, zone),
    beforeLabel: before.label,
  };
}

function unknown(text: string): InvalidInput {
  const shown = [...text.trim()].slice(0, 60).join('');
  const message = say(
    'I don’t know the period “{typed}”. Write 7d, 30d, month, quarter, year, 2026-05, 2026-Q2, 2026 or 2026-05-01..2026-05-14.',
    { typed: shown },
  );
  return InvalidInput.field('time.unknownPeriod', 'period', message);
}

interface Days {
  readonly first: DayNumber;
  /** The day after the last one. */
  readonly end: DayNumber;
  readonly label: string;
  readonly name?: string;
  readonly before?: { readonly first: DayNumber; readonly label: string };
}

function daysOf(typed: string, today: DayNumber): Days | null {
  const [, count, unit] = /^(?:last )?(\d{1,4}) ?(d|days?|w|weeks?)$/u.exec(typed) ?? [];
  if (count) return lastDays(Number(count) * (unit?.startsWith('w') ? 7 : 1), today);
  const present = monthOfDay(today);
  const [, last, named] = /^(this |last )?(month|quarter|year)$/u.exec(typed) ?? [];
  if (named) {
    const length = lengths[named] ?? 1;
    const first = present - (present % length);
    return last === 'last '
      ? calendarMonths(first - length, length)
      : { ...calendarMonths(first, length), name: named };
  }
  if (typed === 'week' || typed === 'this week') return between(today - ((today + 3) % 7), today);
  return namedMonths(typed) ?? fromTo(typed, today);
}

const lengths: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

function lastDays(count: number, today: DayNumber): Days | null {
  if (count < 1 || count > longestDays) return null;
  const end = today + 1;
  const before = { first: end - 2 * count, label: daysBefore(count) };
  const label = say('{count, plural, one {the last day} other {the last # days}}', { count });
  return { first: end - count, end, label, name: `${count}d`, before };
}

const daysBefore = (count: number): string =>
  say('{count, plural, one {the day before} other {the # days before}}', { count });

/** `2026`, `2026-Q2`, `q2 2026`, `2026-05`. */
function namedMonths(typed: string): Days | null {
  const [, year, quarter, month] = /^(\d{4})(?:[ -]?q([1-4])|-(\d{2}))?$/u.exec(typed) ?? [];
  const [, otherQuarter, otherYear] = /^q([1-4])[ -/]?(\d{4})$/u.exec(typed) ?? [];
  const years = Number(year ?? otherYear);
  if (!(years >= firstYear && years <= lastYear)) return null;
  const inQuarter = quarter ?? otherQuarter;
  if (inQuarter) return calendarMonths(years * 12 + (Number(inQuarter) - 1) * 3, 3);
  if (month === undefined) return calendarMonths(years * 12, 12);
  return Number(month) >= 1 && Number(month) <= 12 ? calendarMonths(years * 12 + Number(month) - 1, 1) : null;
}

/** `2026-05-01..2026-05-14`, `2026-01..2026-03`, `2026-05-01..`: both ends belong to it. */
function fromTo(typed: string, today: DayNumber): Days | null {
  const [from = '', ...rest] = typed.split(/ ?(?:\.\.\.?|…| to ) ?/u);
  const to = rest.join('..');
  if (from === '' || rest.length === 0) return null;
  const start = namedMonths(from)?.first ?? dayOf(from, today);
  const named = namedMonths(to);
  const last = to === '' ? today : named ? Math.min(named.end - 1, Math.max(today, named.first)) : dayOf(to, today);
  if (last < start) {
    const message = say('That period ends before it begins: write the earlier date first, {period}.', {
      period: `${dateOfDay(last)}..${dateOfDay(start)}`,
    });
    throw InvalidInput.field('time.unknownPeriod', 'period', message);
  }
  return last - start < longestDays ? between(start, last) : null;
}

function dayOf(typed: string, today: DayNumber): DayNumber {
  const read = readDate(typed, { today: dateOfDay(today), towards: 'past' });
  const day = typeof read === 'string' ? dayNumberOf(read) : null;
  if (day !== null) return day;
  throw InvalidInput.field('time.unknownPeriod', 'period', dateWords(typed, typeof read === 'string' ? [] : read));
}

function between(first: DayNumber, last: DayNumber): Days {
  const [from, to] = [dateOfDay(first), dateOfDay(last)];
  return { first, end: last + 1, label: daysText(from, to), name: `${from}..${to}` };
}

/** `27 Oct to 25 Nov 2026`, `Thu 3 Sep 2026`: two dates `YYYY-MM-DD`, with one year where they share it. */
export function daysText(first: string, last: string): string {
  const ofOneYear = first.slice(0, 4) === last.slice(0, 4);
  const year = { year: 'numeric' } as const;
  if (first === last) return inWords(Date.parse(first), { weekday: 'short', ...dayAndMonth, ...year });
  return spanInWords(
    [Date.parse(first), { ...dayAndMonth, ...(ofOneYear ? {} : year) }],
    [Date.parse(last), { ...dayAndMonth, ...year }],
  );
}

/** @param first counted from January of the year 0 */
function calendarMonths(first: number, length: number): Days {
  const [before, begin, end] = [first - length, first, first + length].map(firstDayOf) as [number, number, number];
  const name = `${Math.floor(first / 12)}${length === 12 ? '' : length === 3 ? `-q${(first % 12) / 3 + 1}` : `-${twoDigits((first % 12) + 1)}`}`;
  return {
    first: begin,
    end,
    label: labelOf(first, length),
    name,
    before: { first: before, label: labelOf(first - length, length) },
  };
}

function spanOf(first: DayNumber, end: DayNumber, zone: string): Span {
  return { from: new Date(firstInstantAt(zone, first)), until: new Date(firstInstantAt(zone, end)) };
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function monthOfDay(day: DayNumber): number {
  const date = dateOfDay(day);
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** @param month counted from January of the year 0 */
function firstDayOf(month: number): DayNumber {
  const date = `${String(Math.floor(month / 12)).padStart(4, '0')}-${twoDigits((month % 12) + 1)}-01`;
  return dayNumberOf(date) ?? Number.NaN;
}

function labelOf(first: number, length: number): string {
  if (length === 12) return String(Math.floor(first / 12));
  const at = (month: number) => Date.UTC(Math.floor(month / 12), month % 12);
  const whole = { month: 'long', year: 'numeric' } as const;
  if (length === 1) return inWords(at(first), whole);
  return spanInWords([at(first), { month: 'long' }], [at(first + length - 1), whole]);
}

const dayAndMonth = { day: 'numeric', month: 'short' } as const;

/** An instant in UTC, and what is named of it. */
type Named = readonly [at: number, options: Intl.DateTimeFormatOptions];

const inWords = (...[at, options]: Named): string =>
  formatter(currentLocale(), { ...options, timeZone: 'UTC' })
    .format(at)
    // British English alone has a comma behind the weekday, and four letters for this month.
    .replace(/^(\p{L}+),/u, '$1')
    .replace('Sept ', 'Sep ')
    .replace(/Sept$/u, 'Sep');

/** English names the year once; other languages have a way of their own to write two dates. */
function spanInWords(from: Named, to: Named): string {
  if (currentLanguage() === english) return `${inWords(...from)} to ${inWords(...to)}`;
  return formatter(currentLocale(), { ...to[1], timeZone: 'UTC' }).formatRange(from[0], to[0]);
}
