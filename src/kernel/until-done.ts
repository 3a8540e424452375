/** Repeats work that must be recorded although the database is away for a moment, because it has happened elsewhere. */

export interface Tries {
  /** Of the first pause, in milliseconds; each is twice as long as the one before. */
  readonly firstMs: number;
  readonly longestMs: number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** The result of `work`, repeated after each pause; throws its error after the longest pause. */
export async function untilDone<T>(work: () => Promise<T>, { firstMs, longestMs, pause }: Tries): Promise<T> {
  for (let ms = firstMs; ms <= longestMs; ms *= 2) {
    try {
      return await work();
    } catch {
      await pause(ms);
    }
  }
  return work();
}
