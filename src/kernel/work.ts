/**
 * Says which work is under way to whoever listens: the watch over the event loop, metrics and traces. Node's own channel, so
 * that nothing is handed through the house, and without a listener it costs next to nothing.
 */
import { tracingChannel } from 'node:diagnostics_channel';
import { currentTrace, inOwnTrace, type Trace } from './trace.js';

/** One piece of work. Names are of the code alone, never words that somebody typed. */
export interface Work {
  readonly kind: 'request' | 'interaction' | 'sweep' | 'delivery' | 'send';
  /** The method and route of a request; a command, button, form, sweep or kind of message; `post` or `update`. */
  readonly name: string;
  readonly platform?: string;
  /** How it ended; the one who does the work sets it. Absent: well, or with a throw. */
  outcome?: string;
  /** For how long it had been due when it began, in ms. Absent: it is not due by the clock. */
  readonly lateMs?: number;
}

const channel = tracingChannel<'empty-chair:work', Work & object>('empty-chair:work');

/** Does `run`, which is `work`; it may still say how it ended. */
export function asWork<T>(work: Work, run: (work: Work) => Promise<T>): Promise<T> {
  return inOwnTrace(() => channel.tracePromise(async () => run(work), work));
}

export interface WorkListener {
  begun?(work: Work): void;
  /** @param ms it took, waiting included */
  ended(work: Work, ms: number, trace: Trace | undefined): void;
}

/** Tells `listener` of all work from now on; the answer ends that. */
export function listenToWork({ begun, ended }: WorkListener): () => void {
  const since = new WeakMap<Work, { readonly begunAt: number; readonly trace: Trace | undefined }>();
  const end = (work: Work) => {
    const known = since.get(work);
    if (known) ended(work, performance.now() - known.begunAt, known.trace);
    since.delete(work);
  };
  const handlers = {
    start(work: Work) {
      since.set(work, { begunAt: performance.now(), trace: currentTrace() });
      begun?.(work);
    },
    end() {},
    asyncStart() {},
    asyncEnd: end,
    error(work: Work) {
      work.outcome ??= 'failed';
    },
  };
  channel.subscribe(handlers);
  return () => void channel.unsubscribe(handlers);
}
