/**
 * What every test file starts from, made once per run by jest's globalSetup: the data of a migrated PGlite in a file,
 * and on the server of TEST_DATABASE_URL a migrated database to copy. database.ts loads and copies them.
 */
import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { createLogger } from '../../src/kernel/logger.js';
import { makeImage } from '../../src/storage/database-image.js';
import { migrateEmbedded } from '../../src/storage/embedded.js';
import { openServer } from '../../src/storage/server.js';

/** The packed database that a first start unpacks too; made once for these migrations. */
export const makeEmbeddedDump = (): Promise<string> => makeImage(migrateEmbedded);

/** An empty, migrated PGlite in memory, out of that file. */
export async function loadMigrated(): Promise<PGlite> {
  const loadDataDir = await openAsBlob(process.env.EMPTY_CHAIR_DUMP ?? '', { type: 'application/x-gzip' });
  return PGlite.create({ loadDataDir });
}

/** Makes the template database and answers its name. @param url TEST_DATABASE_URL */
export async function makeTemplate(url: string): Promise<string> {
  const name = `ec_template_${process.pid}_${process.hrtime.bigint().toString(36)}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  const database = await openServer({ url: databaseUrl(url, name), log: createLogger('silent') });
  await database.close();
  return name;
}

/** Drops the template and every copy of it that was left. */
export async function dropAll(url: string, template: string): Promise<void> {
  const { rows } = await onServer(url, `SELECT datname FROM pg_database WHERE datname LIKE '${template}%'`);
  for (const { datname } of rows) await onServer(url, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
}

/** Runs one statement on the server's own database, which may create and drop others. */
export async function onServer(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
