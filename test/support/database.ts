/**
 * Runs tests against the real databases. What is about databases runs on both (describeOnEachDatabase); what is about
 * one room runs on one (describeOnDatabase); stories that go through every room meet one on each stage (each-stage.ts).
 */
import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import type { Database } from '../../src/storage/database.js';
import { embeddedDatabase } from '../../src/storage/embedded.js';
import { openServer } from '../../src/storage/server.js';
import { databaseUrl, onServer } from './migrated-databases.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const whySkipped = 'skipped, because TEST_DATABASE_URL is not set';

/**
 * Runs the block on PGlite and, when TEST_DATABASE_URL is set, on that PostgreSQL server, in a database of its own.
 * All tables are empty at the start of each test. Call `database()` in tests and hooks only.
 */
export function describeOnEachDatabase(title: string, block: (database: () => Database) => void): void {
  describe(`${title} (embedded)`, () => block(useDatabase(openInMemory)));
  if (serverUrl) describe(`${title} (server)`, () => block(useDatabase(() => openCopy(serverUrl))));
  else describe.skip(`${title} (server): ${whySkipped}`, () => block(noDatabase));
}

/**
 * Runs the block on the server of TEST_DATABASE_URL or, when that is not set, on PGlite: both speak the same SQL through
 * the same stores, and running each room's tests twice took half of CI's time. All tables are empty at the start of
 * each test. Call `database()` in tests and hooks only.
 */
export function describeOnDatabase(title: string, block: (database: () => Database) => void): void {
  describe(title, () => block(useDatabase(serverUrl ? () => openCopy(serverUrl) : openInMemory)));
}

/** Runs the block on PGlite alone: for what differs from other tests in everything but its SQL. */
export function describeOnEmbedded(title: string, block: (database: () => Database) => void): void {
  describe(title, () => block(useDatabase(openInMemory)));
}

/** Runs the block when TEST_DATABASE_URL is set. `emptyDatabase` makes a database without tables; it is dropped afterwards. */
export function describeOnServer(title: string, block: (emptyDatabase: () => Promise<string>) => void): void {
  if (serverUrl) describe(title, () => block(useEmptyDatabases(serverUrl)));
  else describe.skip(`${title}: ${whySkipped}`, () => block(noDatabase));
}

/** An empty, migrated database in memory, for a test that needs one of its own; close it at the end. */
export async function openInMemory(): Promise<Database> {
  const loadDataDir = await openAsBlob(process.env.EMPTY_CHAIR_DUMP ?? '');
  return embeddedDatabase(await PGlite.create({ loadDataDir }));
}

let copyCount = 0;

/** An empty, migrated database on the server; closing it drops it. */
export async function openCopy(url: string): Promise<Database> {
  const name = copyName();
  await onServer(url, `CREATE DATABASE ${name} TEMPLATE ${process.env.EMPTY_CHAIR_TEMPLATE}`);
  const database = await openServer(databaseUrl(url, name), createLogger('silent'));
  const close = async () => {
    await database.close();
    await dropDatabase(url, name);
  };
  return { ...database, close };
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

function useDatabase(open: () => Promise<Database>): () => Database {
  let opened: Database | undefined;
  const database = () => {
    if (!opened) throw new Error('The database is open only while tests and their hooks run.');
    return opened;
  };
  beforeAll(async () => {
    opened = await open();
  }, secondsToOpen * 1000);
  beforeEach(() => emptyTables(database()));
  afterAll(async () => {
    await opened?.close();
    opened = undefined;
  });
  return database;
}

/**
 * Empties what holds rows, in one statement: truncating all tables always would take ten times as long. Of pg-boss
 * the jobs alone, since its queues are made when it starts.
 */
async function emptyTables(database: Database): Promise<void> {
  await database.executeSql(`DO $$
    DECLARE candidate text; has_rows boolean; names text[] := '{}';
    BEGIN
      FOR candidate IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE (schemaname = 'public' AND tablename <> '_prisma_migrations')
           OR (schemaname = 'pgboss' AND tablename IN ('job', 'archive'))
      LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', candidate) INTO has_rows;
        IF has_rows THEN names := names || candidate; END IF;
      END LOOP;
      IF names <> '{}' THEN EXECUTE 'TRUNCATE ' || array_to_string(names, ', ') || ' RESTART IDENTITY CASCADE'; END IF;
    END $$`);
}

function noDatabase(): never {
  throw new Error('TEST_DATABASE_URL is not set.');
}
