import { describe, expect, test } from '@jest/globals';
import { scoreFields } from '../../../../src/adapters/web-api/import/column-names.js';
import { matchColumns } from '../../../../src/adapters/web-api/import/columns.js';
import { scoreFile } from '../../../../src/adapters/web-api/import/kinds.js';
import { type DateOrder, instantIn, orderIn } from '../../../../src/adapters/web-api/import/read/dates.js';
import { noRows } from '../../../../src/chat/import-book.js';
import { importScores } from './import-support.js';

/** As a survey tool writes it, with the customers' own words. */
const survey = `Response ID,Submitted at,Company,Segment,How likely are you to recommend us to a friend?,What is the main reason for your score?
r-1,2026-03-02 09:15,Blue Bottle,Retail,9,"Wow... Loved this place."
r-2,2026-03-02 10:40,Acme Ltd,Enterprise,3,"Crust is not good, and nobody called back."
r-3,2026-03-03,,,7,
r-4,2026-03-04T08:00:00Z,Acme Ltd,Enterprise,7.5,Fine
r-5,2026-03-04,Acme Ltd,,11,
r-6,2026-03-05,Acme Ltd,,ten,
r-7,2026-03-05,Acme Ltd,,,"No score, only words"
`;

describe('A file of scores', () => {
  test('goes in by its good rows; the others are named with line and reason', async () => {
    const { counts, refused, scores, plan } = await importScores(survey);
    expect(counts).toEqual({ ...noRows, rowCount: 7, addedCount: 3, refusedCount: 3, leftOutCount: 1 });
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual(
      [5, 6, 7].map((line) => [
        line,
        'How likely are you to recommend us to a friend?: This is not a score. Write a whole number from 0 to 10.',
      ]),
    );
    expect(plan?.columns.keptOut).toEqual([]);
    expect(scores.taken).toMatchObject([
      {
        score: 9,
        comment: 'Wow... Loved this place.',
        customer: 'Blue Bottle',
        segment: 'Retail',
        sourceId: 'r-1',
        givenAt: '2026-03-02T09:15:00Z',
        source: 'import',
      },
      { score: 3, customer: 'Acme Ltd' },
      { score: 7, givenAt: '2026-03-03' },
    ]);
    // Who gave it and why may be unknown: the row counts.
    expect(scores.taken[2]).toMatchObject({ customer: undefined, comment: undefined });
  });

  test('adds nothing the second time, with ids or without', async () => {
    const { scores } = await importScores(survey);
    expect((await importScores(survey, {}, scores)).counts).toMatchObject({ addedCount: 0, knownCount: 3 });
    const bare = 'NPS\n9\n9\n3\n';
    const first = await importScores(bare);
    expect(first.counts).toMatchObject({ addedCount: 3 });
    expect((await importScores(bare, {}, first.scores)).counts).toMatchObject({ addedCount: 0, knownCount: 3 });
  });

  test('of another number goes in under its name, the same rows once more', async () => {
    const text = 'ID,CSAT,CES,NPS\n1,4,6,9\n2,5,2,3\n';
    const { scores } = await importScores(text, { file: scoreFile('CSAT') });
    await importScores(text, { file: scoreFile('CES') }, scores);
    await importScores(text, {}, scores);
    expect(scores.taken.map(({ metric = 'NPS', score, sourceId }) => [metric, score, sourceId])).toEqual([
      ...[
        ['CSAT', 4, '1'],
        ['CSAT', 5, '2'],
        ['CES', 6, '1'],
        ['CES', 2, '2'],
      ],
      ...[
        ['NPS', 9, '1'],
        ['NPS', 3, '2'],
      ],
    ]);
  });

  test('goes in by the thousand', async () => {
    const rows = Array.from({ length: 12_001 }, (_, at) => `${at},${at % 11}\n`);
    expect((await importScores(`id,score\n${rows.join('')}`)).scores.calls).toEqual([5000, 5000, 2001]);
  });
});

describe('The columns of scores', () => {
  const matched = (header: readonly string[], maps: readonly string[] = [], metric?: string) => {
    const { indexes } = matchColumns(header, maps, scoreFields(metric));
    return Object.fromEntries([...indexes].map(([field, index]) => [field, header[index]]));
  };

  test.each([
    [['NPS', 'Timestamp', 'Reason'], { score: 'NPS', givenAt: 'Timestamp', comment: 'Reason' }],
    [['score', 'date', 'Comment', 'URL'], { score: 'score', givenAt: 'date', comment: 'Comment', link: 'URL' }],
    [
      ['How likely is it that you would recommend us?', 'Account'],
      { score: 'How likely is it that you would recommend us?', customer: 'Account' },
    ],
    [
      ['Recommend', 'customer_segment', 'created-at'],
      { score: 'Recommend', segment: 'customer_segment', givenAt: 'created-at' },
    ],
    [['NPS', 'Why did you give this score?'], { score: 'NPS', comment: 'Why did you give this score?' }],
  ])('are known by their names: %j', (header, fields) => {
    expect(matched(header)).toEqual(fields);
  });

  test('of stars are no scores until somebody says so', () => {
    expect(() => matched(['Rating', 'Comment'])).toThrow(
      'Say which one holds the answers of 0 to 10: --map score="Rating"',
    );
    expect(matched(['Rating', 'Comment'], ['score=Rating'])).toEqual({ score: 'Rating', comment: 'Comment' });
  });

  test('that match twice are refused in words', () => {
    const mend = 'Say which: --map score="Score", or leave it out with --map score=';
    expect(() => matched(['Score', 'NPS'])).toThrow(`The columns "Score" and "NPS" both fit score. ${mend}`);
    expect(matched(['Score', 'NPS'], ['score=NPS'])).toEqual({ score: 'NPS' });
  });

  test('of another number go by its name', () => {
    expect(matched(['NPS', 'CSAT score'], [], 'CSAT')).toEqual({ score: 'CSAT score' });
    expect(() => matched(['NPS', 'X'], [], 'CSAT')).toThrow('No column is named like CSAT (or score).');
  });
});

