/** The drill: a running bot is backed up and killed, and comes back on the other kind of database with everything in it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { openFolderSource, openServerSource, type Source } from '../../src/storage/copy/index.js';
import { built, endChildren, startChild } from '../support/child-process.js';
import { describeOnServer } from '../support/database.js';
import { operatorsKey } from '../support/operator.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

/** About 20 s on a machine of its own, and twenty times that on one with much else to do. */
const longMs = 600_000;

afterEach(async () => {
  await endChildren();
  await removeTemporaryFolders();
});

/** What settling a restore leaves as it was. */
const kept = ['organisations', 'members', 'feedback', 'customers', 'history', 'imports', 'living_messages'];

async function figuresOf(opening: Promise<Source>) {
  const { contents, close } = await opening;
  await close();
  return contents.tables.filter(({ name }) => kept.includes(name));
}

describeOnServer('A restore drill', (emptyDatabase) => {
  test(
    'from a running embedded bot to a server, and from a running bot there back into a folder',
    async () => {
      const folder = await temporaryFolder();
      const DATA_DIR = join(folder, 'data');
      const DATABASE_URL = await emptyDatabase();
      const shared = {
        PLAYGROUND: 'on',
        PORT: '0',
        LOG_LEVEL: 'silent',
        NODE_ENV: 'production',
        BACKUP_PASSPHRASE: 'four random words',
        SECRET_KEY: operatorsKey,
      };
      const embedded = { ...shared, DATA_DIR, DATABASE_URL: '' };
      const server = { ...shared, DATA_DIR: join(folder, 'unused'), DATABASE_URL };
      const run = async (env: Readonly<Record<string, string>>, ...words: string[]) => {
        const child = startChild(built('cli'), words, env, folder);
        const lines: string[] = [];
        for (let line = await child.line(); line !== null; line = await child.line()) lines.push(line);
        return { code: await child.exitCode, said: lines.join('\n') };
      };
      const bring = async (env: Readonly<Record<string, string>>, name: string, words: string) => {
        await writeFile(
          join(folder, name),
          `ID,Comment\n${Array.from({ length: 400 }, (_, at) => `${name}${at},${words} ${at}\n`).join('')}`,
        );
        const brought = await run(
          env,
          'import',
          join(folder, name),
          '--kind',
          'feedback',
          '--undated',
          'today',
          '--yes',
        );
        expect(brought.said).toContain('400 added');
      };

      const bot = startChild(built('main'), [], embedded);
      expect(await bot.line()).toContain('Empty Chair is ready');
      await bring(embedded, 'a.csv', 'So slow');
      const file = join(folder, 'a.backup');
      expect(await run(embedded, 'backup', file)).toMatchObject({ code: 0 });
      await bring(embedded, 'b.csv', 'Came after the backup');
      await bot.end('SIGKILL');
      const restored = await run(server, 'restore', file);
      expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('is missing. Each champion is told') });
      const inServer = await figuresOf(openServerSource(DATABASE_URL));
      expect(inServer.find(({ name }) => name === 'feedback')?.count).toBe(400);
      const inFolder = await figuresOf(openFolderSource(DATA_DIR));
      expect(inFolder.find(({ name }) => name === 'feedback')?.count).toBe(800);

      const second = startChild(built('main'), [], server);
      expect(await second.line()).toContain('Empty Chair is ready');
      await bring(server, 'c.csv', 'On the server');
      const other = join(folder, 'b.backup');
      expect(await run(server, 'backup', other)).toMatchObject({ code: 0 });
      await second.end('SIGKILL');
      const back = await run(embedded, 'restore', other, '--replace');
      expect(back).toMatchObject({ code: 0 });
      const feedback = async (opening: Promise<Source>) =>
        (await figuresOf(opening)).find(({ name }) => name === 'feedback');
      expect(await feedback(openFolderSource(DATA_DIR))).toEqual(await feedback(openServerSource(DATABASE_URL)));
    },
    longMs,
  );
});
