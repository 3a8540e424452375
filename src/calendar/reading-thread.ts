/**
 * Reads fetched calendars in a thread of its own, bounded in time and memory: whatever somebody writes into a calendar,
 * the bot goes on answering. One calendar is read at a time.
 */

import { Worker } from 'node:worker_threads';
import { expired, withDeadline } from '../kernel/deadline.js';
import type { FeedAnswer, FeedQuestion } from './read-feed.js';

/** `tooHard`: it took too long, or too much memory. */
export type BoundedAnswer = FeedAnswer | { readonly kind: 'tooHard' };

/** Reads what was fetched. */
export type ReadFeed = (question: FeedQuestion) => Promise<BoundedAnswer>;

export interface ReaderOptions {
  /** For one calendar, the start of its thread included. Calendars of 5 MB take about 2 s. */
  readonly timeMs?: number;
  readonly memoryMb?: number;
  /** Options of Node for the thread. Default: those of this process. */
  readonly execArgv?: string[];
}

/** Its file has the ending of this one, which differs before and after the build. */
const threadFile = new URL(`./read-feed-thread${import.meta.url.slice(-3)}`, import.meta.url);

/** A reader whose calendars wait for each other. */
export function createFeedReader(options: ReaderOptions = {}): ReadFeed {
  let before: Promise<unknown> = Promise.resolve();
  return (question) => {
    const answer = before.then(() => readInThread(question, options));
    before = answer.catch(() => null);
    return answer;
  };
}

function readInThread(
  question: FeedQuestion,
  { timeMs = 10_000, memoryMb = 256, execArgv }: ReaderOptions,
): Promise<BoundedAnswer> {
  const thread = new Worker(threadFile, {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    ...(execArgv && { execArgv }),
  });
  const reading = new Promise<BoundedAnswer>((done, fail) => {
    thread.once('message', done);
    thread.once('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? done({ kind: 'tooHard' }) : fail(error),
    );
    thread.once('exit', (code) => fail(new Error(`The thread that reads calendars ended with ${code}.`)));
  });
  return withDeadline(reading, timeMs)
    .then((answer): BoundedAnswer => (answer === expired ? { kind: 'tooHard' } : answer))
    .finally(() => thread.terminate());
}
