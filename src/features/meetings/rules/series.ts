/** On which dates a series falls: wall-clock times in its zone, which summer time never moves. Pure. */
import { type DayNumber, dateOfDay, dayNumberOf, weekdayOf } from '../../../kernel/time/calendar-date.js';
import type { CronFields } from '../../../kernel/time/cron.js';
import { dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';

/** Days of the week at a time of day, every week or every second one. */
export interface WeeklyRule {
  readonly kind: 'weekly';
  /** ISO weekdays, 1 = Monday, ascending. */
  readonly weekdays: readonly number[];
  /** After midnight on the wall clock of the series' zone. */
  readonly minutes: number;
  /** 1: every week; 2: every second one, counted from the week of `from`. */
  readonly everyWeeks: number;
  /** `YYYY-MM-DD`: no date before it. */
  readonly from: string;
}

export interface CronRule {
  readonly kind: 'cron';
  /** Five fields, as typed. */
  readonly expression: string;
  readonly fields: CronFields;
}

/** Dates that somebody else's calendar says. */
export interface CalendarRule {
  readonly kind: 'calendar';
  /** Sealed, as `database.seal` does it: whoever knows it can read the calendar. */
  readonly url: string;
  /** Of the address; this much is shown. */
  readonly host: string;
  /** The name of the events that are meetings here; null: all that have a time. */
  readonly event: string | null;
}

/** What follows from a rule of our own; calendars are expanded when they are read. */
export type ClockRule = WeeklyRule | CronRule;
/** When a series meets: by a clock rule or by a calendar. */
export type SeriesRule = ClockRule | CalendarRule;

/** A meeting of a place that comes again. */
export interface Series {
  readonly id: string;
  readonly organisationId: string;
  readonly placeId: string;
  readonly name: string;
  readonly rule: SeriesRule;
  /** IANA zone in which weekly and cron times, and calendar times without a zone, are meant. */
  readonly timeZone: string;
  readonly leadMinutes: number;
  /** Of a calendar's events their own length counts. */
  readonly lengthMinutes: number;
  readonly createdById: string | null;
  readonly createdAt: Date;
  readonly stoppedAt: Date | null;
  readonly planDueAt: Date | null;
}

/**
 * The rule as it is to be kept in place of `before`: with the same days and the same rhythm every second week stays the
 * same one, whatever else changes.
 */
export function inSameWeeks(rule: SeriesRule, before: SeriesRule | null): SeriesRule {
  if (rule.kind !== 'weekly' || before?.kind !== 'weekly') return rule;
  const isSame = rule.everyWeeks === before.everyWeeks && rule.weekdays.join() === before.weekdays.join();
  return isSame ? { ...rule, from: before.from } : rule;
}

const minuteMs = 60_000;

/** How far ahead the next date is looked for: 29 February comes after 8 years at the latest, on a given weekday after 40. */
const horizonDays = 41 * 366;

/** The first `count` starts after `after` (exclusive), in order. Fewer, or none: there are no more within 40 years. */
export function startsAfter(
  rule: ClockRule,
  timeZone: string,
  { after, count }: { readonly after: Date; readonly count: number },
): readonly Date[] {
  const starts: Date[] = [];
  const first = dayAt(timeZone, after.getTime());
  for (let day = first; day < first + horizonDays && starts.length < count; day += 1) {
    if (!fallsOn(rule, day)) continue;
    starts.push(...startsOn(rule, timeZone, day).filter((start) => start > after));
  }
  return starts.slice(0, count);
}

/** Every start from `from` (inclusive) to `until` (exclusive), in order. */
export function startsBetween(
  rule: ClockRule,
  timeZone: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): readonly Date[] {
  const starts: Date[] = [];
  const last = dayAt(timeZone, until.getTime());
  for (let day = dayAt(timeZone, from.getTime()); day <= last; day += 1) {
    if (!fallsOn(rule, day)) continue;
    starts.push(...startsOn(rule, timeZone, day).filter((start) => start >= from && start < until));
  }
  return starts;
}

/**
 * The instants of one date. A time that summer time skips is the moment of the change, and two such are one; a time
 * that comes twice is the first of the two. A date that the zone skipped altogether has none.
 */
function startsOn(rule: ClockRule, timeZone: string, day: DayNumber): readonly Date[] {
  if (firstInstantAt(timeZone, day + 1) <= firstInstantAt(timeZone, day)) return [];
  const instants = timesOf(rule).map((minutes) => firstInstantAt(timeZone, day, minutes));
  return [...new Set(instants)].sort((a, b) => a - b).map((instant) => new Date(instant));
}

function timesOf(rule: ClockRule): readonly number[] {
  if (rule.kind === 'weekly') return [rule.minutes];
  const { hours, minutes } = rule.fields;
  return hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
}

function fallsOn(rule: ClockRule, day: DayNumber): boolean {
  return rule.kind === 'weekly' ? isWeeksDay(rule, day) : isCronDay(rule.fields, day);
}

function isWeeksDay({ weekdays, everyWeeks, from }: WeeklyRule, day: DayNumber): boolean {
  const first = dayNumberOf(from) ?? 0;
  return day >= first && weekdays.includes(weekdayOf(day)) && (weekOf(day) - weekOf(first)) % everyWeeks === 0;
}

/** Weeks begin on Monday. */
const weekOf = (day: DayNumber): number => Math.floor((day + 3) / 7);

/** Whether a date fits month, day of the month and weekday, all three, as node-cron reads them. */
export function isCronDay({ months, daysOfMonth, weekdays }: CronFields, day: DayNumber): boolean {
  const date = dateOfDay(day);
  const month = Number(date.slice(5, 7));
  if (!months.includes(month)) return false;
  const dayOfMonth = Number(date.slice(8));
  const length = monthLength(Number(date.slice(0, 4)), month);
  const isDay = daysOfMonth.some((wanted) => isDayOfMonth(wanted, { day, dayOfMonth, length }));
  return isDay && weekdays.some((wanted) => isWeekday(wanted, { day, dayOfMonth, length }));
}

interface InMonth {
  readonly day: DayNumber;
  readonly dayOfMonth: number;
  /** How many days the month has. */
  readonly length: number;
}

function isDayOfMonth(wanted: number | string, { day, dayOfMonth, length }: InMonth): boolean {
  if (typeof wanted === 'number') return wanted === dayOfMonth;
  if (wanted === 'LW') return dayOfMonth === nearestWeekday(length, { day, dayOfMonth, length });
  const before = /^L(?:-(\d+))?$/u.exec(wanted);
  if (before) return dayOfMonth === length - Number(before[1] ?? 0);
  const near = Number(/^(\d+)W$/u.exec(wanted)?.[1]);
  return near <= length && dayOfMonth === nearestWeekday(near, { day, dayOfMonth, length });
}

/** The working weekday nearest a day of the month, without leaving the month. */
function nearestWeekday(target: number, { day, dayOfMonth, length }: InMonth): number {
  const weekday = weekdayOf(day - dayOfMonth + target);
  if (weekday === 6) return target === 1 ? 3 : target - 1;
  if (weekday === 7) return target === length ? target - 2 : target + 1;
  return target;
}

function isWeekday(wanted: number | string, { day, dayOfMonth, length }: InMonth): boolean {
  const weekday = weekdayOf(day) % 7;
  if (typeof wanted === 'number') return wanted === weekday;
  const [, which, nth] = /^(\d)#(\d)$/u.exec(wanted) ?? [];
  if (which !== undefined) return Number(which) === weekday && Math.ceil(dayOfMonth / 7) === Number(nth);
  return Number(wanted.slice(0, 1)) === weekday && dayOfMonth > length - 7;
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The shortest meeting, in minutes. */
export const shortestLength = 5;
/** The longest meeting, in minutes. */
export const longestLength = 12 * 60;
/** Meetings closer than this are a ticker, not a habit. */
export const shortestGapMinutes = 15;
const gapsLooked = 100;

/** Why a schedule can't be kept; the words are in cards/series-refusals.ts. */
export type SeriesProblem =
  | { readonly kind: 'never' }
  | { readonly kind: 'tooOften'; readonly gapMinutes: number }
  /** The next meeting's agenda would open before this one has ended. */
  | { readonly kind: 'overlaps'; readonly gapMinutes: number };

/** Looks at the next hundred dates. null: nothing is wrong with them. */
export function problemOfSeries(
  rule: ClockRule,
  { timeZone, leadMinutes, lengthMinutes }: Pick<Series, 'timeZone' | 'leadMinutes' | 'lengthMinutes'>,
  now: Date,
): SeriesProblem | null {
  const starts = startsAfter(rule, timeZone, { after: now, count: gapsLooked });
  if (starts.length === 0) return { kind: 'never' };
  const gaps = starts.slice(1).map((start, index) => start.getTime() - (starts[index]?.getTime() ?? 0));
  const gapMinutes = Math.min(...gaps) / minuteMs;
  if (gapMinutes < shortestGapMinutes) return { kind: 'tooOften', gapMinutes };
  return gapMinutes < leadMinutes + lengthMinutes ? { kind: 'overlaps', gapMinutes } : null;
}
