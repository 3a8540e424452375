import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EarlierFile } from '../../../../src/adapters/web-api/import/row-keys.js';
import { noRows } from '../../../../src/chat/import-book.js';
import { createFakeIntake } from '../fake-intake.js';
import { ground, importText } from './import-support.js';

const header = 'ID,Comment\n';
/** A wish of an organisation that has imported this file. */
const after = (earlier: EarlierFile) => ({ ground: { ...ground, earlier: [earlier] } });

describe('An import', () => {
  test('takes good rows in and reports bad ones with their line and reason', async () => {
    const { counts, refused, intake } = await importText(
      `${header}1,So slow\n2,\n3,${'x'.repeat(10_001)}\n4,say "hi"\n5,too,many\n6\n7,"Lovely\nreally"\n`,
    );
    expect(counts).toEqual({ ...noRows, rowCount: 7, addedCount: 2, refusedCount: 3, leftOutCount: 2 });
    expect(intake.taken.map(({ text, sourceId }) => [sourceId, text])).toEqual([
      ['1', 'So slow'],
      ['7', 'Lovely\nreally'],
    ]);
    expect(refused.map(({ line, reason }) => [line, reason.replace(/\..*/s, '')])).toEqual([
      [4, 'Comment: At most 10,000 characters can be taken'],
      [5, 'There is a quotation mark where none may stand'],
      [6, 'The row has 3 columns where the header has 2 columns'],
    ]);
    expect(refused[0]?.cells[0]).toBe('3');
  });

  test('reports what only the room finds out, and takes the rest of the batch in', async () => {
    const { counts, refused, intake } = await importText(
      'ID,Comment,Owner\n1,So slow,@maya\n2,Lovely,@nobody\n3,Fine,\n',
    );
    expect(counts).toMatchObject({ addedCount: 2, refusedCount: 1 });
    expect(refused).toMatchObject([{ line: 3, reason: 'Owner: Nobody is called @nobody.' }]);
    expect(intake.taken.map(({ sourceId }) => sourceId)).toEqual(['1', '3']);
  });

  test('keeps the words exactly, and nothing of a column that it does not know', async () => {
    const { plan, intake } = await importText('Comment,Label,\n"  So slow ",negative,\n');
    expect(plan?.columns.keptOut).toEqual(['Label']);
    expect(intake.taken).toMatchObject([{ text: '  So slow ' }]);
    expect(JSON.stringify(intake.taken)).not.toContain('negative');
  });

  test('reads all that the room knows', async () => {
    const { intake } = await importText(
      'Company,Feedback,Category,Priority,NPS,Name,URL,Review ID,Submitted at,Source,Owner,Confidential\n' +
        'Acme , So slow,Billing,Urgent,3,Ana,https://x.example/1,r-1,2026-11-19 08:30,survey,@maya,Y\n',
    );
    expect(intake.taken).toEqual([
      {
        text: ' So slow',
        customer: 'Acme',
        topic: 'Billing',
        severity: 'high',
        score: 3,
        author: 'Ana',
        link: 'https://x.example/1',
        sourceId: 'r-1',
        capturedAt: '2026-11-19T08:30:00Z',
        owner: '@maya',
        confidential: 'yes',
        source: 'survey',
        surface: 'import',
        organisationId: 'o',
        actorId: null,
      },
    ]);
  });

  test.each([
    ['2026-11-19', '2026-11-19T12:00:00Z'],
    ['2026-11-19T08:30:15Z', '2026-11-19T08:30:15Z'],
    ['2026-11-19 08:30:15.25 UTC', '2026-11-19T08:30:15Z'],
    ['2026-11-19 08:30 +0545', '2026-11-19T02:45:00Z'],
    ['19/11/2026', '2026-11-19T12:00:00Z'],
    ['19. marraskuuta 2026 klo 9.14', '2026-11-19T09:14:00Z'],
  ])('hands the time %s on as %s', async (typed, handedOn) => {
    const { intake } = await importText(`Comment,Date\nSo slow,${typed}\n`);
    expect(intake.taken).toMatchObject([{ capturedAt: handedOn }]);
  });

  test('goes on over empty rows, and over empty columns behind the last', async () => {
    const { counts, intake } = await importText('ID,Comment,,\r\n1,So slow,,\r\n,,,\r\n\r\n2,Lovely,,,\r\n,,,\r\n');
    expect(counts).toMatchObject({ rowCount: 2, addedCount: 2, refusedCount: 0 });
    expect(intake.taken.map(({ text }) => text)).toEqual(['So slow', 'Lovely']);
  });

  test('of a header alone adds nothing', async () => {
    const { counts, plan } = await importText('ID,Comment');
    expect([counts, plan?.columns.header]).toEqual([noRows, ['ID', 'Comment']]);
  });

  test('of one column', async () => {
    const { intake } = await importText('Comment\nSo slow\n"Lovely, really"\n');
    expect(intake.taken.map(({ text }) => text)).toEqual(['So slow', 'Lovely, really']);
  });

  test.each([
    [';', 'ID;Comment\n1;"So slow; really, "\n', undefined],
    ['tab', 'ID\tComment\n1\tSo slow; really, \n', undefined],
    ['|', 'ID|Comment\n1|So slow; really, \n', undefined],
    ['; in spite of commas in the header', '"ID, if any";"Comment"\n1;"So slow; really, "\n', undefined],
    ['what was asked for', 'ID^Comment\n1^So slow; really, \n', '^'],
  ])('of columns separated by %s', async (_name, text, delimiter) => {
    const { intake } = await importText(text, { delimiter });
    expect(intake.taken).toMatchObject([{ text: 'So slow; really, ' }]);
  });

  test.each([
    ['nothing', ''],
    ['line breaks alone', '\r\n\n'],
    ['a byte order mark alone', '\ufeff'],
  ])('of a file of %s is refused', async (_name, text) => {
    await expect(importText(text)).rejects.toThrow('The file is empty.');
  });

  test('is refused when its header can’t be read', async () => {
    await expect(importText('ID,"Comment\n1,So slow\n')).rejects.toThrow(
      'Line 1, which names the columns, can’t be read.',
    );
  });
});

