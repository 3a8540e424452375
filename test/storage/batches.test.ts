import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { newId } from '../../src/kernel/id.js';
import { type Batch, createBatches } from '../../src/storage/batches.js';
import {
  askDue,
  claimable,
  countPutAside,
  type Database,
  dueNext,
  forgetPutAside,
  listPutAside,
} from '../../src/storage/database.js';
import { TransactionExpired } from '../../src/storage/failure.js';
import type { WorkItem } from '../../src/storage/put-aside.js';
import type { Transaction } from '../../src/storage/transaction.js';
import { cutConnections, describeOnEachDatabase, describeOnServer, openCopy } from '../support/database.js';
import type { TestDatabase } from '../support/models.js';
import { type LogLine, recordingLog } from '../support/recording-log.js';

jest.setTimeout(30_000);

const start = new Date('2026-11-20T10:00:00Z');
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);
const work = 'test.work';
const due = { name: work, due: dueNext(work, { table: 'test_items', dueAt: 'due_at' }) };

interface Item extends WorkItem {
  readonly name: string;
}

async function makeTable(database: Database): Promise<void> {
  await database.executeSql(`CREATE TABLE IF NOT EXISTS test_items
    (id uuid PRIMARY KEY, organisation_id uuid, name text UNIQUE, due_at timestamptz, note text UNIQUE)`);
}

/** Items that are due at `start`, in this order, in an organisation each. */
async function addItems(database: TestDatabase, names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    const id = newId(minutes(index - 60));
    await database.models.organisation.create({ data: { id, name, createdAt: start } });
    await database.executeSql('INSERT INTO test_items VALUES ($1::uuid, $1::uuid, $2, $3::timestamptz)', [
      id,
      name,
      start.toISOString(),
    ]);
  }
}

/** A database or an item of which some names fail: by an error of ours, or one of the database inside the transaction. */
function batchOver(failing: ReadonlyMap<string, 'ours' | 'sql'>, now: Date): Batch<Item, readonly string[]> {
  return {
    work,
    now,
    limit: 100,
    claim: (tx, limit) => tx.query`
      SELECT id, organisation_id AS "organisationId", name FROM test_items item
      WHERE due_at <= ${now} AND ${claimable(work, 'item', now)}
      ORDER BY id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`,
    run: (tx, items) => doItems(tx, items, failing),
  };
}

async function doItems(
  tx: Transaction,
  items: readonly Item[],
  failing: ReadonlyMap<string, 'ours' | 'sql'>,
): Promise<readonly string[]> {
  for (const { id, name } of items) {
    const how = failing.get(name);
    // Written before the failure, so that a savepoint that does not hold shows.
    await tx.execute`UPDATE test_items SET due_at = NULL, note = ${`done ${name}`} WHERE id = ${id}::uuid`;
    if (how === 'ours') throw new RangeError('Words of Tea & Co');
    if (how === 'sql') await tx.execute`INSERT INTO test_items (id, name) VALUES (gen_random_uuid(), ${name})`;
  }
  return items.map(({ name }) => name);
}

async function notes(database: Database): Promise<unknown[]> {
  const { rows } = await database.executeSql('SELECT note FROM test_items WHERE note IS NOT NULL ORDER BY id');
  return rows.map((row) => (row as { note: string }).note);
}

async function dueAt(database: Database): Promise<Date | null | undefined> {
  return (await askDue(database, [due])).get(work);
}

const many = Array.from({ length: 20 }, (_, index) => `item ${index}`);

