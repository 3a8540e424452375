/**
 * An empty, migrated database in one packed file, made when the program is built (make-image.ts): a first start unpacks
 * it and need not make a PostgreSQL and migrate it, which took seven seconds. Tests begin with it too.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PGlite } from '@electric-sql/pglite';
import { readMigrations } from './migrate.js';

/** Of this checkout: the same place from src/ and from dist/. */
const builtFolder = new URL('../../dist/', import.meta.url);

/** Where the image for these migrations and this PGlite is, or would be: others have other names. */
export async function imageFile(): Promise<string> {
  const pglite = await readFile(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')), 'utf8');
  const { version } = JSON.parse(pglite) as { readonly version: string };
  const key = createHash('sha256').update(JSON.stringify([2, version, await readMigrations()]));
  return fileURLToPath(new URL(`database-${key.digest('hex').slice(0, 16)}.tar.gz`, builtFolder));
}

/** Makes the image unless it is there, and answers its file. @param migrate brings an empty PGlite to the newest form */
export async function makeImage(migrate: (lite: PGlite) => Promise<unknown>): Promise<string> {
  const file = await imageFile();
  if (existsSync(file)) return file;
  const { PGlite } = await import('@electric-sql/pglite');
  const folder = await mkdtemp(join(tmpdir(), 'empty-chair-image-'));
  // Closed before it is packed: PostgreSQL takes seconds to open the copy of a database that was open.
  const lite = await PGlite.create(folder);
  await migrate(lite);
  await lite.close();
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await promisify(execFile)('tar', ['-czf', unfinished, '-C', folder, ...(await readdir(folder))]);
  await rename(unfinished, file);
  await rm(folder, { recursive: true, force: true });
  for (const other of await readdir(builtFolder)) {
    const isOld = /^database-[\da-f]{16}\.tar\.gz$/.test(other) && !file.endsWith(other);
    if (isOld) await rm(new URL(other, builtFolder), { force: true });
  }
  return file;
}

/** Fills the empty `folder`; false, and the folder is still empty, when there is no image or no `tar` to unpack it. */
export async function unpackImage(folder: string): Promise<boolean> {
  const file = await imageFile();
  if (!existsSync(file)) return false;
  try {
    await promisify(execFile)('tar', ['-xzf', file, '-C', folder]);
    return true;
  } catch {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    return false;
  }
}
