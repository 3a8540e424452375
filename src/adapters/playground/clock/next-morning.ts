/** "Next morning" on the playground's clock: the first 9 o'clock of a working day that lies ahead. move-clock.ts asks. */
import { type DayNumber, weekdayOf } from '../../../kernel/time/calendar-date.js';
import { dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';

const startOfWorkMinutes = 9 * 60;

/** @param timeZone IANA zone of whoever asks: it is their morning. Monday to Friday, as the made-up company works. */
export function nextMorning(now: Date, timeZone: string): Date {
  let day = dayAt(timeZone, now.getTime());
  while (!isWorkingDay(day) || firstInstantAt(timeZone, day, startOfWorkMinutes) <= now.getTime()) day += 1;
  return new Date(firstInstantAt(timeZone, day, startOfWorkMinutes));
}

/** Monday to Friday; the playground knows no holidays. */
export function isWorkingDay(day: DayNumber): boolean {
  return weekdayOf(day) <= 5;
}
