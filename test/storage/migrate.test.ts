import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/storage/database.js';
import { isMigrated, type Migration, migrate, readMigrations } from '../../src/storage/migrate.js';
import { describeOnEachDatabase, describeOnServer, openOnServer } from '../support/database.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

afterAll(removeTemporaryFolders);

const next: Migration = {
  name: '99990101000000_add_chairs',
  sql: 'CREATE TABLE chairs (id int); CREATE TABLE legs (id int)',
};

describeOnEachDatabase('migrating', (database) => {
  /** Runs on one connection in a transaction, as at the start of the bot; answers what was applied. */
  const migrateTo = (migrations: readonly Migration[]) =>
    database().transaction((tx) =>
      migrate(async (text, values) => {
        if (/^\s*(SELECT)/.test(text)) return { rows: await tx.queryText<unknown[]>(text, ...(values ?? [])) };
        const statements = values ? [text] : text.split(';');
        for (const statement of statements) await tx.executeText(statement, ...(values ?? []));
        return { rows: [] };
      }, migrations),
    );

  afterEach(async () => {
    await database().executeSql('DROP TABLE IF EXISTS chairs, legs');
    await database().executeSql("DELETE FROM _prisma_migrations WHERE migration_name LIKE '9999%'");
  });

  test('finds nothing to do in a database that is up to date', async () => {
    expect(await migrateTo(await readMigrations())).toEqual([]);
  });

  test('runs what is missing, once, and notes it as Prisma does', async () => {
    const migrations = [...(await readMigrations()), next];
    expect(await migrateTo(migrations)).toEqual([next.name]);
    expect(await migrateTo(migrations)).toEqual([]);
    await database().executeSql('SELECT FROM chairs, legs');
    const { rows } = await database().executeSql(
      'SELECT applied_steps_count, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE migration_name = $1',
      [next.name],
    );
    expect(rows).toEqual([{ applied_steps_count: 1, finished: true }]);
  });

  test('says of a database whether it has had all that this version brings; more is fine', async () => {
    const asked = () => isMigrated(database());
    expect(await asked()).toBe(true);
    await migrateTo([...(await readMigrations()), next]);
    expect(await asked()).toBe(true);
    const [initial] = await readMigrations();
    const rename = 'UPDATE _prisma_migrations SET migration_name = $2 WHERE migration_name = $1';
    await database().executeSql(rename, [initial?.name, 'away']);
    expect(await asked()).toBe(false);
    await database().executeSql(rename, ['away', initial?.name]);
  });

  test('leaves the database as it was when a migration fails half-way', async () => {
    const broken = { ...next, sql: `${next.sql}; CREATE TABLE chairs (id int)` };
    await expect(migrateTo([...(await readMigrations()), broken])).rejects.toThrow(
      `The migration ${next.name} failed; the database is as it was before.`,
    );
    const { rows } = await database().executeSql("SELECT to_regclass('chairs') AS chairs, to_regclass('legs') AS legs");
    expect(rows).toEqual([{ chairs: null, legs: null }]);
    expect(await migrateTo([...(await readMigrations()), next])).toEqual([next.name]);
  });

  test('refuses a database that a newer version made', async () => {
    const migrations = await readMigrations();
    await migrateTo([...migrations, next]);
    await expect(migrateTo(migrations)).rejects.toMatchObject({
      code: 'storage.newerDatabase',
      message: expect.stringMatching(/99990101000000_add_chairs.*Start the newer version/),
    });
  });

  test('refuses a database whose migrations were other ones', async () => {
    const migrations = await readMigrations();
    await migrateTo([...migrations, next]);
    const changed = [...migrations, { ...next, sql: 'CREATE TABLE stools (id int)' }];
    await expect(migrateTo(changed)).rejects.toMatchObject({ code: 'storage.changedHistory' });
  });
});

describe('the migrations of a folder', () => {
  test('are read in the order of their names, and files between them do not count', async () => {
    const folder = await temporaryFolder();
    for (const name of ['20270101000000_b', '20260101000000_a']) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'migration.sql'), `-- ${name}`);
    }
    await writeFile(join(folder, 'migration_lock.toml'), '');
    expect(await readMigrations(folder)).toEqual([
      { name: '20260101000000_a', sql: '-- 20260101000000_a' },
      { name: '20270101000000_b', sql: '-- 20270101000000_b' },
    ]);
  });
});

describeOnServer('an empty database on a server', (emptyDatabase) => {
  const opened: Database[] = [];
  let url = '';

  beforeEach(async () => {
    url = await emptyDatabase();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
  });

  const open = async () => {
    const database = await openOnServer(url);
    opened.push(database);
    return database;
  };

  test('is migrated once when several copies start at the same time', async () => {
    const [first] = await Promise.all([open(), open(), open(), open()]);
    const { rows } = (await first?.executeSql('SELECT migration_name FROM _prisma_migrations')) ?? {};
    expect(rows).toHaveLength((await readMigrations()).length);
  });

  test('keeps instants right on a server whose zone is not UTC', async () => {
    const before = await open();
    await before.executeSql(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone = 'Asia/Kathmandu'`);
    const after = await open();
    const createdAt = new Date('2026-11-23T12:34:56.789Z');
    await after.execute`
      INSERT INTO organisations (id, name, created_at) VALUES (gen_random_uuid(), 'A', ${createdAt})`;
    const { rows } = await after.executeSql('SELECT extract(epoch FROM created_at)::float8 AS s FROM organisations');
    expect(rows).toEqual([{ s: createdAt.getTime() / 1000 }]);
    expect(await after.query`SELECT created_at FROM organisations`).toEqual([{ created_at: createdAt }]);
  });

  test('lives on when the server ends its connections, and answers again', async () => {
    const database = await open();
    expect(await database.isAlive()).toBe(true);
    const other = await open();
    await other.executeSql(
      'SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await database.isAlive();
    expect(await database.models.organisation.count()).toBe(0);
    expect(await database.isAlive()).toBe(true);
  });

  test('is not alive once it is closed, and closing twice does no harm', async () => {
    const database = await open();
    await database.close();
    await database.close();
    expect(await database.isAlive()).toBe(false);
  });
});
