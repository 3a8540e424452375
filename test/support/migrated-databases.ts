/**
 * What every test file starts from, made once per run by jest's globalSetup: the data of a migrated PGlite in a file,
 * and on the server of TEST_DATABASE_URL a migrated database to copy. database.ts loads and copies them.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { createLogger } from '../../src/kernel/logger.js';
import { migrateEmbedded } from '../../src/storage/embedded.js';
import { readMigrations } from '../../src/storage/migrate.js';
import { openServer } from '../../src/storage/server.js';

const cacheFolder = fileURLToPath(new URL('../../.cache/', import.meta.url));

/** The file with the dump; kept between runs, under a name that changes with the migrations. */
export async function makeEmbeddedDump(): Promise<string> {
  const migrations = await readMigrations();
  const key = createHash('sha256')
    .update(JSON.stringify([2, migrations]))
    .digest('hex')
    .slice(0, 16);
  const file = join(cacheFolder, `migrated-${key}.tar`);
  if (existsSync(file)) return file;
  const lite = await PGlite.create();
  await migrateEmbedded(lite);
  const dump = await lite.dumpDataDir('none');
  await lite.close();
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()));
  await rename(unfinished, file);
  return file;
}

/** Makes the template database and answers its name. @param url TEST_DATABASE_URL */
export async function makeTemplate(url: string): Promise<string> {
  const name = `ec_template_${process.pid}_${process.hrtime.bigint().toString(36)}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  const database = await openServer(databaseUrl(url, name), createLogger('silent'));
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
