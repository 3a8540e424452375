/** How the promise counts: when it starts, stands and ends, in the organisation's working time. */
import {
  addWorkingTime,
  longestWorkingTimeMs,
  type WorkingCalendar,
  workingTimeBetween,
} from '../../../kernel/time/working-time.js';
import type { HeldPromise, PromiseClock } from './feedback.js';

const everyDay = new WeakMap<WorkingCalendar, WorkingCalendar>();

/** The days on which this promise counts: the organisation's working days, or all of them. */
function daysOf({ heldPromise }: PromiseClock, calendar: WorkingCalendar): WorkingCalendar {
  if (!heldPromise?.isAlways) return calendar;
  const known = everyDay.get(calendar) ?? { ...calendar, workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] };
  everyDay.set(calendar, known);
  return known;
}

const held = ({ heldPromise }: PromiseClock): Pick<PromiseClock, 'heldPromise'> => (heldPromise ? { heldPromise } : {});

/** A fresh clock: nothing used, running from `now`. */
export function startClock(promiseMs: number, now: Date, heldPromise: HeldPromise | null = null): PromiseClock {
  return { promiseMs, ...(heldPromise && { heldPromise }), clockUsedMs: 0, clockStartedAt: now };
}

/** Working time used so far, in ms. */
export function usedMs(clock: PromiseClock, calendar: WorkingCalendar, now: Date): number {
  const running = clock.clockStartedAt ? workingTimeBetween(daysOf(clock, calendar), clock.clockStartedAt, now) : 0;
  return clock.clockUsedMs + running;
}

export function stopClock(clock: PromiseClock, calendar: WorkingCalendar, now: Date): PromiseClock {
  return {
    promiseMs: clock.promiseMs,
    ...held(clock),
    clockUsedMs: usedMs(clock, calendar, now),
    clockStartedAt: null,
  };
}

export function resumeClock(clock: PromiseClock, now: Date): PromiseClock {
  return { promiseMs: clock.promiseMs, ...held(clock), clockUsedMs: clock.clockUsedMs, clockStartedAt: now };
}

/**
 * The instant at which `percent` of the promise is used; null while the clock stands.
 * A share that was used up before the clock last started counts as reached at that start. No share lies further off
 * than working time can be counted: a promise of older settings may be longer than the ladder of today allows.
 */
export function momentOf(percent: number, clock: PromiseClock, calendar: WorkingCalendar): Date | null {
  return momentWithin(longestWorkingTimeMs, percent, clock, calendar);
}

/** A share that is further off takes seconds to count in days: until then it is enough to look again at this. In ms. */
const lookAheadMs = 60 * 86_400_000;

/** The same, or an instant before it when it lies far off from `now`. */
export function lookAgainAt(percent: number, clock: PromiseClock, calendar: WorkingCalendar, now: Date): Date | null {
  const passedMs = clock.clockStartedAt
    ? Math.max(workingTimeBetween(daysOf(clock, calendar), clock.clockStartedAt, now), 0)
    : 0;
  return momentWithin(Math.min(passedMs + lookAheadMs, longestWorkingTimeMs), percent, clock, calendar);
}

/** Whether it is reached by `now`: no working time is longer than the real one. */
export function isReached(percent: number, clock: PromiseClock, calendar: WorkingCalendar, now: Date): boolean {
  if (!clock.clockStartedAt) return false;
  const passedMs = now.getTime() - clock.clockStartedAt.getTime();
  if ((clock.promiseMs * percent) / 100 - clock.clockUsedMs > Math.max(passedMs, 0)) return false;
  const moment = momentOf(percent, clock, calendar);
  return moment !== null && moment <= now;
}

function momentWithin(limitMs: number, percent: number, clock: PromiseClock, calendar: WorkingCalendar): Date | null {
  const { promiseMs, clockUsedMs, clockStartedAt } = clock;
  if (!clockStartedAt) return null;
  const remainingMs = (promiseMs * percent) / 100 - clockUsedMs;
  if (remainingMs <= 0) return clockStartedAt;
  return addWorkingTime(daysOf(clock, calendar), clockStartedAt, Math.min(remainingMs, limitMs));
}
