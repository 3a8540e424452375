/** Orders pieces of feedback by how alike they are to a text, where all of them are at hand. Pure. */
import { likenessOf, weighing } from '../../../kernel/likeness.js';
import { tokensOf } from '../../../kernel/tokens.js';

const stemsOf = (text: string): readonly string[] => tokensOf(text).map(({ stem }) => stem);

/** The most alike first. */
export function byLikeness<T>(text: string, others: readonly T[], textOf: (other: T) => string): readonly T[] {
  const mine = stemsOf(text);
  const theirs = others.map((item) => ({ item, stems: stemsOf(textOf(item)) }));
  const countOf = new Map<string, number>();
  for (const stem of theirs.flatMap(({ stems }) => stems)) countOf.set(stem, (countOf.get(stem) ?? 0) + 1);
  const weigh = weighing(others.length, (stem) => countOf.get(stem) ?? 0);
  return theirs
    .map(({ item, stems }) => ({ item, likeness: likenessOf(mine, stems, weigh) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ item }) => item);
}
