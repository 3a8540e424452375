/** What an early test is, how it stands, and when its summary is asked for. Pure. */

import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';
import { dateOfDay, dayNumberOf } from '../../../kernel/time/calendar-date.js';
import { dateInZone, startOfDate } from '../../../kernel/time/local-day.js';
import { workingDaysOf } from '../../../kernel/time/working-calendar.js';
import {
  addWorkingDays,
  nextWorkingMoment,
  type WorkingCalendar,
  type WorkingHours,
} from '../../../kernel/time/working-time.js';

/** What reminders call an early test whose summary is still to be written. */
export const summaryKind = 'trials.summary';

/** An early test. */
export interface Trial {
  readonly organisationId: string;
  readonly id: string;
  /** 1 of T-1. */
  readonly number: number;
  readonly title: string;
  /** What it is, in words for customers. */
  readonly about: string | null;
  readonly ideaId: string | null;
  /** Whose customers are proposed too. */
  readonly segment: string | null;
  /** Who is asked what came of it. */
  readonly ownerId: string;
  readonly placeId: string | null;
  readonly createdById: string;
  readonly createdAt: Date;
  /** `YYYY-MM-DD`, in the organisation's zone. */
  readonly endsOn: string;
  /** The instant after that day. */
  readonly endsAt: Date;
  /** When somebody ended it before. */
  readonly endedAt: Date | null;
  /** What customers said, and what changed because of them. */
  readonly said: string | null;
  readonly changed: string | null;
  readonly summarisedById: string | null;
  readonly summarisedAt: Date | null;
  readonly round: number;
  /** In this round. */
  readonly askCount: number;
  readonly askedId: string | null;
  readonly dueAt: Date | null;
  readonly sendDueAt: Date | null;
}

/** How one goes: customers by what they answered, and what came of them under its name. */
export interface TrialFigures {
  readonly invitedCount: number;
  readonly acceptedCount: number;
  readonly declinedCount: number;
  readonly feedbackCount: number;
  readonly scoreCount: number;
  /** null: there is none. */
  readonly scoreMean: number | null;
  /** Customers who took part and were told what became of it. */
  readonly toldCount: number;
}

/** In characters, days, or how many there may be. */
export const limits = {
  title: 150,
  about: 500,
  summary: 2_000,
  /** Longer than this nobody remembers that it is a test. */
  days: 366,
  open: 20,
  /** People of one customer who are invited: more would be the whole company. */
  peopleOfOne: 10,
  /** Customers invited by one press. */
  atOnce: 200,
} as const;

/** Reads and writes `T-1`. */
export const trialNumbers = numbered({
  letter: 'T',
  room: 'trials',
  named: phrase('An early test is named by its number'),
  list: 'trials',
});

/** `T-1` for 1. */
export const trialName = trialNumbers.nameOf;

/** `T-1 · New invoices` */
export const titleOf = ({ number, title }: Pick<Trial, 'number' | 'title'>): string =>
  `${trialName(number)} · ${title}`;

/** The instant from which everybody has it. */
export const endOf = ({ endedAt, endsAt }: Pick<Trial, 'endedAt' | 'endsAt'>): Date =>
  endedAt !== null && endedAt < endsAt ? endedAt : endsAt;

/** Whether it goes on at `now`. */
export const isOpen = (trial: Pick<Trial, 'endedAt' | 'endsAt'>, now: Date): boolean => endOf(trial) > now;

/** Whoever releases something has to read what customers said before: three working days leave time to change it. */
const daysBefore = 3;

/** When its owner is asked for the summary: three working days before its last day, and of a shorter one on that day. */
export function askAt(calendar: WorkingCalendar, hours: WorkingHours, endsOn: string, now: Date): Date {
  const asked = nextWorkingMoment(calendar, hours, startOfDate(hours.timeZone, workingDayBefore(calendar, endsOn)));
  if (dateInZone(hours.timeZone, asked) > dateInZone(hours.timeZone, now)) return asked;
  return nextWorkingMoment(calendar, hours, startOfDate(hours.timeZone, endsOn));
}

/** `daysBefore` working days before this date, as a date. */
function workingDayBefore(calendar: WorkingCalendar, date: string): string {
  const isWorkingDay = workingDaysOf(calendar);
  let day = dayNumberOf(date) ?? 0;
  for (let left = daysBefore; left > 0; ) {
    day -= 1;
    if (isWorkingDay(day)) left -= 1;
  }
  return dateOfDay(day);
}

/** The same time on the next working day. */
export const askAgainAt = (calendar: WorkingCalendar, from: Date): Date => addWorkingDays(calendar, from, 1);

/** Who may change one: its owner, the champion and admins. */
export const mayChange = (
  { ownerId }: Pick<Trial, 'ownerId'>,
  { id, mayAdminister }: { readonly id: string; readonly mayAdminister: boolean },
): boolean => mayAdminister || ownerId === id;
