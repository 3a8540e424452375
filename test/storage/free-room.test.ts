/** What whoever runs the bot is told when the database can't be opened: a full disk is not taken for damaged files. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { copyFolder, openWhole } from '../../src/storage/embedded.js';
import { requireRoom } from '../../src/storage/free-room.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

afterAll(removeTemporaryFolders);

test('a disk without room is named as the cause, and any other cause is left alone', async () => {
  const cause = new Error('PGlite failed to initialize properly');
  const full = requireRoom('/data', cause, async () => 3 * 1024 ** 2);
  await expect(full).rejects.toMatchObject({
    code: 'storage.diskFull',
    message: expect.stringMatching(/full: 3 MB are free for \/data.*du -xh \/data/),
    cause,
  });
  for (const bytes of [null, 16 * 1024 ** 2]) await requireRoom('/data', cause, async () => bytes);
});

test('files that are damaged are named where they were, though a copy was opened', async () => {
  const folder = join(await temporaryFolder(), 'copy');
  await mkdir(folder);
  await writeFile(join(folder, 'PG_VERSION'), 'nonsense');
  await expect(openWhole(folder, '/data/database')).rejects.toMatchObject({
    code: 'storage.damaged',
    message: expect.stringMatching(/^The database in \/data\/database can't be opened.*restore -- FILE --replace/),
  });
});

test('a copy that fails leaves nothing behind, since the bot may need the room', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(join(dataDir, 'database'));
  // A socket can't be copied.
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(dataDir, 'database', 'x.sock'), resolve));
  await expect(copyFolder(dataDir)).rejects.toThrow();
  expect(await readdir(dataDir)).toEqual(['database']);
  await new Promise((resolve) => server.close(resolve));
});
