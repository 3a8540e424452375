/** A line in the log for each piece of work, at debug: what was done, how it ended, and the request that it belongs to. */
import type { Logger } from './logger.js';
import { listenToWork } from './work.js';

/** @returns what ends it */
export function logWork(log: Logger): () => void {
  if (!log.isLevelEnabled('debug')) return () => {};
  return listenToWork({
    ended({ kind, name, platform, outcome = 'done' }, ms, trace) {
      const requestId = trace?.traceId;
      log.debug({ work: kind, name, platform, outcome, ms: Math.round(ms), requestId }, `${kind} ended`);
    },
  });
}
