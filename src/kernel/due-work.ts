/** Runs what has fallen due at one moment until nothing more is, whatever fails; for the scheduler. */
import type { Logger } from './logger.js';
import { asWork } from './work.js';

/** Work that falls due by the clock, as the rooms' sweeps are. */
export interface DueWork {
  /** `room.what`, as logs name it. */
  readonly name: string;
  /** Does what is due at `now`, or a batch of it, and answers how many it did. Safe in several copies at once. */
  run(now: Date): Promise<number>;
}

/** Answers by name the earliest instant at which there is something to do; null, or no answer: there is nothing. */
export type AskDue<Work extends DueWork = DueWork> = (
  works: readonly Work[],
) => Promise<ReadonlyMap<string, Date | null>>;

/** Runs `batch` until it has nothing more to do, and answers how many it did in all. */
export async function inBatches(batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let count = await batch(); count > 0; count = await batch()) total += count;
  return total;
}

/** How often one piece of work may run at one moment before it is left out. */
export interface Patience {
  /** Runs in a row that did nothing or failed. */
  readonly idleRuns: number;
  readonly runs: number;
}

/** What happened at one moment, by name of the work. */
export interface Tally {
  readonly runs: Map<string, { idle: number; all: number }>;
  /** Work that has used up its patience: it is not asked again at this moment. */
  readonly leftOut: Set<string>;
}

export function newTally(): Tally {
  return { runs: new Map(), leftOut: new Set() };
}

export interface DueWorkRun<Work extends DueWork = DueWork> {
  readonly works: readonly Work[];
  readonly askDue: AskDue<Work>;
  readonly moment: Date;
  readonly patience: Patience;
  readonly tally: Tally;
  readonly log: Logger;
  /** Asked before each piece of work; true ends the run early. */
  readonly isStopping: () => boolean;
}

/**
 * Round by round: all that are due do one batch each, so that one with much to do lets the others through, and what
 * one makes due for another is done too. One question a round. Never rejects.
 * @param known what is due in the first round, when the caller has asked already
 */
export async function runUntilIdle<Work extends DueWork>(
  run: DueWorkRun<Work>,
  known?: readonly Due<Work>[],
): Promise<void> {
  const findDue = async () => (await askAll(run)).filter(({ dueAt }) => dueAt <= run.moment);
  let due: readonly Due<Work>[] = known ?? (await findDue());
  while (due.length > 0) {
    for (const each of due) {
      if (run.isStopping()) return;
      await runOnce(each, run);
    }
    due = await findDue();
  }
}

/** Work, and when it fell due. */
interface Due<Work> {
  readonly work: Work;
  readonly dueAt: Date;
}

/** The earliest due time, and the work that it belongs to. */
export interface Earliest<Work> {
  readonly dueAt: Date;
  readonly works: readonly Due<Work>[];
}

/** The earliest due time up to `latest`, or null. What can't be asked is left out. Never rejects. */
export async function earliestDue<Work extends DueWork>(
  run: Asking<Work>,
  latest: Date,
): Promise<Earliest<Work> | null> {
  const answers = (await askAll(run)).filter(({ dueAt }) => dueAt <= latest);
  if (answers.length === 0) return null;
  const earliestMs = Math.min(...answers.map(({ dueAt }) => dueAt.getTime()));
  const works = answers.filter(({ dueAt }) => dueAt.getTime() === earliestMs);
  return { dueAt: new Date(earliestMs), works };
}

type Asking<Work extends DueWork> = Pick<DueWorkRun<Work>, 'works' | 'askDue' | 'tally' | 'log'>;

/** Asks for all in one question, or one by one when that fails, so that one that fails does not stop the others. */
async function askAll<Work extends DueWork>(run: Asking<Work>): Promise<readonly Due<Work>[]> {
  const works = run.works.filter(({ name }) => !run.tally.leftOut.has(name));
  if (works.length === 0) return [];
  const answers = await run.askDue(works).catch((error: unknown) => {
    run.log.warn({ err: error }, 'sweeps asked one by one');
    return askEach(works, run);
  });
  return works.flatMap((work) => {
    const dueAt = answers.get(work.name);
    return dueAt ? { work, dueAt } : [];
  });
}

async function askEach<Work extends DueWork>(
  works: readonly Work[],
  { askDue, tally, log }: Asking<Work>,
): Promise<ReadonlyMap<string, Date | null>> {
  const answers = new Map<string, Date | null>();
  for (const work of works) {
    try {
      answers.set(work.name, (await askDue([work])).get(work.name) ?? null);
    } catch (error) {
      log.error({ sweep: work.name, err: error }, 'sweep failed');
      tally.leftOut.add(work.name);
    }
  }
  return answers;
}

/** Counts the run, and leaves the work out when its patience is used up. */
async function runOnce<Work extends DueWork>(
  { work, dueAt }: Due<Work>,
  { moment, tally, patience, log }: DueWorkRun<Work>,
): Promise<void> {
  let doneCount = 0;
  const lateMs = moment.getTime() - dueAt.getTime();
  try {
    doneCount = await asWork({ kind: 'sweep', name: work.name, lateMs }, () => work.run(moment));
  } catch (error) {
    log.error({ sweep: work.name, err: error }, 'sweep failed');
  }
  const before = tally.runs.get(work.name) ?? { idle: 0, all: 0 };
  const runs = { idle: doneCount > 0 ? 0 : before.idle + 1, all: before.all + 1 };
  tally.runs.set(work.name, runs);
  if (runs.idle >= patience.idleRuns || runs.all >= patience.runs) tally.leftOut.add(work.name);
}
