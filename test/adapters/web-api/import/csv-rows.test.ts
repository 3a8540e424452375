import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CsvRow, maxRowBytes, readCsvRows } from '../../../../src/adapters/web-api/import/csv-rows.js';

/** The rows of `text`, which comes in pieces cut at `cuts` (bytes). */
async function rowsOf(
  text: string,
  { cuts = [], delimiter = ',' }: { cuts?: readonly number[]; delimiter?: string } = {},
) {
  const bytes = Buffer.from(text);
  const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  async function* pieces() {
    let start = 0;
    for (const end of ends) {
      yield bytes.subarray(start, end);
      start = end;
    }
  }
  const rows: CsvRow[] = [];
  for await (const some of readCsvRows(pieces(), delimiter)) rows.push(...some);
  return rows;
}

const brief = (rows: readonly CsvRow[]) =>
  rows.map((row) => (row.kind === 'row' ? [row.line, ...row.cells] : [row.line, 'BROKEN']));

describe('The rows of a CSV file', () => {
  test.each([
    ['\\n', 'a,b\n1,2\n3,4\n'],
    ['\\r\\n', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['\\r', 'a,b\r1,2\r3,4\r'],
    ['several kinds', 'a,b\r\n1,2\n3,4'],
  ])('are told apart by %s', async (_name, text) => {
    expect(brief(await rowsOf(text))).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [3, '3', '4'],
    ]);
  });

  test('keep line breaks, separators and quotation marks within quotation marks, and their line numbers', async () => {
    expect(brief(await rowsOf('a,b\r\n"one\r\ntwo","x, y"\r\n\r\n"say ""hi""",z\r\n'))).toEqual([
      [1, 'a', 'b'],
      [2, 'one\r\ntwo', 'x, y'],
      [5, 'say "hi"', 'z'],
    ]);
  });

  test('are told apart wherever the text is cut into pieces', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', ',', '"', '\n', '\r\n', '\r', ' '), maxLength: 6 });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.array(fc.nat(120), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, cuts, end) => {
          const text = rows
            .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',') + end)
            .join('');
          const read = await rowsOf(text, { cuts });
          expect(read.map((row) => row.kind === 'row' && row.cells)).toEqual(rows);
          const lines = rows.map(
            (_, index) => 1 + rows.slice(0, index).reduce((sum, cells) => sum + 1 + lineBreaks(cells.join(' ')), 0),
          );
          expect(read.map(({ line }) => line)).toEqual(lines);
        },
      ),
      { numRuns: 300 },
    );
  });

  const lineBreaks = (text: string) => (text.match(/\r\n|\r|\n/g) ?? []).length;
});

describe('Broken quoting', () => {
  test.each([
    ['a quotation mark in the middle of a field', '2,the 5" screen'],
    ['a field that goes on after its closing quotation mark', '2,"fine" he said'],
    ['a field that is never closed', '2,"never ends'],
  ])('costs only its own line: %s', async (_name, line) => {
    const rows = await rowsOf(`id,text\n1,good\n${line}\n3,"also good"\n4,good\n`);
    expect(brief(rows)).toEqual([
      [1, 'id', 'text'],
      [2, '1', 'good'],
      [3, 'BROKEN'],
      [4, '3', 'also good'],
      [5, '4', 'good'],
    ]);
    expect(rows[2]).toMatchObject({ raw: line, reason: expect.stringContaining('uotation mark') });
  });

  test('that would swallow the rest of a long file costs only its own line', async () => {
    const after = Array.from({ length: 30_000 }, (_, index) => `${index},"good, and long enough to fill the buffer"`);
    const rows = await rowsOf(
      ['id,text', '0,"never ends', ...after.map((line) => line.replaceAll('"', ''))]
        .join('\n')
        .replaceAll(', and', ' and'),
      {
        cuts: [100_000, 200_000, 300_000, 400_000, 800_000],
      },
    );
    expect(rows.filter(({ kind }) => kind === 'row')).toHaveLength(30_001);
    expect(rows.filter(({ kind }) => kind === 'broken')).toMatchObject([{ line: 2, raw: '0,"never ends' }]);
  });

  test('costs the same wherever the text is cut, and never a good row', async () => {
    const good = fc.constantFrom('1,plain', '2,"in quotes"', '"3","both, of them"', '4,');
    const broken = fc.constantFrom('5,x"y', '6,"open', '7,"a"b', '8,"a" ');
    const line = fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: broken });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 10 }),
        fc.array(fc.nat(150), { maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, cuts, end) => {
          const text = ['id,text', ...lines].join(end);
          const whole = await rowsOf(text);
          expect(await rowsOf(text, { cuts })).toEqual(whole);
          const lost = lines
            .flatMap((one, index) => (/^[1-4"]/.test(one) ? [index + 2] : []))
            .filter((number) => !whole.some(({ kind, line: at }) => kind === 'row' && at === number));
          // A line in quotation marks right after an open one can close it: the two are then one row of their own.
          for (const number of lost) expect(lines.slice(0, number - 2).some((one) => one === '6,"open')).toBe(true);
          expect(new Set(whole.map(({ line: at }) => at)).size).toBe(whole.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each(['\n', '\r\n', '\r'])(
    'costs the same when a piece ends in the middle of it, or of its line end %j',
    async (end) => {
      const text = ['id,text', '1,x"y and more', '2,"open', '3,good', '', '4,"a"b and more', '5,"good"', ''].join(end);
      const whole = await rowsOf(text);
      expect(brief(whole).map(([line, id]) => `${line} ${id}`)).toEqual([
        '1 id',
        '2 BROKEN',
        '3 BROKEN',
        '4 3',
        '6 BROKEN',
        '7 5',
      ]);
      for (let cut = 1; cut < text.length; cut += 1)
        expect(await rowsOf(text, { cuts: [cut, cut + 1] })).toEqual(whole);
    },
  );

  test('in a file of one column reaches through the wrong quotation mark, so that no half sentence passes for a row', async () => {
    const rows = await rowsOf('Comment\n"It broke\nafter a day "again" and again"\nGood\n');
    expect(brief(rows)).toEqual([
      [1, 'Comment'],
      [2, 'BROKEN'],
      [4, 'Good'],
    ]);
  });

  test('a row longer than any honest one is refused as such, and the next is read', async () => {
    const rows = await rowsOf(`id,text\n1,${'x'.repeat(maxRowBytes + 10)}\n2,good\n`, {
      cuts: [1000, 200_000, 262_200],
    });
    expect(brief(rows)).toEqual([
      [1, 'id', 'text'],
      [2, 'BROKEN'],
      [3, '2', 'good'],
    ]);
    expect(rows[1]).toMatchObject({ reason: 'The row is longer than 256 KB.' });
  });
});
