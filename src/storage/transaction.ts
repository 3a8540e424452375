/** Runs a piece of work in one transaction, again when the database asks for it; embedded.ts and server.ts offer it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { expired, withDeadline } from '../kernel/deadline.js';
import { isConflictOfTransactions, TransactionExpired } from './failure.js';
import { type RunStatement, type Sql, sqlOver } from './sql.js';

/** What a use case is handed to read and write with; nothing else may be asked before it ends. */
export interface Transaction extends Sql {
  /**
   * Answers the rows, and commits: on a server, without a wait between, so that what it locks is free sooner. Nothing may
   * be asked after it, and `work` must not fail any more.
   */
  queryLast: Sql['query'];
}

/** Commits what `work` did when it resolves, and rolls it back when it rejects, with its error. */
export type Transact = <T>(work: (run: RunStatement) => Promise<T>) => Promise<T>;

/** What a transaction does before its work, because of whom it is done for. */
export type Beforehand = (tx: Sql) => Promise<void>;

const beforehand = new AsyncLocalStorage<Beforehand>();

/** Every transaction that `work` begins does `first` at its start, and so commits both or neither. */
export function beforeEachTransaction<T>(first: Beforehand, work: () => Promise<T>): Promise<T> {
  return beforehand.run(first, work);
}

const attemptCount = 5;
const longestMs = 20_000;

/**
 * Commits what `work` did, or nothing of it. PostgreSQL may end one of two transactions that stand in each other's
 * way and asks to run it again: that is done here, so `work` must have no effect outside its transaction.
 * Throws TransactionExpired after 20 s.
 */
export async function runTransaction<T>(transact: Transact, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const first = beforehand.getStore();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact((run) => inTime(run, work, first));
    } catch (error) {
      if (attempt === attemptCount || !isConflictOfTransactions(error)) throw error;
    }
    await wait(attempt * Math.random() * 40);
  }
}

async function inTime<T>(run: RunStatement, work: (tx: Transaction) => Promise<T>, first?: Beforehand): Promise<T> {
  let isOver = false;
  /** PostgreSQL keeps nothing after a statement failed, and answers COMMIT as if all were well. */
  let failure: { readonly error: unknown } | null = null;
  const watched: RunStatement = async (text, values, isLast) => {
    if (isOver) throw new TransactionExpired();
    isOver = isLast ?? false;
    try {
      const result = await run(text, values, isLast);
      if (text.startsWith('ROLLBACK TO SAVEPOINT')) failure = null;
      return result;
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  try {
    const { query: queryLast } = sqlOver((text, values) => watched(text, values, true));
    const tx = { ...sqlOver(watched), queryLast };
    const both = async () => {
      await first?.(tx);
      return work(tx);
    };
    const done = await withDeadline(both(), longestMs);
    if (done === expired) throw new TransactionExpired();
    throwIf(failure);
    return done;
  } finally {
    isOver = true;
  }
}

function throwIf(failure: { readonly error: unknown } | null): void {
  if (failure) throw failure.error;
}
