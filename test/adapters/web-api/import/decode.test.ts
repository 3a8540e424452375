import { describe, expect, test } from '@jest/globals';
import { importText } from './import-support.js';

const text = 'ID,Comment\r\n1,Schön – 良い 🙂\r\n2,Gut\r\n';
const words = ['Schön – 良い 🙂', 'Gut'];

function utf16(content: string, endian: 'le' | 'be', mark = true): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${content}` : content, 'utf16le');
  return endian === 'le' ? bytes : bytes.swap16();
}

describe('A file', () => {
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE with byte order mark', utf16(text, 'le')],
    ['UTF-16 BE with byte order mark', utf16(text, 'be')],
  ])('in %s is read', async (_name, content) => {
    const { plan, intake } = await importText(content);
    expect(plan?.columns.header).toEqual(['ID', 'Comment']);
    expect(intake.taken.map((item) => item.text)).toEqual(words);
  });

  test('in UTF-16 without its mark is refused, naming what it is, and read when told so', async () => {
    for (const endian of ['le', 'be'] as const) {
      const content = utf16(text, endian, false);
      await expect(importText(content)).rejects.toThrow(`Add --encoding utf-16${endian}.`);
      expect((await importText(content, { encoding: `utf-16${endian}` })).counts).toMatchObject({ addedCount: 2 });
    }
  });

  test('in Latin-1 is refused with the line before anything goes in, however late, and read when told so', async () => {
    const late = `ID,Comment\n${'1,Fine\n'.repeat(100_000)}`;
    const content = Buffer.concat([Buffer.from(late), Buffer.from('x,Schön\n', 'latin1'), Buffer.from('y,Fine\n')]);
    const refused = importText(content).catch((error: Error) => error.message);
    expect(await refused).toContain('Line 100002 is not UTF-8, so nothing was imported.');
    expect(await refused).toContain('--encoding latin1');
    const { intake } = await importText(Buffer.from('Comment\nSchön: 5 \x80\n', 'latin1'), { encoding: 'latin1' });
    expect(intake.taken).toMatchObject([{ text: 'Schön: 5 €' }]);
  });

  test('whose last line alone is not UTF-8 is refused too', async () => {
    await expect(importText(Buffer.from('Comment\nFine\nSchön', 'latin1'))).rejects.toThrow('Line 3 is not UTF-8');
  });

  test('in UTF-16 that breaks off is refused', async () => {
    await expect(importText(utf16(text, 'le').subarray(0, -1))).rejects.toThrow('This is not UTF-16LE throughout');
  });

  test.each([
    ['.xlsx', Buffer.from('504b030414000600', 'hex')],
    ['.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ])('that is a workbook (%s) is refused as one', async (_name, content) => {
    await expect(importText(content)).rejects.toThrow('This is a spreadsheet, not CSV.');
  });
});
