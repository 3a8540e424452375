/** A whole database to copy from, as it is at one instant: of a server in one snapshot, of a folder from its own files. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NotFound } from '../../kernel/errors.js';
import { copyFolder, openFiles, openWhole, runOn } from '../embedded.js';
import { lockFolder } from '../folder-lock.js';
import { type AppliedMigration, appliedMigrations, isThere, type RunSql } from '../migrate.js';
import { connectOnce } from '../server.js';
import {
  type Counter,
  columnsOf,
  countersOf,
  figuresOf,
  quoted,
  rowAsText,
  type TableFigures,
  tablesInOrder,
} from './catalogue.js';

/** What a copy consists of, and what it is checked against. */
export interface Contents {
  readonly kind: 'embedded' | 'server';
  readonly migrations: readonly AppliedMigration[];
  /** In an order in which they can be filled. */
  readonly tables: readonly TableFigures[];
  readonly counters: readonly Counter[];
}

/** An open database that does not change while it is read. */
export interface Source {
  readonly contents: Contents;
  columns(table: string): Promise<readonly string[]>;
  /**
   * A table's rows, some hundred at a time, always in the same order: each a JSON array of its columns' texts.
   * @param skip how many are left out at the beginning
   */
  rows(table: string, skip?: number): AsyncGenerator<readonly string[]>;
  close(): Promise<void>;
}

/** Opens the database on a server. Throws ConfigError when it can't be reached, NotFound when the bot never had it. */
export async function openServerSource(url: string): Promise<Source> {
  const { run, close } = await connectOnce(url);
  if (await isThere(run, '_prisma_migrations')) return openSource('server', run, close);
  await close();
  const words =
    'Nothing of the bot is in this database yet. Set DATABASE_URL to where it is, or start the bot: npm start';
  throw new NotFound('copy.noDatabase', words);
}

/**
 * Opens the embedded database in `dataDir`, where no process has it, and keeps it from others until it is closed.
 * Throws NotFound when there is none, Conflict `storage.folderInUse`.
 */
export async function openFolderSource(dataDir: string): Promise<Source> {
  requireDatabase(dataDir);
  const lock = await lockFolder(dataDir);
  return openLite(resolve(dataDir, 'database'), () => lock.release());
}

/** By its hash, somebody or something that was forgotten. */
export interface ForgottenHash {
  readonly hash: string;
  readonly kind: string;
}

/** Who was forgotten in the embedded database in `dataDir`, which nobody has open; null: it can't be read any more. */
export async function readForgotten(dataDir: string): Promise<readonly ForgottenHash[] | null> {
  try {
    const lite = await openFiles(resolve(dataDir, 'database'));
    const { rows } = await lite.query<ForgottenHash>('SELECT hash, kind FROM forgotten ORDER BY hash');
    await lite.close();
    return rows;
  } catch {
    return null;
  }
}

/** Opens a copy of the embedded database in `dataDir`, and deletes it when it is closed. `copied` makes it. */
export async function openCopySource(dataDir: string, copied: () => Promise<string>): Promise<Source> {
  requireDatabase(dataDir);
  const folder = await copied();
  return openLite(folder, () => rm(folder, { recursive: true, force: true }), resolve(dataDir, 'database'));
}

/** Copies the files while no other process may have them. */
export async function copyUnused(dataDir: string): Promise<string> {
  const lock = await lockFolder(dataDir);
  try {
    return await copyFolder(dataDir);
  } finally {
    await lock.release();
  }
}

function requireDatabase(dataDir: string): void {
  if (!existsSync(resolve(dataDir, 'database')))
    throw new NotFound(
      'copy.noDatabase',
      `There is no database in ${resolve(dataDir)}. Set DATA_DIR or DATABASE_URL to where it is.`,
    );
}

async function openLite(folder: string, release: () => Promise<void>, original = folder): Promise<Source> {
  try {
    const lite = await openWhole(folder, original);
    return await openSource('embedded', runOn(lite), async () => {
      await lite.close();
      await release();
    });
  } catch (error) {
    await release();
    throw error;
  }
}

async function openSource(kind: Contents['kind'], run: RunSql, close: () => Promise<void>): Promise<Source> {
  try {
    await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await writeAlike(run);
    return { contents: await readContents(kind, run), ...readerOn(run), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Both kinds of database write a value with the same letters, and read a table in its own order. */
export const writeAlike = (run: RunSql): Promise<unknown> =>
  run(`SET TIME ZONE 'UTC'; SET datestyle = 'ISO, MDY'; SET intervalstyle = 'postgres'; SET extra_float_digits = 1;
    SET bytea_output = 'hex'; SET synchronize_seqscans = off; SET search_path = public`);

async function readContents(kind: Contents['kind'], run: RunSql): Promise<Contents> {
  const migrations = await appliedMigrations(run);
  const tables: TableFigures[] = [];
  for (const table of await tablesInOrder(run)) tables.push(await figuresOf(run, table));
  return { kind, migrations, tables, counters: await countersOf(run) };
}

const rowsAtOnce = 300;

function readerOn(run: RunSql): Pick<Source, 'columns' | 'rows'> {
  return {
    columns: async (table) => (await columnsOf(run, table)).map(({ name }) => name),
    async *rows(table, skip = 0) {
      const text = rowAsText(await columnsOf(run, table));
      await run(`DECLARE rows_of_table NO SCROLL CURSOR FOR
        SELECT ${text} AS row FROM public.${quoted(table)} t OFFSET ${skip}`);
      for (;;) {
        const { rows } = await run(`FETCH ${rowsAtOnce} FROM rows_of_table`);
        if (rows.length === 0) break;
        yield (rows as { row: string }[]).map(({ row }) => row);
      }
      await run('CLOSE rows_of_table');
    },
  };
}
