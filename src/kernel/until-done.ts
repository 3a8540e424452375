/** For what must be noted although the database is away for a moment: what already happened elsewhere can't be taken back. */

export interface Tries {
  /** Of the first pause, in milliseconds; each is twice as long as the one before. */
  readonly firstMs: number;
  readonly longestMs: number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** What the work answers, tried again after each pause; throws what it throws when the longest is over. */
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
