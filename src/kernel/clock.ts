/** The only source of "now". Everything that asks for the time is handed a Clock; tests and the playground move it. */
export interface Clock {
  /** The present instant (UTC). */
  now(): Date;
}

/** A clock that can be set forward. It never goes back: what happened stays in the past. */
export interface MovableClock extends Clock {
  /** Makes `instant` the present. Throws RangeError when it lies before the present. */
  moveTo(instant: Date): void;
}

export const systemClock: Clock = { now: () => new Date() };

/** Stands still between moves, for tests: the same run gives the same times on every machine. */
export function stoppedClock(start: Date | string): MovableClock {
  let present = new Date(start);
  return {
    now: () => new Date(present),
    moveTo(instant) {
      refuseThePast(present, instant);
      present = new Date(instant);
    },
  };
}

/** Runs on from `start` (or from the real time) at the speed of the machine's clock, for the playground. */
export function runningClock(start: Date = new Date(), real: Clock = systemClock): MovableClock {
  let offsetMs = start.getTime() - real.now().getTime();
  const now = () => new Date(real.now().getTime() + offsetMs);
  return {
    now,
    moveTo(instant) {
      refuseThePast(now(), instant);
      offsetMs = instant.getTime() - real.now().getTime();
    },
  };
}

function refuseThePast(present: Date, instant: Date): void {
  if (instant < present) throw new RangeError('The clock only moves forward.');
}
