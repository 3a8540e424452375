import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inLanguage } from '../../../src/kernel/language/reader.js';
import { formatDuration, parseDuration } from '../../../src/kernel/time/duration.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('Lengths of time as people type them', () => {
  test.each([
    ['24h', day],
    ['24 hours', day],
    ['90m', 90 * minute],
    ['15 min', 15 * minute],
    ['2d', 2 * day],
    ['1 day, 3 h', 27 * hour],
    ['1d3h30m', 27.5 * hour],
    ['1.5h', 90 * minute],
    ['1,5 Hours', 90 * minute],
    ['2 weeks', 14 * day],
    ['45s', 45_000],
    ['0m', 0],
    ['PT6H', 6 * hour],
    ['pt90m', 90 * minute],
    ['P1DT2H', 26 * hour],
    ['P1W', 7 * day],
  ])('%s', (typed, ms) => {
    expect(parseDuration(typed, 'promise')).toBe(ms);
  });

  test.each([
    '',
    '24',
    'h',
    'soon',
    '-2h',
    '2h ago',
    '3 mo',
    '1 month',
    'P1M',
    'P1Y',
    '-PT6H',
    'PT',
    '1h-2h',
    '1e9h',
    'Infinityh',
  ])('“%s” is answered with how to write it', (typed) => {
    expect(() => parseDuration(typed, 'promise')).toThrow(
      expect.objectContaining({ code: 'time.invalidDuration', fields: { promise: expect.stringContaining('24h') } }),
    );
  });

  test.each(['4000d', 'P999999W', `${'9'.repeat(400)}h`])('%s is longer than there is', (typed) => {
    expect(() => parseDuration(typed, 'promise')).toThrow('Ten years is the longest there is.');
  });

  test('a line of digits that leads nowhere is refused at once', () => {
    expect(() => parseDuration('1 '.repeat(50_000), 'promise')).toThrow(
      expect.objectContaining({ code: 'time.invalidDuration' }),
    );
  });
});

describe('Lengths of time in words', () => {
  test.each([
    [20 * hour, '20 h'],
    [27 * hour, '1 day 3 h'],
    [2 * day, '2 days'],
    [45 * minute, '45 min'],
    [hour + 5 * minute, '1 h 5 min'],
    [2 * day + 3 * hour + 29 * minute, '2 days 3 h'],
    [2 * day + 3 * hour + 30 * minute, '2 days 4 h'],
    [day - 20_000, '1 day'],
    [23 * hour + 40 * minute, '23 h 40 min'],
    [minute + 29_000, '1 min'],
    [29_000, 'under 1 min'],
    [0, 'under 1 min'],
    [1_234 * day, '1,234 days'],
  ])('%p ms are “%s”', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  test.each([
    ['ur', '1 دن 3 گھنٹے'],
    ['hy', '1 օր 3 ժ'],
  ])('in %s they are “%s”', (language, words) => {
    expect(inLanguage(language, () => formatDuration(27 * hour)).replaceAll(/\s/gu, ' ')).toBe(words);
  });

  test('what is written can be read back, to the minute or the hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: minute, max: 900 * day }), (ms) => {
        const off = Math.abs(parseDuration(formatDuration(ms), 'it') - ms);
        expect(off).toBeLessThanOrEqual(ms < day ? minute / 2 : hour / 2);
      }),
    );
  });
});
