/** How much room is left where a folder is: a database that can't be opened on a full disk is not a damaged one. */
import { statfs } from 'node:fs/promises';
import { Conflict } from '../kernel/errors.js';

/** Free bytes where a folder is; null: the folder is not there. */
export type FreeBytes = (folder: string) => Promise<number | null>;

/** As the system counts them, for a user who is not root. */
export const freeBytes: FreeBytes = async (folder) => {
  const found = await statfs(folder).catch(() => null);
  return found && found.bavail * found.bsize;
};

/** PostgreSQL can't start without room for one file of its log. */
const neededBytes = 16 * 1024 ** 2;

/**
 * Throws Conflict `storage.diskFull` where the disk is the reason why something could not be done in `dataDir`.
 * PGlite says of a full disk no more than of damaged files, so the disk is asked.
 */
export async function requireRoom(dataDir: string, cause: unknown, free: FreeBytes = freeBytes): Promise<void> {
  const bytes = await free(dataDir);
  if (bytes === null || bytes >= neededBytes) return;
  const words = `The disk is full: ${Math.floor(bytes / 1024 ** 2)} MB are free for ${dataDir}, and the database needs 16 to be opened. It is as it was. Free some: du -xh ${dataDir} | sort -h | tail shows what takes most.`;
  throw new Conflict('storage.diskFull', words, { cause });
}

/** What failed because the disk is full says so: Conflict `storage.diskFull`. */
export async function withRoom<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await requireRoom(dataDir, error);
    throw error;
  }
}
