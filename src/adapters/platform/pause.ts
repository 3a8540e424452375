/** Waiting, as the adapter does it in the background; tests hand in one that does not wait. */
import { setTimeout as wait } from 'node:timers/promises';

/** Kept after so many milliseconds, or as soon as the signal says that nobody needs it. Never rejects. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

export const realPause: Pause = async (ms, signal) => {
  await wait(ms, undefined, signal && { signal }).catch(() => undefined);
};
