/** Chance that can be had again: tests that roll dice print their seed, and the same seed rolls the same. */

export interface Chance {
  /** At least `low`, less than `high`. */
  between(low: number, high: number): number;
  isLucky(share: number): boolean;
}

/** mulberry32: small, and good enough to scatter moments. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { between: (low, high) => low + next() * (high - low), isLucky: (share) => next() < share };
}
