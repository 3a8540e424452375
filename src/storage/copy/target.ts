/** An empty database to copy into: on a server, or a folder that appears only when it is whole. */
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { Conflict } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { createSeal, noSeal } from '../../kernel/seal.js';
import { unpackImage } from '../database-image.js';
import type { Database } from '../database-type.js';
import {
  embeddedDatabase,
  initialise,
  makeFolder,
  migrateEmbedded,
  openFiles,
  removeUnfinished,
  runOn,
  unfinishedFolder,
} from '../embedded.js';
import { lockFolder } from '../folder-lock.js';
import { withRoom } from '../free-room.js';
import { type AppliedMigration, type RunSql, readMigrations, unfinishedTable } from '../migrate.js';
import { restoreMark } from '../restore-mark.js';
import { sealSecrets } from '../seal-secrets.js';
import { connectOnce, openServer, requireWritable } from '../server.js';
import { type ForgottenHash, readForgotten } from './source.js';

/** A folder that is filled, and who was forgotten in the database that it takes the place of; null: that can't be read; undefined: there is none. */
export interface FolderTarget extends Target {
  readonly forgotten: readonly ForgottenHash[] | null | undefined;
}

/** A database that is being filled. Nobody else opens it before `finish`. */
export interface Target {
  readonly run: RunSql;
  /**
   * The same as the bot has it, brought to this version's form; `run` is not to be used any more.
   * @param keys of its secrets, as DatabaseOptions has them
   */
  open(keys: string | undefined): Promise<Database>;
  /** It is whole: from now on the bot may have it. */
  finish(): Promise<void>;
  /** Ends its use; without `finish` nothing of it is taken for a database. */
  close(): Promise<void>;
}

/** Throws ConfigError when the server can't be reached, or the user may not make tables. */
export async function openServerTarget(url: string, log: Logger): Promise<Target> {
  const { run, close } = await connectOnce(url);
  await requireWritable(run).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const ends: (() => Promise<void>)[] = [close];
  return {
    run,
    async open(keys) {
      const database = await openServer({ url, log, keys, isFilling: true, rowSecurity: 'off' });
      ends.push(() => database.close());
      return database;
    },
    finish: async () => void (await run(`DROP TABLE ${unfinishedTable}`)),
    async close() {
      for (const end of ends.toReversed()) await end();
    },
  };
}

/**
 * @param migrations the form that it is to have at first
 * @param setAside where a database that is there goes to, within `dataDir`; null: it is refused
 */
export async function openFolderTarget(
  dataDir: string,
  migrations: readonly AppliedMigration[],
  setAside: string | null,
): Promise<FolderTarget> {
  await makeFolder(dataDir);
  const lock = await lockFolder(dataDir);
  const folder = resolve(dataDir, 'database');
  try {
    if (existsSync(folder) && setAside === null)
      throw new Conflict(
        'copy.notEmpty',
        `There is a database in ${resolve(dataDir)} already. Set DATA_DIR to another folder, or add --replace: that sets aside the one that is there.`,
      );
    await removeUnfinished(dataDir);
    const forgotten = existsSync(folder) ? await readForgotten(dataDir) : undefined;
    if (!existsSync(folder)) await writeFile(restoreMark(dataDir), '', { mode: 0o600 });
    const making = await unfinishedFolder(dataDir);
    await withRoom(dataDir, () => makeFiles(making, migrations));
    const target = folderTarget(await openFiles(making), {
      async rename() {
        if (existsSync(folder)) await rename(folder, resolve(dataDir, setAside ?? ''));
        await rename(making, folder);
        await rm(restoreMark(dataDir), { force: true });
      },
      async release() {
        await rm(making, { recursive: true, force: true });
        await rm(restoreMark(dataDir), { force: true });
        await lock.release();
      },
    });
    return { ...target, forgotten };
  } catch (error) {
    await rm(restoreMark(dataDir), { force: true });
    await lock.release();
    throw error;
  }
}

/** The packed image has the newest form, and nothing in it; another form begins with no tables at all. */
async function makeFiles(folder: string, migrations: readonly AppliedMigration[]): Promise<void> {
  const isNewest = (await readMigrations()).length === migrations.length;
  if (!(isNewest && (await unpackImage(folder)))) await initialise(folder);
}

function folderTarget(
  lite: PGlite,
  { rename, release }: { readonly rename: () => Promise<void>; readonly release: () => Promise<void> },
): Target {
  const run = runOn(lite);
  const closeLite = async () => {
    if (!lite.closed) await lite.close();
  };
  return {
    run,
    async open(keys) {
      await migrateEmbedded(lite, true);
      const seal = keys === undefined ? noSeal : createSeal(keys);
      const database = embeddedDatabase(lite, { seal });
      await sealSecrets(database, seal);
      return database;
    },
    async finish() {
      await run(`DROP TABLE ${unfinishedTable}`);
      await closeLite();
      await rename();
    },
    async close() {
      await closeLite();
      await release();
    },
  };
}
