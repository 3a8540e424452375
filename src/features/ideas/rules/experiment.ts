/** What is tried for an idea, and when the bot asks how it went. Pure. */
import { startOfDate } from '../../../kernel/time/local-day.js';
import {
  addWorkingDays,
  nextWorkingMoment,
  type WorkingCalendar,
  type WorkingHours,
} from '../../../kernel/time/working-time.js';
import type { Better } from './figure.js';

/** What reminders call an experiment that waits for its result. */
export const experimentKind = 'ideas.experiment';

/** A try of an idea for a while, with a number before and after. */
export interface Experiment {
  readonly id: string;
  readonly organisationId: string;
  readonly ideaId: string;
  readonly change: string;
  readonly metric: string;
  /** As typed. */
  readonly valueBefore: string;
  readonly valueAfter: string | null;
  readonly better: Better | null;
  readonly learned: string | null;
  /** `YYYY-MM-DD`, in the runner's zone. */
  readonly endsOn: string;
  readonly runnerId: string;
  readonly startedById: string;
  readonly startedAt: Date;
  readonly state: 'running' | 'answered' | 'stopped';
  readonly round: number;
  /** In this round. */
  readonly askCount: number;
  readonly askedId: string | null;
  readonly dueAt: Date | null;
  readonly answeredById: string | null;
  readonly answeredAt: Date | null;
}

/** Longer than this nobody remembers what was tried. */
export const longestDays = 366;

/** The first moment of the end date, or of the next working day, at which its runner may be asked. */
export function askAt(calendar: WorkingCalendar, hours: WorkingHours, endsOn: string): Date {
  return nextWorkingMoment(calendar, hours, startOfDate(hours.timeZone, endsOn));
}

/** The same time on the next working day: an outage of days is followed by one reminder, not by several. */
export const askAgainAt = (calendar: WorkingCalendar, now: Date): Date => addWorkingDays(calendar, now, 1);
