/**
 * Visitors of public pages in a thread of their own, so that the bot's thread does the bot's work alone: half of the pages are
 * opened, half are sent; each at its own time, whether or not the one before has ended. Posts how long each took.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/** What a thread of visitors is given. */
export interface Visits {
  readonly base: string;
  readonly paths: readonly string[];
  readonly perSecond: number;
}

/** How long one page took, in milliseconds. */
export interface Visit {
  readonly isPost: boolean;
  readonly ms: number;
}

const { base, paths, perSecond } = workerData as Visits;
const visits: Visit[] = [];

async function visit(path: string, index: number): Promise<void> {
  const isPost = index % 2 === 1;
  const body = isPost ? new URLSearchParams({ score: String(index % 11), comment: 'Quick and kind' }) : null;
  const start = performance.now();
  const response = await fetch(base + path, { method: isPost ? 'POST' : 'GET', redirect: 'manual', body });
  await response.arrayBuffer();
  if (response.status !== (isPost ? 303 : 200)) throw new Error(`${path}: ${response.status}`);
  visits.push({ isPost, ms: performance.now() - start });
}

const start = performance.now();
const all: Promise<void>[] = [];
for (const [index, path] of paths.entries()) {
  const due = start + (index / perSecond) * 1_000 - performance.now();
  if (due > 1) await wait(due);
  all.push(visit(path, index));
}
await Promise.all(all);
parentPort?.postMessage(visits);
