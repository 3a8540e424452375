/**
 * The database without a server: PGlite, PostgreSQL in this process, in a folder (openDatabase, when DATABASE_URL is
 * not set). Everything that goes through one instance runs one after the other; transactions must be short.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite, type PGliteInterface, type PGliteOptions, types } from '@electric-sql/pglite';
import { ConfigError, Conflict } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { createSeal, noSeal, type Seal } from '../kernel/seal.js';
import { createTurns } from '../kernel/turns.js';
import { answersInTime } from './answers-in-time.js';
import { unpackImage } from './database-image.js';
import type { Database, DatabaseOptions } from './database-type.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { requireRoom, withRoom } from './free-room.js';
import { keysOf } from './key-file.js';
import { migrate, type RunSql, readMigrations } from './migrate.js';
import { preparing } from './pglite-statements.js';
import { requireNoRestore } from './restore-mark.js';
import { sealSecrets } from './seal-secrets.js';
import { wholeShard, writeShard } from './shard.js';
import { type RunStatement, sqlOver } from './sql.js';
import { SyncedFolder, syncedStart } from './synced-folder.js';
import { runTransaction } from './transaction.js';

/** The prefix of folders that are being created. */
const unfinished = 'database.unfinished-';

type EmbeddedOptions = Pick<DatabaseOptions, 'dataDir' | 'log' | 'onWanted' | 'keys'>;

/**
 * Opens (or makes) the database in `dataDir` and migrates it. `onWanted` is as in lockFolder.
 * Throws Conflict `storage.folderInUse` when another process has it and `storage.damaged` when it can't be opened,
 * ConfigError when the folder can't be used.
 */
