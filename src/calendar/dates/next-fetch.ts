/** When a calendar is asked again. Pure. */

const hourMs = 3_600_000;

/** An hour after a success; after failures soon, then ever more rarely, up to six hours. */
export function nextFetchAt(failureCount: number, now: Date): Date {
  const waitMs = failureCount === 0 ? hourMs : Math.min((hourMs / 4) * 2 ** (failureCount - 1), 6 * hourMs);
  return new Date(now.getTime() + waitMs);
}
