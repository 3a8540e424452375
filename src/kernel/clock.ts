/** The only source of the current time. Everything that needs it is given a Clock; tests and the playground move it. */
export interface Clock {
  /** The present instant (UTC). */
  now(): Date;
}

/** A clock that can be set forward. It never goes back: what happened stays in the past. */
export interface MovableClock extends Clock {
  /** Makes `instant` the present. Throws RangeError when it lies before the present, or is no instant. */
  moveTo(instant: Date): void;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** Stands still between moves, for tests: the same run gives the same times on every machine. */
export function stoppedClock(start: Date | string): MovableClock {
  let present = requireInstant(new Date(start));
  return {
    now: () => new Date(present),
    moveTo(instant) {
      refuseThePast(present, instant);
      present = new Date(instant);
    },
  };
}

/**
 * Runs on from `start` (or from the real time) at the speed of the machine's clock, for the playground.
 * When the machine's clock is set back, this one goes on from where it was.
 */
export function runningClock(start: Date = new Date(), real: Clock = systemClock): MovableClock {
  let latestMs = requireInstant(start).getTime();
  let offsetMs = latestMs - real.now().getTime();
  const now = () => {
    const readMs = real.now().getTime() + offsetMs;
    if (readMs < latestMs) offsetMs += latestMs - readMs;
    latestMs = Math.max(latestMs, readMs);
    return new Date(latestMs);
  };
  return {
    now,
    moveTo(instant) {
      refuseThePast(now(), instant);
      offsetMs += instant.getTime() - latestMs;
      latestMs = instant.getTime();
    },
  };
}

function refuseThePast(present: Date, instant: Date): void {
  if (requireInstant(instant) < present) throw new RangeError('The clock only moves forward.');
}

/** Every comparison with an invalid date is false, so it must never become the present. */
function requireInstant(instant: Date): Date {
  if (Number.isNaN(instant.getTime())) throw new RangeError('The clock needs an instant, and this date is invalid.');
  return instant;
}
