/** Looks at a database without changing it: is it there, and does its form fit this version? The doctor asks. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { migrationState, type RunSql, readMigrations } from './migrate.js';
import { canComeUnderPolicies, seesThroughRemedy } from './walls.js';

/** What the embedded database's folder looks like from outside. `noFolder`: not even `dataDir` is there. `damaged`: it can't be opened for certain. */
export type FolderState = 'noFolder' | 'missing' | 'notAFolder' | 'damaged' | 'there';

/** PostgreSQL writes this file in one block of this many bytes (PG_CONTROL_FILE_SIZE), and starts from it. */
const controlFileBytes = 8192;

/** Looks at the folder of the embedded database without opening it: another process may have it. */
export async function inspectFolder(dataDir: string): Promise<FolderState> {
  const folder = join(dataDir, 'database');
  const outer = await stat(dataDir).catch(() => null);
  if (!outer) return 'noFolder';
  if (!outer.isDirectory()) return 'notAFolder';
  if (!(await stat(folder).catch(() => null))) return 'missing';
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '');
  const control = await stat(join(folder, 'global', 'pg_control')).catch(() => null);
  return /^\d+\s*$/.test(version) && control?.size === controlFileBytes ? 'there' : 'damaged';
}

export interface ServerState {
  /** Migrations that it has not had. */
  readonly missing: readonly string[];
  /** What brings the bot under row-level security; null: it comes there by itself. */
  readonly seesThrough: string | null;
}

/** Throws what the driver throws when the server can't be reached. */
export async function inspectServer(url: string): Promise<ServerState> {
  return onServer(url, async (client) => {
    const run: RunSql = (text) => client.query(text);
    const seesThrough = (await canComeUnderPolicies(run)) ? null : seesThroughRemedy;
    return { missing: await migrationState(run, await readMigrations()), seesThrough };
  });
}

/** What time it is on the server. Throws what the driver throws. */
export async function readServerTime(url: string): Promise<Date> {
  return onServer(
    url,
    async (client) =>
      (await client.query<{ now: Date }>('SELECT clock_timestamp() AS now')).rows[0]?.now ?? new Date(Number.NaN),
  );
}

async function onServer<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}
