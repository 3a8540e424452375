/** Which dates an organisation works on, and when a person does: checked when set, asked by working-time.ts. */

import type { FieldErrors } from '../errors.js';
import { InvalidInput } from '../errors.js';
import { say } from '../language/say.js';
import { type DayNumber, dayNumberOf, weekdayOf } from './calendar-date.js';
import { isKnownZone } from './zone.js';

/** An organisation's working days. Treated as immutable: change it by making another. */
export interface WorkingCalendar {
  /** IANA zone in which a day runs from midnight to midnight. */
  readonly timeZone: string;
  /** 1 = Monday to 7 = Sunday (ISO 8601); at least one. */
  readonly workingDays: readonly number[];
  /** `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
}

/**
 * When a person may be disturbed on a working day: from start to just before end, in minutes after midnight on their
 * wall clock. All day is 0 to 1440. An end at or before the start is a night shift, which belongs to the date it starts on.
 */
export interface WorkingHours {
  /** IANA zone of the person. */
  readonly timeZone: string;
  /** 0 to 1439. */
  readonly startMinutes: number;
  /** 0 to 1440; not the same as the start. */
  readonly endMinutes: number;
}

const minutesPerDay = 1_440;
const checked = new WeakMap<WorkingCalendar, (day: DayNumber) => boolean>();

/** What is wrong with a calendar, by field, each with its remedy; null when it is valid. For forms that change it. */
export function checkCalendar(calendar: WorkingCalendar): FieldErrors | null {
  const { timeZone, workingDays, holidays } = calendar;
  const errors: Record<string, string> = {};
  if (!isKnownZone(timeZone)) errors.timeZone = say('There is no time zone called “{zone}”.', { zone: timeZone });
  if (workingDays.length === 0) {
    errors.workingDays = say('Choose at least one working day: without one no promise would ever end.');
  } else if (!workingDays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)) {
    errors.workingDays = say('Working days are numbers from 1 (Monday) to 7 (Sunday).');
  }
  const wrong = holidays.find((date) => dayNumberOf(date) === null);
  if (wrong !== undefined)
    errors.holidays = say('“{typed}” is not a date. Write holidays as 2026-12-25.', { typed: wrong });
  return Object.keys(errors).length > 0 ? errors : null;
}

/** What is wrong with working hours, by field; null when nothing is. */
export function checkHours({ timeZone, startMinutes, endMinutes }: WorkingHours): FieldErrors | null {
  const errors: Record<string, string> = {};
  if (!isKnownZone(timeZone)) errors.timeZone = say('There is no time zone called “{zone}”.', { zone: timeZone });
  if (!isMinute(startMinutes) || startMinutes === minutesPerDay) {
    errors.startMinutes = say('Working hours start between 00:00 and 23:59.');
  }
  if (!isMinute(endMinutes)) errors.endMinutes = say('Working hours end between 00:00 and 24:00.');
  else if (endMinutes === startMinutes) {
    errors.endMinutes = say('Working hours need an end that is not their start; all day is 00:00 to 24:00.');
  }
  return Object.keys(errors).length > 0 ? errors : null;
}

/**
 * Tells working days from others, for any number of questions about one calendar.
 * @throws InvalidInput `time.invalidCalendar`: with such a calendar a search for the next working day might not end
 */
export function workingDaysOf(calendar: WorkingCalendar): (day: DayNumber) => boolean {
  const known = checked.get(calendar);
  if (known) return known;
  const errors = checkCalendar(calendar);
  if (errors) throw new InvalidInput('time.invalidCalendar', Object.values(errors).join(' '), errors);
  const weekdays = new Set(calendar.workingDays);
  const holidays = new Set(calendar.holidays.map(dayNumberOf));
  const isWorkingDay = (day: DayNumber) => weekdays.has(weekdayOf(day)) && !holidays.has(day);
  checked.set(calendar, isWorkingDay);
  return isWorkingDay;
}

function isMinute(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= minutesPerDay;
}
