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
  let stop = () => {};
  const deadline = new Promise<typeof expired>((resolve) => {
    stop = after(ms, () => resolve(expired));
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, deadline]);
  } finally {
    stop();
  }
}

/**
 * Aborts a call after `ms` real milliseconds, by the same clock: `AbortSignal.timeout` would throw away the answer that
 * came while this process stood still, as if the other side had been slow.
 */
export function deadlineSignal(ms: number): AbortSignal {
  const controller = new AbortController();
  after(ms, () => controller.abort(new DOMException('The other side did not answer in time.', 'TimeoutError')));
  return controller.signal;
}

/** Answers what stops the wait. */
function after(ms: number, then: () => void): () => void {
  // Those of the beginning: a wait that outlives its test must not count among the timers of the next.
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  let timer: NodeJS.Timeout | undefined;
  let partsLeft = partCount;
  const wait = () => {
    if (partsLeft === 0) return then();
    partsLeft -= 1;
    // The timer alone must not keep the process alive.
    timer = set(wait, ms / partCount).unref();
  };
  wait();
  return () => clear(timer);
}