describeOnEachDatabase('A batch', (database) => {
  let lines: LogLine[];
  let batches: ReturnType<typeof createBatches>;

  beforeEach(async () => {
    await makeTable(database());
    const recording = recordingLog();
    lines = recording.lines;
    batches = createBatches(database(), recording.log);
  });

  test('is done in one go when nothing fails', async () => {
    await addItems(database(), many);
    const outcome = await batches.inTransaction(batchOver(new Map(), start));
    expect(outcome).toEqual({ count: 20, results: [many] });
    expect(await notes(database())).toEqual(many.map((name) => `done ${name}`));
    expect(lines).toEqual([]);
    expect(await countPutAside(database())).toBe(0);
  });

  test.each(['ours', 'sql'] as const)('does all but those that fail (%s), and puts these aside', async (how) => {
    await addItems(database(), many);
    const failing = new Map([
      ['item 3', how],
      ['item 4', how],
      ['item 19', how],
    ]);
    const outcome = await batches.inTransaction(batchOver(failing, start));
    expect(outcome.count).toBe(20);
    const good = many.filter((name) => !failing.has(name));
    expect(outcome.results.flat()).toEqual(good);
    expect(await notes(database())).toEqual(good.map((name) => `done ${name}`));
    const aside = await listPutAside(database(), 100);
    expect(aside).toHaveLength(3);
    for (const each of aside) {
      expect(each).toMatchObject({ work, failCount: 1, until: minutes(1), firstAt: start, lastAt: start });
      expect(each.organisationId).toBe(each.itemId);
    }
    // Nothing is due before the wait is over.
    expect(await dueAt(database())).toEqual(minutes(1));
    expect(await batches.inTransaction(batchOver(failing, start))).toEqual({ count: 0, results: [] });
  });

  test('logs each with its work, item and organisation, and nobody’s words', async () => {
    await addItems(database(), ['good', 'bad']);
    await batches.inTransaction(batchOver(new Map([['bad', 'ours']]), start));
    const [aside] = await listPutAside(database(), 1);
    const told = lines.filter(({ msg }) => msg === 'item put aside');
    expect(told).toEqual([
      expect.objectContaining({
        level: 50,
        work,
        itemId: aside?.itemId,
        organisationId: aside?.organisationId,
        errorCode: 'RangeError',
        errorSource: expect.stringMatching(/^doItems \(.*batches\.test\.ts:\d+:\d+\)$/),
      }),
    ]);
    expect(JSON.stringify([lines, aside])).not.toContain('Tea & Co');
  });

  test('tries what failed again with growing waits up to six hours, until it succeeds', async () => {
    await addItems(database(), ['bad']);
    const failing = new Map([['bad', 'sql' as const]]);
    const waits: number[] = [];
    let now = start;
    for (let round = 0; round < 12; round += 1) {
      await batches.inTransaction(batchOver(failing, now));
      const next = await dueAt(database());
      if (!next) throw new Error('It is lost.');
      waits.push((next.getTime() - now.getTime()) / 60_000);
      now = next;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
    expect((await listPutAside(database(), 1))[0]).toMatchObject({ failCount: 12, firstAt: start });
    await batches.inTransaction(batchOver(new Map(), now));
    expect(await notes(database())).toEqual(['done bad']);
    expect(await countPutAside(database())).toBe(0);
    expect(await dueAt(database())).toBeNull();
  });

  test('puts an item aside whose organisation is gone', async () => {
    await addItems(database(), ['good', 'bad']);
    await database().models.organisation.deleteMany();
    await batches.inTransaction(batchOver(new Map([['bad', 'ours']]), start));
    expect(await notes(database())).toEqual(['done good']);
    expect(await listPutAside(database(), 1)).toEqual([expect.objectContaining({ organisationId: null })]);
  });

  test('forgets what was put aside with its organisation', async () => {
    await addItems(database(), ['bad']);
    await batches.inTransaction(batchOver(new Map([['bad', 'ours']]), start));
    await database().models.organisation.deleteMany();
    expect(await countPutAside(database())).toBe(0);
  });

  test('forgets after a day what is not due any more', async () => {
    await addItems(database(), ['bad']);
    await batches.inTransaction(batchOver(new Map([['bad', 'ours']]), start));
    await database().executeSql('UPDATE test_items SET due_at = NULL');
    expect(await dueAt(database())).toBeNull();
    const sweep = forgetPutAside(database());
    const at = (await askDue(database(), [sweep])).get(sweep.name);
    expect(at).toEqual(minutes(1 + 24 * 60));
    expect(await sweep.run(minutes(24 * 60))).toBe(0);
    expect(await sweep.run(minutes(1 + 24 * 60))).toBe(1);
  });

  test('one by one: goes on after one that fails', async () => {
    await addItems(database(), ['a', 'bad', 'b']);
    const items = await database().transaction((tx) => batchOver(new Map(), start).claim(tx, 100));
    const done: string[] = [];
    const count = await batches.oneByOne(work, start, items, async ({ name }) => {
      if (name === 'bad') throw new Error('no');
      done.push(name);
    });
    expect([count, done]).toEqual([3, ['a', 'b']]);
    expect(await dueAt(database())).toEqual(start);
    expect(await listPutAside(database(), 9)).toEqual([
      expect.objectContaining({ itemId: items[1]?.id, errorCode: 'Error' }),
    ]);
  });

  test('throws, and puts nothing aside, when two transactions stand in each other’s way for long', async () => {
    await addItems(database(), ['a']);
    const conflict = Object.assign(new Error('try again'), { code: '40001' });
    const batch = { ...batchOver(new Map(), start), run: () => Promise.reject(conflict) };
    await expect(batches.inTransaction(batch)).rejects.toBe(conflict);
    expect(await countPutAside(database())).toBe(0);
  });
});

describeOnServer('A database that goes away', () => {
  test.each(['inTransaction', 'oneByOne'] as const)('in the middle of a batch blames no item (%s)', async (how) => {
    const url = process.env.TEST_DATABASE_URL ?? '';
    const database = await openCopy(url);
    try {
      await makeTable(database);
      await addItems(database, ['a', 'b']);
      const batches = createBatches(database, recordingLog().log);
      const batch = batchOver(new Map(), start);
      const items = await database.transaction((tx) => batch.claim(tx, 100));
      const run = async (tx: Pick<Transaction, 'execute'>) => {
        await tx.execute`SELECT 1`;
        await cutConnections(url, database);
        await tx.execute`SELECT pg_terminate_backend(pg_backend_pid())`;
        return [];
      };
      const trying =
        how === 'inTransaction'
          ? batches.inTransaction({ ...batch, run })
          : batches.oneByOne(work, start, items, () => run(database));
      await expect(trying).rejects.toThrow();
      // The pool may give out a connection that was cut before it hears of that.
      while (!(await database.isAlive()));
      const counted = await countPutAside(database).catch(() => countPutAside(database));
      expect(counted).toBe(0);
      expect((await batches.inTransaction(batch)).count).toBe(2);
    } finally {
      await database.close();
    }
  });
});

describe('An item that takes longer than a transaction may', () => {
  test('is put aside, and the others are done in the next run', async () => {
    // The database itself is not needed: what it says when time is up, whenever `slow` is among the items.
    const expired = new TransactionExpired();
    const claims: number[] = [];
    const tx = { execute: async () => 0, query: async () => [{ work, itemId: 'slow' }] };
    const database = { transaction: (run: (tx: never) => unknown) => run(tx as never), ...tx };
    const batches = createBatches(database as never, recordingLog().log);
    const outcome = await batches.inTransaction({
      work,
      now: start,
      limit: 100,
      claim: async (_tx, limit) => {
        claims.push(limit);
        return ['slow', 'b', 'c'].slice(0, limit).map((id) => ({ id, organisationId: null }));
      },
      run: (_tx, items) => (items.some(({ id }) => id === 'slow') ? Promise.reject(expired) : Promise.resolve()),
    });
    expect(claims).toEqual([100, 100, 1]);
    expect(outcome).toEqual({ count: 1, results: [] });
  });
});
