/** Takes jobs off the queue and works their lanes until nothing is left to do now; index.ts starts and stops it. */
import type { Logger } from '../kernel/logger.js';
import type { Courier } from './courier.js';
import { createLanes } from './lanes.js';
import type { LaneJob, Queue } from './queue.js';
import { createRests } from './rests.js';

/** So many destinations are sent to at the same time, by one copy of the bot. */
const handCount = 8;
const batchSize = 32;

export interface Worker {
  /** Looks for work, unless it is at it. The promise is kept when nothing is left to do now and nothing is in flight. */
  work(): Promise<void>;
  /** The same, beginning with these lanes, job or no job. */
  workLanes(lanes: readonly string[]): Promise<void>;
  /** Begins nothing new; the promise is kept when what is in flight has ended. */
  stop(): Promise<void>;
}

export function createWorker(deps: {
  readonly queue: Queue;
  readonly courier: Courier;
  readonly log: Logger;
  /** Kept when the next delivery may begin. */
  readonly turn: () => Promise<void>;
}): Worker {
  const { queue, courier, log, turn } = deps;
  const lanes = createLanes(handCount, workLane);
  const rests = createRests((lane) => {
    if (!isStopping) launch(lane, []);
  });
  const inFlight = new Set<Promise<void>>();
  /** Lanes that the database failed under; they are looked at again with the next work(). */
  const broken = new Set<string>();
  let done: string[] = [];
  let isStopping = false;
  let isAsked = false;
  let present: Promise<void> | null = null;
  let interrupt: () => void = () => undefined;

  async function workLane(lane: string): Promise<void> {
    try {
      while (!isStopping && !rests.isResting(lane)) {
        await turn();
        const step = await courier.deliverNext(lane);
        if (step.kind === 'nothing') return;
        if ('told' in step && step.told) isAsked = true;
        // A resting lane gives its hand back: a busy channel holds up no other.
        if (step.kind === 'rest') rests.begin(lane, step.ms);
        if (step.kind === 'later') rests.wakeIn(lane, step.ms);
      }
    } catch (error) {
      broken.add(lane);
      log.error({ err: error, lane }, 'lane broke off');
    }
  }

  function launch(lane: string, jobIds: readonly string[]): void {
    const flight = lanes.run(lane).then(() => {
      inFlight.delete(flight);
      if (!broken.has(lane) && !isStopping) done.push(...jobIds);
    });
    inFlight.add(flight);
  }

  async function workThrough(): Promise<void> {
    for (const lane of broken) launch(lane, []);
    broken.clear();
    // A lane that ends says nothing of the queue: reasons to look are whoever asks, a room that was told how a message
    // ended, and a batch that came full.
    let mayHoldMore = true;
    while (!isStopping) {
      await removeDone();
      mayHoldMore ||= isAsked;
      isAsked = false;
      if (mayHoldMore && inFlight.size < batchSize) {
        const jobs = await queue.fetch(batchSize);
        for (const [lane, ids] of byLane(jobs)) launch(lane, ids);
        mayHoldMore = jobs.length === batchSize;
      } else if (inFlight.size > 0) await nextEvent();
      else break;
    }
    await Promise.all(inFlight);
    await removeDone();
  }

  async function removeDone(): Promise<void> {
    const ids = done;
    done = [];
    await queue.remove(ids);
  }

  /** A lane ended, or somebody asked. */
  async function nextEvent(): Promise<void> {
    const asked = new Promise<void>((resolve) => {
      interrupt = resolve;
    });
    await Promise.race([...inFlight, asked]);
  }

  async function workOnce(): Promise<void> {
    try {
      do {
        await workThrough();
      } while (isAsked && !isStopping);
    } catch (error) {
      log.error({ err: error }, 'delivery worker broke off');
    } finally {
      present = null;
    }
  }

  async function work(): Promise<void> {
    if (isStopping) return;
    isAsked = true;
    interrupt();
    present ??= workOnce();
    await present;
  }

  return {
    work,
    async workLanes(found) {
      if (!isStopping) for (const lane of found) launch(lane, []);
      await work();
    },
    async stop() {
      isStopping = true;
      rests.stop();
      interrupt();
      await present;
    },
  };
}

function byLane(jobs: readonly LaneJob[]): Map<string, string[]> {
  const lanes = new Map<string, string[]>();
  for (const job of jobs) lanes.set(job.lane, [...(lanes.get(job.lane) ?? []), job.id]);
  return lanes;
}
