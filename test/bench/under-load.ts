/** A load of a fixed number of requests a second, each sent at its time whether the ones before are answered or not. */
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds of each, as `timed` measures them. */
export function underLoad(
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  timed: (at: number) => Promise<number>,
): Promise<number[]> {
  const begin = performance.now();
  const answers = Array.from({ length: perSecond * seconds }, async (_, at) => {
    await wait(Math.max(0, begin + (at * 1_000) / perSecond - performance.now()));
    return timed(at);
  });
  return Promise.all(answers);
}
