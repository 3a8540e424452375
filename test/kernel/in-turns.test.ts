import { expect, jest, test } from '@jest/globals';
import { eachInTurns } from '../../src/kernel/in-turns.js';

test('Much work lets everything else have its turn, before anybody waits long', async () => {
  const done: string[] = [];
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    setImmediate(() => done.push('somebody else'));
    const work = eachInTurns(['a', 'b', 'c', 'd', 'e'], (thing) => {
      now += 4;
      done.push(thing);
    });
    await work;
  } finally {
    clock.mockRestore();
  }
  // Three took 12 ms.
  expect(done).toEqual(['a', 'b', 'c', 'somebody else', 'd', 'e']);
});

test('What the work throws comes out of it, and ends it', async () => {
  const done: number[] = [];
  const work = eachInTurns([1, 2, 3], (thing) => {
    if (thing === 2) throw new Error('broken');
    done.push(thing);
  });
  await expect(work).rejects.toThrow('broken');
  expect(done).toEqual([1]);
});
