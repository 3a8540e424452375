/** What has changed since the last reminder, in words: `2 days`, `third reminder`. Pure. */
import { say } from '../kernel/language/say.js';
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
  if (days > 0) return say('{count, plural, one {# day} other {# days}}', { count: days });
  const hours = Math.floor((now.getTime() - end.getTime()) / hourMs);
  return hours < 1 ? null : say('{count, plural, one {# hour} other {# hours}}', { count: hours });
}

/** `third reminder`; null for the first. */
export function nthReminder(nth: number): string | null {
  if (nth < 2) return null;
  return say(
    '{nth, selectordinal, =2 {second reminder} =3 {third reminder} =4 {fourth reminder} =5 {fifth reminder} =6 {sixth reminder} =7 {seventh reminder} =8 {eighth reminder} =9 {ninth reminder} =10 {tenth reminder} one {#st reminder} two {#nd reminder} few {#rd reminder} other {#th reminder}}',
    { nth },
  );
}
