import { describe, expect, test } from '@jest/globals';
import { dateInZone, dayAt, firstInstantAt, startOfDate } from '../../../src/kernel/time/local-day.js';
import { isKnownZone, parseZone } from '../../../src/kernel/time/zone.js';

describe('Time zones as people type them', () => {
  test.each([
    ['Europe/London', 'Europe/London'],
    ['europe/london', 'Europe/London'],
    [' Asia/Kathmandu ', 'Asia/Kathmandu'],
    ['america/new york', 'America/New_York'],
    ['utc', 'UTC'],
  ])('“%s” is %s', (typed, zone) => {
    expect(parseZone(typed, 'zone')).toBe(zone);
  });

  test.each([
    ['London', 'Europe/London'],
    ['new york', 'America/New_York'],
    ['Europe/Londn', 'Europe/London'],
    ['Aukland', 'Pacific/Auckland'],
  ])('“%s” is answered with %s', (typed, nearest) => {
    expect(() => parseZone(typed, 'zone')).toThrow(
      expect.objectContaining({ code: 'time.unknownZone', fields: { zone: expect.stringContaining(nearest) } }),
    );
  });

  test.each(['', 'Mars/Olympus Mons', '../../etc/passwd', '+05:30', '5', 'x'.repeat(10_000)])(
    '%p is no zone',
    (typed) => {
      expect(isKnownZone(typed)).toBe(false);
      expect(() => parseZone(typed, 'zone')).toThrow(expect.objectContaining({ code: 'time.unknownZone' }));
    },
  );
});

describe('Days where people live', () => {
  test('it is already Saturday in Auckland and still Thursday evening in Honolulu', () => {
    const instant = new Date('2026-11-20T11:30Z');
    expect(dateInZone('Pacific/Auckland', instant)).toBe('2026-11-21');
    expect(dateInZone('Asia/Kathmandu', instant)).toBe('2026-11-20');
    expect(dateInZone('Pacific/Honolulu', new Date('2026-11-20T09:59Z'))).toBe('2026-11-19');
  });

  test.each([
    ['Europe/London', '2026-07-01', '2026-06-30T23:00:00.000Z'],
    ['Asia/Kathmandu', '2026-12-01', '2026-11-30T18:15:00.000Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ])('in %s the date %s begins at %s', (zone, date, instant) => {
    expect(startOfDate(zone, date).toISOString()).toBe(instant);
  });

  test('what is not a date or no zone is refused by name', () => {
    expect(() => startOfDate('Europe/London', '2026-02-30')).toThrow(RangeError);
    expect(() => startOfDate('Mars/Olympus', '2026-02-20')).toThrow(
      expect.objectContaining({ code: 'time.unknownZone' }),
    );
  });

  test('answers stay right when more days are asked for than are kept', () => {
    const before = firstInstantAt('Europe/London', 20_000);
    for (let day = 0; day < 4_100; day += 1) firstInstantAt('Europe/London', day);
    expect(firstInstantAt('Europe/London', 20_000)).toBe(before);
    expect(dayAt('Europe/London', before)).toBe(20_000);
    expect(dayAt('Europe/London', before - 1)).toBe(19_999);
  });
});
