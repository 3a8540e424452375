/** A restore into an empty folder that was killed: the bot that starts next does not begin with nothing, and without a word. */
import { readdir, writeFile } from 'node:fs/promises';
import { afterAll, expect, test } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import { openFolderTarget } from '../../src/storage/copy/index.js';
import { openDatabase } from '../../src/storage/database.js';
import { readMigrations } from '../../src/storage/migrate.js';
import { restoreMark } from '../../src/storage/restore-mark.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

afterAll(removeTemporaryFolders);

const log = createLogger('silent');

test('the folder says so for as long as it is filled, and a start names both ways on', async () => {
  const dataDir = await temporaryFolder();
  const migrations = (await readMigrations()).map(({ name }) => ({ migration_name: name, checksum: '' }));
  const target = await openFolderTarget(dataDir, migrations, null);
  expect(await readdir(dataDir)).toContain('restore.unfinished');
  // It ends by itself: its words have told the operator why.
  await target.close();
  expect(await readdir(dataDir)).toEqual([]);

  await writeFile(restoreMark(dataDir), '');
  await expect(openDatabase({ dataDir, log })).rejects.toMatchObject({
    code: 'storage.unfinishedCopy',
    message: expect.stringMatching(/npm run restore -- FILE\. .*rm \/.*restore\.unfinished$/),
  });
  expect(await readdir(dataDir)).toEqual(['restore.unfinished']);
}, 60_000);
