import { describe, expect, test } from '@jest/globals';
import { createLanes } from '../../src/delivery/lanes.js';

/** Work that ends when the test says so. */
function slowWork() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (lane: string) => {
    begun.push(lane);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const endNext = async () => {
    ends.shift()?.();
    await settled();
  };
  return { begun, work, endNext };
}

/** All promises that can go on have gone on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Lanes', () => {
  test('are worked side by side, no more at a time than there are hands', async () => {
    const { begun, work, endNext } = slowWork();
    const lanes = createLanes(2, work);
    for (const lane of ['a', 'b', 'c', 'd']) void lanes.run(lane);
    await settled();
    expect(begun).toEqual(['a', 'b']);
    await endNext();
    expect(begun).toEqual(['a', 'b', 'c']);
    await endNext();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  test('are worked once more when asked for while they are worked, and by one hand at a time', async () => {
    const { begun, work, endNext } = slowWork();
    const lanes = createLanes(2, work);
    void lanes.run('a');
    await settled();
    let hasEnded = false;
    const second = lanes.run('a').then(() => {
      hasEnded = true;
    });
    void lanes.run('a');
    await settled();
    expect(begun).toEqual(['a']);
    await endNext();
    expect([begun, hasEnded]).toEqual([['a', 'a'], false]);
    await endNext();
    await second;
    expect(begun).toEqual(['a', 'a']);
  });

  test('can be worked again after they have ended', async () => {
    const { begun, work, endNext } = slowWork();
    const lanes = createLanes(1, work);
    const first = lanes.run('a');
    await settled();
    await endNext();
    await first;
    void lanes.run('a');
    await settled();
    expect(begun).toEqual(['a', 'a']);
  });
});
