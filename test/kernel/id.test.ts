import { expect, test } from '@jest/globals';
import { isId, newId } from '../../src/kernel/id.js';

test('ids that the bot makes are ids, and sort by the time they were made', () => {
  const ids = ['2026-11-23T09:00:00.000Z', '2026-11-23T09:00:00.001Z', '2030-01-01T00:00:00Z'].map((at) =>
    newId(new Date(at)),
  );
  expect(ids.every(isId)).toBe(true);
  expect([...ids].sort()).toEqual(ids);
});

test('ids of one instant sort as they were made', () => {
  const now = new Date('2026-11-23T09:00:00Z');
  const ids = Array.from({ length: 10_000 }, () => newId(now));
  expect([...ids].sort()).toEqual(ids);
});

test.each([
  '',
  'U0123',
  '@maya',
  '0198f000-0000-7000-8000-00000000000',
  '0198f000-0000-7000-8000-000000000000\n',
  "' OR 1=1",
])('%j is no id', (text) => expect(isId(text)).toBe(false));
