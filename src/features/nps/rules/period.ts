/** The periods that a number is looked at in: whole days in the organisation's zone, so that summer time moves none. Pure. */
import { english } from '../../../kernel/language/languages.js';
import { currentLanguage, currentLocale } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { dateOfDay, dayNumberOf } from '../../../kernel/time/calendar-date.js';
import { formatter } from '../../../kernel/time/format.js';
import { dateInZone, dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';
import { periodOf, type Span } from '../../../kernel/time/period.js';

/** From `from` to just before `until`. */
export interface Window extends Span {
  /** Its first and last day, `YYYY-MM-DD`. */
  readonly firstDate: string;
  readonly lastDate: string;
}

/** The period and the one before it, which ends where this one begins. */
export interface Windows {
  /** As it can be typed again. */
  readonly name: string;
  readonly now: Window;
  readonly before: Window;
  /** `the last 30 days`, `November 2026 so far`. */
  readonly label: string;
  /** `the 30 days before`, `October 2026`. */
  readonly beforeLabel: string;
}

/**
 * What has not ended yet goes on to today, and comes after the whole one before.
 * @throws InvalidInput on `period`, for one that nobody knows
 */
export function windowsOf(period: string, timeZone: string, now: Date): Windows {
  const { from, until, before, name, label, beforeLabel } = periodOf(period, now, timeZone);
  const tomorrow = new Date(firstInstantAt(timeZone, dayAt(timeZone, now.getTime()) + 1));
  const isRunning = until > tomorrow;
  return {
    name,
    now: windowOf(timeZone, { from, until: isRunning ? tomorrow : until }),
    before: windowOf(timeZone, before),
    label: isRunning ? say('{period} so far', { period: label }) : label,
    beforeLabel,
  };
}

function windowOf(timeZone: string, { from, until }: Span): Window {
  const lastDate = dateInZone(timeZone, new Date(until.getTime() - 1));
  return { from, until, firstDate: dateInZone(timeZone, from), lastDate };
}

/** A calendar month as a number: January 2000 is 1. What is older is refused on the way in. */
export type Month = number;

/** The first year that can be asked for. */
export const firstYear = 2000;

/** The month of this instant in the zone. */
export function monthAt(timeZone: string, at: Date): Month {
  return monthOfDay(dayAt(timeZone, at.getTime()));
}

function monthOfDay(day: number): Month {
  const [year = 0, month = 0] = dateOfDay(day).split('-').map(Number);
  return (year - firstYear) * 12 + month;
}

function firstDayOf(month: Month): number {
  const year = firstYear + Math.floor((month - 1) / 12);
  const monthOfYear = ((((month - 1) % 12) + 12) % 12) + 1;
  return dayNumberOf(`${year}-${String(monthOfYear).padStart(2, '0')}-01`) ?? Number.NaN;
}

/** When the month begins in the zone. */
export function startOfMonth(timeZone: string, month: Month): Date {
  return new Date(firstInstantAt(timeZone, firstDayOf(month)));
}

/** Of the zones that were asked for lately: hundreds of months are worked out for each answer that comes in. */
const startsByZone = new Map<string, readonly string[]>();
const mostZones = 100;

/** The starts of all months from January 2000 to the one after that of `now`, in UTC (ISO 8601), the n-th being month n. */
export function monthStarts(timeZone: string, now: Date): readonly string[] {
  const count = monthAt(timeZone, now) + 1;
  const known = startsByZone.get(timeZone);
  if (known?.length === count) return known;
  const starts = Array.from({ length: count }, (_, index) => startOfMonth(timeZone, index + 1).toISOString());
  if (startsByZone.size >= mostZones) startsByZone.clear();
  startsByZone.set(timeZone, starts);
  return starts;
}

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Nov 2026`. */
export function monthName(month: Month): string {
  return `${shortMonth(month)} ${firstYear + Math.floor((month - 1) / 12)}`;
}

/** `Nov` */
export function shortMonth(month: Month): string {
  const ofYear = (((month - 1) % 12) + 12) % 12;
  if (currentLanguage() === english) return names[ofYear] ?? '';
  return formatter(currentLocale(), { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, ofYear));
}
