/** Works many lanes at the same time, up to a limit, and each lane by one task; the worker asks. */

export interface Lanes {
  /**
   * Works the lane. Resolves when it was worked from a moment after this call, or could not be.
   * A lane that is being worked already is worked once more afterwards: its task may just have found it empty.
   */
  run(lane: string): Promise<void>;
}

/** @param work never rejects. */
export function createLanes(handCount: number, work: (lane: string) => Promise<void>): Lanes {
  const running = new Map<string, { again: boolean; ended: Promise<void> }>();
  const waiting: (() => void)[] = [];
  let freeCount = handCount;

  async function takeHand(): Promise<void> {
    if (freeCount > 0) freeCount -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function giveHandBack(): void {
    const next = waiting.shift();
    if (next) next();
    else freeCount += 1;
  }

  async function workThrough(lane: string, state: { again: boolean }): Promise<void> {
    await takeHand();
    do {
      state.again = false;
      await work(lane);
    } while (state.again);
    running.delete(lane);
    giveHandBack();
  }

  return {
    run(lane) {
      const present = running.get(lane);
      if (present) {
        present.again = true;
        return present.ended;
      }
      const state = { again: false, ended: Promise.resolve() };
      running.set(lane, state);
      state.ended = workThrough(lane, state);
      return state.ended;
    },
  };
}
