/**
 * The only user of pg-boss: wakes a worker for a lane, now or after a wait. A job says no more than "look at this
 * lane"; what is to be sent, and in which order, stands in `deliveries`. So a job too many does no harm, and one
 * whose copy of the bot died comes back by itself.
 */
import PgBoss from 'pg-boss';
import type { Logger } from '../kernel/logger.js';
import type { Database, Transaction } from '../storage/database.js';

export interface LaneJob {
  readonly id: string;
  readonly lane: string;
}

/** An INSERT of ours that is done in the same statement as pg-boss's own, which saves a round trip. */
export interface Rider {
  /** Its parameters are numbered from `firstParameter`. */
  readonly sql: (firstParameter: number) => string;
  readonly values: readonly unknown[];
}

export interface Queue {
  /** In the caller's transaction, one statement for any number of lanes. Waits are whole seconds, rounded up. */
  put(tx: Transaction, lanes: readonly string[], also?: { waitSeconds?: number; rider?: Rider }): Promise<void>;
  /** Up to `count` jobs that are due; empty also when the database does not answer. */
  fetch(count: number): Promise<readonly LaneJob[]>;
  /** The lanes were worked. */
  remove(ids: readonly string[]): Promise<void>;
  /** Brings back the jobs of copies that died. Cheap; every copy does it every now and then. */
  maintain(): Promise<void>;
  isAlive(): Promise<boolean>;
  close(): Promise<void>;
}

const queueName = 'deliveries';
/** How long a copy may keep a job before others take it for dead. A lane may be long; two at it do no harm. */
const expireInSeconds = 120;

/** Installs pg-boss's tables where they are missing. Starts no timer: the worker says when. */
export async function openQueue(database: Database, log: Logger): Promise<Queue> {
  const boss = await startBoss(database, log);
  return {
    async put(tx, lanes, { waitSeconds = 0, rider } = {}) {
      const startAfter = waitSeconds > 0 ? { startAfter: `${Math.ceil(waitSeconds)} seconds` } : {};
      const jobs = [...new Set(lanes)].map((lane) => ({ name: queueName, data: { lane }, ...startAfter }));
      await boss.insert(jobs, { db: inTransaction(tx, rider) });
    },
    async fetch(count) {
      const jobs = await boss.fetch<{ lane: string }>(queueName, { batchSize: count, priority: false });
      return jobs.map((job) => ({ id: job.id, lane: job.data.lane }));
    },
    async remove(ids) {
      if (ids.length > 0) await boss.deleteJob(queueName, [...ids]);
    },
    maintain: () => boss.maintain(),
    isAlive: async () => (await boss.getQueue(queueName)) !== null,
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

const startAttemptCount = 5;

/** Of two copies that make the tables at the same moment one fails; it finds them made when it tries again. */
async function startBoss(database: Database, log: Logger): Promise<PgBoss> {
  for (let attempt = 1; ; attempt += 1) {
    // A fresh one each time: after a failed start pg-boss would take itself for started.
    const boss = new PgBoss({ db: withRollback(database), supervise: false, schedule: false });
    boss.on('error', (error) => log.warn({ err: error }, 'queue failed'));
    try {
      await boss.start();
      // Dying with a job in hand is no fault of the job, so there is no end to its retries.
      await boss.createQueue(queueName, { name: queueName, expireInSeconds, retryLimit: 1_000_000 });
      return boss;
    } catch (error) {
      if (attempt === startAttemptCount) throw error;
    }
  }
}

/**
 * pg-boss's scripts open a transaction themselves. One that fails half-way leaves it open, which on the embedded
 * database's only connection would fail every query from then on.
 */
function withRollback(database: Database): PgBoss.Db {
  return {
    async executeSql(text, values) {
      try {
        return await database.executeSql(text, values);
      } catch (error) {
        if (/^\s*BEGIN/.test(text)) await database.executeSql('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
  };
}

/** What pg-boss asks of a connection, answered by a Prisma transaction. */
function inTransaction(tx: Transaction, rider?: Rider): PgBoss.Db {
  const run = (text: string, values: readonly unknown[]) => tx.$queryRawUnsafe<unknown[]>(text, ...values);
  return {
    async executeSql(text, values) {
      if (!rider) return { rows: await run(text, values) };
      const joined = text.replace(/^\s*WITH\b/, () => `WITH rider AS (${rider.sql(values.length + 1)}),`);
      if (joined !== text) return { rows: await run(joined, [...values, ...rider.values]) };
      // A pg-boss that words it otherwise: one after the other then.
      await run(rider.sql(1), rider.values);
      return { rows: await run(text, values) };
    },
  };
}
