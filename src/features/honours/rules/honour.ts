/** What somebody is thanked for, and when it is said. Pure. */
import { nextWorkingMoment, type WorkingCalendar, type WorkingHours } from '../../../kernel/time/working-time.js';

/** An adopted idea, a *solved? yes*, answers in a row within the promise, learnings. */
export type HonourKind = 'adopted' | 'solved' | 'streak' | 'learnings';

/** One thing that somebody is thanked for. */
export interface Honour {
  readonly organisationId: string;
  readonly id: string;
  readonly kind: HonourKind;
  /** The idea, the feedback or the learning by which it was earned. */
  readonly subjectId: string;
  readonly memberId: string;
  /** Where the work lives; null: nowhere that others read. */
  readonly placeId: string | null;
  /** How many answers in a row, or learnings; null: it is about one thing. */
  readonly count: number | null;
  readonly earnedAt: Date;
}

/** Each tenth answer in a row, and each tenth learning, is thanked for. */
export const isRound = (count: number): boolean => count > 0 && count % 10 === 0;

/** Within it a slip is put right before anybody is thanked for it. */
const graceMs = 10 * 60_000;

/** The first moment in the organisation's working hours when a slip would have been put right. */
export const sayAt = (calendar: WorkingCalendar, hours: WorkingHours, earnedAt: Date): Date =>
  nextWorkingMoment(calendar, hours, new Date(earnedAt.getTime() + graceMs));
