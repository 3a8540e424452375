import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type FolderLock, lockFolder, readFolderOwner } from '../../src/storage/folder-lock.js';
import { endChildren, startChild } from '../support/child-process.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

const holdFolder = fileURLToPath(new URL('processes/hold-folder.ts', import.meta.url));
const locks: FolderLock[] = [];

async function lock(folder: string): Promise<FolderLock> {
  const made = await lockFolder(folder);
  locks.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(locks.splice(0).map((one) => one.release()));
  await endChildren();
  await removeTemporaryFolders();
});

describe('the lock of the data folder', () => {
  test('refuses a second process, and names the first and the mend', async () => {
    const folder = await temporaryFolder();
    const first = startChild(holdFolder, [folder]);
    expect(await first.line()).toBe(`holds ${first.pid}`);
    const claiming = lock(folder);
    await expect(claiming).rejects.toMatchObject({ name: 'Conflict', code: 'storage.folderInUse' });
    await expect(claiming).rejects.toThrow(
      new RegExp(`^Process ${first.pid} \\(running since 20.*Z\\) has the database`),
    );
    await expect(claiming).rejects.toThrow(/DATA_DIR.*DATABASE_URL/);
  });

  test('refuses from a second process what this one holds', async () => {
    const folder = await temporaryFolder();
    await lock(folder);
    expect(await startChild(holdFolder, [folder]).line()).toMatch(`refused: Process ${process.pid} `);
  });

  test('goes from an owner that yields to the next that claims it, and to nobody who only asks', async () => {
    const folder = await temporaryFolder();
    let wantedCount = 0;
    const first = await lockFolder(folder, () => {
      wantedCount += 1;
      void first.release();
    });
    locks.push(first);
    expect(await readFolderOwner(folder)).toMatchObject({ pid: process.pid });
    expect(wantedCount).toBe(0);
    const second = startChild(holdFolder, [folder]);
    expect(await second.line()).toBe(`holds ${second.pid}`);
    expect(wantedCount).toBeGreaterThan(0);
    // Of two that yield, neither waits for the other.
    await second.end('SIGKILL');
    await lockFolder(folder, () => undefined).then((held) => locks.push(held));
    await expect(lockFolder(folder, () => undefined)).rejects.toMatchObject({ code: 'storage.folderInUse' });
  });

  test('is free again at once when its process was killed', async () => {
    const folder = await temporaryFolder();
    const first = startChild(holdFolder, [folder]);
    await first.line();
    await first.end('SIGKILL');
    expect(await readdir(folder)).toHaveLength(1);
    expect(await readFolderOwner(folder)).toBeNull();
    await lock(folder);
    expect(await readFolderOwner(folder)).toMatchObject({ pid: process.pid });
  });

  test('is not held by a number that another process has got since', async () => {
    const folder = await temporaryFolder();
    const killed = startChild(holdFolder, [folder]);
    await killed.line();
    await killed.end('SIGKILL');
    // As if the killed one had had the number that this process has now: containers number everybody 1.
    const [left = ''] = await readdir(folder);
    await rename(join(folder, left), join(folder, left.replace(/\d+/, String(process.pid))));
    await lock(folder);
  });

  test('counts a process that is stopped or busy as there', async () => {
    const folder = await temporaryFolder();
    const first = startChild(holdFolder, [folder]);
    await first.line();
    await first.end('SIGSTOP');
    await expect(lock(folder)).rejects.toThrow(`Process ${first.pid} has the database`);
  });

  test('is given free by release, and then leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const first = await lock(folder);
    await first.release();
    await first.release();
    expect(await readdir(folder)).toEqual([]);
    await lock(folder);
  });

  test('lets exactly one of many have it that come at the same time', async () => {
    const folder = await temporaryFolder();
    const claims = await Promise.allSettled(Array.from({ length: 8 }, () => lock(folder)));
    expect(claims.filter((claim) => claim.status === 'fulfilled')).toHaveLength(1);
  });

  test('lets exactly one process have it of several that start at the same time', async () => {
    const folder = await temporaryFolder();
    const children = Array.from({ length: 4 }, () => startChild(holdFolder, [folder]));
    const lines = await Promise.all(children.map((child) => child.line()));
    expect(lines.filter((line) => line?.startsWith('holds'))).toHaveLength(1);
    expect(lines.filter((line) => line?.startsWith('refused'))).toHaveLength(3);
  });

  test('is told to whoever asks, with where to hand work to once that is known', async () => {
    const folder = await temporaryFolder();
    expect(await readFolderOwner(folder)).toBeNull();
    expect(await readFolderOwner(join(folder, 'none'))).toBeNull();
    const own = await lock(folder);
    expect(await readFolderOwner(folder)).toEqual({ pid: process.pid, startedAt: expect.stringMatching(/^20.*Z$/) });
    own.announce({ url: 'http://127.0.0.1:3000', token: 'a token' });
    expect(await readFolderOwner(folder)).toMatchObject({ url: 'http://127.0.0.1:3000', token: 'a token' });
  });

  test('works in a folder whose path is longer than a socket’s may be', async () => {
    const folder = join(await temporaryFolder(), 'a'.repeat(120), 'ü'.repeat(100));
    await mkdir(folder, { recursive: true });
    await lock(folder);
    expect(await readFolderOwner(folder)).toMatchObject({ pid: process.pid });
    await expect(lock(folder)).rejects.toMatchObject({ code: 'storage.folderInUse' });
  });

  test('says so when the folder cannot be claimed at all', async () => {
    const file = join(await temporaryFolder(), 'a-file');
    await writeFile(file, '');
    await expect(lock(file)).rejects.toMatchObject({ problems: [expect.stringMatching(/^DATA_DIR: /)] });
  });
});
