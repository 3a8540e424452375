/** Backup, restore and move of whole databases of both kinds: everything arrives as it was, or the command says why not. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import {
  fillTable,
  openFolderSource,
  openServerSource,
  openServerTarget,
  prepare,
} from '../../src/storage/copy/index.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { migrate, readMigrations } from '../../src/storage/migrate.js';
import { connectOnce } from '../../src/storage/server.js';
import { describeOnServer } from '../support/database.js';
import { createOperator, operatorsKey as keys } from '../support/operator.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

afterAll(removeTemporaryFolders);

const log = createLogger('silent');
const now = '2026-11-29T12:00:00Z';
/** A slow machine makes and opens databases. */
const longMs = 600_000;
const organisationId = '01900000-0000-7000-8000-000000000001';

/** Values of every type of column, and such as get lost easily. */
async function fillIn(database: Database): Promise<void> {
  await database.executeSql(`
    INSERT INTO organisations (id, name, settings, created_at)
      VALUES ('${organisationId}', E'Línea\\u2028\\u2029 "quoted" \\\\ 🙂\\r\\n', '{"a": 1.0, "b": null}', '2026-11-01 10:00:00.123+02');
    INSERT INTO customers (id, organisation_id, name, rule_segments, created_at)
      VALUES ('01900000-0000-7000-8000-000000000002', '${organisationId}', '', ARRAY['a,b', '"', NULL, ''], now());
    INSERT INTO ideas (id, organisation_id, number, title, touches, delights, segments, author_id, posted_at, surface, state, search)
      SELECT gen_random_uuid(), '${organisationId}', n, 'Idea ' || n, '', '', '{}', gen_random_uuid(), now(), 'api', 'new',
        setweight(to_tsvector('simple', 'many words ' || n), 'A') FROM generate_series(1, 700) n;
    INSERT INTO metrics (id, organisation_id, name, key, kind, better, created_at, months_zone, told)
      VALUES ('01900000-0000-7000-8000-000000000003', '${organisationId}', 'X', 'x', 'number', 'higher', now(), 'UTC', 'null');
    INSERT INTO metric_values (metric_id, date, value, taken_at)
      VALUES ('01900000-0000-7000-8000-000000000003', '2026-11-01', 0.1::float8 + 0.2, now()),
        ('01900000-0000-7000-8000-000000000003', '2026-11-02', 'NaN', now());
    INSERT INTO import_changes (organisation_id, import_number, kind, item, at, before)
      SELECT '${organisationId}', 1, 'score', n::text, now(), 'null' FROM generate_series(1, 3) n;
    INSERT INTO history (organisation_id, subject, at, what, surface) VALUES ('${organisationId}', 'organisation:1', now(), 'made', 'api')`);
}

