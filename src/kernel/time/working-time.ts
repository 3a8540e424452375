/**
 * The promise's clock and the nudge's: time that counts only on working days, and the next moment at which a person
 * may be disturbed. Pure. A working day lasts from local midnight to the next, 23 or 25 h when summer time changes;
 * ms are always real, elapsed ones.
 */
import { Temporal } from 'temporal-polyfill';
import { InvalidInput } from '../errors.js';
import { type DayNumber, dateOfDay } from './calendar-date.js';
import { dayAt, firstInstantAt, lastInstantAt } from './local-day.js';
import { checkHours, type WorkingCalendar, type WorkingHours, workingDaysOf } from './working-calendar.js';

export type { WorkingCalendar, WorkingHours } from './working-calendar.js';

const dayMs = 86_400_000;
const minutesPerDay = 1_440;
/** In ms. Ten years of working days: longer than any promise, short enough that a mistyped one can't hang the bot. */
export const longestWorkingTimeMs = 3_660 * dayMs;

/**
 * When `ms` of working time after `from` have passed. Runs round the clock on working days and stands on others, so
 * that the answer always lies on a working day; 0 ms from a day off is the start of the next working day.
 * @throws RangeError for a negative or endless `ms`, InvalidInput for a calendar without working days
 */
export function addWorkingTime(calendar: WorkingCalendar, from: Date, ms: number): Date {
  if (!(ms >= 0 && ms <= longestWorkingTimeMs)) throw new RangeError(`Not a length of working time: ${ms} ms`);
  const isWorkingDay = workingDaysOf(calendar);
  const zone = calendar.timeZone;
  let at = epochMs(from);
  let leftMs = Math.round(ms);
  for (let day = dayAt(zone, at); ; day += 1, at = firstInstantAt(zone, day)) {
    if (!isWorkingDay(day)) continue;
    const hereMs = firstInstantAt(zone, day + 1) - at;
    if (leftMs < hereMs) return new Date(at + leftMs);
    leftMs -= hereMs;
  }
}

/** Working time from one instant to another, in ms; negative when `to` is the earlier. */
export function workingTimeBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  const end = epochMs(to);
  if (end < epochMs(from)) return 0 - workingTimeBetween(calendar, to, from);
  const isWorkingDay = workingDaysOf(calendar);
  const zone = calendar.timeZone;
  let sumMs = 0;
  let at = epochMs(from);
  for (let day = dayAt(zone, at); at < end; day += 1) {
    const dayEnd = firstInstantAt(zone, day + 1);
    if (isWorkingDay(day)) sumMs += Math.min(dayEnd, end) - at;
    at = dayEnd;
  }
  return sumMs;
}

/**
 * The same time on the wall clock `days` working days later, in the calendar's zone. Counts the working days after
 * `from`'s date; 0 days from a day off is the next working day. A time that is skipped there comes as much later.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Date, days: number): Date {
  if (!Number.isInteger(days) || days < 0 || days * dayMs > longestWorkingTimeMs) {
    throw new RangeError(`Not a number of working days: ${days}`);
  }
  const isWorkingDay = workingDaysOf(calendar);
  const zone = calendar.timeZone;
  const first = dayAt(zone, epochMs(from));
  // A date that a zone skipped (Samoa, 30 December 2011) is not a working day.
  const counts = (day: DayNumber) => isWorkingDay(day) && dayLength(zone, day) > 0;
  let left = days;
  let day = first;
  while (left > 0 || !counts(day)) {
    day += 1;
    if (counts(day)) left -= 1;
  }
  return sameTimeOn(zone, from, first, day);
}

/**
 * `from` itself if the person is at work then, otherwise the next start of their working hours on a working day.
 * Weekdays and holidays are the organisation's, but as dates where the person lives: Friday evening in London is
 * already Saturday in Auckland. A start that summer time skips is the moment of the change; hours whose edge comes
 * twice run from its first coming to its last.
 * @throws InvalidInput for impossible hours, or a calendar without working days
 */
export function nextWorkingMoment(calendar: WorkingCalendar, hours: WorkingHours, from: Date): Date {
  const errors = checkHours(hours);
  if (errors) throw new InvalidInput('time.invalidHours', Object.values(errors).join(' '), errors);
  const isWorkingDay = workingDaysOf(calendar);
  const { timeZone: zone, startMinutes } = hours;
  const endMinutes = hours.endMinutes + (hours.endMinutes <= startMinutes ? minutesPerDay : 0);
  const at = epochMs(from);
  // From the day before, because a night shift that began there may still be on.
  for (let day = dayAt(zone, at) - 1; ; day += 1) {
    if (!isWorkingDay(day)) continue;
    const start = firstInstantAt(zone, day, startMinutes);
    const end = lastInstantAt(zone, day, endMinutes);
    if (start < end && at < end) return new Date(Math.max(at, start));
  }
}

function sameTimeOn(zone: string, from: Date, first: DayNumber, day: DayNumber): Date {
  if (dayLength(zone, first) === dayMs && dayLength(zone, day) === dayMs) {
    return new Date(firstInstantAt(zone, day) + from.getTime() - firstInstantAt(zone, first));
  }
  const plainTime = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainTime();
  const moved = Temporal.PlainDate.from(dateOfDay(day)).toZonedDateTime({ timeZone: zone, plainTime });
  return new Date(moved.epochMilliseconds);
}

function dayLength(zone: string, day: DayNumber): number {
  return firstInstantAt(zone, day + 1) - firstInstantAt(zone, day);
}

function epochMs(instant: Date): number {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError('Not an instant: the date is invalid');
  return ms;
}
