/** Reading a directory has time: when Slack says not now, it is asked again when Slack says. people-sync.ts and directory.ts ask. */
import { failureOf } from '../slack/send/outcome.js';
import type { Pause } from './pause.js';

export interface Patience {
  /** The answer, after as many waits as Slack named; another failure is thrown at once. */
  throttled<T>(call: () => Promise<T>): Promise<T>;
  /** The same, and a lost line or a broken server is tried again too: for what nobody waits for. */
  through<T>(call: () => Promise<T>): Promise<T>;
}

/** Longest of all waits for Slack's leave to go on, in seconds, and how often. */
const longestWait = 60;
const attempts = 5;
/** Seconds, where Slack named none. */
const usualWait = 10;

/** @param stopped ends every wait, with an error */
export function createPatience(pause: Pause, stopped: AbortSignal): Patience {
  async function ask<T>(call: () => Promise<T>, alsoBroken: boolean): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        const failure = failureOf(error);
        const mayPass = failure.kind === 'retry' && !failure.wantsMending;
        if (!mayPass || attempt === attempts) throw error;
        if (failure.reason !== 'ratelimited' && !alsoBroken) throw error;
        await pause(Math.min(failure.waitSeconds ?? usualWait, longestWait) * 1_000, stopped);
        stopped.throwIfAborted();
      }
    }
  }
  return {
    throttled: (call) => ask(call, false),
    through: (call) => ask(call, true),
  };
}
