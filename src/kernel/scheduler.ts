/**
 * Asks every second what has fallen due, and has it done; built by app.ts with the sweeps of all rooms.
 * The playground's clock moves through it too, so that a day passed in a second sees the same work in the same order.
 */
import { setImmediate as oneTurn } from 'node:timers/promises';
import { createTask, type ScheduledTask } from 'node-cron';
import type { Clock, MovableClock } from './clock.js';
import { systemClock } from './clock.js';
import { type AskDue, type DueWork, earliestDue, newTally, runUntilIdle } from './due-work.js';
import type { Logger } from './logger.js';

export interface SchedulerParts<Work extends DueWork> {
  readonly clock: Clock;
  readonly log: Logger;
  /** Read anew at every tick. */
  readonly sweeps: () => readonly Work[];
  /** Asked for all sweeps together; a tick with nothing due is one such question. */
  readonly askDue: AskDue<Work>;
  /**
   * Called by advanceTo before it first moves the clock and after each moment's sweeps: sends what was enqueued,
   * so that it goes out at its time. Ticks don't call it: a slow platform would hold up what falls due next.
   */
  readonly afterTick?: () => Promise<void>;
}

/** Asks every second what is due, and does it. */
export interface Scheduler {
  /**
   * Asks once and does nothing: an embedded database reads and plans the question when it first comes, which takes nearly
   * as long as a step may, and nobody waits before the start. Never rejects.
   */
  prepare(): Promise<void>;
  /** Ticks at every full second from now on. */
  start(): void;
  /** No more ticks; resolves when the one under way, or an advance, has come to a safe end. */
  stop(): Promise<void>;
  /** Runs every due sweep. Does nothing while another tick or an advance is under way. Never rejects. */
  tick(): Promise<void>;
  /**
   * Moves `clock` to `instant`, stopping on the way at every moment at which something falls due.
   * What is overdue runs at the present. Waits for a tick under way; ticks that come meanwhile are skipped.
   */
  advanceTo(instant: Date, clock: MovableClock): Promise<void>;
}

/** After this many batches, or one that did nothing, a sweep waits for the next tick. */
const tickPatience = { idleRuns: 1, runs: 10 };
/** Limits for moving the clock: work that stays due without doing anything must not stop it. */
const advancePatience = { idleRuns: 2, runs: 1_000 };

/** Builds the scheduler; nothing runs before `start`. */
export function createScheduler<Work extends DueWork>(parts: SchedulerParts<Work>): Scheduler {
  const { clock, log, sweeps, askDue, afterTick } = parts;
  let underWay: Promise<void> | null = null;
  let stopping = false;
  let stopBeating: (() => void) | null = null;
  const isStopping = () => stopping;

  /** Waits and takes its turn in one step, so that of two that wait only one goes on. */
  async function alone(work: () => Promise<void>): Promise<void> {
    // A waiting call must not get the error of the one before it.
    while (underWay) await underWay.catch(() => {});
    const run = work();
    underWay = run;
    try {
      await run;
    } finally {
      underWay = null;
    }
  }

  async function runDue(): Promise<void> {
    const run = { works: sweeps(), askDue, moment: clock.now(), patience: tickPatience, tally: newTally() };
    await runUntilIdle({ ...run, log, isStopping });
  }

  async function settleAfter(): Promise<void> {
    try {
      await afterTick?.();
    } catch (error) {
      log.error({ err: error }, 'after tick failed');
    }
  }

  async function advance(instant: Date, movable: MovableClock): Promise<void> {
    const tally = newTally();
    await settleAfter();
    while (!stopping) {
      const run = { works: sweeps(), askDue, tally, log, isStopping };
      const earliest = await earliestDue(run, instant);
      if (!earliest) break;
      const { dueAt, works } = earliest;
      if (moveForward(movable, dueAt)) tally.runs.clear();
      const leftOutBefore = new Set(tally.leftOut);
      // What this makes due for others is found by the next look: asking all of them twice would cost as much again.
      const due = works.map(({ work }) => work);
      await runUntilIdle({ ...run, works: due, moment: movable.now(), patience: advancePatience }, works);
      for (const sweep of tally.leftOut) {
        if (!leftOutBefore.has(sweep)) log.warn({ sweep, dueAt }, 'sweep left out of the advance');
      }
      await settleAfter();
      // The embedded database answers without a pause, and nobody else would get a turn.
      await oneTurn();
    }
    if (!stopping) moveForward(movable, instant);
  }

  async function tick(): Promise<void> {
    if (underWay || stopping) return;
    try {
      await alone(runDue);
    } catch (error) {
      log.error({ err: error }, 'tick failed');
    }
  }

  return {
    async prepare() {
      await earliestDue({ works: sweeps(), askDue, tally: newTally(), log }, clock.now());
    },
    start() {
      stopBeating ??= beatEverySecond(() => void tick(), log);
    },
    async stop() {
      stopBeating?.();
      stopBeating = null;
      stopping = true;
      await alone(async () => {});
      stopping = false;
    },
    tick,
    advanceTo: (instant, movable) => alone(() => advance(instant, movable)),
  };
}

/** Whether the clock moved. A clock that runs by itself may have passed the instant meanwhile. */
function moveForward(clock: MovableClock, instant: Date): boolean {
  if (instant <= clock.now()) return false;
  try {
    clock.moveTo(instant);
    return true;
  } catch (err) {
    if (err instanceof RangeError && instant <= clock.now()) return false;
    throw err;
  }
}

/**
 * node-cron's heartbeat, in UTC because in a zone with summer time it pauses for the hour that comes twice.
 * `onBeat` returns at once: overlap is ours to prevent, and node-cron's own prevention warns every second.
 */
function beatEverySecond(onBeat: () => void, log: Logger): () => void {
  const beat = () => {
    watch.beaten();
    onBeat();
  };
  const task = createTask('* * * * * *', beat, { timezone: 'UTC', suppressMissedWarning: true, logger: quietly(log) });
  const watch = keepBeating(task);
  void task.start();
  return () => {
    watch.end();
    void task.destroy();
  };
}

/**
 * node-cron plans its next beat by the machine's clock, and 4.6 reads that through local time. So it falls silent for
 * an hour when the clock is set back by one, and, where the machine's zone has summer time, in the hour that comes
 * twice; and after a weekend's sleep it first counts every missed second, 0.1 ms each. Looking shortly before each
 * beat is due, at the clock that only counts elapsed time and at whether the last beat came, we have it plan anew.
 */
function keepBeating(task: ScheduledTask) {
  const aheadMs = () => systemClock.now().getTime() - performance.now();
  let plannedAheadMs = aheadMs();
  let hasBeaten = true;
  const look = () => {
    const isInStep = hasBeaten && Math.abs(aheadMs() - plannedAheadMs) < 1_000;
    hasBeaten = false;
    if (isInStep) return;
    plannedAheadMs = aheadMs();
    void task.stop();
    void task.start();
  };
  const timer = setInterval(look, 900);
  return {
    beaten() {
      hasBeaten = true;
      timer.refresh();
    },
    end: () => clearInterval(timer),
  };
}

/** Sends node-cron's messages to our log; by default it prints them in colour. */
function quietly(log: Logger) {
  const about = (said: string | Error, err?: Error) => (typeof said === 'string' ? { said, err } : { err: said });
  const debug = (said: string | Error, err?: Error) => log.debug(about(said, err), 'cron said');
  const error = (said: string | Error, err?: Error) => log.error(about(said, err), 'cron failed');
  return { info: debug, warn: debug, debug, error };
}
