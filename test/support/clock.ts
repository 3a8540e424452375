/** The time in tests: stands still until a test moves it, and takes everything that falls due along. */
import { type MovableClock, stoppedClock } from '../../src/kernel/clock.js';
import type { Scheduler } from '../../src/kernel/scheduler.js';

export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

export interface TestClock extends MovableClock {
  /** From now on moving the clock runs what falls due on the way, through this scheduler. */
  drive(scheduler: Pick<Scheduler, 'advanceTo'>): void;
  /** A length of real time forward; a day is 24 h. */
  advance(span: Span): Promise<void>;
  advanceTo(instant: Date | string): Promise<void>;
}

/** Starts on Friday 20 November 2026, 10:00 in London (UTC) unless told otherwise. */
export function createTestClock(start: Date | string = '2026-11-20T10:00:00Z'): TestClock {
  const clock = stoppedClock(start);
  let driver: Pick<Scheduler, 'advanceTo'> | undefined;
  const advanceTo = async (instant: Date | string) => {
    const target = new Date(instant);
    if (driver) await driver.advanceTo(target, clock);
    else clock.moveTo(target);
  };
  return {
    ...clock,
    drive(scheduler) {
      driver = scheduler;
    },
    advance: (span) => advanceTo(new Date(clock.now().getTime() + lengthMs(span))),
    advanceTo,
  };
}

function lengthMs({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): number {
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
