/** Waits for a promise, at most for a given time. */

/** The answer of `withDeadline` when time ran out. */
export const expired = Symbol('expired');

/** The wait for a deadline is split into this many parts. */
const partCount = 10;

/**
 * What `work` answers, or `expired` when it has not answered after `ms` real milliseconds. Its late answer is ignored.
 * While this process itself stands still (something else computes) the deadline stands still too: however long that
 * took, it counts as one part, and what arrived meanwhile is heard first.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T | typeof expired> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<typeof expired>((resolve) => {
    let partsLeft = partCount;
    const wait = () => {
      if (partsLeft === 0) return resolve(expired);
      partsLeft -= 1;
      // The timer alone must not keep the process alive.
      timer = setTimeout(wait, ms / partCount).unref();
    };
    wait();
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
