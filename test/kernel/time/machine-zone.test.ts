import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

/** In a process of its own, because jest's sandbox hides a change of TZ from the engine. */
const program = `
  import { addWorkingDays, addWorkingTime, nextWorkingMoment, workingTimeBetween } from './src/kernel/time/working-time.ts';
  import { parseCalendarDate } from './src/kernel/time/calendar-date.ts';
  import { dateInZone, startOfDate } from './src/kernel/time/local-day.ts';
  import { formatInstant } from './src/kernel/time/format.ts';
  const calendar = { timeZone: 'Europe/London', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-11-24'] };
  const hours = { timeZone: 'Pacific/Auckland', startMinutes: 540, endMinutes: 1020 };
  const from = new Date('2026-11-20T17:00:00Z');
  const answers = () => [
    addWorkingTime(calendar, from, 30 * 3_600_000).toISOString(),
    workingTimeBetween(calendar, from, new Date('2026-11-26T09:00:00Z')) / 3_600_000,
    addWorkingDays(calendar, from, 2).toISOString(),
    nextWorkingMoment(calendar, hours, from).toISOString(),
    startOfDate('Asia/Kathmandu', parseCalendarDate('2026-12-01', 'until')).toISOString(),
    dateInZone('Pacific/Auckland', from),
    formatInstant(from, 'dateTime', { timeZone: 'Europe/London' }),
  ];
  const offsets = [];
  const all = [];
  for (const zone of ['UTC', 'Asia/Kathmandu', 'America/Santiago', 'Pacific/Apia']) {
    process.env.TZ = zone;
    offsets.push(from.getTimezoneOffset());
    all.push(answers());
  }
  console.log(JSON.stringify({ offsets, all }));
`;

describe('The zone of the machine', () => {
  test('changes nothing: promises and nudges fall due as the calendars say', async () => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '' } });
    const { offsets, all } = JSON.parse(stdout);
    expect(offsets).toEqual([0, -345, 180, -780]);
    const expected = [
      '2026-11-23T23:00:00.000Z',
      64,
      '2026-11-25T17:00:00.000Z',
      '2026-11-22T20:00:00.000Z',
      '2026-11-30T18:15:00.000Z',
      '2026-11-21',
      'Fri 20 Nov, 17:00',
    ];
    expect(all).toEqual([expected, expected, expected, expected]);
  }, 60_000);
});
