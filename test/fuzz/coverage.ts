/** Which parts of src ran, by V8's own counters: what an input reaches for the first time makes it worth changing further. */
import { Session } from 'node:inspector/promises';

export interface Coverage {
  /** What ran since the last look. */
  look(): Promise<Ran>;
  stop(): Promise<void>;
}

export interface Ran {
  /** Ranges of code that no look has seen before. */
  readonly fresh: ReadonlySet<string>;
  readonly ranges: ReadonlySet<string>;
  /** How often ranges were entered, in all: work that is counted and not timed. */
  readonly work: number;
}

export async function startCoverage(): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', {
    callCount: true,
    detailed: true,
    allowTriggeredUpdates: false,
  });
  const seen = new Set<string>();
  return {
    async look() {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      const ranges = new Set<string>();
      let work = 0;
      for (const { url, scriptId, functions } of result) {
        if (!isOurs(url)) continue;
        for (const { count, startOffset, endOffset } of functions.flatMap((each) => each.ranges)) {
          work += count;
          if (count > 0) ranges.add(`${scriptId}:${startOffset}:${endOffset}`);
        }
      }
      const fresh = new Set([...ranges].filter((range) => !seen.has(range)));
      for (const range of fresh) seen.add(range);
      return { fresh, ranges, work };
    },
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}

/** Ours, and the small parser of conditions. */
const isOurs = (url: string): boolean => /\/src\/(?!.*generated)|\/node_modules\/jsep\//u.test(url);
