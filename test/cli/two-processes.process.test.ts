import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { readFolderOwner } from '../../src/storage/folder-lock.js';
import { built, type Child, endChildren, startChild } from '../support/child-process.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

/** A new embedded database takes its time to be made, on a busy machine much of it. */
const longMs = 240_000;

afterEach(async () => {
  await endChildren();
  await removeTemporaryFolders();
});

test(
  'While the bot has the embedded database open, the command line hands its work over; afterwards it opens it itself',
  async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'reviews.csv');
    await writeFile(file, 'ID,Comment\n1,So slow\n2,Lovely\n');
    const env = {
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: '',
      PLAYGROUND: 'on',
      PORT: '0',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'test',
    };
    const run = (...words: string[]) => firstLine(startChild(built('cli'), words, env));
    const bring = async () => {
      const words = ['import', file, '--kind', 'feedback', '--undated', 'today', '--yes'];
      return (await allLines(startChild(built('cli'), words, env))).find((line) => line.includes('rows read'));
    };

    const bot = startChild(built('main'), [], env);
    expect(await bot.line()).toContain('Empty Chair is ready');
    expect(await bring()).toMatch(
      /^Import 1, .*: 2 rows read, 2 added, 0 updated, 0 already known, 0 refused, 0 left out\.$/,
    );
    expect(await run('key', 'create', 'survey')).toMatch(/^Key: ec_/);
    expect(await run('outbox', 'list')).toMatch(/ arrived, or was never refused\.$/);
    expect(await run('doctor', 'queue')).toMatch(/^✓ queue: \d+ messages? on the way/);
    await bot.end('SIGTERM');
    expect(await run('doctor', 'queue')).toMatch(/^! queue: Nobody can be asked now/);
    expect(await run('doctor', 'queue', '--fix')).toMatch(/^. queue: \d+ messages? on the way/);
    expect(await bring()).toMatch(/^Import 2, .*: 2 rows read, 0 added, 0 updated, 2 already known,/);
    expect(await run('import', '--undo', '1', '--yes')).toMatch(/^Import 1, reviews\.csv into /);
    expect(await run('key', 'list')).toMatch(/^survey\t.*in use$/);
  },
  longMs,
);

test(
  'A bot that starts while a file comes in gets the database, and takes the rest of the file',
  async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'reviews.csv');
    const rows = Array.from({ length: 6_000 }, (_, at) => `${at},It was slow on day ${at}`);
    await writeFile(file, ['ID,Comment', ...rows].join('\n'));
    const DATA_DIR = join(folder, 'data');
    const env = {
      ...{ DATA_DIR, DATABASE_URL: '', PLAYGROUND: 'on' },
      PORT: '0',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
    };
    const start = () => startChild(built('main'), [], env);
    const former = start();
    await former.line();
    await former.end('SIGTERM');
    const words = ['import', file, '--kind', 'feedback', '--undated', 'today', '--yes'];
    const bringing = startChild(built('cli'), words, env);
    while ((await readFolderOwner(DATA_DIR)) === null);
    const bot = start();
    expect(await bot.line()).toContain('Empty Chair is ready');
    expect((await readFolderOwner(DATA_DIR))?.pid).toBe(bot.pid);
    expect((await allLines(bringing)).join('\n')).toContain('6,000 rows read, 6,000 added');
    expect(await bringing.exitCode).toBe(0);
  },
  longMs,
);

async function allLines(child: Child): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let line = await child.line(); line !== null; line = await child.line()) lines.push(line);
  return lines;
}

async function firstLine(child: Child): Promise<string | null> {
  const line = await child.line();
  while ((await child.line()) !== null);
  return line;
}
