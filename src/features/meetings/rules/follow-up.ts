/** Follow-ups, and who is reminded of them when: at their date, then every working day until they are settled. Pure. */
import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';
import type { Surface } from '../../../kernel/person.js';
import type { DayNumber } from '../../../kernel/time/calendar-date.js';
import { dateOfDay } from '../../../kernel/time/calendar-date.js';
import { dateInZone, dayAt, firstInstantAt, startOfDate } from '../../../kernel/time/local-day.js';
import { nextWorkingMoment, type WorkingCalendar, type WorkingHours } from '../../../kernel/time/working-time.js';

/** `dropped`: it is not wanted any more, which is an end as honest as done. */
export type FollowUpState = 'open' | 'done' | 'dropped';

/** A promise made in a meeting: who, what, by when. */
export interface FollowUp {
  readonly id: string;
  readonly organisationId: string;
  /** A-31 is 31. */
  readonly number: number;
  readonly text: string;
  readonly ownerId: string;
  /** `YYYY-MM-DD`, in the owner's zone. */
  readonly dueOn: string;
  readonly placeId: string | null;
  readonly meetingId: string | null;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly state: FollowUpState;
  readonly settledAt: Date | null;
  readonly settledById: string | null;
  /** When its owner is reminded next; null: settled. */
  readonly nudgeDueAt: Date | null;
  /** 1, and one more each time that its date or owner changes: reminders begin anew. */
  readonly round: number;
  /** Reminders in this round. */
  readonly nudgeCount: number;
}

/** One entry of a follow-up's history: what was done, by whom, and whose it is until when since. */
export interface FollowUpEvent {
  readonly at: Date;
  readonly actorId: string | null;
  readonly surface: Surface;
  readonly what: 'added' | 'moved' | 'handedOver' | 'done' | 'dropped' | 'reopened';
  readonly details: Pick<FollowUp, 'ownerId' | 'dueOn'>;
}

/** What reminders call a follow-up. */
export const followUpKind = 'meetings.followUp';

/** Characters of what somebody promises. */
export const followUpTextLimit = 2_000;
/** A promise for later than this is a wish. */
export const followUpDaysLimit = 366;

/** */
export const followUpNumbers = numbered({
  letter: 'A',
  room: 'meetings',
  named: phrase('A follow-up is named by its number'),
  list: 'follow',
});

/** As people write it: `A-31`. */
export const followUpName = followUpNumbers.nameOf;

/** Whether its date is past where the owner lives. On the date itself it is due, not late. */
export function isLate({ state, dueOn }: Pick<FollowUp, 'state' | 'dueOn'>, ownersZone: string, now: Date): boolean {
  return state === 'open' && dueOn < dateInZone(ownersZone, now);
}

/** Whether its date has come where the owner lives. */
export function isDue({ state, dueOn }: Pick<FollowUp, 'state' | 'dueOn'>, ownersZone: string, now: Date): boolean {
  return state === 'open' && dueOn <= dateInZone(ownersZone, now);
}

/** The owner's first working moment on the date, or after it when nobody works then; never before `now`. */
export function firstNudgeAt(dueOn: string, calendar: WorkingCalendar, hours: WorkingHours, now: Date): Date {
  const start = startOfDate(hours.timeZone, dueOn);
  return nextWorkingMoment(calendar, hours, start > now ? start : now);
}

/** The start of the next working day of whoever was reminded at `now`. */
export function nextNudgeAt(calendar: WorkingCalendar, hours: WorkingHours, now: Date): Date {
  const { timeZone: zone } = hours;
  return nextWorkingMoment(calendar, hours, new Date(firstInstantAt(zone, dayAt(zone, now.getTime()) + 1)));
}

/** The date in a number of days where somebody lives: what forms propose. */
export function dateAhead(zone: string, now: Date, days: number): string {
  const day: DayNumber = dayAt(zone, now.getTime()) + days;
  return dateOfDay(day);
}
