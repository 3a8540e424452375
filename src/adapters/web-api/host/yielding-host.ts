/** The command line's host while no bot runs: when one starts, it gets the database, and the command goes on through it. */
import { hostOver, perform } from './calls.js';
import type { Host } from './host.js';

/** A host, and what ends the use of it. */
export interface OpenedHost {
  readonly host: Host;
  close(): Promise<void>;
}

/** A host that can be asked to go on through another process. */
export interface YieldingHost extends OpenedHost {
  /** Hands over as soon as no call is under way, a question to whoever sits there included. Later calls wait for that. */
  yield(): void;
}

/**
 * @param opened what is used until then
 * @param next opens what is used from then on, when `opened` is closed
 */
export function createYieldingHost(opened: OpenedHost, next: () => Promise<OpenedHost>): YieldingHost {
  let current = Promise.resolve(opened);
  let hasYielded = false;
  const underWay = new Set<Promise<unknown>>();
  return {
    host: hostOver(async (call) => {
      const { host } = await current;
      const answer = perform(host, call);
      const ended = answer.catch(() => undefined);
      underWay.add(ended);
      try {
        return await answer;
      } finally {
        underWay.delete(ended);
      }
    }),
    yield() {
      if (hasYielded) return;
      hasYielded = true;
      current = Promise.all([...underWay]).then(async () => {
        await opened.close();
        return next();
      });
      current.catch(() => undefined);
    },
    close: async () => (await current).close(),
  };
}
