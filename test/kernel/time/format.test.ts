import { describe, expect, test } from '@jest/globals';
import { formatInstant, type TimeStyle } from '../../../src/kernel/time/format.js';

const instant = new Date('2026-11-23T17:00Z');

describe('Instants as words', () => {
  test.each<[TimeStyle, string, string]>([
    ['dateTime', 'Europe/London', 'Mon 23 Nov, 17:00'],
    ['date', 'Europe/London', 'Mon 23 Nov'],
    ['time', 'Europe/London', '17:00'],
    ['dateTime', 'Asia/Kathmandu', 'Mon 23 Nov, 22:45'],
    ['dateTime', 'Pacific/Auckland', 'Tue 24 Nov, 06:00'],
  ])('the %s in %s is “%s”', (style, timeZone, words) => {
    expect(formatInstant(instant, style, { timeZone })).toBe(words);
  });

  test('midnight is 00:00, not 24:00', () => {
    expect(formatInstant(new Date('2026-11-23T00:00Z'), 'time', { timeZone: 'UTC' })).toBe('00:00');
  });

  test('another year is named, this one isn’t', () => {
    const london = { timeZone: 'Europe/London' };
    expect(formatInstant(instant, 'date', { ...london, now: new Date('2027-01-04T10:00Z') })).toContain('2026');
    expect(formatInstant(instant, 'date', { ...london, now: new Date('2026-01-04T10:00Z') })).not.toContain('2026');
    expect(formatInstant(instant, 'time', { ...london, now: new Date('2027-01-04T10:00Z') })).toBe('17:00');
  });

  test('the locale decides how', () => {
    expect(formatInstant(instant, 'dateTime', { timeZone: 'UTC', locale: 'de' })).toBe('Mo., 23. Nov., 17:00');
    expect(formatInstant(instant, 'date', { timeZone: 'UTC', locale: 'ar' })).toContain('نوفمبر');
  });
});
