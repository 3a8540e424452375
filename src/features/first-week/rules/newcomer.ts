/** Who is new, and the days of their first week. Pure. */

import { dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';
import { nextWorkingMoment, type WorkingCalendar, type WorkingHours } from '../../../kernel/time/working-time.js';

/** What each card is about, in their order. */
export const days = ['customers', 'sentences', 'life', 'promise', 'talk'] as const;

/** Somebody who gets to know the customers. */
export interface Newcomer {
  readonly organisationId: string;
  readonly memberId: string;
  /** Who added them; null: they joined the place. */
  readonly startedById: string | null;
  readonly startedAt: Date;
  /** How many of the cards are sent. */
  readonly sentCount: number;
  /** When the next one is; null: none is. */
  readonly dueAt: Date | null;
  readonly skippedAt: Date | null;
  /** When they said with whom they will talk. */
  readonly promisedAt: Date | null;
}

/** How their week goes, as the list says it. */
export type NewcomerState = 'under way' | 'skipped' | 'met everybody' | 'will talk';

/** A promise to talk counts for more than what was skipped. */
export function stateOf({ promisedAt, skippedAt, sentCount }: Newcomer): NewcomerState {
  if (promisedAt) return 'will talk';
  if (skippedAt) return 'skipped';
  return sentCount >= days.length ? 'met everybody' : 'under way';
}

/** The start of their next working day. */
export function nextDay(calendar: WorkingCalendar, hours: WorkingHours, now: Date): Date {
  const tomorrow = firstInstantAt(hours.timeZone, dayAt(hours.timeZone, now.getTime()) + 1);
  return nextWorkingMoment(calendar, hours, new Date(Math.max(tomorrow, now.getTime())));
}
