/** Destinations that are left alone for a moment, because their platform takes only so many messages a second; the worker asks. */

/** Later than this the look at the whole queue is as good: it comes in any case, and other copies do it too. */
const longestWakeMs = 60_000;

export interface Rests {
  /** For so many real milliseconds the lane is left alone. Should this process die, recovery finds it. */
  begin(lane: string, ms: number): void;
  isResting(lane: string): boolean;
  /** Wakes the lane when its rest is over. */
  wakeAfter(lane: string): void;
  /** Wakes the lane in so many real milliseconds, to the moment; until then it may be looked at all the same. */
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
    // A process that ends does not wait for what it may send later.
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
