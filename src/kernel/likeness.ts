/** How alike two texts are, by the words they share: rare ones tell more than common ones. Pure. */
import type { Token } from './tokens.js';

/** How much a stem tells: in how few of all texts it stands. */
export type Weigh = (stem: string) => number;

/** @param total how many texts there are @param countOf in how many of them a stem stands */
export function weighing(total: number, countOf: (stem: string) => number): Weigh {
  return (stem) => Math.log((total + 10) / (Math.min(countOf(stem), total) + 1));
}

/**
 * Twice what they share by what both have (Dice): alike only when neither says much more. What only the other has weighs
 * as mine do on average, so that nobody has to know how rare it is. Two have to be shared, unless there is only one: one
 * alone, also a rare one, is chance. 0: nothing in common; 1: the same stems.
 */
export function likenessOf(mine: readonly string[], other: readonly string[], weigh: Weigh): number {
  const theirs = new Set(other);
  const shared = mine.filter((stem) => theirs.has(stem));
  if (shared.length < 2 && Math.max(mine.length, other.length) > 1) return 0;
  const both = sum(shared.map(weigh));
  const all = sum(mine.map(weigh));
  const others = ((other.length - shared.length) * all) / Math.max(1, mine.length);
  return all > 0 ? (2 * both) / (all + both + others) : 0;
}

/** What of the first text comes again in the other, as it stands there, what tells most first. Neighbours stay together. */
export function sharedPhrases(
  { text, tokens }: { readonly text: string; readonly tokens: readonly Token[] },
  other: readonly Token[],
  weigh: Weigh,
): readonly string[] {
  const theirs = new Set(other.map(({ stem }) => stem));
  const phrases: { start: number; end: number; weight: number }[] = [];
  for (const { stem, start, end } of tokens) {
    if (!theirs.has(stem)) continue;
    const last = phrases.at(-1);
    if (last && text.slice(last.end, start).trim() === '') {
      last.end = Math.max(last.end, end);
      last.weight += weigh(stem);
    } else phrases.push({ start, end, weight: weigh(stem) });
  }
  return phrases.toSorted((a, b) => b.weight - a.weight).map(({ start, end }) => text.slice(start, end));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
