/** A fresh database on the PostgreSQL server of TEST_DATABASE_URL, dropped when the bench is done with it. */
import pg from 'pg';
import { createLogger } from '../../src/kernel/logger.js';
import { type Database, openDatabase } from '../../src/storage/database.js';

export interface BenchDatabase {
  readonly database: Database;
  readonly url: string;
  close(): Promise<void>;
}

/** @param rowSecurity off: what asks by itself, beside the bot, sees all rows and may change the schema */
export async function openBenchDatabase(serverUrl: string, rowSecurity: 'on' | 'off' = 'on'): Promise<BenchDatabase> {
  const name = `bench_${process.pid}_${process.hrtime.bigint().toString(36)}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, dataDir: '', log: createLogger('silent'), rowSecurity });
  return {
    database,
    url: url.href,
    async close() {
      await database.close();
      await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
