/** Looks at a database server without changing it: is it there, and does its form fit this version? The doctor asks. */
import pg from 'pg';
import { migrationState, readMigrations } from './migrate.js';

/** Throws what the driver throws when the server can't be reached. */
export async function inspectServer(url: string): Promise<{ readonly missing: readonly string[] }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return { missing: await migrationState((text) => client.query(text), await readMigrations()) };
  } finally {
    await client.end();
  }
}
