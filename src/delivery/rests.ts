/** Destinations that are left alone for a moment, because their platform limits messages a second; the worker asks. */

/** A longer wait gets no timer: the regular search of the whole queue finds the lane. */
const longestWakeMs = 60_000;

export interface Rests {
  /** Leaves the lane alone for this many real milliseconds. If this process dies, recovery finds it. */
  begin(lane: string, ms: number): void;
  isResting(lane: string): boolean;
  /** Wakes the lane when its rest is over. */
  wakeAfter(lane: string): void;
  /** Wakes the lane after this many real milliseconds; it may be looked at before. */
  wakeIn(lane: string, ms: number): void;
  /** Nothing is woken any more. */
  stop(): void;
}

export function createRests(wake: (lane: string) => void): Rests {
  /** By lane: whether it is woken afterwards. */
  const resting = new Map<string, boolean>();
  const timers = new Set<NodeJS.Timeout>();

  function after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    // The timer does not keep a process alive that is about to end.
    timer.unref();
    timers.add(timer);
  }

  return {
    begin(lane, ms) {
      if (resting.has(lane)) return;
      resting.set(lane, false);
      after(ms, () => {
        const isWoken = resting.get(lane);
        resting.delete(lane);
        if (isWoken) wake(lane);
      });
    },
    isResting: (lane) => resting.has(lane),
    wakeAfter: (lane) => resting.set(lane, true),
    wakeIn(lane, ms) {
      if (ms <= longestWakeMs) after(ms, () => wake(lane));
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
