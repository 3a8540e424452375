/**
 * Brings a database to the newest form when it is opened (embedded.ts, server.ts).
 *
 * Everything that is missing is done in one transaction that begins with a lock: a process killed half-way leaves
 * nothing behind, and of two copies that start at once the second waits and then finds nothing left to do. The table
 * `_prisma_migrations` is kept as Prisma's own engine keeps it (write-migration.ts uses that engine, which is not
 * needed to run: it neither locks nor repairs, and would cost every start some 100 MB).
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Conflict } from '../kernel/errors.js';
import { lowerAnalystViewsSql, raiseAnalystViewsSql } from './analyst-views.js';
import { type RunSql, raiseWallsSql } from './walls.js';

export type { RunSql };

export interface Migration {
  /** The folder's name, e.g. `20261122090000_add_ideas`; they run in this order. */
  readonly name: string;
  readonly sql: string;
}

/** A migration that a database has had, as Prisma's table names it. */
export interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
}

/** prisma/migrations of this checkout: the same place from src/ and from dist/. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** All of this version, in the order in which they run. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

/** Stands in a database while it is being filled from another one (copy/), so that nobody takes a half for the whole. */
export const unfinishedTable = 'unfinished_copy';

/**
 * Runs what is missing and answers its names. `run` must speak to one connection inside a transaction.
 * Throws Conflict `storage.newerDatabase`, `storage.changedHistory` or `storage.unfinishedCopy`, with nothing changed.
 * @param isFilling whoever fills this database from another one asks
 */
export async function migrate(
  run: RunSql,
  migrations: readonly Migration[],
  isFilling = false,
): Promise<readonly string[]> {
  await run("SELECT pg_advisory_xact_lock(hashtext('empty-chair.migrate'))::text");
  if (!isFilling && (await isThere(run, unfinishedTable))) throw unfinishedCopy();
  await run(createHistory);
  const missing = missingMigrations(migrations, await appliedMigrations(run));
  if (missing.length > 0) await run(lowerAnalystViewsSql, []);
  for (const migration of missing) await apply(run, migration);
  await run(raiseWallsSql, []);
  await run(raiseAnalystViewsSql, []);
  return missing.map((migration) => migration.name);
}

/** What `migrate` would run, asked without writing anything. Throws what `migrate` throws. */
export async function migrationState(run: RunSql, migrations: readonly Migration[]): Promise<readonly string[]> {
  if (await isThere(run, unfinishedTable)) throw unfinishedCopy();
  const applied = (await isThere(run, '_prisma_migrations')) ? await appliedMigrations(run) : [];
  return missingMigrations(migrations, applied).map(({ name }) => name);
}

/** Whether there is a table of this name, which is ours. */
export async function isThere(run: RunSql, table: string): Promise<boolean> {
  const { rows } = await run(`SELECT to_regclass('${table}') IS NOT NULL AS exists`);
  return (rows[0] as { exists: boolean }).exists;
}

/** What this database has had, in order. */
export async function appliedMigrations(run: RunSql): Promise<readonly AppliedMigration[]> {
  const { rows } = await run(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  );
  return rows as AppliedMigration[];
}

/**
 * Whether the database has had all migrations of this version; more than that are fine, while copies of the next one come.
 * Asked of a bot that runs: another database may have been put in its place.
 */
export async function isMigrated({ executeSql }: { readonly executeSql: RunSql }): Promise<boolean> {
  names ??= (await readMigrations()).map(({ name }) => name);
  const { rows } = await executeSql('SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL');
  const had = new Set((rows as AppliedMigration[]).map((row) => row.migration_name));
  return names.every((name) => had.has(name));
}

/** They don't change while the program runs. */
let names: readonly string[] | undefined;

/** The migrations that the database is missing. Throws when it has one that this code does not know. */
export function missingMigrations(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const checksums = new Map(known.map((migration) => [migration.name, checksum(migration.sql)]));
  for (const { migration_name: name, checksum: was } of applied) {
    const is = checksums.get(name);
    if (is === undefined) throw newerDatabase(name);
    if (is !== was) throw changedHistory(name);
  }
  const had = new Set(applied.map((row) => row.migration_name));
  return known.filter((migration) => !had.has(migration.name));
}

async function apply(run: RunSql, migration: Migration): Promise<void> {
  try {
    await run(migration.sql);
  } catch (cause) {
    throw new Error(`The migration ${migration.name} failed; the database is as it was before.`, { cause });
  }
  await run(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), now(), 1)`,
    [randomUUID(), checksum(migration.sql), migration.name],
  );
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

function newerDatabase(name: string): Conflict {
  return new Conflict(
    'storage.newerDatabase',
    `The database has had the migration ${name}, which this version does not know. Start the newer version that made it.`,
  );
}

function unfinishedCopy(): Conflict {
  return new Conflict(
    'storage.unfinishedCopy',
    'Moving or restoring into this database was begun and has not ended. Run the same command again: npm run move, or npm run restore.',
  );
}

function changedHistory(name: string): Conflict {
  return new Conflict(
    'storage.changedHistory',
    `The database has had another form of the migration ${name} than this version brings. ` +
      'Start the version that made this database, or begin with an empty one (another DATA_DIR or DATABASE_URL).',
  );
}

/** As Prisma's engine creates it. */
const createHistory = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
