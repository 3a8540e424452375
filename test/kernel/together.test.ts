import { describe, expect, test } from '@jest/globals';
import { createTogether } from '../../src/kernel/together.js';

interface Item {
  readonly key: string;
  readonly id: string;
}

const keys = { batchOf: ({ key }: Item) => key, itemOf: ({ id }: Item) => id };
const items = (...ids: string[]): Item[] => ids.map((id) => ({ key: 'a', id }));

/** Work that ends when the test says so, and notes what it was given. */
function heldWork() {
  const batches: string[][] = [];
  const ends: (() => void)[] = [];
  const work = (given: readonly Item[]) => {
    batches.push(given.map(({ id }) => id));
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  return { batches, work, end: () => ends.shift()?.() };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Work done together', () => {
  test('begins at once, and does what came meanwhile with the next batch', async () => {
    const held = heldWork();
    const together = createTogether(keys, held.work);
    const all = items('1', '2', '3').map(together);
    expect(held.batches).toEqual([['1']]);
    held.end();
    await turn();
    expect(held.batches).toEqual([['1'], ['2', '3']]);
    held.end();
    await Promise.all(all);
    const later = together({ key: 'a', id: '4' });
    expect(held.batches.at(-1)).toEqual(['4']);
    held.end();
    await later;
  });

  test('keeps what repeats an item for the next batch, in order', async () => {
    const held = heldWork();
    const together = createTogether(keys, held.work);
    const all = items('1', '2', '3', '2').map(together);
    held.end();
    await turn();
    held.end();
    await turn();
    held.end();
    await Promise.all(all);
    expect(held.batches).toEqual([['1'], ['2', '3'], ['2']]);
  });

  test('takes no more than so many at once', async () => {
    const held = heldWork();
    const together = createTogether(keys, held.work, 2);
    const all = items('1', '2', '3', '4').map(together);
    for (let end = 0; end < 3; end += 1) {
      held.end();
      await turn();
    }
    await Promise.all(all);
    expect(held.batches).toEqual([['1'], ['2', '3'], ['4']]);
  });

  test('lets nobody wait for another key', async () => {
    const held = heldWork();
    const together = createTogether(keys, held.work);
    const all = [together({ key: 'a', id: '1' }), together({ key: 'b', id: '1' })];
    expect(held.batches).toEqual([['1'], ['1']]);
    held.end();
    held.end();
    await Promise.all(all);
  });

  test('does a batch that fails item by item: a bad one fails alone', async () => {
    const done: string[] = [];
    const together = createTogether(keys, async (given) => {
      await turn();
      const bad = given.find(({ id }) => id === 'bad');
      if (bad) throw new Error('bad');
      done.push(...given.map(({ id }) => id));
    });
    const ended = await Promise.allSettled(items('1', '2', 'bad', '3').map(together));
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual(['1', '2', '3']);
  });
});
