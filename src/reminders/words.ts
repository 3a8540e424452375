/** What has changed since the last reminder, in words: `2 days`, `third reminder`. Pure. */
import { dayAt } from '../kernel/time/local-day.js';
import { type WorkingCalendar, workingDaysOf } from '../kernel/time/working-calendar.js';

const hourMs = 3_600_000;
/** More days than these are counted as these: nobody reads the difference. */
const countedDays = 999;

/**
 * How late something is: the working days that have begun since `end` in the calendar's zone (`2 days`), or on the same
 * day the hours. null: less than an hour.
 */
export function lateness(calendar: WorkingCalendar, end: Date, now: Date): string | null {
  const isWorkingDay = workingDaysOf(calendar);
  const last = dayAt(calendar.timeZone, now.getTime());
  let days = 0;
  for (let day = dayAt(calendar.timeZone, end.getTime()) + 1; day <= last && days < countedDays; day += 1) {
    if (isWorkingDay(day)) days += 1;
  }
  if (days > 0) return days === 1 ? '1 day' : `${days} days`;
  const hours = Math.floor((now.getTime() - end.getTime()) / hourMs);
  return hours < 1 ? null : hours === 1 ? '1 hour' : `${hours} hours`;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** `third reminder`; null for the first. */
export function nthReminder(nth: number): string | null {
  if (nth < 2) return null;
  return `${ordinals[nth - 1] ?? ordinal(nth)} reminder`;
}

function ordinal(count: number): string {
  const suffixes = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${count}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(count)]}`;
}
