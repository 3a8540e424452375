/** docs/analysts.md: its tables are the views' own description, and its questions have answers on the made-up company. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { views } from '../../../../src/adapters/web-api/bi/views.js';
import { begin, end, tablesOf } from '../../../support/analysts-page.js';

const path = join(import.meta.dirname, '../../../../docs/analysts.md');
const around = new RegExp(`${begin}[\\s\\S]*${end}`);

test('docs/analysts.md has each view with each column; WRITE_DOCS=1 writes it', async () => {
  const page = await readFile(path, 'utf8');
  const wanted = page.replace(around, () => tablesOf(views));
  if (process.env.WRITE_DOCS) await writeFile(path, wanted);
  expect(await readFile(path, 'utf8')).toBe(wanted);
});