export async function openEmbedded({ dataDir, log, onWanted, keys }: EmbeddedOptions): Promise<Database> {
  await makeFolder(dataDir);
  const lock = await lockFolder(dataDir, onWanted);
  try {
    const lite = await openFolder(dataDir, log);
    const applied = await migrateEmbedded(lite);
    if (applied.length > 0) log.info({ applied }, 'database migrated');
    const seal = createSeal(await keysOf(dataDir, keys));
    const database = embeddedDatabase(lite, { lock, dataDir, seal });
    await sealSecrets(database, seal);
    return database;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Migrates an open PGlite; answers what it applied. @param isFilling whoever fills it from another database asks */
export async function migrateEmbedded(lite: PGlite, isFilling = false): Promise<readonly string[]> {
  const migrations = await readMigrations();
  return lite.transaction((tx) => migrate(runOn(tx), migrations, isFilling));
}

interface Options {
  readonly lock?: FolderLock;
  /** Whose files can be copied. */
  readonly dataDir?: string;
  /** Default: secrets stay as they are. */
  readonly seal?: Seal;
}

/** The Database over an open, migrated PGlite: a folder's, or one in memory (tests). Closing it closes the PGlite. */
export function embeddedDatabase(lite: PGlite, { lock, dataDir, seal = noSeal }: Options = {}): Database {
  const written = writeShard(wholeShard);
  const runner = preparing(lite);
  const run = runOn(lite);
  const turn = createTurns();
  return {
    kind: 'embedded',
    seal,
    ...sqlOver(statementsOn(runner, turn, written)),
    // A script that begins a transaction and fails in it must not leave it open to whoever comes next.
    executeSql: (text, values) =>
      /\bbegin\b/i.test(text) ? lite.transaction((tx) => runOn(tx)(written(text), values)) : run(written(text), values),
    transaction: (work) =>
      runTransaction((run) => runner.transaction((tx) => run(statementsOn(tx, turn, written))), work),
    async listen(channel, heard) {
      const unlisten = await lite.listen(channel, heard);
      heard(null);
      return async () => {
        if (!lite.closed) await unlisten();
      };
    },
    keepingLater: keepingLater(lite),
    isAlive: () => answersInTime(() => lite.query('SELECT 1')),
    announce: (contact) => lock?.announce(contact),
    copyFiles: async () => (dataDir === undefined ? null : lite.runExclusive(() => copyFolder(dataDir))),
    connections: () => null,
    async close() {
      if (!lite.closed) await lite.close();
      await lock?.release();
    },
  };
}

/** Several at once are one: the last to end has everything written. */
function keepingLater(lite: PGlite): Database['keepingLater'] {
  let count = 0;
  return async (work) => {
    count += 1;
    if (count === 1) await lite.exec('SET synchronous_commit = off');
    try {
      return await work();
    } finally {
      count -= 1;
      if (count === 0 && !lite.closed) {
        await lite.exec('SET synchronous_commit = on');
        await lite.exec('CHECKPOINT');
      }
    }
  };
}

/** PGlite gives a bigint as a number where that is exact. */
const parsers = { [types.INT8]: BigInt };

function statementsOn(
  lite: Pick<PGliteInterface, 'query'>,
  turn: () => Promise<void>,
  written: (statement: string) => string,
): RunStatement {
  return async (text, values) => {
    await turn();
    const { rows, affectedRows = 0 } = await lite.query(written(text), values, { parsers });
    return { rows, changedCount: affectedRows };
  };
}

/** PGlite prepares a text with values, which may then hold one statement only; `exec` takes many and no values. */
export function runOn(lite: Pick<PGliteInterface, 'query' | 'exec'>): RunSql {
  return async (text, values) => {
    if (values && values.length > 0) return lite.query(text, values);
    return (await lite.exec(text)).at(-1) ?? { rows: [] };
  };
}

async function openFolder(dataDir: string, log: Logger): Promise<PGlite> {
  const folder = resolve(dataDir, 'database');
  await removeUnfinished(dataDir);
  if (!existsSync(folder)) {
    requireNoRestore(dataDir);
    await withRoom(dataDir, () => createFolder(folder, log));
  }
  return openWhole(folder);
}

/**
 * Opens a database that is there; nothing is migrated. Throws Conflict `storage.diskFull` and `storage.damaged`.
 * @param original what the files were copied from, which the words name
 */
export async function openWhole(folder: string, original = folder): Promise<PGlite> {
  try {
    return await openFiles(folder);
  } catch (cause) {
    await requireRoom(dirname(folder), cause);
    const remedy =
      'Put a backup in its place: npm run restore -- FILE --replace. Without one, move the folder away: the bot then makes a new, empty one.';
    const words = `The database in ${original} can't be opened. Its files are damaged, or another program made them. ${remedy}`;
    throw new Conflict('storage.damaged', words, { cause });
  }
}

/** Creates it under another name first, so that a process killed meanwhile leaves no half database. */
async function createFolder(folder: string, log: Logger): Promise<void> {
  const making = await unfinishedFolder(dirname(folder));
  if (!(await unpackImage(making))) {
    log.info({ folder }, 'making a new database, which takes some seconds once');
    await initialise(making);
  }
  await rename(making, folder);
}

/** An empty folder in `dataDir` that the next start deletes, unless it was renamed. */
export const unfinishedFolder = (dataDir: string): Promise<string> => mkdtemp(join(dataDir, unfinished));

/** Copies the files of the database in `dataDir`, which nobody may write to meanwhile; answers the copy's folder. */
export async function copyFolder(dataDir: string): Promise<string> {
  const copy = await unfinishedFolder(dataDir);
  const all = { recursive: true, mode: constants.COPYFILE_FICLONE };
  try {
    await withRoom(dataDir, () => cp(resolve(dataDir, 'database'), copy, all));
    return copy;
  } catch (error) {
    // On a full disk the bot needs the room that half a copy takes.
    await rm(copy, { recursive: true, force: true });
    throw error;
  }
}

/** Opens the files of a database; nothing is migrated. */
export const openFiles = (folder: string): Promise<PGlite> => PGlite.create(inFolder(folder));

/** Removes what killed starts left. A folder that is still in use stays until the next start. */
export async function removeUnfinished(dataDir: string): Promise<void> {
  const left = (await readdir(dataDir)).filter((name) => name.startsWith(unfinished));
  for (const name of left) {
    const folder = join(dataDir, name);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
  }
}

/**
 * In a process of its own, because making a database takes a second PostgreSQL (initdb), whose 400 MB this process
 * would keep. It may outlive us when we are killed, which is why each folder in the making has a name of its own.
 */
export async function initialise(folder: string): Promise<void> {
  const script = `import { PGlite } from '@electric-sql/pglite';
    const lite = await PGlite.create(process.argv[1]);
    await lite.close();`;
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, folder], { cwd });
}

/** Small buffers: the operating system caches the files anyway, and the 128 MB by default would stay resident. */
function inFolder(folder: string): PGliteOptions {
  return { fs: new SyncedFolder(folder), startParams: [...syncedStart, '-c', 'shared_buffers=32MB'] };
}

/** Makes the folder that everything is in, for this user alone, unless it is there. Throws ConfigError. */
export async function makeFolder(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([
      `DATA_DIR: the folder ${dataDir} can't be made (${error.code}); choose one that this user may write to`,
    ]);
  });
}
