/** What can be typed of an alert, and when what is measured is enough to say something. */
import { describe, expect, test } from '@jest/globals';
import type { Measured } from '../../../src/chat/figures.js';
import { begins, ends, readingOf } from '../../../src/features/alerts/judge.js';
import { NoWatch, readWatch } from '../../../src/features/alerts/watch.js';

const figures = [
  { name: 'nps', unit: 'points' },
  { name: 'within promise', unit: '%' },
  { name: 'median time to acknowledge', unit: 'ms' },
  { name: 'theme login', unit: '' },
  { name: 'theme login page', unit: '' },
];
const faultOf = (typed: string) => {
  try {
    return readWatch(typed, figures);
  } catch (error) {
    return error instanceof NoWatch ? error.fault : error;
  }
};

describe('What is typed', () => {
  test.each([
    ['nps < 20', { figure: 'nps', sign: '<', bound: 20, days: null }],
    ['NPS ≤ -10', { figure: 'nps', sign: '<=', bound: -10, days: null }],
    ['within promise < 90 %', { figure: 'within promise', sign: '<', bound: 90, days: null }],
    [
      'Median time to acknowledge > 4h',
      { figure: 'median time to acknowledge', sign: '>', bound: 14_400_000, days: null },
    ],
    [
      'median time to acknowledge >= 1d 2h',
      { figure: 'median time to acknowledge', sign: '>=', bound: 93_600_000, days: null },
    ],
    ['theme login > 10 a week', { figure: 'theme login', sign: '>', bound: 10, days: 7 }],
    ['theme login page > 1,000 per day', { figure: 'theme login page', sign: '>', bound: 1_000, days: 1 }],
  ])('%s is read', (typed, watch) => expect(faultOf(typed)).toEqual(watch));

  test.each([
    ['', { kind: 'empty' }],
    ['nsp < 20', { kind: 'figure', typed: 'nsp', near: 'nps' }],
    ['weather > 30', { kind: 'figure', typed: 'weather', near: null }],
    ['nps', { kind: 'sign', figure: 'nps', unit: 'points' }],
    ['nps = 20', { kind: 'sign', figure: 'nps', unit: 'points' }],
    ['nps < bad', { kind: 'amount', figure: 'nps', unit: 'points' }],
    ['median time to acknowledge > 4', { kind: 'amount', figure: 'median time to acknowledge', unit: 'ms' }],
    ['nps < 20 and nps > 5', { kind: 'several' }],
    ['nps < < 20', { kind: 'unreadable' }],
  ])('“%s” is refused with its fault', (typed, fault) => expect(faultOf(typed)).toEqual(fault));
});

const judged = (measured: Measured | null, sign: '<' | '>', bound: number) => {
  const reading = readingOf(measured);
  return [begins(reading, { sign, bound }), ends(reading, { sign, bound })];
};

describe('What is measured', () => {
  test('is enough where all that a share may be lies beyond the bound: 8 of 10 may be 94 %', () => {
    const share = (part: number, whole: number): Measured => ({ kind: 'share', part, whole });
    expect(judged(share(8, 10), '<', 90)).toEqual([false, false]);
    expect(judged(share(80, 100), '<', 90)).toEqual([true, false]);
    expect(judged(share(91, 100), '<', 90)).toEqual([false, true]);
    expect(judged(share(80, 100), '>', 70)).toEqual([true, false]);
  });

  test('is enough where the interval of an estimate lies beyond it, and ends where the value itself is back', () => {
    const nps = (value: number, low: number, high: number): Measured => ({
      kind: 'estimate',
      value,
      low,
      high,
      count: 40,
    });
    expect(judged(nps(15, -2, 31), '<', 20)).toEqual([false, false]);
    expect(judged(nps(2, -14, 19), '<', 20)).toEqual([true, false]);
    expect(judged(nps(20, 5, 35), '<', 20)).toEqual([false, true]);
    expect(judged({ kind: 'estimate', value: -100, low: -100, high: -20, count: 1 }, '<', 20)).toEqual([false, false]);
  });

  test('is enough of five for a middle, and always of what was counted', () => {
    expect(judged({ kind: 'median', value: 9, count: 4 }, '>', 4)).toEqual([false, false]);
    expect(judged({ kind: 'median', value: 9, count: 5 }, '>', 4)).toEqual([true, false]);
    expect(judged({ kind: 'exact', value: 11 }, '>', 10)).toEqual([true, false]);
    expect(judged({ kind: 'exact', value: 10 }, '>', 10)).toEqual([false, true]);
    expect(judged(null, '>', 10)).toEqual([false, false]);
  });
});
