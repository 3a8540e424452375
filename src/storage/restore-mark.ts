/** A mark in `DATA_DIR` while an empty one is filled from a backup: a bot that starts after a kill would begin with nothing. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Conflict } from '../kernel/errors.js';

/** The mark's file. Whoever restores makes it, and removes it at every end but a kill. */
export const restoreMark = (dataDir: string): string => resolve(dataDir, 'restore.unfinished');

/** Throws Conflict `storage.unfinishedCopy`. */
export function requireNoRestore(dataDir: string): void {
  const mark = restoreMark(dataDir);
  if (!existsSync(mark)) return;
  const words = `Restoring into ${resolve(dataDir)} was begun and has not ended. Run the same command again: npm run restore -- FILE. To begin with an empty database instead: rm ${mark}`;
  throw new Conflict('storage.unfinishedCopy', words);
}
