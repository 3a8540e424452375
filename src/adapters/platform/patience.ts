/**
 * Asks a platform again when it says "not now", after the time that it names. For reading directories, where nobody
 * waits for the answer.
 */
import type { SendOutcome } from '../../chat/messenger.js';
import type { Pause } from './pause.js';

/** Repeats a call to a platform as often as the platform asks for it. */
export interface Patience {
  /** The answer, after as many waits as the platform asked for. Any other failure is thrown at once. */
  throttled<T>(call: () => Promise<T>): Promise<T>;
  /** The same; a lost connection or a broken server is tried again too. */
  through<T>(call: () => Promise<T>): Promise<T>;
}

export type SendFailure = Exclude<SendOutcome, { readonly kind: 'sent' }>;

export interface PatienceDeps {
  readonly pause: Pause;
  /** Ends every wait, with an error. */
  readonly stopped: AbortSignal;
  /** What a thrown error means; rethrows what is no failure of a call. `ratelimited` is the reason for "not now". */
  failureOf(error: unknown): SendFailure;
}

const longestWaitSeconds = 60;
/** Where the platform names no time. */
const usualWaitSeconds = 10;
const attempts = 5;

/** Builds the retry loop of one platform. */
export function createPatience({ pause, stopped, failureOf }: PatienceDeps): Patience {
  async function ask<T>(call: () => Promise<T>, alsoBroken: boolean): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        const failure = failureOf(error);
        const mayPass = failure.kind === 'retry' && !failure.wantsMending;
        if (!mayPass || attempt === attempts) throw error;
        if (failure.reason !== 'ratelimited' && !alsoBroken) throw error;
        await pause(Math.min(failure.waitSeconds ?? usualWaitSeconds, longestWaitSeconds) * 1_000, stopped);
        stopped.throwIfAborted();
      }
    }
  }
  return {
    throttled: (call) => ask(call, false),
    through: (call) => ask(call, true),
  };
}
