import { expect, test } from '@jest/globals';
import { InvalidInput } from '../../../src/kernel/errors.js';
import { parseDate, readDate } from '../../../src/kernel/time/read-date.js';

/** A Saturday. */
const today = '2026-11-28';
const future = { today, towards: 'future' } as const;
const past = { today, towards: 'past' } as const;

test.each([
  [' 2026-12-01 ', '2026-12-01'],
  ['2026–12–01', '2026-12-01'],
  ['2026/12/1', '2026-12-01'],
  ['today', '2026-11-28'],
  ['Tomorrow', '2026-11-29'],
  ['day after tomorrow', '2026-11-30'],
  ['friday', '2026-12-04'],
  ['until fri', '2026-12-04'],
  ['saturday', '2026-12-05'],
  ['next friday', '2026-12-04'],
  ['next sunday', '2026-12-06'],
  ['1.12.2026', '2026-12-01'],
  ['1.12.', '2026-12-01'],
  ['1. 12. 26', '2026-12-01'],
  ['13/12/2026', '2026-12-13'],
  ['12/13/2026', '2026-12-13'],
  ['01/01/2027', '2027-01-01'],
  ['in 3 days', '2026-12-01'],
  ['in two weeks', '2026-12-12'],
  ['in a month', '2026-12-28'],
  ['3d', '2026-12-01'],
  ['end of month', '2026-11-30'],
  ['end of the week', '2026-11-29'],
  ['end of next month', '2026-12-31'],
  ['end of quarter', '2026-12-31'],
  ['next week', '2026-11-30'],
  ['1 Dec', '2026-12-01'],
  ['Dec 1st, 2027', '2027-12-01'],
  ['the 3rd of September', '2027-09-03'],
  ['Tue, 1 Dec 2026', '2026-12-01'],
  ['29 feb', '2028-02-29'],
])('“%s” is %s', (typed, date) => {
  expect(readDate(typed, future)).toBe(date);
});

test.each([
  ['friday', '2026-11-27'],
  ['saturday', '2026-11-21'],
  ['1 Dec', '2025-12-01'],
  ['yesterday', '2026-11-27'],
  ['10 days ago', '2026-11-18'],
])('“%s” of something that has been is %s', (typed, date) => {
  expect(readDate(typed, past)).toBe(date);
});

test('what can be two days is asked about', () => {
  expect(() => parseDate('01/12/2026', 'until', future)).toThrow(
    '“01/12/2026” can be Tue 1 December 2026 or Mon 12 January 2026. Write 2026-12-01 or 2026-01-12.',
  );
  expect(() => parseDate('1/12', 'until', future)).toThrow('Tue 1 December 2026 or Tue 12 January 2027');
});

test.each(['2026-02-30', '2026-13-01', '2027-02-29'])('%s is not in the calendar', (typed) => {
  expect(() => parseDate(typed, 'until', future)).toThrow(`${typed} is not in the calendar`);
});

test.each(['', 'banana', '1', '31 Nov', 'may', '2026-12-01T10:00', 'week', 'in -3 days', '99999 days'])(
  '“%s” is answered with how to write a date',
  (typed) => {
    expect(() => parseDate(typed, 'until', future)).toThrow(InvalidInput);
    expect(() => parseDate(typed, 'until', future)).toThrow('2026-12-01, 1 Dec, friday');
  },
);

test.each(['Pacific/Apia', 'UTC'])('the zone of this machine changes nothing: %s', (zone) => {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    expect(readDate('end of month', future)).toBe('2026-11-30');
    expect(readDate('1 Dec', future)).toBe('2026-12-01');
  } finally {
    process.env.TZ = before;
    if (before === undefined) delete process.env.TZ;
  }
});

test('names that every JavaScript object has are no dates', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'in constructor days'])
    expect(readDate(name, { today: '2026-11-29', towards: 'future' })).toEqual([]);
});
