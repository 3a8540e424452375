/** Works the lanes that have something to send until nothing is left to do now; index.ts starts and stops it. */
import type { Logger } from '../kernel/logger.js';
import type { Courier, LaneStep } from './courier.js';
import { createLanes } from './lanes.js';
import { createRests } from './rests.js';

/** How many destinations one copy of the bot sends to at the same time. */
const handCount = 8;
const batchSize = 32;

export interface Worker {
  /** Looks for work in the whole queue. Resolves when nothing is left to do now and nothing is in flight. */
  work(): Promise<void>;
  /** Works these lanes, without a look at the queue. */
  wake(lanes: Iterable<string>): void;
  /** Whether something is in flight or looked for. */
  isWorking(): boolean;
  /** Begins nothing new; resolves when what is in flight has ended. */
  stop(): Promise<void>;
}

export function createWorker(deps: {
  readonly courier: Courier;
  readonly log: Logger;
  /** Up to `count` lanes that have something to send, by name, after the lane `after`. */
  readonly findDue: (range: { readonly after: string; readonly count: number }) => Promise<readonly string[]>;
  /** Resolves when the next delivery may begin. */
  readonly turn: () => Promise<void>;
}): Worker {
  const { courier, log, findDue, turn } = deps;
  const lanes = createLanes(handCount, workLane);
  const rests = createRests((lane) => wake([lane]));
  const inFlight = new Set<Promise<void>>();
  /** Lanes that the database failed under; they are looked at again with the next work(). */
  const broken = new Set<string>();
  let isStopping = false;
  let isAsked = false;
  let present: Promise<void> | null = null;
  let interrupt: () => void = () => undefined;

  async function workLane(lane: string): Promise<void> {
    try {
      let step: LaneStep = { kind: 'look' };
      while (step.kind === 'next' || (step.kind === 'look' && mayGoOn())) {
        // A resting lane frees its slot, so that a busy channel does not hold up others.
        if (step.kind === 'look' && rests.isResting(lane)) return rests.wakeAfter(lane);
        step = step.kind === 'next' ? await courier.carry(step.claimed, mayGoOn) : await claim(lane);
        if (step.kind === 'rest') rests.begin(lane, step.ms);
        if (step.kind === 'rest' && step.hasMore) rests.wakeAfter(lane);
        if (step.kind === 'later') rests.wakeIn(lane, step.ms);
        if (step.kind === 'later' && step.letsPass) step = { kind: 'look' };
      }
    } catch (error) {
      broken.add(lane);
      log.error({ err: error, lane }, 'lane broke off');
    }
  }

  async function claim(lane: string): Promise<LaneStep> {
    await turn();
    return courier.claim(lane);
  }

  const mayGoOn = () => !isStopping;

  function wake(found: Iterable<string>): void {
    if (isStopping) return;
    for (const lane of found) {
      const flight = lanes.run(lane).then(() => void inFlight.delete(flight));
      inFlight.add(flight);
    }
  }

  /** Goes once through the lanes that have something to send, a batch at a time. */
  async function workThrough(): Promise<void> {
    wake(broken);
    broken.clear();
    isAsked = false;
    for (let after: string | undefined = ''; after !== undefined && !isStopping; ) {
      if (inFlight.size >= batchSize) await Promise.race(inFlight);
      else {
        const found: readonly string[] = await findDue({ after, count: batchSize });
        wake(found);
        after = found.length === batchSize ? found.at(-1) : undefined;
      }
    }
    await untilIdleOrAsked();
  }

  async function untilIdleOrAsked(): Promise<void> {
    while (inFlight.size > 0 && (!isAsked || isStopping)) {
      const asked = new Promise<void>((resolve) => {
        interrupt = resolve;
      });
      await Promise.race([Promise.all(inFlight), asked]);
    }
  }

  async function workOnce(): Promise<void> {
    try {
      do await workThrough();
      while (isAsked && !isStopping);
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
    wake,
    isWorking: () => present !== null || inFlight.size > 0,
    async stop() {
      isStopping = true;
      rests.stop();
      interrupt();
      await present;
      await Promise.all(inFlight);
    },
  };
}
