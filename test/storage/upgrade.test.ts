/** A database of the first release is brought to now with all that it holds, and the work in it goes on. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { type Migration, migrate, readMigrations } from '../../src/storage/migrate.js';
import { describeOnServer } from '../support/database.js';
import { fillEmptyTables, type RunSql } from '../support/fill-empty-tables.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

const firstRelease = await readFile(new URL('first-release.sql', import.meta.url), 'utf8');
const [initial, ...later] = (await readMigrations()) as [Migration, ...Migration[]];

/** What each table of the first release held, by what holds it now. */
const counts = {
  organisations: 1,
  members: 6,
  customers: 7,
  feedback: 14,
  routing_rules: 3,
  api_keys: 1,
  living_messages: 29,
};

/**
 * Tables that have to be empty before a migration: it was written together with the one that made them, before anybody
 * ran either. No migration is added here any more; write one that takes the rows along.
 */
const stillUnused: Readonly<Record<string, readonly string[]>> = {
  '20261125143605_agenda_of_meetings': ['meeting_turns'],
};

afterAll(removeTemporaryFolders);

/** Brings PGlite to these migrations as the bot does. */
const migrateLite = (lite: PGlite, migrations: readonly Migration[]) =>
  lite.transaction((tx) =>
    migrate(async (text, values) => {
      if (values) return tx.query(text, [...values]);
      return (await tx.exec(text)).at(-1) ?? { rows: [] };
    }, migrations),
  );

async function countsIn(run: RunSql): Promise<typeof counts> {
  const asked = Object.keys(counts).map((table) => `SELECT '${table}' AS name, count(*)::int AS count FROM ${table}`);
  const { rows } = await run(asked.join(' UNION ALL '));
  return Object.fromEntries(
    (rows as { name: string; count: number }[]).map(({ name, count }) => [name, count]),
  ) as never;
}

describe('Each migration', () => {
  test('is applied to data of the first release and to a row in each table that came since, and loses none of it', async () => {
    const lite = await PGlite.create();
    const run: RunSql = (sql) => lite.query(sql);
    await migrateLite(lite, [initial]);
    await lite.exec(firstRelease);
    expect(await fillEmptyTables(run)).toEqual([]);
    for (const [index, migration] of later.entries()) {
      for (const table of stillUnused[migration.name] ?? []) await lite.exec(`DELETE FROM ${table}`);
      const applied = await migrateLite(lite, [initial, ...later.slice(0, index + 1)]);
      expect(applied).toEqual([migration.name]);
      await fillEmptyTables(run);
    }
    // What was filled in may bring more.
    for (const [table, count] of Object.entries(await countsIn(run))) {
      expect([table, count]).toEqual([table, expect.any(Number)]);
      expect(count).toBeGreaterThanOrEqual(counts[table as keyof typeof counts]);
    }
    await lite.close();
  }, 120_000);
});

describe('The bot of now on a database of the first release', () => {
  let app: App | undefined;
  afterEach(async () => {
    await app?.stop();
    app = undefined;
  });

  /** As the operator upgrades: the new version is started where the old one was stopped. */
  async function upgrade(place: Readonly<Record<string, string>>): Promise<string> {
    const config = loadConfig({ PORT: '0', HOST: '127.0.0.1', PLAYGROUND: 'on', NODE_ENV: 'production', ...place });
    app = await createApp({ config, log: createLogger('silent'), clock: stoppedClock('2026-11-29T10:10:00Z') });
    const { url, settled } = await app.start();
    await settled;
    return url;
  }

  async function goesOn(url: string): Promise<void> {
    const say = async (text: string) => {
      const body = JSON.stringify({ as: 'grace', place: 'support', text });
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      return (await fetch(`${url}/playground/api/say`, init)).text();
    };
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready', putAsideCount: 0 });
    expect(await say('/customer feedback show F-12')).toMatch(/Kestrel|Aurora|F-12/);
    expect(await say('/customer history F-14')).toContain('F-14');
    expect(await say('/customer resolve F-13 outcome:fixed cause:other')).not.toContain('went wrong');
    expect(await say('/customer feedback "After the upgrade" customer:Kestrel')).toContain('F-15');
  }

  test('embedded', async () => {
    const DATA_DIR = await temporaryFolder();
    const folder = join(DATA_DIR, 'database');
    await mkdir(folder);
    const lite = await PGlite.create(folder);
    await migrateLite(lite, [initial]);
    await lite.exec(firstRelease);
    await lite.close();
    await goesOn(await upgrade({ DATA_DIR }));
  }, 120_000);

  describeOnServer('on a server', (emptyDatabase) => {
    test('sends what the first release had not sent', async () => {
      const DATABASE_URL = await emptyDatabase();
      const unsent = "SELECT id FROM deliveries WHERE id <= 138 AND state <> 'sent'";
      await onServer(DATABASE_URL, async (client) => {
        await client.query('BEGIN');
        await migrate((text, values) => client.query(text, values as unknown[]), [initial]);
        await client.query(firstRelease);
        await client.query('COMMIT');
        expect((await client.query(unsent)).rows).toHaveLength(1);
      });
      await goesOn(await upgrade({ DATABASE_URL }));
      await app?.stop();
      await onServer(DATABASE_URL, async (client) => {
        expect((await client.query(unsent)).rows).toEqual([]);
        const now = { ...counts, feedback: 15, customers: 8, living_messages: expect.any(Number) };
        expect(await countsIn((sql) => client.query(sql))).toEqual(now);
      });
    }, 120_000);
  });
});

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
