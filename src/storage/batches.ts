/**
 * Does batch work although single items fail: an item that throws is put aside with growing waits (put-aside.ts), and
 * the rest is done. Rooms get it in their deps; what they claim leaves out what is put aside.
 */
import type { Logger } from '../kernel/logger.js';
import type { Database } from './database-type.js';
import { describeFailure, isNoItemsFault, TransactionExpired } from './failure.js';
import { type PutAside, putAside, takeBack, type WorkItem } from './put-aside.js';
import type { Transaction } from './transaction.js';

export interface Batch<Item extends WorkItem, Result> {
  /** `room.what`, as its claim and its due time name it. */
  readonly work: string;
  readonly now: Date;
  /** How many items one transaction takes at most. */
  readonly limit: number;
  /** Locks up to `limit` items that are due and not put aside. */
  claim(tx: Transaction, limit: number): Promise<readonly Item[]>;
  /**
   * Does these items, all or some of those claimed. It may be called again with fewer of them after it threw, and what
   * it wrote before is undone, so it must have no other effect. It must await every statement that it starts.
   */
  run(tx: Transaction, items: readonly Item[]): Promise<Result>;
}

export interface BatchOutcome<Result> {
  /** How many items were claimed; those that were put aside count too. */
  readonly count: number;
  /** What each successful call of `run` answered. */
  readonly results: readonly Result[];
}

/** Work of which a batch is done each time that the clock asks. */
export interface BatchWork<Item extends WorkItem, Due> extends Pick<Batch<Item, unknown>, 'work' | 'limit'> {
  /** When something of it is due, as `dueNext` writes it. */
  readonly due: Due;
  claim(tx: Transaction, now: Date, limit: number): Promise<readonly Item[]>;
  run(tx: Transaction, items: readonly Item[], now: Date): Promise<unknown>;
}

/** Does work on many items so that one that fails stops no other. */
export interface Batches {
  /**
   * Claims and does a batch in one transaction. When it fails, again with savepoints: in halves, down to the items that
   * fail by themselves, which are put aside. Throws when the database is away.
   */
  inTransaction<Item extends WorkItem, Result>(batch: Batch<Item, Result>): Promise<BatchOutcome<Result>>;
  /**
   * Does items one after the other, each in transactions of its own; for work that asks the outside world. Answers how
   * many there were. Throws when the database is away.
   */
  oneByOne<Item extends WorkItem>(
    work: string,
    now: Date,
    items: readonly Item[],
    run: (item: Item) => Promise<unknown>,
  ): Promise<number>;
  /**
   * The same for groups of items that are quicker done together; a group that fails is done in halves, down to the
   * items that fail by themselves. What `run` did before it threw is not undone: done again, it must do no harm.
   */
  inGroups<Item extends WorkItem>(
    work: string,
    now: Date,
    groups: readonly (readonly Item[])[],
    run: (items: readonly Item[]) => Promise<unknown>,
  ): Promise<number>;
  /** The sweep that does a batch of this work whenever it is due. */
  sweep<Item extends WorkItem, Due>(
    work: BatchWork<Item, Due>,
  ): { readonly name: string; readonly due: Due; run(now: Date): Promise<number> };
}

/** An item's failure with the error that `Failure` was made of. */
interface Failed {
  readonly item: WorkItem;
  readonly error: unknown;
}