describeOnServer('An operator', (emptyDatabase) => {
  async function filledFolder(): Promise<string> {
    const DATA_DIR = await temporaryFolder();
    const database = await openDatabase({ dataDir: DATA_DIR, log, keys });
    await fillIn(database);
    await database.close();
    return DATA_DIR;
  }
  const contentsOf = async (source: Promise<Awaited<ReturnType<typeof openFolderSource>>>) => {
    const { contents, close } = await source;
    await close();
    return contents;
  };

  test(
    'moves from a folder to a server, and back by a backup, and nothing is lost',
    async () => {
      const DATA_DIR = await filledFolder();
      const before = await contentsOf(openFolderSource(DATA_DIR));
      const url = await emptyDatabase();
      const operator = await createOperator(now);
      const moved = await operator.run('move', ['--to', url], { DATA_DIR });
      expect(moved).toMatchObject({ code: 0, said: expect.stringContaining('Counts and checksums agree.') });
      expect(moved.said).not.toContain('postgres:');
      const { kind, ...there } = await contentsOf(openServerSource(url));
      expect({ kind, ...there }).toEqual({ ...before, kind: 'server' });
      // NULL and a JSON null are two things, and so are the parts of an array.
      const server = await openDatabase({ url, dataDir: '', log, keys, rowSecurity: 'off' });
      const { rows } = await server.executeSql(
        `SELECT (SELECT count(*)::int FROM import_changes WHERE before = 'null') AS nulls, told IS NULL AS none,
         (SELECT rule_segments FROM customers) AS parts FROM metrics`,
      );
      expect(rows).toEqual([{ nulls: 3, none: false, parts: ['a,b', '"', null, ''] }]);
      expect(await countedIdeas(server)).toBe(700);
      // Ids go on where they were.
      await fillInHistory(server);
      const { rows: ids } = await server.executeSql('SELECT max(id)::int AS id FROM history');
      expect(ids).toEqual([{ id: 2 }]);
      await server.executeSql('DELETE FROM history WHERE id = 2');
      await server.close();

      const file = join(operator.folder, 'server.backup');
      expect(await operator.run('backup', [file], { DATABASE_URL: url })).toMatchObject({ code: 0 });
      const back = await temporaryFolder();
      const restored = await operator.run('restore', [file, '--stopped-at', 'backup'], {
        DATA_DIR: join(back, 'data'),
      });
      expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('Nothing was sent after the backup') });
      const again = await contentsOf(openFolderSource(join(back, 'data')));
      const figures = (all: typeof again) => all.tables.filter(({ name }) => name !== 'secrets');
      expect(figures(again)).toEqual(figures({ ...before, kind: 'embedded' }));
      expect(await readFile(join(operator.folder, '.env'), 'utf8')).toBe('PORT=4000\n');
    },
    longMs,
  );

  test(
    'restores into an empty database alone, and ids of what is lost are not given again',
    async () => {
      const DATA_DIR = await filledFolder();
      const operator = await createOperator(now);
      const file = join(operator.folder, 'a.backup');
      await operator.run('backup', [file], { DATA_DIR });
      expect((await operator.run('backup', [file], { DATA_DIR })).said).toContain('is there already');
      expect((await operator.run('backup', ['--about', file], {})).said).toMatch(
        /as of 2026-11-29 12:00 UTC[\s\S]*700\tideas/,
      );
      expect((await operator.run('restore', [file], { DATA_DIR })).said).toContain('add --replace');
      const replaced = await operator.run('restore', [file, '--replace'], { DATA_DIR });
      expect(replaced).toMatchObject({ code: 0 });
      const url = await emptyDatabase();
      expect(await operator.run('restore', [file], { DATABASE_URL: url })).toMatchObject({ code: 0 });
      const server = await openDatabase({ url, dataDir: '', log, keys, rowSecurity: 'off' });
      expect(await countedIdeas(server)).toBe(700);
      await fillInHistory(server);
      const { rows } = await server.executeSql('SELECT max(id)::int AS id FROM history');
      expect(rows).toEqual([{ id: 1_000_002 }]);
      await server.close();
      expect((await operator.run('restore', [file], { DATABASE_URL: url })).said).toContain('createdb');
      expect((await operator.run('restore', [file, '--stopped-at', 'noon'], {})).code).toBe(2);
      expect(
        (await operator.run('restore', [file], { DATA_DIR: `${DATA_DIR}-2`, BACKUP_PASSPHRASE: 'no' })).said,
      ).toContain('not the passphrase');
    },
    longMs,
  );

  test(
    'goes on with a move that was killed, and no bot takes the half for the whole',
    async () => {
      const DATA_DIR = await filledFolder();
      const url = await emptyDatabase();
      const source = await openFolderSource(DATA_DIR);
      const target = await openServerTarget(url, log);
      await prepare(target.run, source.contents.migrations, true);
      const columns = await source.columns('organisations');
      await fillTable(target.run, { name: 'organisations', columns }, source.rows('organisations'), () => undefined);
      const ideas = { name: 'ideas', columns: await source.columns('ideas') };
      const firstBatch = async function* (): AsyncGenerator<readonly string[], void> {
        for await (const batch of source.rows('ideas')) {
          yield batch;
          return;
        }
      };
      await fillTable(target.run, ideas, firstBatch(), () => undefined);
      await target.close();
      await source.close();
      await expect(openDatabase({ url, dataDir: '', log, keys })).rejects.toMatchObject({
        code: 'storage.unfinishedCopy',
      });

      const operator = await createOperator(now);
      const moved = await operator.run('move', ['--to', url], { DATA_DIR });
      expect(moved.said).toContain('It was begun before: 301 rows are there already.');
      expect(moved.code).toBe(0);
      const before = await contentsOf(openFolderSource(DATA_DIR));
      expect((await contentsOf(openServerSource(url))).tables).toEqual(before.tables);
      expect((await operator.run('move', ['--to', url], { DATA_DIR })).said).toContain('It is not empty');
    },
    longMs,
  );

  test(
    'is told when what an earlier attempt left is of something else',
    async () => {
      const DATA_DIR = await filledFolder();
      const url = await emptyDatabase();
      const { contents, close } = await openFolderSource(DATA_DIR);
      await close();
      const { run, close: end } = await connectOnce(url);
      await prepare(run, contents.migrations, true);
      await run(`INSERT INTO organisations (id, name, created_at) VALUES (gen_random_uuid(), 'A stranger', now())`);
      await end();
      const operator = await createOperator(now);
      const moved = await operator.run('move', ['--to', url], { DATA_DIR });
      expect(moved).toMatchObject({ code: 1, said: expect.stringContaining('Begin from the start: add --anew') });
      expect(await operator.run('move', ['--to', url, '--anew'], { DATA_DIR })).toMatchObject({ code: 0 });
    },
    longMs,
  );

  test(
    'restores a backup of an older form, which is brought up to date, and none of a newer one',
    async () => {
      const url = await emptyDatabase();
      const known = await readMigrations();
      const old = known.slice(0, 12);
      const { run, close } = await connectOnce(url);
      await run('BEGIN');
      await migrate(run, old);
      await run(`INSERT INTO organisations (id, name, created_at) VALUES ('${organisationId}', 'Old', now())`);
      await run('COMMIT');
      const operator = await createOperator(now);
      const file = join(operator.folder, 'old.backup');
      expect(await operator.run('backup', [file], { DATABASE_URL: url })).toMatchObject({ code: 0 });
      // Backing up changes nothing.
      const { rows } = await run('SELECT count(*)::int AS count FROM _prisma_migrations');
      expect(rows).toEqual([{ count: 12 }]);
      const DATA_DIR = join(await temporaryFolder(), 'data');
      expect(await operator.run('restore', [file], { DATA_DIR })).toMatchObject({ code: 0 });
      const { migrations, tables } = await contentsOf(openFolderSource(DATA_DIR));
      expect(migrations).toHaveLength(known.length);
      expect(tables.find(({ name }) => name === 'organisations')?.count).toBe(1);

      await run(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '29990101000000_later')`,
      );
      await close();
      const newer = join(operator.folder, 'newer.backup');
      await operator.run('backup', [newer], { DATABASE_URL: url });
      const refused = await operator.run('restore', [newer], { DATA_DIR: `${DATA_DIR}-2` });
      expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('Start the newer version that made it') });
    },
    longMs,
  );
});

/** As PostgreSQL knows it when it plans a look-up; -1: it has not counted. */
async function countedIdeas(database: Database): Promise<number> {
  const { rows } = await database.executeSql(`SELECT reltuples::int AS count FROM pg_class WHERE relname = 'ideas'`);
  return (rows[0] as { count: number }).count;
}

const fillInHistory = (database: Database) =>
  database.executeSql(
    `INSERT INTO history (organisation_id, subject, at, what, surface) VALUES ('${organisationId}', 'x', now(), 'x', 'api')`,
  );
