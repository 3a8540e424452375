/** Folders that tests may fill; temporaryFolder is called in tests, removeTemporaryFolders in afterEach or afterAll. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const made: string[] = [];

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'empty-chair-'));
  made.push(folder);
  return folder;
}

/** A DATA_DIR that needs no first start any more: its database is made and migrated. */
export async function migratedDataDir(): Promise<string> {
  const folder = await temporaryFolder();
  const database = join(folder, 'database');
  await mkdir(database, { mode: 0o700 });
  await promisify(execFile)('tar', ['-xzf', process.env.EMPTY_CHAIR_DUMP ?? '', '-C', database]);
  return folder;
}

export async function removeTemporaryFolders(): Promise<void> {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}
