import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { newId } from '../../src/kernel/id.js';
import { createLogger } from '../../src/kernel/logger.js';
import { openDatabase, rowsAs, sql, type Transaction } from '../../src/storage/database.js';
import { TransactionExpired } from '../../src/storage/failure.js';
import { describeOnEachDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/models.js';

const noon = new Date('2026-11-23T12:34:56.789Z');

function organisation(name: string) {
  return { id: newId(noon), name, createdAt: noon };
}

async function insert(tx: Transaction, name: string): Promise<void> {
  await tx.execute`INSERT INTO organisations (id, name, created_at) VALUES (${newId(noon)}::uuid, ${name}, ${noon})`;
}

async function names(database: TestDatabase): Promise<string[]> {
  const rows = await database.models.organisation.findMany({ orderBy: { name: 'asc' } });
  return rows.map((row) => row.name);
}

describeOnEachDatabase('the database', (database) => {
  test('answers while it is open', async () => {
    expect(await database().isAlive()).toBe(true);
  });

  test('is empty at the start of each test: rows written in one test', async () => {
    const { id: organisationId } = await database().models.organisation.create({ data: organisation('Tea & Co') });
    await database().models.historyEntry.create({ data: { ...change(), organisationId } });
    expect(await names(database())).toEqual(['Tea & Co']);
  });

  test('is empty at the start of each test: are gone in the next, and numbers begin again', async () => {
    expect(await names(database())).toEqual([]);
    const { id: organisationId } = await database().models.organisation.create({ data: organisation('Tea & Co') });
    const { id } = await database().models.historyEntry.create({ data: { ...change(), organisationId } });
    expect(id).toBe(1n);
  });

  test('compiles no statement: that takes longer than ours do', async () => {
    if (database().kind !== 'server') return;
    const { rows } = await database().executeSql('SHOW jit');
    expect(rows).toEqual([{ jit: 'off' }]);
  });

  test('keeps an instant to the millisecond, whatever the zone of the process', async () => {
    await database().models.organisation.create({ data: organisation('Tea & Co') });
    const row = await database().models.organisation.findFirstOrThrow();
    expect(row.createdAt).toEqual(noon);
    const { rows } = await database().executeSql(
      'SELECT created_at, extract(epoch FROM created_at)::float8 * 1000 AS ms FROM organisations WHERE created_at = $1',
      [noon],
    );
    expect(rows).toEqual([{ created_at: noon, ms: noon.getTime() }]);
  });

  test('commits all of a transaction', async () => {
    await database().transaction(async (tx) => {
      await insert(tx, 'A');
      await insert(tx, 'B');
    });
    expect(await names(database())).toEqual(['A', 'B']);
  });

  test('keeps nothing of a transaction that failed', async () => {
    const failing = database().transaction(async (tx) => {
      await insert(tx, 'A');
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await names(database())).toEqual([]);
  });

  test('does not mix what goes on outside of a transaction into it', async () => {
    const outside: Promise<unknown>[] = [];
    const failing = database().transaction(async (tx) => {
      await insert(tx, 'inside');
      outside.push(database().models.organisation.create({ data: organisation('outside') }));
      await insert(tx, 'inside too');
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    await Promise.all(outside);
    expect(await names(database())).toEqual(['outside']);
  });

  test('runs many transactions at once', async () => {
    await database().models.playgroundClock.create({ data: { id: 1, aheadMs: 0 } });
    const increment = () =>
      database().transaction((tx) => tx.execute`UPDATE playground_clock SET ahead_ms = ahead_ms + 1`);
    await Promise.all(Array.from({ length: 50 }, increment));
    const { aheadMs } = await database().models.playgroundClock.findUniqueOrThrow({ where: { id: 1 } });
    expect(aheadMs).toBe(50);
  });

  test('says when a COMMIT fails instead of acknowledging what was not kept', async () => {
    const committing = database().transaction((tx) => tx.executeText(violateAtCommit));
    await expect(committing).rejects.toThrow();
  });

  test('says so when a statement failed and the work went on, for nothing of it was kept', async () => {
    const working = database().transaction(async (tx) => {
      await insert(tx, 'A');
      await tx.query`SELECT 1 / 0`.catch(() => undefined);
    });
    await expect(working).rejects.toMatchObject({ code: '22012' });
    expect(await names(database())).toEqual([]);
  });

  test('keeps what was done after a return to a savepoint', async () => {
    await database().transaction(async (tx) => {
      await tx.execute`SAVEPOINT part`;
      await tx.query`SELECT 1 / 0`.catch(() => undefined);
      await tx.execute`ROLLBACK TO SAVEPOINT part`;
      await insert(tx, 'A');
    });
    expect(await names(database())).toEqual(['A']);
  });

  test('commits with its last statement, and takes nothing after it', async () => {
    const rows = await database().transaction(async (tx) => {
      await insert(tx, 'A');
      const last = await tx.queryLast`UPDATE organisations SET name = 'B' RETURNING name`;
      await expect(insert(tx, 'late')).rejects.toBeInstanceOf(TransactionExpired);
      return last;
    });
    expect(rows).toEqual([{ name: 'B' }]);
    expect(await names(database())).toEqual(['B']);
  });

  test('keeps nothing when its last statement fails', async () => {
    const failing = database().transaction(async (tx) => {
      await insert(tx, 'A');
      await tx.queryLast`SELECT 1 / 0`;
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await names(database())).toEqual([]);
    const committing = database().transaction((tx) => tx.queryLast`SELECT 1 FROM (SELECT ${1}::int) AS one`);
    expect(await committing).toHaveLength(1);
  });

  test('takes nothing for a transaction that is over', async () => {
    const ended = await database().transaction(async (tx) => ({ tx }));
    await expect(insert(ended.tx, 'late')).rejects.toBeInstanceOf(TransactionExpired);
    expect(await names(database())).toEqual([]);
  });

  test('gives values back as they were given, and counts what was written', async () => {
    const rows = await database().query`
      SELECT ${2n ** 60n}::bigint AS big, ${noon}::timestamptz AS at, ${[noon]}::timestamptz[] AS instants,
        ${['a', 'b"}']}::text[] AS texts, ${'{"a": [1]}'}::jsonb AS json, ${undefined}::text AS missing, 1.5::float8 AS real`;
    const texts = ['a', 'b"}'];
    expect(rows).toEqual([
      { big: 2n ** 60n, at: noon, instants: [noon], texts, json: { a: [1] }, missing: null, real: 1.5 },
    ]);
    const names = sql.join(['A', 'B'].map((name) => sql`(gen_random_uuid(), ${name}, ${noon}::timestamptz)`));
    expect(await database().execute`INSERT INTO organisations (id, name, created_at) VALUES ${names}`).toBe(2);
  });

  test('takes whole columns of anything that people type', async () => {
    const texts = ['', 'NULL', 'null', '"', '\\', 'a,b', '{c}', ' d ', 'e\nf', "'; --", '\u202e🪑', null];
    const rows = texts.map((words, index) => ({ words, index, details: { words }, at: index % 2 ? noon : undefined }));
    const table = rowsAs(rows, [
      { name: 'words', type: 'text', of: (row) => row.words },
      { name: 'index', type: 'int', of: (row) => row.index },
      { name: 'details', type: 'jsonb', of: (row) => row.details },
      { name: 'at', type: 'timestamptz', of: (row) => row.at },
      { name: 'none', type: 'uuid', of: () => null },
      { name: 'odd', type: 'boolean', of: (row) => row.index % 2 === 1 },
    ]);
    const found = await database().query`SELECT *, position::int FROM ${table} ORDER BY r.position`;
    expect(found).toEqual(
      rows.map((row) => ({
        ...row,
        at: row.at ?? null,
        none: null,
        odd: row.index % 2 === 1,
        position: row.index + 1,
      })),
    );
  });

  test('refuses a second row where one must be unique, with the code that stores look for', async () => {
    const { id: organisationId } = await database().models.organisation.create({ data: organisation('Tea & Co') });
    const customer = { organisationId, name: 'Acme Ltd', createdAt: noon };
    await database().models.customer.create({ data: { id: newId(noon), ...customer } });
    const again = database().models.customer.create({ data: { id: newId(noon), ...customer } });
    await expect(again).rejects.toMatchObject({ code: 'P2002' });
  });

  test('runs several statements in one text, and gives the last one’s rows', async () => {
    const { rows } = await database().executeSql("SELECT 1 AS a; SELECT 'two' AS b");
    expect(rows).toEqual([{ b: 'two' }]);
    expect(await database().executeSql('SELECT $1::int AS n', [7])).toMatchObject({ rows: [{ n: 7 }] });
    expect(await database().executeSql('')).toMatchObject({ rows: [] });
  });

  test('is as before when a script fails in a transaction that it began', async () => {
    const script = 'BEGIN; INSERT INTO playground_clock VALUES (1, 0); SELECT 1 / 0; COMMIT';
    await Promise.all(
      Array.from({ length: 12 }, () => expect(database().executeSql(script)).rejects.toThrow(/division by zero/)),
    );
    const counts = await Promise.all(Array.from({ length: 12 }, () => database().models.playgroundClock.count()));
    expect(new Set(counts)).toEqual(new Set([0]));
  });

  test('takes what was typed as words, never as SQL', async () => {
    const name = `'; DROP TABLE organisations; -- "${'\u202e'}🪑`;
    await database().models.organisation.create({ data: organisation(name) });
    expect(await names(database())).toEqual([name]);
  });

  test.each(['40001', '40P01'])('runs a transaction again when PostgreSQL asks for it (%s)', async (code) => {
    let runs = 0;
    await database().transaction(async (tx) => {
      runs += 1;
      await insert(tx, `run ${runs}`);
      if (runs < 3) await tx.executeText(`DO $$ BEGIN RAISE SQLSTATE '${code}'; END $$`);
    });
    expect(await names(database())).toEqual(['run 3']);
  });

  test('gives up on a transaction that is refused again and again', async () => {
    let runs = 0;
    const refused = database().transaction(async (tx) => {
      runs += 1;
      await tx.executeText("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
    });
    await expect(refused).rejects.toMatchObject({ code: '40001' });
    expect(runs).toBe(5);
  });
});

function change() {
  return {
    organisationId: newId(noon),
    subject: 'organisation:1',
    at: noon,
    what: 'people.nameChampion',
    surface: 'slack',
    details: {},
  };
}

/** A constraint that is looked at only when the transaction ends, as a full disk is only met then. */
const violateAtCommit = `
  DO $$ BEGIN
    CREATE TABLE deferred (id int PRIMARY KEY, parent int REFERENCES deferred DEFERRABLE INITIALLY DEFERRED);
    INSERT INTO deferred VALUES (1, 2);
  END $$`;

describe('a database that cannot be opened', () => {
  const log = createLogger('silent');
  test('is told by the key of the configuration to mend, without its password', async () => {
    const opening = openDatabase({ url: 'postgresql://someone:secret@127.0.0.1:1/none', dataDir: 'unused', log });
    await expect(opening).rejects.toMatchObject({
      code: 'config.invalid',
      problems: [expect.stringMatching(/^DATABASE_URL: .*ECONNREFUSED/)],
    });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  test('is told when the folder cannot be made', async () => {
    const opening = openDatabase({ dataDir: `${fileURLToPath(import.meta.url)}/data`, log });
    await expect(opening).rejects.toMatchObject({
      code: 'config.invalid',
      problems: [expect.stringMatching(/^DATA_DIR: the folder .* can't be made \(ENOTDIR\)/)],
    });
  });
});
