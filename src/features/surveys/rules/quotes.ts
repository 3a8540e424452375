/** Which customers' words stand on the board page: chosen by rule, so that nobody picks what suits them. Pure. */

/** How many there are. */
export const quoteCount = 5;

/**
 * Gives each touchpoint quotes in proportion to how often it was chosen (Sainte-Laguë: the next goes to whoever has most
 * answers for each 1, 3, 5 … quotes), as far as it has words. Within a touchpoint the given order stands. By hand, of 10,
 * 4 and 1 answers: 10, then 4 before 10/3, then 10/3, 10/5 and 10/7 before 4/3: four quotes and one.
 * @param words by touchpoint @param chosen how many chose it, in the order in which ties are broken
 */
export function chooseQuotes<T>(
  words: ReadonlyMap<string, readonly T[]>,
  chosen: readonly { readonly touchpoint: string; readonly chosenCount: number }[],
): readonly T[] {
  const taken = new Map<string, number>();
  const takenOf = (touchpoint: string) => taken.get(touchpoint) ?? 0;
  for (let count = 0; count < quoteCount; count += 1) {
    const [next] = chosen
      .filter(({ touchpoint }) => takenOf(touchpoint) < (words.get(touchpoint)?.length ?? 0))
      .map(({ touchpoint, chosenCount }) => ({ touchpoint, claim: chosenCount / (2 * takenOf(touchpoint) + 1) }))
      .toSorted((a, b) => b.claim - a.claim);
    if (!next) break;
    taken.set(next.touchpoint, takenOf(next.touchpoint) + 1);
  }
  return chosen.flatMap(({ touchpoint }) => (words.get(touchpoint) ?? []).slice(0, takenOf(touchpoint)));
}
