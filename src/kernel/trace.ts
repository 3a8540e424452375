/**
 * What belongs together: the id of what a person or the clock began goes with everything that follows from it, over
 * waits and, written beside each delivery, over copies of the bot. Logs name it; tracing sends it on. Ids as in W3C's
 * Trace Context.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** One piece of work within what began it. */
export interface Trace {
  /** The same for all that follows from one beginning; 32 hexadecimal digits. Logs call it `requestId`. */
  readonly traceId: string;
  /** Of this piece of work alone; 16 hexadecimal digits. */
  readonly spanId: string;
  /** The work that caused this; null: it is the beginning. */
  readonly parentId: string | null;
}

const current = new AsyncLocalStorage<Trace | undefined>();

/** Of the work that is being done now; undefined: nothing began it that is told of. */
export const currentTrace = (): Trace | undefined => current.getStore();

/** Does `run` as a piece of work of its own, under what is being done now. */
export function inOwnTrace<T>(run: () => T): T {
  const parent = current.getStore();
  const traceId = parent?.traceId ?? newId(16);
  return current.run({ traceId, spanId: newId(8), parentId: parent?.spanId ?? null }, run);
}

/** What stands in the database beside work that is left for later; null: nothing is being done. */
export function traceToKeep(): string | null {
  const trace = current.getStore();
  return trace ? `${trace.traceId}-${trace.spanId}` : null;
}

/** Goes on with what was kept, whatever is being done now. Anything else than `traceToKeep` wrote begins nothing. */
export function continueTrace<T>(kept: string | null, run: () => T): T {
  const [, traceId, spanId] = /^([0-9a-f]{32})-([0-9a-f]{16})$/.exec(kept ?? '') ?? [];
  return current.run(traceId && spanId ? { traceId, spanId, parentId: null } : undefined, run);
}

const newId = (byteCount: number): string => randomBytes(byteCount).toString('hex');
