import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '../../../src/kernel/errors.js';
import { periodOf } from '../../../src/kernel/time/period.js';

const now = new Date('2026-11-25T14:20:00Z');

describe('A period', () => {
  test.each([
    // Until the end of today; London’s clocks went back on 25 October, so August began at 23:00 UTC.
    ['30d', 'Europe/London', 'the last 30 days', '2026-10-27T00:00', '2026-11-26T00:00', '2026-09-26T23:00'],
    ['90d', 'Europe/London', 'the last 90 days', '2026-08-27T23:00', '2026-11-26T00:00', '2026-05-29T23:00'],
    ['month', 'Europe/London', 'November 2026', '2026-11-01T00:00', '2026-12-01T00:00', '2026-09-30T23:00'],
    [
      'quarter',
      'Europe/London',
      'October to December 2026',
      '2026-09-30T23:00',
      '2027-01-01T00:00',
      '2026-06-30T23:00',
    ],
    [' Month ', 'Pacific/Apia', 'November 2026', '2026-10-31T11:00', '2026-11-30T11:00', '2026-09-30T11:00'],
  ])('%s in %s is %s', (text, zone, label, from, until, before) => {
    const at = (minute: string) => new Date(`${minute}:00Z`);
    expect(periodOf(text, now, zone)).toMatchObject({
      label,
      from: at(from),
      until: at(until),
      before: { from: at(before), until: at(from) },
    });
  });

  test('begins with the new month where it has begun, while it is still the old one elsewhere', () => {
    const midnight = new Date('2026-12-31T23:30:00Z');
    expect(periodOf('month', midnight, 'Asia/Kathmandu').label).toBe('January 2027');
    expect(periodOf('quarter', midnight, 'Asia/Kathmandu').before.from).toEqual(new Date('2026-09-30T18:15:00Z'));
    expect(periodOf('month', midnight, 'Europe/London').label).toBe('December 2026');
  });

  test('that nobody knows is refused with those that are known', () => {
    expect(() => periodOf('fortnight', now, 'UTC')).toThrow(InvalidInput);
    expect(() => periodOf('fortnight', now, 'UTC')).toThrow('“fortnight”. Write 7d, 30d, month');
  });

  test.each([
    ['7d', 'the last 7 days', 'the 7 days before', '7d'],
    ['last 2 weeks', 'the last 14 days', 'the 14 days before', '14d'],
    ['year', '2026', '2025', 'year'],
    ['last quarter', 'July to September 2026', 'April to June 2026', '2026-q3'],
    ['Q2 2026', 'April to June 2026', 'January to March 2026', '2026-q2'],
    ['2026-05', 'May 2026', 'April 2026', '2026-05'],
    ['2025', '2025', '2024', '2025'],
    ['2026-05-01..2026-05-14', '1 May to 14 May 2026', 'the 14 days before', '2026-05-01..2026-05-14'],
    ['1 May 2026 to 14 May 2026', '1 May to 14 May 2026', 'the 14 days before', '2026-05-01..2026-05-14'],
    ['2026-10..', '1 Oct to 25 Nov 2026', 'the 56 days before', '2026-10-01..2026-11-25'],
  ])('%s is named in words, and can be typed again', (text, label, beforeLabel, name) => {
    const period = periodOf(text, now, 'UTC');
    expect(period).toMatchObject({ label, beforeLabel, name });
    expect(periodOf(name, now, 'UTC')).toMatchObject({ from: period.from, until: period.until, label: period.label });
  });

  test.each([
    ['2027', '2027 has not begun yet.'],
    ['2026-05-14..2026-05-01', '2026-05-01..2026-05-14'],
    ['01/02/2026..2026-05-01', 'can be Sun 1 February 2026 or Fri 2 January 2026'],
    ['2026-13', 'I don’t know the period'],
    ['0d', 'I don’t know the period'],
  ])('%s is refused with the cause', (text, words) => {
    expect(() => periodOf(text, now, 'UTC')).toThrow(words);
  });
});
