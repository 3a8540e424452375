/**
 * Whether a week’s count differs from the weeks before by more than noise. Pure.
 *
 * Counts of what people say by themselves follow Poisson’s law where nothing changes. Given both counts, this week’s
 * share of them is then binomial (Przyborowski and Wilenski, Biometrika 1940), and its interval is Wilson’s (JASA 1927).
 * What comes in bursts varies more than Poisson says: the counts are divided by how much more the weeks before did
 * (quasi-Poisson). The interval is of 99 %: of thirty themes in which nothing changes, one in three weeks has one that
 * seems to.
 */

/** The two-sided 99 % point of the normal distribution. */
const z = 2.5758293035489004;
/** Fewer in a week, now and before, are an anecdote. */
const fewest = 5;
/** Weeks with which the last one is compared. */
export const weeksBefore = 8;
/** From here on weeks say how much they vary. */
const weeksToVary = 4;
const mostSpread = 4;

/** A week beside the weeks before. */
export interface Change {
  /** In the last seven days. */
  readonly count: number;
  /** A week, on average before; null: there was no whole week before. */
  readonly usual: number | null;
  /** How many more than usual, rounded; less than 0: fewer. 0 where there is nothing to compare with. */
  readonly more: number;
  /** The fewest and most a week that would still be noise; null: there is nothing to compare with. */
  readonly noise: { readonly low: number; readonly high: number } | null;
  /** It tells nothing that chance does not. */
  readonly isNoise: boolean;
}

/** @param before the counts of whole weeks, in any order */
export function changeOf(count: number, before: readonly number[]): Change {
  if (before.length === 0) return { count, usual: null, more: 0, noise: null, isNoise: true };
  const sum = before.reduce((total, each) => total + each, 0);
  const usual = sum / before.length;
  const past = { sum, weeks: before.length, spread: spreadOf(before, usual) };
  const noise = noiseBand(past, usual);
  return { count, usual, more: Math.round(count - usual), noise, isNoise: !isReal(count, past) };
}

interface Past {
  readonly sum: number;
  readonly weeks: number;
  /** How many times more weeks varied than Poisson says; at least 1. */
  readonly spread: number;
}

function spreadOf(before: readonly number[], usual: number): number {
  if (before.length < weeksToVary || usual === 0) return 1;
  const variance = before.reduce((total, each) => total + (each - usual) ** 2, 0) / (before.length - 1);
  return Math.min(mostSpread, Math.max(1, variance / usual));
}

/** Equal weeks would give this one its share of all: is that outside of the interval? */
function isReal(count: number, { sum, weeks, spread }: Past): boolean {
  if (Math.max(count, sum / weeks) < fewest) return false;
  const n = (count + sum) / spread;
  const share = count / (count + sum);
  const expected = 1 / (weeks + 1);
  const centre = share + z ** 2 / (2 * n);
  const margin = z * Math.sqrt((share * (1 - share) + z ** 2 / (4 * n)) / n);
  const scale = 1 + z ** 2 / n;
  return (centre - margin) / scale > expected || (centre + margin) / scale < expected;
}

function noiseBand(past: Past, usual: number): { readonly low: number; readonly high: number } {
  let [low, high] = [Math.floor(usual), Math.ceil(usual)];
  while (low > 0 && !isReal(low - 1, past)) low -= 1;
  while (!isReal(high + 1, past)) high += 1;
  return { low, high };
}

/** What moved comes first, beyond noise before within it; then the most by how unlikely it is. */
export function byMovement(a: Change, b: Change): number {
  return Number(a.isNoise) - Number(b.isNoise) || strength(b) - strength(a) || b.count - a.count;
}

const strength = ({ more, usual }: Change): number => Math.abs(more) / Math.sqrt((usual ?? 0) + 1);
