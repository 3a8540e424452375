/**
 * How sure shares are, and which of them differ. Pure.
 *
 * A share has the 95 % interval of Edwin B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22 (1927), 209–212: centre (k + z²/2) / (n + z²), margin
 * z / (n + z²) · √(k (n − k) / n + z²/4). It stays between 0 and 1 and holds for few answers.
 *
 * Worked by hand, 12 of 25: z² = 3.841459; centre = 13.920729 / 28.841459 = 0.482664; margin = 0.067956 · √(6.24 +
 * 0.960365) = 0.182351; interval 0.3003 to 0.6650. None of 10: 0 to 3.841459 / 13.841459 = 0.2775.
 *
 * Two choices of one question are not independent, because whoever chose one did not choose the other. So intervals are
 * not compared. Among the a + b people who chose either, a coin was tossed if both are alike: the exact two-sided sign
 * test. Worked by hand, 10 against 1: 2 · (11 + 1) / 2^11 = 0.01172.
 *
 * All pairs are tested, so that chance has many tries. Sture Holm's rule ("A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics 6 (1979), 65–70) keeps the chance of even one wrong difference at 5 %:
 * the smallest p-value is multiplied by the number of pairs, the next by one less, until one is above 5 %.
 *
 * A choice then stands behind those that surely have more and before those that surely have fewer: its place is known to
 * lie between two numbers, all of them at once with 95 % (Mogstad, Romano, Shaikh and Wilhelm, "Inference for ranks",
 * Review of Economic Studies 91 (2024), 476–518). Only where both numbers are the same has it a rank.
 */

/** 97.5 % of the standard normal distribution lie below it. */
const z = 1.959963984540054;

/** How often something may be said that is not so. */
const level = 0.05;

/** Shares, 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 95 % interval of `chosen` of `all`; null: of nobody there is none. */
export function wilson(chosen: number, all: number): Interval | null {
  if (all === 0) return null;
  const centre = (chosen + z ** 2 / 2) / (all + z ** 2);
  const margin = (z / (all + z ** 2)) * Math.sqrt((chosen * (all - chosen)) / all + z ** 2 / 4);
  return { low: Math.max(0, centre - margin), high: Math.min(1, centre + margin) };
}

/** The place of a choice among all, 1 for the most; both the same: it is sure. */
export interface Place {
  readonly first: number;
  readonly last: number;
}

/** The places that are sure with 95 %, in the order of `counts`. @param counts how many chose each, of one question */
export function placesOf(counts: readonly number[]): readonly Place[] {
  const surely = differences(counts);
  return counts.map((count, at) => {
    const others = surely.filter(([one, other]) => one === at || other === at);
    const moreCount = others.filter(([one, other]) => (counts[one === at ? other : one] ?? 0) > count).length;
    return { first: 1 + moreCount, last: counts.length - (others.length - moreCount) };
  });
}

/** Pairs of places in `counts` that differ by more than chance. */
function differences(counts: readonly number[]): readonly (readonly [number, number])[] {
  const pairs = counts.flatMap((one, at) =>
    counts.slice(at + 1).map((other, further) => ({
      pair: [at, at + 1 + further] as const,
      chance: signTest(one, other),
    })),
  );
  const surest = pairs.toSorted((a, b) => a.chance - b.chance);
  const end = surest.findIndex(({ chance }, at) => chance * (surest.length - at) > level);
  return surest.slice(0, end < 0 ? surest.length : end).map(({ pair }) => pair);
}

/** How likely two choices that are alike get counts so far apart; the exact test, both ways. */
export function signTest(one: number, other: number): number {
  const [count, most] = [one + other, Math.max(one, other)];
  // From the outcome itself to the outermost; each is the one before times a known ratio.
  let term = 1;
  let sum = 1;
  for (let at = most; at < count && term > sum * 1e-15; at += 1) {
    term *= (count - at) / (at + 1);
    sum += term;
  }
  const outcome = logFactorial(count) - logFactorial(most) - logFactorial(count - most) - count * Math.LN2;
  return Math.min(1, 2 * Math.exp(outcome) * sum);
}

/** By James Stirling's series, which is right to 12 digits from 15 on. */
function logFactorial(n: number): number {
  if (n < 15)
    return Math.log(Array.from({ length: n }, (_, at) => at + 1).reduce((product, each) => product * each, 1));
  return (
    (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  );
}