describe('A second run of a file', () => {
  const reviews = `${header}1,So slow\n2,\n2b,Lovely\n`;

  test('adds none', async () => {
    const { intake } = await importText(reviews);
    const { counts } = await importText(reviews, {}, intake);
    expect(counts).toEqual({ ...noRows, rowCount: 3, knownCount: 2, leftOutCount: 1 });
    expect(intake.taken).toHaveLength(2);
  });

  test('without ids adds none either, and rows that say the same count as often as they stand there', async () => {
    const text = 'Comment,Label\nFine,a\nFine,a\nFine,b\n';
    const { counts, intake, earlier } = await importText(text);
    expect(counts).toMatchObject({ addedCount: 3 });
    expect((await importText(text, {}, intake)).counts).toMatchObject({ addedCount: 0, knownCount: 3 });
    const longer = await importText(`${text}Fine,a\n`, after(earlier), intake);
    expect(longer.counts).toMatchObject({ addedCount: 1, knownCount: 3 });
    // Another file adds all its rows, though some say the same as before.
    const other = await importText('Comment,Label\nNew,c\nFine,a\n', after(earlier), intake);
    expect(other.counts).toMatchObject({ addedCount: 2, knownCount: 0 });
  });

  test('adds none when it was saved anew: other separators, line ends, order of columns', async () => {
    const { intake, earlier } = await importText('Comment,Label\nSo slow,a\n"Lovely, really",b\n');
    const saved = '\ufeffLabel;Comment\r\na;"So slow"\r\nb;Lovely, really\r\n';
    const { counts } = await importText(saved, after(earlier), intake);
    expect(counts).toMatchObject({ addedCount: 0, knownCount: 2 });
  });

  test('completes what was broken off', async () => {
    const text = header + Array.from({ length: 3210 }, (_, index) => `${index},Number ${index}\n`).join('');
    const intake = createFakeIntake();
    // Half of the second batch is in when the power goes.
    intake.after = async () => {
      intake.after = () => Promise.reject(new Error('killed'));
    };
    await expect(importText(text, {}, intake)).rejects.toThrow('killed');
    const before = intake.taken.length;
    expect(before).toBeGreaterThan(0);
    expect((await importText(text, {}, intake)).counts).toEqual({
      ...noRows,
      rowCount: 3210,
      addedCount: 3210 - before,
      knownCount: before,
    });
  });

  test('property: whatever the rows say, the first run takes each and the second none', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"', '\n'), maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
        const text = [
          'Comment,Label',
          ...rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')),
        ].join('\n');
        const first = await importText(text);
        const second = await importText(text, {}, first.intake);
        const goodCount = rows.filter(([comment]) => comment.trim() !== '').length;
        expect(first.counts).toMatchObject({ addedCount: goodCount, knownCount: 0 });
        expect(second.counts).toMatchObject({ addedCount: 0, knownCount: goodCount });
      }),
      { numRuns: 50 },
    );
  });
});

