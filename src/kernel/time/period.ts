/** The periods that people ask figures for (`30d`, `month`), as spans of whole days in a zone: for `report` and `nps`. */
import { InvalidInput } from '../errors.js';
import { type DayNumber, dateOfDay, dayNumberOf } from './calendar-date.js';
import { dayAt, firstInstantAt } from './local-day.js';

/** The periods that can be asked for. */
export const periodNames = ['30d', '90d', 'month', 'quarter'] as const;
/** One of `periodNames`. */
export type PeriodName = (typeof periodNames)[number];

/** From one instant (inclusive) to another (exclusive). */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** A span of time with its name in words. */
export interface Period extends Span {
  /** `the last 30 days`, `November 2026`, `October to December 2026`. */
  readonly label: string;
  /** The equally named span that ends where this one begins: as many days, the month or the quarter before. */
  readonly before: Span;
}

/**
 * `30d` and `90d` are the days up to and with today, `month` and `quarter` those of the calendar in which `now` lies,
 * to their end. Days begin at midnight in `zone`.
 * @throws InvalidInput `time.unknownPeriod` on `period`
 */
export function periodOf(text: string, now: Date, zone: string): Period {
  const name = periodNames.find((each) => each === text.trim().toLowerCase());
  if (!name) {
    const message = `I don’t know the period “${[...text.trim()].slice(0, 60).join('')}”: write ${periodNames.join(', ')}.`;
    throw InvalidInput.field('time.unknownPeriod', 'period', message);
  }
  const today = dayAt(zone, now.getTime());
  if (name === '30d' || name === '90d') return lastDays(name === '30d' ? 30 : 90, today, zone);
  return calendarMonths(name === 'month' ? 1 : 3, today, zone);
}

function lastDays(count: number, today: DayNumber, zone: string): Period {
  const end = today + 1;
  return {
    ...spanOf(end - count, end, zone),
    label: `the last ${count} days`,
    before: spanOf(end - 2 * count, end - count, zone),
  };
}

function calendarMonths(length: 1 | 3, today: DayNumber, zone: string): Period {
  const date = dateOfDay(today);
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const first = month - (month % length);
  const [before, begin, end] = [first - length, first, first + length].map(firstDayOf) as [number, number, number];
  return { ...spanOf(begin, end, zone), label: labelOf(first, length), before: spanOf(before, begin, zone) };
}

function spanOf(first: DayNumber, end: DayNumber, zone: string): Span {
  return { from: new Date(firstInstantAt(zone, first)), until: new Date(firstInstantAt(zone, end)) };
}

/** @param month counted from January of the year 0 */
function firstDayOf(month: number): DayNumber {
  const date = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  return dayNumberOf(date) ?? Number.NaN;
}

const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

function labelOf(first: number, length: number): string {
  const name = (month: number) => monthNames.format(Date.UTC(2000, month % 12));
  const year = Math.floor(first / 12);
  return length === 1 ? `${name(first)} ${year}` : `${name(first)} to ${name(first + length - 1)} ${year}`;
}
