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
  const file = join(dataDir, keyFileName);
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (found !== null) {
    await chmod(file, 0o600);
    return [given, found.trim()].filter((key) => key !== undefined).join(',');
  }
  if (given !== undefined) return given;
  const made = randomBytes(32).toString('base64');
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return made;
}
