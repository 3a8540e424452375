/**
 * On which dates a calendar's event recurs (RFC 5545, daily to yearly). Pure, and always at an end: the parsers' own
 * iterators search for ever for dates that no calendar has, and one address would stop the bot.
 */
import { type DayNumber, dateOfDay, dayNumberOf, weekdayOf } from '../../kernel/time/calendar-date.js';

/** A rule of an iCalendar event (RRULE), read. */
export interface Recurrence {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  /** At least 1. */
  readonly interval: number;
  /** null: no end by number. */
  readonly count: number | null;
  readonly months: readonly number[];
  /** −1 is the last. */
  readonly monthDays: readonly number[];
  readonly yearDays: readonly number[];
  /** ISO weekdays; `nth` of the month or year, from its end where negative; null: every one. */
  readonly weekdays: readonly { readonly weekday: number; readonly nth: number | null }[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  /** Which of a period's dates; −1 is the last. */
  readonly positions: readonly number[];
  /** ISO weekday on which a week begins. */
  readonly weekStart: number;
}

/** A time on the wall, in whichever zone the event is meant. */
export interface WallTime {
  readonly day: DayNumber;
  /** After midnight. */
  readonly minutes: number;
}

/** Days that one event may take to look at: a daily one of half a century. Whoever needs more is no meeting. */
const longestWalk = 20_000;

/** What is left of the days that all events of a calendar may take together; counted down by `recur`. */
export interface Budget {
  daysLeft: number;
}

/** Thrown when an event would take longer to expand than a meeting is worth. */
export class EndlessRecurrence extends Error {}

/**
 * The wall-clock times from `first` to `last` (days, inclusive), in order.
 * @throws EndlessRecurrence after 20,000 days, or when the budget is used up
 */
export function* recur(
  rule: Recurrence,
  start: WallTime,
  { first, last, budget }: { readonly first: DayNumber; readonly last: DayNumber; readonly budget: Budget },
): Generator<WallTime> {
  let walked = 0;
  let met = 0;
  // Without a count nobody has to be counted, so what lies before the window is jumped over.
  for (let index = rule.count === null ? periodsBefore(rule, start, first) : 0; ; index += 1) {
    const period = periodOf(rule, start, index);
    if (period === null || period.first > last) return;
    const times = timesIn(rule, start, period);
    walked += period.length + times.length;
    budget.daysLeft -= period.length + times.length;
    if (walked > longestWalk || budget.daysLeft < 0)
      throw new EndlessRecurrence('This event recurs more often than a meeting can.');
    const later = times.filter(({ day, minutes }) => day > start.day || (day === start.day && minutes > start.minutes));
    // The first date is one, and counts, also where the rule would not give it (RFC 5545).
    for (const time of index === 0 ? [{ day: start.day, minutes: start.minutes }, ...later] : later) {
      met += 1;
      if (rule.count !== null && met > rule.count) return;
      if (time.day >= first && time.day <= last) yield time;
    }
  }
}

interface Period {
  readonly first: DayNumber;
  readonly length: number;
}

const longestPeriod = { daily: 1, weekly: 7, monthly: 31, yearly: 366 } as const;

function periodsBefore({ frequency, interval }: Recurrence, { day }: WallTime, first: DayNumber): number {
  return Math.max(0, Math.floor((first - day) / (interval * longestPeriod[frequency])) - 1);
}

/** The day, week, month or year, `index` intervals after the one of the start; null: beyond what calendars know. */
function periodOf({ frequency, interval, weekStart }: Recurrence, { day }: WallTime, index: number): Period | null {
  const steps = index * interval;
  if (frequency === 'daily') return { first: day + steps, length: 1 };
  if (frequency === 'weekly') return { first: day - ((weekdayOf(day) - weekStart + 7) % 7) + 7 * steps, length: 7 };
  const { year, month } = partsOf(day);
  const from = frequency === 'yearly' ? (year + steps) * 12 : year * 12 + month - 1 + steps;
  const first = firstOfMonth(from);
  const next = firstOfMonth(from + (frequency === 'yearly' ? 12 : 1));
  return first === null || next === null ? null : { first, length: next - first };
}

function timesIn(rule: Recurrence, start: WallTime, period: Period): readonly WallTime[] {
  const hours = rule.hours.length > 0 ? rule.hours : [Math.floor(start.minutes / 60)];
  const minutes = rule.minutes.length > 0 ? rule.minutes : [start.minutes % 60];
  const times: WallTime[] = [];
  for (let day = period.first; day < period.first + period.length; day += 1) {
    if (!fits(rule, start, day)) continue;
    times.push(...hours.flatMap((hour) => minutes.map((minute) => ({ day, minutes: hour * 60 + minute }))));
  }
  if (rule.positions.length === 0) return times;
  const wanted = new Set(rule.positions.map((position) => (position > 0 ? position - 1 : times.length + position)));
  return times.filter((_, index) => wanted.has(index));
}

function fits(rule: Recurrence, start: WallTime, day: DayNumber): boolean {
  const { year, month, dayOfMonth } = partsOf(day);
  if (rule.months.length > 0 && !rule.months.includes(month)) return false;
  const monthLength = lengthOfMonth(year, month);
  if (!includesFromEnd(rule.monthDays, dayOfMonth, monthLength)) return false;
  const yearLength = lengthOfMonth(year, 2) === 29 ? 366 : 365;
  const dayOfYear = day - (firstOfMonth(year * 12) ?? day) + 1;
  if (!includesFromEnd(rule.yearDays, dayOfYear, yearLength)) return false;
  const inMonth = rule.frequency === 'monthly' || rule.months.length > 0;
  const place = inMonth ? { at: dayOfMonth, of: monthLength } : { at: dayOfYear, of: yearLength };
  const { weekdays } = rule;
  if (weekdays.length > 0 && !weekdays.some((wanted) => isNth(wanted, weekdayOf(day), place))) return false;
  return fitsStart(rule, start, day);
}

/** What a rule leaves open is as the event first was: its weekday, its day of the month, its month. */
function fitsStart(rule: Recurrence, start: WallTime, day: DayNumber): boolean {
  const isSaid = rule.weekdays.length > 0 || rule.monthDays.length > 0 || rule.yearDays.length > 0;
  if (isSaid || rule.frequency === 'daily') return true;
  if (rule.frequency === 'weekly') return weekdayOf(day) === weekdayOf(start.day);
  const [its, first] = [partsOf(day), partsOf(start.day)];
  if (its.dayOfMonth !== first.dayOfMonth) return false;
  return rule.frequency === 'monthly' || rule.months.length > 0 || its.month === first.month;
}

function includesFromEnd(wanted: readonly number[], at: number, of: number): boolean {
  return wanted.length === 0 || wanted.some((each) => (each > 0 ? each === at : of + each + 1 === at));
}

function isNth(
  wanted: Recurrence['weekdays'][number],
  weekday: number,
  { at, of }: { readonly at: number; readonly of: number },
): boolean {
  if (wanted.weekday !== weekday) return false;
  if (wanted.nth === null) return true;
  return wanted.nth > 0 ? Math.ceil(at / 7) === wanted.nth : Math.ceil((of - at + 1) / 7) === -wanted.nth;
}

function partsOf(day: DayNumber): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

/** @param month counted from January of the year 0; null: outside the years 0 to 9999 */
function firstOfMonth(month: number): DayNumber | null {
  const year = Math.floor(month / 12);
  if (!(year >= 0 && year <= 9_999)) return null;
  return dayNumberOf(`${String(year).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`);
}

function lengthOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** For messages and tests: `2026-12-07T10:00`. */
export function wallText({ day, minutes }: WallTime): string {
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${dateOfDay(day)}T${clock}`;
}