/** @param commit runs a transaction, and wakes whoever is to send what it enqueued */
export function createBatches(
  database: Database,
  log: Logger,
  commit: Database['transaction'] = database.transaction,
): Batches {
  async function atOnce<Item extends WorkItem, Result>(batch: Batch<Item, Result>): Promise<BatchOutcome<Result>> {
    return commit(async (tx) => {
      const items = await batch.claim(tx, batch.limit);
      if (items.length === 0) return { count: 0, results: [] };
      const result = await batch.run(tx, items);
      await takeBack(tx, batch.work, items);
      return { count: items.length, results: [result] };
    });
  }

  async function inParts<Item extends WorkItem, Result>(batch: Batch<Item, Result>): Promise<BatchOutcome<Result>> {
    const { outcome, aside } = await commit(async (tx) => {
      const items = await batch.claim(tx, batch.limit);
      const { done, results, failed } = await halve(tx, batch, items);
      await takeBack(tx, batch.work, done);
      return { outcome: { count: items.length, results }, aside: await noteAll(tx, batch, failed) };
    });
    report(aside);
    return outcome;
  }

  /** One item took all the time that a transaction has: it is tried by itself, and put aside when it does so again. */
  async function slowest<Item extends WorkItem, Result>(batch: Batch<Item, Result>): Promise<BatchOutcome<Result>> {
    let claimed: Item | undefined;
    const claim: typeof batch.claim = async (tx) => {
      const items = await batch.claim(tx, 1);
      claimed = items[0];
      return items;
    };
    try {
      return await atOnce({ ...batch, claim });
    } catch (error) {
      if (!claimed || isNoItemsFault(error)) throw error;
      report(await noteAll(database, batch, [{ item: claimed, error }]));
      return { count: 1, results: [] };
    }
  }

  async function inGroups<Item extends WorkItem>(
    work: string,
    now: Date,
    groups: readonly (readonly Item[])[],
    run: (items: readonly Item[]) => Promise<unknown>,
  ): Promise<number> {
    const done: Item[] = [];
    const waiting = groups.filter((group) => group.length > 0);
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      try {
        await run(group);
        done.push(...group);
      } catch (error) {
        if (isNoItemsFault(error) || !(await database.isAlive())) throw error;
        const [item] = group;
        const middle = Math.ceil(group.length / 2);
        if (group.length > 1) waiting.unshift(group.slice(0, middle), group.slice(middle));
        else if (item) report(await noteAll(database, { work, now }, [{ item, error }]));
      }
    }
    await takeBack(database, work, done);
    return groups.reduce((count, group) => count + group.length, 0);
  }

  function report(all: readonly Noted[]): void {
    for (const { entry, error } of all) log.error({ ...entry, err: error }, 'item put aside');
  }

  const inTransaction: Batches['inTransaction'] = async (batch) => {
    try {
      return await atOnce(batch);
    } catch (error) {
      if (isNoItemsFault(error)) throw error;
      log.warn({ work: batch.work, err: error }, 'batch failed and is done in parts');
    }
    try {
      return await inParts(batch);
    } catch (error) {
      if (!(error instanceof TransactionExpired)) throw error;
    }
    return slowest(batch);
  };

  return {
    inTransaction,
    sweep: ({ work, due, limit, claim, run }) => ({
      name: work,
      due,
      run: async (now) =>
        (
          await inTransaction({
            ...{ work, now, limit },
            claim: (tx, most) => claim(tx, now, most),
            run: (tx, items) => run(tx, items, now),
          })
        ).count,
    }),
    oneByOne: (work, now, items, run) =>
      inGroups(
        work,
        now,
        items.map((item) => [item]),
        async (group) => {
          for (const item of group) await run(item);
        },
      ),
    inGroups,
  };
}

interface Parts<Item, Result> {
  readonly done: readonly Item[];
  readonly results: readonly Result[];
  readonly failed: readonly Failed[];
}

/** Calls `run` in savepoints: a part that fails is rolled back, and its halves are tried instead. */
async function halve<Item extends WorkItem, Result>(
  tx: Transaction,
  batch: Batch<Item, Result>,
  items: readonly Item[],
): Promise<Parts<Item, Result>> {
  if (items.length === 0) return { done: [], results: [], failed: [] };
  await tx.execute`SAVEPOINT part`;
  try {
    const result = await batch.run(tx, items);
    await tx.execute`RELEASE SAVEPOINT part`;
    return { done: items, results: [result], failed: [] };
  } catch (error) {
    if (isNoItemsFault(error) || error instanceof TransactionExpired) throw error;
    // Fails when the connection is gone, and then nothing is put aside.
    await tx.execute`ROLLBACK TO SAVEPOINT part`;
    await tx.execute`RELEASE SAVEPOINT part`;
    const [item] = items;
    if (items.length === 1 && item) return { done: [], results: [], failed: [{ item, error }] };
  }
  const middle = Math.ceil(items.length / 2);
  const first = await halve(tx, batch, items.slice(0, middle));
  const second = await halve(tx, batch, items.slice(middle));
  return {
    done: [...first.done, ...second.done],
    results: [...first.results, ...second.results],
    failed: [...first.failed, ...second.failed],
  };
}

interface Noted {
  readonly entry: PutAside;
  readonly error: unknown;
}

async function noteAll(
  db: Parameters<typeof putAside>[0],
  { work, now }: { readonly work: string; readonly now: Date },
  failed: readonly Failed[],
): Promise<readonly Noted[]> {
  const noted: Noted[] = [];
  for (const { item, error } of failed) {
    const entry = await putAside(db, { work, item, failure: describeFailure(error), now });
    if (entry) noted.push({ entry, error });
  }
  return noted;
}