describe('The id of a row', () => {
  test('twice with the same words is one feedback; with other words the second is refused, not lost', async () => {
    const { counts, refused } = await importText(`${header}1,So slow\n1,So slow\n1,Lovely\n2,Fine\n`);
    expect(counts).toEqual({ ...noRows, rowCount: 4, addedCount: 2, knownCount: 1, refusedCount: 1 });
    expect(refused).toMatchObject([
      { line: 4, reason: expect.stringContaining('ID: Another row above has the id 1.') },
    ]);
  });

  test('belongs to its source, which a column may name', async () => {
    const { counts, intake } = await importText('ID,Source,Comment\n1,amazon,So slow\n1,yelp,Lovely\n2,,Fine\n', {
      source: 'file',
    });
    expect(counts).toMatchObject({ addedCount: 3 });
    expect(intake.taken.map(({ source }) => source)).toEqual(['amazon', 'yelp', 'file']);
  });

  test('that is empty in one row does not make that row another one’s twin', async () => {
    expect((await importText(`${header},So slow\n,Lovely\n`)).counts).toMatchObject({ addedCount: 2 });
  });
});

describe('A source', () => {
  test.each(['x'.repeat(61), 'a\0b'])('%j is refused with its row', async (source) => {
    const { counts, refused } = await importText(`Comment,Source\nSo slow,${source}\nFine,survey\n`);
    expect(counts).toMatchObject({ addedCount: 1, refusedCount: 1 });
    expect(refused[0]?.reason).toBe('Source: A source has 1 to 60 characters, on one line.');
  });
});

test('Words that every object knows are words like any other', async () => {
  const { intake } = await importText('Comment,Severity,Confidential\nconstructor,constructor,__proto__\n');
  expect(intake.taken).toMatchObject([{ text: 'constructor', severity: 'constructor', confidential: '__proto__' }]);
});

describe('Batches', () => {
  test('are large, each of one source, and in the order of the file', async () => {
    const rows = Array.from(
      { length: 2600 },
      (_, index) => `${index},${index % 2 === 0 ? 'amazon' : 'yelp'},Number ${index}\n`,
    );
    const { intake } = await importText(`ID,Source,Comment\n${rows.join('')}`);
    expect(intake.calls).toEqual([500, 500, 500, 500, 300, 300]);
    const amazon = intake.taken.filter(({ source }) => source === 'amazon').map(({ sourceId }) => Number(sourceId));
    expect(amazon).toEqual([...amazon].sort((a, b) => a - b));
    expect(intake.taken).toHaveLength(2600);
  });

  test('stay small where rows are large', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `${index},${'x'.repeat(9_000)}\n`);
    const { intake } = await importText(header + rows.join(''));
    expect(intake.calls).toEqual([112, 88]);
  });
});

const reviews = process.env.TEST_REVIEWS_CSV ?? '';
const testOfReviews = existsSync(reviews) ? test : test.skip;

describe('the 3,003 real rows of TEST_REVIEWS_CSV (skipped where it is not set)', () => {
  testOfReviews('needs no mapping: 3,000 sentences go in, three rows have none; a second run adds none', async () => {
    const content = await readFile(reviews);
    const { counts, refused, plan, intake } = await importText(content);
    expect(counts).toEqual({ ...noRows, rowCount: 3003, addedCount: 3000, leftOutCount: 3 });
    expect(refused).toEqual([]);
    expect(plan?.columns.keptOut).toEqual(['Label']);
    expect((await importText(content, {}, intake)).counts).toMatchObject({ addedCount: 0, knownCount: 3000 });
  });
});
