/** Periods by the wall clock of the organisation. */
import { expect, test } from '@jest/globals';
import { monthAt, monthName, monthStarts, windowsOf } from '../../../../src/features/nps/rules/period.js';
import { nextPosting, readPosting } from '../../../../src/features/nps/rules/posting.js';

test.each<[string, string, string, string, string, string]>([
  ['30d', '2026-11-25T12:00:00Z', '2026-10-27', '2026-11-25', '2026-09-27', '2026-10-26'],
  ['90d', '2026-11-25T12:00:00Z', '2026-08-28', '2026-11-25', '2026-05-30', '2026-08-27'],
  ['month', '2026-01-01T00:00:00Z', '2026-01-01', '2026-01-01', '2025-12-01', '2025-12-31'],
  ['quarter', '2026-02-14T12:00:00Z', '2026-01-01', '2026-02-14', '2025-10-01', '2025-12-31'],
  ['7d', '2026-11-25T12:00:00Z', '2026-11-19', '2026-11-25', '2026-11-12', '2026-11-18'],
  ['year', '2026-11-25T12:00:00Z', '2026-01-01', '2026-11-25', '2025-01-01', '2025-12-31'],
  ['2026-05', '2026-11-25T12:00:00Z', '2026-05-01', '2026-05-31', '2026-04-01', '2026-04-30'],
  ['2026-Q2', '2026-11-25T12:00:00Z', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31'],
  ['2025', '2026-11-25T12:00:00Z', '2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31'],
  ['2026', '2026-11-25T12:00:00Z', '2026-01-01', '2026-11-25', '2025-01-01', '2025-12-31'],
  ['2026-05-01..2026-05-14', '2026-11-25T12:00:00Z', '2026-05-01', '2026-05-14', '2026-04-17', '2026-04-30'],
  ['2026-01..2026-03', '2026-11-25T12:00:00Z', '2026-01-01', '2026-03-31', '2025-10-03', '2025-12-31'],
  ['1.11.2026..today', '2026-11-25T12:00:00Z', '2026-11-01', '2026-11-25', '2026-10-07', '2026-10-31'],
])('%s at %s is %s to %s, after %s to %s', (period, at, first, last, firstBefore, lastBefore) => {
  const { now, before } = windowsOf(period, 'Europe/London', new Date(at));
  expect(now).toMatchObject({ firstDate: first, lastDate: last });
  expect(before).toMatchObject({ firstDate: firstBefore, lastDate: lastBefore });
  expect(before.until).toEqual(now.from);
});

test('days begin at midnight where the organisation is, in summer and in winter', () => {
  const { now, before } = windowsOf('30d', 'Europe/London', new Date('2026-11-10T12:00:00Z'));
  // 12 October is still summer time there.
  expect(now.from).toEqual(new Date('2026-10-11T23:00:00Z'));
  expect(now.until).toEqual(new Date('2026-11-11T00:00:00Z'));
  expect(before.from).toEqual(new Date('2026-09-11T23:00:00Z'));
});

test('months are counted from January 2000, and change at midnight in the zone', () => {
  expect(monthAt('UTC', new Date('2000-01-01T00:00:00Z'))).toBe(1);
  expect(monthName(monthAt('Asia/Kathmandu', new Date('2026-10-31T18:15:00Z')))).toBe('Nov 2026');
  expect(monthName(monthAt('America/New_York', new Date('2026-11-01T03:59:00Z')))).toBe('Oct 2026');
  const starts = monthStarts('UTC', new Date('2000-02-10T00:00:00Z'));
  expect(starts.map((start) => start.slice(0, 10))).toEqual(['2000-01-01', '2000-02-01', '2000-03-01']);
  // What was worked out for one zone or month is not another's.
  expect(monthStarts('Asia/Kathmandu', new Date('2000-02-10T00:00:00Z'))[0]).toBe('1999-12-31T18:15:00.000Z');
  expect(monthStarts('UTC', new Date('2000-03-10T00:00:00Z'))).toHaveLength(4);
});

test.each([
  ['monday 10:00', { days: [1], minutes: 600 }],
  ['every mon,thu at 9:30', { days: [1, 4], minutes: 570 }],
  ['daily 8', { days: [1, 2, 3, 4, 5, 6, 7], minutes: 480 }],
  ['off', 'off'],
  ['10:00', undefined],
  ['monday', undefined],
  ['monday 25:00', undefined],
  ['someday 10:00', undefined],
])('posts:"%s" is read', (typed, read) => {
  expect(readPosting(typed)).toEqual(read);
});

test('the next post is at the same wall-clock time when summer time ends', () => {
  const posting = { days: [1], minutes: 600 };
  const monday = nextPosting(posting, 'Europe/London', new Date('2026-10-19T08:59:00Z'));
  expect(monday).toEqual(new Date('2026-10-19T09:00:00Z'));
  expect(nextPosting(posting, 'Europe/London', monday)).toEqual(new Date('2026-10-26T10:00:00Z'));
});
