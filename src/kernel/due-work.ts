/** Runs what has fallen due at one moment until nothing more is, whatever fails; for the scheduler. */
import type { Logger } from './logger.js';

/** Work that falls due by the clock, as the rooms' sweeps are. */
export interface DueWork {
  /** `room.what`, as logs name it. */
  readonly name: string;
  /** The earliest instant at which there is something to do; null when there is nothing. */
  nextDueAt(): Promise<Date | null>;
  /** Does what is due at `now`, or a batch of it, and answers how many it did. */
  run(now: Date): Promise<number>;
}

/** Runs `batch` until it has nothing more to do, and answers how many it did in all. */
export async function inBatches(batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let count = await batch(); count > 0; count = await batch()) total += count;
  return total;
}

/** How long one piece of work is believed when it says that it is due. */
export interface Patience {
  /** Runs in a row that did nothing or failed. */
  readonly idleRuns: number;
  readonly runs: number;
}

/** What happened at one moment, by name of the work. */
export interface Tally {
  readonly runs: Map<string, { idle: number; all: number }>;
  /** Those that patience has ended with: they are not asked again. */
  readonly leftOut: Set<string>;
}

export function newTally(): Tally {
  return { runs: new Map(), leftOut: new Set() };
}

export interface DueWorkRun {
  readonly works: readonly DueWork[];
  readonly moment: Date;
  readonly patience: Patience;
  readonly tally: Tally;
  readonly log: Logger;
  /** Asked before each piece of work; true ends the run early. */
  readonly isStopping: () => boolean;
}

/** Turn by turn, so that one with much to do lets the others through after each batch. Never rejects. */
export async function runUntilIdle(run: DueWorkRun): Promise<void> {
  let waiting = run.works;
  while (waiting.length > 0) {
    const again: DueWork[] = [];
    for (const work of waiting) {
      if (run.isStopping()) return;
      if (!run.tally.leftOut.has(work.name) && (await runOnce(work, run))) again.push(work);
    }
    waiting = again;
  }
}

/** The earliest due time, and whose it is. */
export interface Earliest {
  readonly dueAt: Date;
  readonly works: readonly DueWork[];
}

/** The earliest due time up to `latest`, or null. What can't be asked is left out. Never rejects. */
export async function earliestDue(
  run: Omit<DueWorkRun, 'moment' | 'patience'>,
  latest: Date,
): Promise<Earliest | null> {
  let earliest: Earliest | null = null;
  for (const work of run.works) {
    if (run.tally.leftOut.has(work.name)) continue;
    try {
      const dueAt = await work.nextDueAt();
      if (!dueAt || dueAt > latest || (earliest && dueAt > earliest.dueAt)) continue;
      const works: readonly DueWork[] = earliest && +dueAt === +earliest.dueAt ? earliest.works : [];
      earliest = { dueAt, works: [...works, work] };
    } catch (err) {
      run.log.error({ sweep: work.name, err }, 'sweep failed');
      run.tally.leftOut.add(work.name);
    }
  }
  return earliest;
}

/** Whether the work was due, and so may have more to do. */
async function runOnce(work: DueWork, { moment, tally, patience, log }: DueWorkRun): Promise<boolean> {
  let doneCount = 0;
  try {
    const dueAt = await work.nextDueAt();
    if (!dueAt || dueAt > moment) return false;
    doneCount = await work.run(moment);
  } catch (err) {
    log.error({ sweep: work.name, err }, 'sweep failed');
  }
  const before = tally.runs.get(work.name) ?? { idle: 0, all: 0 };
  const runs = { idle: doneCount > 0 ? 0 : before.idle + 1, all: before.all + 1 };
  tally.runs.set(work.name, runs);
  const isPatient = runs.idle < patience.idleRuns && runs.all < patience.runs;
  if (!isPatient) tally.leftOut.add(work.name);
  return isPatient;
}
