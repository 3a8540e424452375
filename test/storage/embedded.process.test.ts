import { existsSync, watch } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { readFolderOwner } from '../../src/storage/folder-lock.js';
import { endChildren, startChild } from '../support/child-process.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

const log = createLogger('silent');
const captureRows = fileURLToPath(new URL('processes/capture-rows.ts', import.meta.url));
const countSyncs = fileURLToPath(new URL('processes/count-syncs.ts', import.meta.url));
const longEnough = 120_000;

let opened: Database[] = [];
/** A folder with an empty database, made once because that takes some seconds; each test gets a copy. */
let made = '';

async function open(dataDir: string): Promise<Database> {
  const database = await openDatabase({ dataDir, log });
  opened.push(database);
  return database;
}

async function closeAll(): Promise<void> {
  await Promise.all(opened.map((database) => database.close()));
  opened = [];
}

async function copyOfMade(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(made, folder, { recursive: true });
  return folder;
}

beforeAll(async () => {
  made = join(await temporaryFolder(), 'data', 'deeper');
  await open(made);
  await closeAll();
}, longEnough);

afterEach(async () => {
  await endChildren();
  await closeAll();
});

afterAll(removeTemporaryFolders);

async function idsIn(database: Database): Promise<number[]> {
  const { rows } = await database.executeSql('SELECT id FROM playground_clock ORDER BY id');
  return rows.map((row) => (row as { id: number }).id);
}

describe('the database in a folder', () => {
  test('keeps its rows when it is closed and opened again', async () => {
    const folder = await copyOfMade();
    const first = await open(folder);
    await first.executeSql('INSERT INTO playground_clock (id) VALUES (1)');
    await first.close();
    await first.close();
    expect(await first.isAlive()).toBe(false);
    expect(await idsIn(await open(folder))).toEqual([1]);
  });

  test('is opened by one process only, and tells others where that one is to be reached', async () => {
    const folder = await copyOfMade();
    const database = await open(folder);
    await expect(open(folder)).rejects.toMatchObject({ code: 'storage.folderInUse' });
    database.announce({ url: 'http://127.0.0.1:3000', token: 'a token' });
    expect(await readFolderOwner(folder)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:3000' });
    await database.close();
    expect(await readFolderOwner(folder)).toBeNull();
  });

  test('is free again when opening it failed', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'database'));
    await writeFile(join(folder, 'database', 'PG_VERSION'), 'not PostgreSQL');
    await expect(open(folder)).rejects.toThrow(`The database in ${join(folder, 'database')} can't be opened.`);
    expect(await readFolderOwner(folder)).toBeNull();
  });

  test(
    'has every row that was acknowledged when its process is killed while it writes, again and again',
    async () => {
      const folder = await copyOfMade();
      let acknowledged = -1;
      for (const rows of [30, 7, 90]) {
        const child = startChild(captureRows, [folder, String(acknowledged + 1)]);
        expect(await child.line()).toBe('open');
        for (let row = 0; row < rows; row += 1) acknowledged = Number(await child.line());
        await child.end('SIGKILL');
        for (let line = await child.line(); line !== null; line = await child.line()) acknowledged = Number(line);
        const database = await open(folder);
        const ids = await idsIn(database);
        expect(ids.slice(0, acknowledged + 1)).toEqual(Array.from({ length: acknowledged + 1 }, (_, id) => id));
        // The two rows of a transaction are both there, or neither.
        const { rows: organisations } = await database.executeSql('SELECT FROM organisations');
        expect(organisations).toHaveLength(ids.length);
        acknowledged = ids.length - 1;
        await closeAll();
      }
    },
    longEnough,
  );

  test(
    'asks the disk to keep each transaction before it is acknowledged',
    async () => {
      const child = startChild(countSyncs, [await copyOfMade()]);
      expect(Number(await child.line())).toBeGreaterThanOrEqual(10);
    },
    longEnough,
  );

  test(
    'is made anew when its process was killed while making it',
    async () => {
      const folder = await temporaryFolder();
      const making = async () => (await readdir(folder)).find((name) => name.startsWith('database.unfinished'));
      const child = startChild(captureRows, [folder]);
      const watcher = watch(folder);
      await new Promise<void>((done) => {
        watcher.on('change', (_, name) => String(name).startsWith('database.unfinished') && done());
      });
      watcher.close();
      await child.end('SIGKILL');
      expect(existsSync(join(folder, 'database'))).toBe(false);
      expect(await making()).toBeDefined();
      const database = await open(folder);
      expect(await idsIn(database)).toEqual([]);
      // The killed process's maker may outlive it for some moments; a later start takes away what is left then.
      while ((await making()) !== undefined) {
        await closeAll();
        await open(folder);
      }
    },
    longEnough,
  );
});
