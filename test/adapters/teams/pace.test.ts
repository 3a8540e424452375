import { expect, test } from '@jest/globals';
import { createPace } from '../../../src/adapters/teams/send/pace.js';

const rates = [
  { count: 2, withinMs: 1_000 },
  { count: 3, withinMs: 5_000 },
];

test('a conversation rests when one of its rates is used up, until there is room again', () => {
  const pace = createPace(rates);
  expect(pace.note('a', 0)).toBe(0);
  expect(pace.note('a', 100)).toBe(900);
  expect(pace.note('a', 1_000)).toBe(4_000);
  expect(pace.note('b', 1_000)).toBe(0);
});

test('without rates nothing rests', () => {
  const pace = createPace([]);
  expect([pace.note('a', 0), pace.note('a', 0)]).toEqual([0, 0]);
});
