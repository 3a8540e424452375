/** Waiting in the background; tests pass in one that does not wait. */
import { setTimeout as wait } from 'node:timers/promises';

/** Resolves after `ms` real milliseconds, or at once when `signal` aborts. Never rejects. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Resolves after `ms`, or at once when `signal` aborts. */
export const realPause: Pause = async (ms, signal) => {
  await wait(ms, undefined, signal && { signal }).catch(() => undefined);
};
