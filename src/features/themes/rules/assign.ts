/** Says which theme a text belongs to: the one of whose words it says most, where that is enough. Pure. */
import type { Terms } from './theme.js';
import type { Word } from './words.js';

/** Its strongest word alone is enough, or two weaker ones. */
const enough = 0.5;

/** Themes made ready to be looked up by their words. */
export interface Sorter<Term> {
  readonly byTerm: ReadonlyMap<Term, readonly (readonly [theme: number, weight: number])[]>;
  /** By theme: what a text has to reach. */
  readonly least: readonly number[];
}

/** @param themes the terms of each */
export function sorterOf<Term>(themes: readonly (readonly (readonly [Term, number])[])[]): Sorter<Term> {
  const byTerm = new Map<Term, (readonly [number, number])[]>();
  const least = themes.map((terms, theme) => {
    for (const [term, weight] of terms) {
      const known = byTerm.get(term);
      if (known) known.push([theme, weight]);
      else byTerm.set(term, [[theme, weight]]);
    }
    return enough * Math.max(0, ...terms.map(([, weight]) => weight));
  });
  return { byTerm, least };
}

/** Where a text belongs. */
export interface Place {
  /** −1: nowhere. */
  readonly theme: number;
  /** How much of the theme it says. */
  readonly score: number;
}

const nowhere: Place = { theme: -1, score: 0 };

/** @param terms each once */
export function placeOf<Term>({ byTerm, least }: Sorter<Term>, terms: Iterable<Term>): Place {
  const scores = new Map<number, number>();
  for (const term of terms)
    for (const [theme, weight] of byTerm.get(term) ?? []) scores.set(theme, (scores.get(theme) ?? 0) + weight);
  let best = nowhere;
  for (const [theme, score] of scores)
    if (score > 0 && score >= (least[theme] ?? 0) && score > best.score) best = { theme, score };
  return best;
}

/** The words of a text and its pairs of words, each once. */
export function termsOf(words: readonly Word[]): ReadonlySet<string> {
  const terms = new Set<string>();
  words.forEach(({ stem, follows }, index) => {
    terms.add(stem);
    const before = words[index - 1];
    if (follows && before && before.stem !== stem) terms.add(pairOf(before.stem, stem));
  });
  return terms;
}

/** Two words behind each other as one term: `sound qualit`. */
export const pairOf = (first: string, second: string): string => `${first} ${second}`;

/** Sorts texts by themes that are known. */
export const stemSorter = (themes: readonly { readonly terms: Terms }[]): Sorter<string> =>
  sorterOf(themes.map(({ terms }) => terms));
