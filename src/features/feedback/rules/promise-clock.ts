/** How the promise counts: when it starts, stands and ends, in the organisation's working time. */
import { addWorkingTime, type WorkingCalendar, workingTimeBetween } from '../../../kernel/time/working-time.js';
import type { PromiseClock } from './feedback.js';

/** A fresh clock: nothing used, running from `now`. */
export function startClock(promiseMs: number, now: Date): PromiseClock {
  return { promiseMs, clockUsedMs: 0, clockStartedAt: now };
}

/** Working time used so far, in ms. */
export function usedMs(clock: PromiseClock, calendar: WorkingCalendar, now: Date): number {
  const running = clock.clockStartedAt ? workingTimeBetween(calendar, clock.clockStartedAt, now) : 0;
  return clock.clockUsedMs + running;
}

export function stopClock(clock: PromiseClock, calendar: WorkingCalendar, now: Date): PromiseClock {
  return { promiseMs: clock.promiseMs, clockUsedMs: usedMs(clock, calendar, now), clockStartedAt: null };
}

export function resumeClock(clock: PromiseClock, now: Date): PromiseClock {
  return { promiseMs: clock.promiseMs, clockUsedMs: clock.clockUsedMs, clockStartedAt: now };
}

/**
 * The instant at which `percent` of the promise is used; null while the clock stands.
 * A share that was used up before the clock last started counts as reached at that start.
 */
export function momentOf(percent: number, clock: PromiseClock, calendar: WorkingCalendar): Date | null {
  if (!clock.clockStartedAt) return null;
  const remainingMs = (clock.promiseMs * percent) / 100 - clock.clockUsedMs;
  return remainingMs <= 0 ? clock.clockStartedAt : addWorkingTime(calendar, clock.clockStartedAt, remainingMs);
}
