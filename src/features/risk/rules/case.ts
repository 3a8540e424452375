/** That a customer is at risk: when it begins anew, whom it concerns, and what was said of it. Pure. */
import { dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';
import { addWorkingDays, type WorkingCalendar } from '../../../kernel/time/working-time.js';
import type { Reason } from './reason.js';

/** What whoever looks after a customer can say. */
export const answers = ['call', 'known', 'no'] as const;
/** One of `answers`. */
export type Answer = (typeof answers)[number];

/** What reminders call the question. */
export const riskKind = 'risk.ask';

/** A customer at risk, from one day on. */
export interface RiskCase {
  readonly organisationId: string;
  readonly id: string;
  readonly customerId: string;
  readonly points: number;
  /** The heaviest first. */
  readonly reasons: readonly Reason[];
  readonly beganAt: Date;
  /** null: they are at risk. */
  readonly endedAt: Date | null;
  readonly askDueAt: Date | null;
  readonly askedId: string | null;
  readonly askedAt: Date | null;
  readonly answer: Answer | null;
  readonly answeredById: string | null;
  readonly answeredAt: Date | null;
}

/** With the customer's name and who looks after them; `ownerId` null: nobody does. */
export type NamedCase = RiskCase & { readonly name: string; readonly ownerId: string | null };

/** In days, or how many. */
export const limits = {
  /** Who is at risk again within so many days is the same case: nobody is asked twice. */
  sameCaseDays: 30,
  /** Questions a day to one person: more are pressed away unread. */
  asksADay: 3,
} as const;

/** Whether this person may answer: who looks after them, who was asked, the champion and admins. */
export const mayAnswer = (
  { ownerId, askedId }: Pick<NamedCase, 'ownerId' | 'askedId'>,
  { id, mayAdminister }: { readonly id: string; readonly mayAdminister: boolean },
): boolean => mayAdminister || ownerId === id || askedId === id;

/** Minutes after midnight: before anybody works, so that who is new is asked on the same day. */
const lookMinutes = 5 * 60;

/** When everybody is looked at next: early on the next day. */
export const nextLookAt = (timeZone: string, now: Date): Date =>
  new Date(firstInstantAt(timeZone, dayAt(timeZone, now.getTime()) + 1, lookMinutes));

/** When somebody who was asked enough today is asked of the next. */
export const askAgainAt = (calendar: WorkingCalendar, now: Date): Date => addWorkingDays(calendar, now, 1);
