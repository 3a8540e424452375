/** When a week differs from the weeks before by more than noise. */
import { describe, expect, test } from '@jest/globals';
import { byMovement, changeOf } from '../../../src/features/themes/rules/change.js';
import { createChance } from '../../support/chance.js';

describe('A week beside the weeks before', () => {
  test('tells more than noise from noise', () => {
    expect(changeOf(20, [6, 8, 7, 9, 5, 8, 6, 7])).toMatchObject({ usual: 7, more: 13, isNoise: false });
    expect(changeOf(9, [6, 8, 7, 9, 5, 8, 6, 7])).toMatchObject({ more: 2, isNoise: true });
    expect(changeOf(0, [12, 14, 11, 13, 12, 15, 13, 14])).toMatchObject({ more: -13, isNoise: false });
  });

  test('names the noise: its ends are within it, and one step further is not', () => {
    const before = [6, 8, 7, 9, 5, 8, 6, 7];
    const { noise } = changeOf(7, before);
    expect(noise).toEqual({ low: expect.any(Number), high: expect.any(Number) });
    for (const [count, isNoise] of [
      [noise?.low ?? 0, true],
      [noise?.high ?? 0, true],
      [(noise?.high ?? 0) + 1, false],
    ] as const)
      expect([count, changeOf(count, before).isNoise]).toEqual([count, isNoise]);
  });

  test('says nothing of a few, or where there is no week before', () => {
    expect(changeOf(4, [0, 0, 0, 0])).toMatchObject({ isNoise: true });
    expect(changeOf(8, [0, 0, 0, 0, 0, 0, 0, 0])).toMatchObject({ isNoise: false, more: 8 });
    expect(changeOf(40, [])).toEqual({ count: 40, usual: null, more: 0, noise: null, isNoise: true });
  });

  test('expects more noise where weeks varied more', () => {
    const calm = changeOf(18, [8, 8, 8, 8, 8, 8, 8, 8]);
    const wild = changeOf(18, [0, 16, 1, 15, 0, 17, 2, 13]);
    expect([calm.usual, wild.usual]).toEqual([8, 8]);
    expect([calm.isNoise, wild.isNoise]).toEqual([false, true]);
  });

  test('calls at most one week in fifty more than noise where nothing changes', () => {
    const chance = createChance(18);
    const poisson = (mean: number): number => {
      let [count, left] = [0, Math.exp(-mean)];
      for (let product = chance.between(0, 1); product > left; product *= chance.between(0, 1)) count += 1;
      return count;
    };
    const weeks = 4_000;
    let called = 0;
    for (let week = 0; week < weeks; week += 1) {
      const mean = 3 + (week % 20);
      const before = Array.from({ length: 8 }, () => poisson(mean));
      if (!changeOf(poisson(mean), before).isNoise) called += 1;
    }
    expect(called / weeks).toBeLessThan(0.02);
  });

  test('puts what moved first', () => {
    const [noise, up, down] = [changeOf(9, [8, 8, 8, 8]), changeOf(30, [8, 8, 8, 8]), changeOf(0, [12, 12, 12, 12])];
    expect([noise, down, up].toSorted(byMovement)).toEqual([up, down, noise]);
  });
});
