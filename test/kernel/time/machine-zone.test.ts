import { afterEach, describe, expect, test } from '@jest/globals';
import { formatInstant } from '../../../src/kernel/time/format.js';
import { dateInZone, startOfDate } from '../../../src/kernel/time/local-day.js';
import { parseDate } from '../../../src/kernel/time/read-date.js';
import {
  addWorkingDays,
  addWorkingTime,
  nextWorkingMoment,
  workingTimeBetween,
} from '../../../src/kernel/time/working-time.js';

const calendar = { timeZone: 'Europe/London', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-11-24'] } as const;
const hours = { timeZone: 'Pacific/Auckland', startMinutes: 540, endMinutes: 1020 };
const from = new Date('2026-11-20T17:00:00Z');

const before = process.env.TZ;
afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

describe('The zone of the machine', () => {
  test.each([
    ['UTC', 0],
    ['Asia/Kathmandu', -345],
    ['America/Santiago', 180],
    ['Pacific/Apia', -780],
  ])('changes nothing in %s: promises and nudges fall due as the calendars say', (zone, offset) => {
    process.env.TZ = zone;
    expect(from.getTimezoneOffset()).toBe(offset);
    expect([
      addWorkingTime(calendar, from, 30 * 3_600_000).toISOString(),
      workingTimeBetween(calendar, from, new Date('2026-11-26T09:00:00Z')) / 3_600_000,
      addWorkingDays(calendar, from, 2).toISOString(),
      nextWorkingMoment(calendar, hours, from).toISOString(),
      startOfDate(
        'Asia/Kathmandu',
        parseDate('tuesday', 'until', { today: '2026-11-25', towards: 'future' }),
      ).toISOString(),
      dateInZone('Pacific/Auckland', from),
      formatInstant(from, 'dateTime', { timeZone: 'Europe/London' }),
    ]).toEqual([
      '2026-11-23T23:00:00.000Z',
      64,
      '2026-11-25T17:00:00.000Z',
      '2026-11-22T20:00:00.000Z',
      '2026-11-30T18:15:00.000Z',
      '2026-11-21',
      'Fri 20 Nov, 17:00',
    ]);
  });
});
