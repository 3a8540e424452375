/** Watches the event loop of this process while work is done. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** How long the work takes, and how long the event loop stood still at most while it did. */
export async function watched(work: () => Promise<unknown>): Promise<{ longestMs: number; allMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // It counts from its first turn on.
  await wait(20);
  const before = performance.now();
  await work();
  const allMs = performance.now() - before;
  // The last step is counted when the loop has turned once more.
  await wait(20);
  delay.disable();
  return { longestMs: delay.max / 1e6, allMs };
}
