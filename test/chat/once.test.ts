import { describe, expect, test } from '@jest/globals';
import { createOnce } from '../../src/chat/once.js';

describe('Work under one key', () => {
  test('is done once, and its answer given again', async () => {
    const once = createOnce<number>();
    let count = 0;
    const work = async () => ++count;
    expect(await Promise.all([once('a', work), once('a', work), once('b', work)])).toEqual([1, 1, 2]);
  });

  test('is forgotten when enough other work came after it, the oldest first', async () => {
    const once = createOnce<string>(2);
    const done: string[] = [];
    const run = (key: string) => once(key, async () => String(done.push(key)));
    for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await run(key);
    expect(done).toEqual(['a', 'b', 'c', 'a']);
  });
});
