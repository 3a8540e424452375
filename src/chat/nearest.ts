/** Guesses what a mistyped word was meant to be: commands, details, values, and names of people and customers. */
import { distance } from 'fastest-levenshtein';

/**
 * The candidate nearest to what was typed, or null when none is near enough to be offered.
 * Near: a beginning of it (three letters or more), or few slips of the finger for its length
 * (two neighbouring letters swapped are one slip). Case and full-width forms don't count. Of equals the first wins.
 */
export function nearest(typed: string, candidates: readonly string[]): string | null {
  const wanted = fold(typed);
  let best: string | null = null;
  let bestSlips = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const folded = fold(candidate);
    const slips = slipsBetween(wanted, folded);
    if (slips < bestSlips && slips <= slipsAllowed(wanted, folded)) {
      best = candidate;
      bestSlips = slips;
    }
  }
  return best;
}

/** As two typed words are compared: without case, full-width and other compatibility forms made plain. */
export function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** More are never allowed: what is longer by more letters needs no look. */
const mostSlips = 3;

/** Nobody mistypes more than a name's length; longer input is compared by its beginning, so that a pasted page stays cheap. */
const COMPARED_LENGTH = 100;

function slipsBetween(typed: string, candidate: string): number {
  if (typed === candidate) return 0;
  if (isSwap(typed, candidate)) return 1;
  if (Math.abs(typed.length - candidate.length) > mostSlips && !candidate.startsWith(typed))
    return Number.POSITIVE_INFINITY;
  // A beginning is a better guess than two slips, and no better than one.
  if (typed.length >= 3 && candidate.startsWith(typed)) return 1;
  return distance(typed.slice(0, COMPARED_LENGTH), candidate.slice(0, COMPARED_LENGTH));
}

function slipsAllowed(typed: string, candidate: string): number {
  const length = Math.min(typed.length, candidate.length);
  // Of so few letters one slip makes another word: `we` is not `owe`, and the first letter is seldom the wrong one.
  if (length <= 3) return length > 1 && typed[0] === candidate[0] ? 1 : 0;
  if (length <= 5) return 1;
  return length <= 8 ? 2 : 3;
}

/** Whether two neighbours changed places: `hgih` for `high`, the commonest slip of fast typists. */
function isSwap(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.length === b.length && at < a.length && swapped(a, at) === b;
}

function swapped(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}
