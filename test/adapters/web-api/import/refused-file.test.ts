import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRefusedFile, type RefusedHead } from '../../../../src/adapters/web-api/import/refused-file.js';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/temporary-folder.js';
import { importText } from './import-support.js';

const head: RefusedHead = { header: ['ID', 'Comment'], delimiter: ',', ownCount: 0, hasIds: true };

describe('The file of refused rows', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(removeTemporaryFolders);

  const refuse = async (
    rows: readonly (readonly string[])[],
    options: { delimiter?: string; elsewhere?: string } = {},
  ) => {
    const file = await openRefusedFile(
      join(folder, 'reviews.csv'),
      { ...head, delimiter: options.delimiter ?? ',' },
      options.elsewhere,
    );
    for (const [index, cells] of rows.entries())
      await file.add({ line: index + 2, reason: 'Why, "oh why"', cells, key: null });
    await file.close();
    return file.path;
  };

  test('stands beside the imported one, with line, reason and the row', async () => {
    const path = await refuse([['1', 'a, "b"\nc'], ['2']]);
    expect(path).toBe(join(folder, 'reviews.errors.csv'));
    expect(await readFile(path ?? '', 'utf8')).toBe(
      '\ufeffLine,Reason,ID,Comment\r\n2,"Why, ""oh why""",1,"a, ""b""\nc"\r\n3,"Why, ""oh why""",2\r\n',
    );
  });

  test('is not there when no row was refused, and one of an earlier run goes', async () => {
    await refuse([['1', 'x']]);
    expect(await refuse([])).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  test('never takes the place of a file that somebody else wrote', async () => {
    await writeFile(join(folder, 'reviews.errors.csv'), 'my own notes');
    await expect(refuse([['1', 'x']])).rejects.toThrow('reviews.errors.csv is in the way');
  });

  test('goes elsewhere where its folder can’t be written to', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    // A folder in the file's place can't be written to by anybody, not even by root.
    await mkdir(join(folder, 'reviews.errors.csv'));
    await chmod(join(folder, 'reviews.errors.csv'), 0o500);
    expect(await refuse([['1', 'x']], { elsewhere })).toBe(join(elsewhere, 'reviews.errors.csv'));
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['@here', "'@here"],
    ['+49 30 1', "'+49 30 1"],
    ['-very- slow', "'-very- slow"],
    ['-5', '-5'],
    ['Slow = bad', 'Slow = bad'],
  ])('holds %s as %s, so that no spreadsheet runs it', async (typed, kept) => {
    const path = await refuse([['1', typed]]);
    expect((await readFile(path ?? '', 'utf8')).trimEnd().split(',').at(-1)).toBe(kept);
  });

  test('once mended can be imported itself', async () => {
    const path = await refuse(
      [
        ['1', ''],
        ['2', ''],
      ],
      { delimiter: ';' },
    );
    const mended = (await readFile(path ?? '', 'utf8')).replaceAll(';\r\n', ';Good; now\r\n'.replace('; ', ', '));
    const { counts, intake } = await importText(mended);
    expect(counts).toMatchObject({ addedCount: 2, refusedCount: 0 });
    expect(intake.taken).toMatchObject([{ sourceId: '1', text: 'Good, now' }, { sourceId: '2' }]);
  });
});
