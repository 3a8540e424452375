/** Months of the calendar as `2026-11`, and when one that is over is posted. Pure. */
import { dateInZone, startOfDate } from '../../../kernel/time/local-day.js';
import { nextWorkingMoment, type WorkingCalendar, type WorkingHours } from '../../../kernel/time/working-time.js';

/** `2026-11`: the month in which an instant lies in this zone. */
export const monthAt = (timeZone: string, at: Date): string => dateInZone(timeZone, at).slice(0, 7);

/** `2026-12` for `2026-11` and 1; `2026-10` for -1. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The first working moment after the month. */
export const postAt = (calendar: WorkingCalendar, hours: WorkingHours, month: string): Date =>
  nextWorkingMoment(calendar, hours, startOfDate(hours.timeZone, `${monthAfter(month, 1)}-01`));
