import { describe, expect, test } from '@jest/globals';
import { feedbackFile } from '../../../../src/adapters/web-api/import/kinds.js';
import { feedbackColumns } from '../../../../src/features/feedback/index.js';
import { ground, importText, planText } from './import-support.js';

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

  test('in UTF-16 without its mark is asked about, and read when told so', async () => {
    for (const endian of ['le', 'be'] as const) {
      const content = utf16(text, endian, false);
      await expect(importText(content)).rejects.toThrow(
        `It looks like utf-16${endian}, in which the file says “Schön”, “良い”, “🙂”`,
      );
      expect((await importText(content, { encoding: `utf-16${endian}` })).counts).toMatchObject({ addedCount: 2 });
    }
    await expect(importText(utf16('Comment\nGood\n', 'le', false))).rejects.toThrow('“Comment”, “Good”');
  });

  test('in an encoding of Windows is asked about before anything goes in, with words to judge by, however late they stand', async () => {
    const late = `ID,Comment\n${'1,Fine\n'.repeat(100_000)}`;
    const content = Buffer.concat([Buffer.from(late), Buffer.from('x,Schön\n', 'latin1'), Buffer.from('y,Fine\n')]);
    await expect(importText(content)).rejects.toThrow(
      'Line 100002 is not UTF-8. It looks like windows-1252, in which the file says “Schön”. Nothing was imported. If these words are right, say --encoding windows-1252.',
    );
    const { questions, encoding } = await planText(content);
    expect(encoding).toEqual({ name: 'windows-1252', words: ['Schön'], guessedAt: 100_002 });
    const [question] = questions;
    expect(question?.ask).toContain('“Schön”. Are these words right? [Y/n] ');
    const wish = { file: feedbackFile(feedbackColumns), path: '', ground, maps: [], source: 'import' };
    expect([question?.answer('', wish)?.encoding, question?.answer('n', wish)]).toEqual(['windows-1252', null]);
    const { intake } = await importText(Buffer.from('Comment\nSchön: 5 \x80\n', 'latin1'), {
      encoding: 'windows-1252',
    });
    expect(intake.taken).toMatchObject([{ text: 'Schön: 5 €' }]);
  });

  test.each([
    ['windows-1252', 'Tr\xe8s bien c\x92est s\xfbr et \xe7a m\x92a aid\xe9', 'Très bien c’est sûr et ça m’a aidé'],
    ['windows-1252', 'gr\xf6\xdfer', 'größer'],
    ['windows-1252', 'Todella hyv\xe4\xe4 ty\xf6t\xe4', 'Todella hyvää työtä'],
    [
      'windows-1250',
      'Obs\xb3uga by\xb3a \x9cwietna i szybka i zbyt d\xb3ugo czeka\xb3em na odpowied\x9f',
      'Obsługa była świetna i szybka i zbyt długo czekałem na odpowiedź',
    ],
    ['windows-1254', '\xc7ok h\xfdzl\xfd ve g\xfcler y\xfczl\xfc', 'Çok hızlı ve güler yüzlü'],
    [
      'shift_jis',
      '\x32\x30\x32\x36\x2f\x31\x30\x2f\x30\x35\x82\xcd\x81\x41\x82\xc6\x82\xc4\x82\xe0\x8e\x67\x82\xa2\x82\xe2\x82\xb7\x82\xa2\x82\xc5\x82\xb7\x81\x42\x95\xd4\x8e\x96\x82\xaa\x92\x78\x82\xa2\x82\xc6\x8a\xb4\x82\xb6\x82\xdc\x82\xb7',
      '2026/10/05は、とても使いやすいです。返事が遅いと感じます',
    ],
  ])('in %s is known by its letters', async (name, bytes, said) => {
    const content = Buffer.from(`Comment\n${bytes}\n`, 'latin1');
    expect((await planText(content)).encoding.name).toBe(name);
    const { intake } = await importText(content, { encoding: name });
    expect(intake.taken.at(-1)).toMatchObject({ text: said });
  });

  test('in which some lines are UTF-8 and others are not is broken: refused, with the line', async () => {
    const content = Buffer.concat([Buffer.from('Comment\nSchön\n'), Buffer.from('Grün\n', 'latin1')]);
    await expect(importText(content)).rejects.toThrow('Line 3 is not UTF-8, while other lines are.');
    const marked = Buffer.concat([Buffer.from('\ufeffComment\n'), Buffer.from('Grün', 'latin1')]);
    await expect(importText(marked)).rejects.toThrow('Line 2 is not UTF-8');
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
