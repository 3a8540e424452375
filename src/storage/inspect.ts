/** Looks at a database without changing it: is it there, and does its form fit this version? The doctor asks. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { onServer } from './database.js';
import { lockFolder, readFolderOwner } from './folder-lock.js';
import { migrationState, readMigrations } from './migrate.js';
import { writeTrouble } from './server.js';
import { canComeUnderPolicies, seesThroughRemedy } from './walls.js';

export { type FreeBytes, freeBytes } from './free-room.js';
export { requireNoRestore } from './restore-mark.js';

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

/**
 * Opens the embedded database for a moment, where no process has it, and changes nothing but what a crash left undone.
 * Throws Conflict `storage.damaged` or `storage.diskFull`, ConfigError when this user may not have the folder.
 */
export async function tryFolder(dataDir: string): Promise<void> {
  if ((await readFolderOwner(dataDir)) !== null) return;
  const { openWhole } = await import('./embedded.js');
  // A bot that starts meanwhile waits.
  const lock = await lockFolder(dataDir, () => undefined);
  try {
    await (await openWhole(resolve(dataDir, 'database'))).close();
  } finally {
    await lock.release();
  }
}

export interface ServerState {
  /** Migrations that it has not had. */
  readonly missing: readonly string[];
  /** What brings the bot under row-level security; null: it comes there by itself. */
  readonly seesThrough: string | null;
  /** Why the bot can't keep anything there, and what mends that; null: it can. */
  readonly writeTrouble: string | null;
}

/** Throws ConfigError when the server can't be reached, and what migrationState throws. */
export async function inspectServer(url: string): Promise<ServerState> {
  return onServer(url, async (run) => ({
    writeTrouble: await writeTrouble(run),
    seesThrough: (await canComeUnderPolicies(run)) ? null : seesThroughRemedy,
    missing: await migrationState(run, await readMigrations()),
  }));
}

/** What time it is on the server. Throws as inspectServer does. */
export async function readServerTime(url: string): Promise<Date> {
  return onServer(url, async (run) => {
    const { rows } = await run('SELECT clock_timestamp() AS now');
    return (rows[0] as { readonly now: Date } | undefined)?.now ?? new Date(Number.NaN);
  });
}
