/** Values as other programs write them, and what a row is that says nothing. */
import { describe, expect, test } from '@jest/globals';
import { detectDelimiter } from '../../../../src/adapters/web-api/import/delimiter.js';
import { instantIn } from '../../../../src/adapters/web-api/import/read/dates.js';
import { scoreIn, voteIn } from '../../../../src/adapters/web-api/import/read/scores.js';
import { recognise } from '../../../../src/adapters/web-api/import/row-keys.js';
import { isNoWords } from '../../../../src/chat/no-words.js';
import { defuse, restore } from '../../../../src/kernel/defuse.js';

describe('A date', () => {
  test.each([
    ['2026/10/14 12:00:01 AM GMT+1', '2026-10-13T23:00:01Z'],
    ['2026-10-05 9:14 GMT+5:30', '2026-10-05T03:44:00Z'],
    ['Oct 5, 2026 9:14:40 AM EST', '2026-10-05T14:14:40Z'],
    ['5/10/2026 09:14 AST', '2026-10-05T13:14:00Z'],
    ['2026-10-05T09:14:40+02:00[Europe/Berlin]', '2026-10-05T07:14:40Z'],
    // Without a zone of its own it is in the plan's.
    ['05.10.2026 09:14', '2026-10-05T07:14:00Z'],
    ['10.13.2026', '2026-10-13'],
    ['Mon Oct 05 2026 09:14:40 GMT+0200 (Central European Summer Time)', '2026-10-05T07:14:40Z'],
    ['Mon Oct 5 09:14:40 UTC 2026', '2026-10-05T09:14:40Z'],
    ['5. marraskuuta 2026 klo 9.14', '2026-11-05T08:14:00Z'],
    ['26. März 2026', '2026-03-26'],
    ['Montag, 5. Oktober 2026, 09:14 Uhr', '2026-10-05T07:14:00Z'],
    ['5 de octubre de 2026 9:14 p. m.', '2026-10-05T19:14:00Z'],
    ['mar. 6 oct. 2026', '2026-10-06'],
    ['1 февраля 2026 г., 10:00', '2026-02-01T09:00:00Z'],
    ['2026年10月5日 下午9:14', '2026-10-05T19:14:00Z'],
    ['2026년 10월 5일 오후 9:14', '2026-10-05T19:14:00Z'],
    ['٢٠٢٦-١٠-٠٥', '2026-10-05'],
    ['05-Oct-26', '2026-10-05'],
    ['46300.5', '2026-10-05T10:00:00Z'],
    ['marraskuu', null],
    ['2026-10-05 09:14 XYZ', null],
    ['soon', null],
  ])('%s is %s', (typed, instant) => {
    expect(instantIn(typed, { order: 'day-first', zone: 'Europe/Berlin' })).toBe(instant);
  });
});

describe('A score', () => {
  test.each([
    ['10 - Extremely likely', 10],
    ['Not at all likely - 0', 0],
    ['Sehr wahrscheinlich (10)', 10],
    ['9/10', 9],
    ['9 out of 10', 9],
    ['7 von 10', 7],
    ['１０', 10],
    ['٩', 9],
    ['8,0', 8],
    ['ten', null],
    ['r-12', null],
    ['I gave 9 because I had to', null],
  ])('%s is %s', (typed, value) => {
    const read = scoreIn(typed);
    expect(read && 'value' in read ? read.value : null).toBe(value);
  });

  test('of stars or of another scale is refused with its cause', () => {
    expect(scoreIn('4/5')).toEqual({ fault: '“4/5” is on a scale that ends at 5, and this one ends at 10.' });
    expect(scoreIn('★★★★☆')).toMatchObject({ fault: expect.stringContaining('Stars are not answers') });
    expect(scoreIn('★★★★☆', null)).toEqual({ value: 4 });
  });

  test.each([
    ['Good with comment', 'good'],
    ['bad', 'bad'],
    ['Offered', 'none'],
    ['fine', null],
  ])('%s is the vote %s', (typed, vote) => {
    expect(voteIn(typed)).toBe(vote);
  });
});

test.each(['', ' ', 'NA', 'n/a', 'N/A', '-', '—', 'none', 'NULL', '#N/A'])('%j is no words', (typed) => {
  expect(isNoWords(typed)).toBe(true);
});
test.each(['no', '?', 'Nana', '0', 'None of you ever called back'])('%j is words', (typed) => {
  expect(isNoWords(typed)).toBe(false);
});

test.each([
  '=1+1',
  '-1 for the new checkout',
  '+49 30 5550',
  '@support',
  "'Fine' is not enough",
  '＝1',
  "'=x",
  '-5',
  '',
])('%j comes back from a spreadsheet as it was', (words) => {
  expect(restore(defuse(words))).toBe(words);
  expect(restore(words === "'=x" ? "''=x" : defuse(words))).toBe(words);
});

test.each([
  ['sep=;\nA;B,C\n', ';'],
  ['Report, October\n\nA;B;C\n1;2;3\n4;5;6\n', ';'],
  ['A\tB\n1\t"x, y; z"\n', '\t'],
  ['A\n1\n', ','],
])('The separator of %j is %j', (text, delimiter) => {
  expect(detectDelimiter(text)).toBe(delimiter);
});

describe('A file without ids', () => {
  const rows = (marks: string) => [...marks].map((mark, index) => ({ line: index + 2, mark }));
  const earlier = { number: 4, digest: 'old', shape: 's', undated: null, family: 'fam', refusedLines: [3] };
  const recognised = (now: string, then: string, undated: string | null = null) =>
    recognise({ digest: 'new0', shape: 's', undated, rows: rows(now) }, [{ ...earlier, rows: rows(then) }]);

  test('is the same one mended, or longer', () => {
    expect(recognised('aXcde', 'abcde')).toMatchObject({ family: 'fam', same: { number: 4, sameCount: 4 } });
    expect(recognised('abcdefg', 'abcde')).toMatchObject({ family: 'fam', same: { number: 4 } });
  });

  test('is another one where few lines agree, or it was given another date', () => {
    expect(recognised('9987a', '99778')).toMatchObject({ family: 'new0', same: null, moved: null });
    expect(recognised('abcde', 'abcde', '2026-10-01')).toMatchObject({ same: null });
  });

  test('in another order is asked about', () => {
    expect(recognised('zyfedcab', 'abcdef').moved).toMatchObject({ number: 4, movedCount: 5 });
  });
});
