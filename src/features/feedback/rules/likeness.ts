/** How alike two pieces of feedback are, by the words that they share; rare words tell more than common ones. Pure. */

import { wordSegments } from '../../../kernel/long-text.js';

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Endings differ by case and number: the beginning of a long word is enough to know it again. */
const stemLength = 6;

/** Below this, shared words are chance. */
export const alikeFrom = 0.25;

function stemsOf(text: string): ReadonlySet<string> {
  const folded = text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '');
  const words = [...wordSegments(segmenter, folded)].flatMap(({ segment, isWordLike }) => (isWordLike ? segment : []));
  return new Set(words.map((word) => word.slice(0, stemLength)));
}

/**
 * The others with their likeness, the most alike first. 0: nothing in common; 1: the same words.
 * Two words have to be shared: one alone, also a rare one, is chance.
 */
export function byLikeness<T>(
  text: string,
  others: readonly T[],
  textOf: (other: T) => string,
): readonly { readonly item: T; readonly likeness: number }[] {
  const mine = stemsOf(text);
  const theirs = others.map((item) => ({ item, stems: stemsOf(textOf(item)) }));
  const countOf = new Map<string, number>();
  for (const { stems } of theirs) for (const stem of stems) countOf.set(stem, (countOf.get(stem) ?? 0) + 1);
  const weigh = (stem: string) => Math.log((others.length + 10) / ((countOf.get(stem) ?? 0) + 1));
  const sum = (stems: Iterable<string>) => [...stems].reduce((total, stem) => total + weigh(stem), 0);
  return theirs
    .map(({ item, stems }) => {
      const shared = [...mine].filter((stem) => stems.has(stem));
      const total = sum(mine) + sum(stems);
      return { item, likeness: shared.length < 2 || total <= 0 ? 0 : (2 * sum(shared)) / total };
    })
    .sort((a, b) => b.likeness - a.likeness);
}