describe('Dates', () => {
  test.each<[string, DateOrder, string | null]>([
    ['2026-04-03', 'day-first', '2026-04-03'],
    ['2026/4/3 9:05', 'month-first', '2026-04-03T09:05:00Z'],
    ['2026-04-03T09:05:30.123+02:00', 'day-first', '2026-04-03T07:05:30Z'],
    ['2026-04-03 09:05 +0545', 'day-first', '2026-04-03T03:20:00Z'],
    ['03/04/2026', 'day-first', '2026-04-03'],
    ['03/04/2026', 'month-first', '2026-03-04'],
    ['3-4-26 14:30', 'day-first', '2026-04-03T14:30:00Z'],
    ['03.04.2026', 'month-first', '2026-04-03'],
    ['4/3/2026, 12:05:09 AM', 'month-first', '2026-04-03T00:05:09Z'],
    ['4/3/2026 12:05 p.m.', 'month-first', '2026-04-03T12:05:00Z'],
    ['3 Apr 2026', 'month-first', '2026-04-03'],
    ['Apr 3, 2026 2:05 PM', 'day-first', '2026-04-03T14:05:00Z'],
    ['Friday, April 3rd, 2026', 'day-first', '2026-04-03'],
    ['1775210700', 'day-first', '2026-04-03T10:05:00.000Z'],
    ['1775210700000', 'day-first', '2026-04-03T10:05:00.000Z'],
    ['31/02/2026', 'day-first', null],
    ['13/04/2026', 'month-first', null],
    ['2026-04-03 25:00', 'day-first', null],
    ['2026-04-03 13:00 PM', 'day-first', null],
    ['3 Foo 2026', 'day-first', null],
    ['yesterday', 'day-first', null],
    ['', 'day-first', null],
  ])('%j read %s is %s', (typed, order, instant) => {
    expect(instantIn(typed, { order, zone: 'UTC' })).toBe(instant);
  });

  test.each<[string, ReturnType<typeof orderIn>]>([
    ['13/04/2026', 'day-first'],
    ['04/13/2026', 'month-first'],
    ['04/03/2026 10:00', 'open'],
    ['05/05/2026', null],
    ['03.04.2026', null],
    ['2026-04-03', null],
  ])('%s says %s of its file', (typed, order) => {
    expect(orderIn(typed)).toBe(order);
  });

  const file = (...dates: readonly string[]) => `Score,Date\n${dates.map((date) => `9,"${date}"\n`).join('')}`;
  const given = async (text: string, wish = {}) =>
    (await importScores(text, wish)).scores.taken.map(({ givenAt }) => givenAt);

  test('of a file are read by the one that can be read in one way, wherever it stands', async () => {
    const many = Array.from({ length: 30_000 }, () => '03/04/2026');
    expect((await given(file(...many, '04/13/2026'))).slice(-2)).toEqual(['2026-03-04', '2026-04-13']);
    expect(await given(file('03/04/2026', '13/04/2026'))).toEqual(['2026-04-03', '2026-04-13']);
  });

  test('that can all be read in two ways are refused once, before any row goes in', async () => {
    const text = file('2026-01-01', '03/04/2026', '05/06/2026');
    await expect(importScores(text)).rejects.toThrow(
      '03/04/2026 on line 3 is 3 April 2026 or 4 March 2026, and no date in the file tells which. Nothing was imported. Say it with --date-format day-first or --date-format month-first.',
    );
    expect(await given(text, { dateOrder: 'month-first' })).toEqual(['2026-01-01', '2026-03-04', '2026-05-06']);
  });

  test('in both orders are refused once, naming one of each; by hand, row by row', async () => {
    const text = file('13/04/2026', '04/13/2026');
    await expect(importScores(text)).rejects.toThrow(
      '13/04/2026 on line 2 has the day first, 04/13/2026 on line 3 the month.',
    );
    const { counts, refused } = await importScores(text, { dateOrder: 'day-first' });
    expect([counts.addedCount, refused]).toEqual([
      1,
      [expect.objectContaining({ line: 3, reason: expect.stringContaining('Date: “04/13/2026” is not a date') })],
    ]);
  });

  test('in a comment say nothing of the file', async () => {
    expect(await given('Score,Date,Comment\n9,2026-01-01,Since 03/04/2026 all is well\n')).toEqual(['2026-01-01']);
  });
});
