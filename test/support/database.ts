/**
 * Runs tests against the real databases. What is about databases runs on both (describeOnEachDatabase); what is about
 * one room runs on one (describeOnDatabase); stories that go through every room meet one on each stage (each-stage.ts).
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import { createLogger } from '../../src/kernel/logger.js';
import { createSeal } from '../../src/kernel/seal.js';
import type { Database } from '../../src/storage/database.js';
import { embeddedDatabase } from '../../src/storage/embedded.js';
import { pgliteAdapter } from '../../src/storage/pglite-adapter.js';
import { openServer } from '../../src/storage/server.js';
import { databaseUrl, loadMigrated, onServer } from './migrated-databases.js';
import { type TestDatabase, withModels } from './models.js';
import { testKey } from './test-key.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const whySkipped = 'skipped, because TEST_DATABASE_URL is not set';

/**
 * Runs the block on PGlite and, when TEST_DATABASE_URL is set, on that PostgreSQL server, in a database of its own:
 * these tests may change its schema. All tables are empty at the start of each test. Call `database()` in tests and
 * hooks only.
 */
export function describeOnEachDatabase(title: string, block: (database: () => TestDatabase) => void): void {
  describe(`${title} (embedded)`, () => block(useDatabase(ownOf(openInMemory))));
  if (serverUrl) describe(`${title} (server)`, () => block(useDatabase(ownOf(() => openCopy(serverUrl)))));
  else describe.skip(`${title} (server): ${whySkipped}`, () => block(noDatabase));
}

/**
 * Runs the block on the server of TEST_DATABASE_URL or, when that is not set, on PGlite: both speak the same SQL through
 * the same stores, and running each room's tests twice took half of CI's time. All tables are empty at the start of
 * each test. Call `database()` in tests and hooks only.
 */
export function describeOnDatabase(title: string, block: (database: () => TestDatabase) => void): void {
  describe(title, () => block(useDatabase(serverUrl ? shareServer(serverUrl) : shareMemory())));
}

/** Runs the block on PGlite alone: for what differs from other tests in everything but its SQL. */
export function describeOnEmbedded(title: string, block: (database: () => TestDatabase) => void): void {
  describe(title, () => block(useDatabase(shareMemory())));
}

/** Runs the block when TEST_DATABASE_URL is set. `emptyDatabase` makes a database without tables; it is dropped afterwards. */
export function describeOnServer(title: string, block: (emptyDatabase: () => Promise<string>) => void): void {
  if (serverUrl) describe(title, () => block(useEmptyDatabases(serverUrl)));
  else describe.skip(`${title}: ${whySkipped}`, () => block(noDatabase));
}

/** An empty, migrated database in memory, for a test that needs one of its own; close it at the end. */
export async function openInMemory(): Promise<TestDatabase> {
  const lite = await loadMigrated();
  return withModels(embeddedDatabase(lite, { seal: createSeal(testKey) }), () => pgliteAdapter(lite));
}

let copyCount = 0;

/** An empty, migrated database on the server; closing it drops it. */
export async function openCopy(url: string): Promise<TestDatabase> {
  const name = copyName();
  await onServer(url, `CREATE DATABASE ${name} TEMPLATE ${process.env.EMPTY_CHAIR_TEMPLATE}`);
  // Nothing in it must outlive a crash of the server, and waiting for the disk took a third of the time.
  await onServer(url, `ALTER DATABASE ${name} SET synchronous_commit = off`);
  const database = await openOnServer(databaseUrl(url, name));
  const { close } = database;
  database.close = async () => {
    await close();
    await dropDatabase(url, name);
  };
  return database;
}

/** The database at this address, migrated. */
export async function openOnServer(url: string): Promise<TestDatabase> {
  const log = createLogger('silent');
  const open = await openServer({ url, log, keys: testKey, rowSecurity: 'off' });
  const own = await openServer({ url, log, keys: testKey });
  return withModels(open, () => new PrismaPg({ connectionString: url }), own);
}

function useEmptyDatabases(url: string): () => Promise<string> {
  const made: string[] = [];
  afterEach(async () => {
    for (const name of made.splice(0)) await dropDatabase(url, name);
  });
  return async () => {
    const name = copyName();
    await onServer(url, `CREATE DATABASE ${name}`);
    made.push(name);
    return databaseUrl(url, name);
  };
}

/** Unique among runs and their workers; global-teardown.js drops what a killed worker leaves. */
function copyName(): string {
  copyCount += 1;
  return `${process.env.EMPTY_CHAIR_TEMPLATE}_${process.pid}_${copyCount}_${process.hrtime.bigint().toString(36)}`;
}

async function dropDatabase(url: string, name: string): Promise<void> {
  await onServer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** What a restart of the server does to us: every connection of this database ends at once. */
export async function cutConnections(url: string, database: Database): Promise<void> {
  const { rows } = await database.executeSql('SELECT current_database() AS name');
  const name = String((rows[0] as { name: string }).name);
  await onServer(url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
}

const secondsToOpen = 30;

/** A database for one block of tests. */
interface BlockDatabase {
  open(): Promise<TestDatabase>;
  close(database: TestDatabase): Promise<void>;
}

const shareServer = (url: string) => sharedOf('server', () => openCopy(url));
const shareMemory = () => sharedOf('embedded', openInMemory);

/** One that the block has for itself. */
function ownOf(open: () => Promise<TestDatabase>): BlockDatabase {
  return { open, close: (database) => database.close() };
}

const shared = new Map<Database['kind'], Promise<TestDatabase>>();

/** One that all test files of this worker use in turn; the last of them leaves it to global-teardown.js. */
function sharedOf(kind: Database['kind'], open: () => Promise<TestDatabase>): BlockDatabase {
  const openOnce = () => {
    const opened = shared.get(kind) ?? open();
    shared.set(kind, opened);
    return opened;
  };
  return { open: openOnce, close: async () => undefined };
}

function useDatabase({ open, close }: BlockDatabase): () => TestDatabase {
  let opened: TestDatabase | undefined;
  const database = () => {
    if (!opened) throw new Error('The database is open only while tests and their hooks run.');
    return opened;
  };
  beforeAll(async () => {
    opened = await open();
  }, secondsToOpen * 1000);
  beforeEach(() => emptyTables(database()));
  afterAll(async () => {
    if (opened) await close(opened);
    opened = undefined;
  });
  return database;
}

/**
 * Empties what holds rows and sets the sequences back. Rows are deleted, because truncating fifteen tables takes a
 * hundred times as long; replica mode leaves foreign keys unchecked, so that the order does not matter.
 */
async function emptyTables(database: Database): Promise<void> {
  await database.executeSql(`DO $$
    DECLARE candidate text; has_rows boolean;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR candidate IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
      LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', candidate) INTO has_rows;
        IF has_rows THEN EXECUTE 'DELETE FROM ' || candidate; END IF;
      END LOOP;
      PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
        FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
    END $$`);
}

function noDatabase(): never {
  throw new Error('TEST_DATABASE_URL is not set.');
}
