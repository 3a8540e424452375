/** The key of an embedded database's secrets where no setting gives one: a file in its folder that this user alone may read. */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Its name in the folder `DATA_DIR`. Who copies the folder has it; a backup that leaves it out can't open the secrets. */
export const keyFileName = 'secret.key';

/**
 * The keys for this folder, the newest first: those that are `given`, and the file's behind them, so that what it sealed
 * is sealed anew. Makes the file where no key is given. Only whoever holds the folder's lock may ask.
 */
export async function keysOf(dataDir: string, given: string | undefined): Promise<string> {
  const found = await readKeyFile(dataDir);
  if (found !== null) {
    await chmod(join(dataDir, keyFileName), 0o600);
    return [given, found].filter((key) => key !== undefined).join(',');
  }
  if (given !== undefined) return given;
  const made = randomBytes(32).toString('base64');
  await writeKeyFile(dataDir, made);
  return made;
}

/** What the file holds; null: there is none. */
export async function readKeyFile(dataDir: string): Promise<string | null> {
  const found = await readFile(join(dataDir, keyFileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  return found?.trim() ?? null;
}

/** Throws when the file is there. */
export const writeKeyFile = (dataDir: string, keys: string): Promise<void> =>
  writeFile(join(dataDir, keyFileName), `${keys}\n`, { mode: 0o600, flag: 'wx', flush: true });
