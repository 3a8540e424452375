import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { type Child, endChildren, startChild } from '../support/child-process.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

const source = (file: string) => fileURLToPath(new URL(`../../src/${file}`, import.meta.url));
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
    const run = (...words: string[]) => firstLine(startChild(source('cli.ts'), words, env));

    const bot = startChild(source('main.ts'), [], env);
    expect(await bot.line()).toContain('Empty Chair is ready');
    expect(await run('import', file, '--kind', 'feedback')).toMatch(
      /: 2 rows read, 2 added, 0 already known, 0 refused\.$/,
    );
    expect(await run('key', 'create', 'survey')).toMatch(/^Key: ec_/);
    await bot.end('SIGTERM');
    expect(await run('import', file, '--kind', 'feedback')).toMatch(
      /: 2 rows read, 0 added, 2 already known, 0 refused\.$/,
    );
    expect(await run('key', 'list')).toMatch(/^survey\t.*in use$/);
  },
  longMs,
);

async function firstLine(child: Child): Promise<string | null> {
  const line = await child.line();
  while ((await child.line()) !== null);
  return line;
}
