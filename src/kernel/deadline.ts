/** Waits for a promise, at most for a given time. */

/** The answer of `withDeadline` when time ran out. */
export const expired = Symbol('expired');

/** What `work` answers, or `expired` when it has not answered after `ms` real milliseconds. Its late answer is ignored. */
export async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T | typeof expired> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<typeof expired>((resolve) => {
    timer = setTimeout(() => resolve(expired), ms);
    // The timer alone must not keep the process alive.
    timer.unref();
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
