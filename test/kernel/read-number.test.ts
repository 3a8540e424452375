import { expect, test } from '@jest/globals';
import { readNumber } from '../../src/kernel/read-number.js';

test.each<[string, number | 'unclear' | null]>([
  ['1250', 1250],
  ['1,250', 1250],
  ['12,250,000.5', 12_250_000.5],
  ['1\u202f250,5', 1250.5],
  ['1 250', 1250],
  ['1.250.000', 1_250_000],
  ['1.250,5', 1250.5],
  ['1.250', 1.25],
  ['81,5', 81.5],
  ['0,125', 0.125],
  ['-81.5', -81.5],
  ['\u22123', -3],
  ['+3', 3],
  ['-0', 0],
  ['1250,500', 'unclear'],
  ['1,25,000', 'unclear'],
  ['1,250,5', 'unclear'],
  ['1.250.5', 'unclear'],
  ['1,250 500', 'unclear'],
  ['', null],
  ['ten', null],
  ['1e3', null],
  ['3 days', null],
  ['1,', null],
  ['٣', null],
])('%j is read as %p', (typed, value) => {
  expect(readNumber(typed)).toBe(value);
});
