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

/** Runs SQL on one connection; a text without values may hold several statements, and the last one's rows come back. */
export type RunSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

export interface Migration {
  /** The folder's name, e.g. `20261122090000_add_ideas`; they run in this order. */
  readonly name: string;
  readonly sql: string;
}

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
}

/** prisma/migrations of this checkout: the same place from src/ and from dist/. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

/**
 * Runs what is missing and answers its names. `run` must speak to one connection inside a transaction.
 * Throws Conflict `storage.newerDatabase` or `storage.changedHistory`, with nothing changed.
 */
export async function migrate(run: RunSql, migrations: readonly Migration[]): Promise<readonly string[]> {
  await run("SELECT pg_advisory_xact_lock(hashtext('empty-chair.migrate'))::text");
  await run(createHistory);
  const { rows } = await run('SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL');
  const missing = missingMigrations(migrations, rows as AppliedMigration[]);
  for (const migration of missing) await apply(run, migration);
  return missing.map((migration) => migration.name);
}

/** What `migrate` would run, asked without writing anything. Throws what `migrate` throws. */
export async function migrationState(run: RunSql, migrations: readonly Migration[]): Promise<readonly string[]> {
  const { rows: found } = await run("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists");
  if (!(found[0] as { exists: boolean }).exists) return migrations.map(({ name }) => name);
  const { rows } = await run('SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL');
  return missingMigrations(migrations, rows as AppliedMigration[]).map(({ name }) => name);
}

/**
 * Whether the database has had all migrations of this version; more than that are fine, while copies of the next one come.
 * Asked of a bot that runs: another database may have been put in its place.
 */
export async function isMigrated(run: RunSql): Promise<boolean> {
  names ??= (await readMigrations()).map(({ name }) => name);
  const { rows } = await run('SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL');
  const had = new Set((rows as AppliedMigration[]).map((row) => row.migration_name));
  return names.every((name) => had.has(name));
}

/** They don't change while the program runs. */
let names: readonly string[] | undefined;

/** The migrations that the database is missing. Throws when it has one that this code does not know. */
function missingMigrations(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
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
