/** How alike two ideas are, by the words they share: rare ones tell more than common ones, the title's more than others. Pure. */

/** The stemmed words of one idea. */
export interface Stems {
  readonly title: readonly string[];
  /** Of the answers. */
  readonly rest: readonly string[];
}

/** In how many ideas, out of all, a word stands. */
export interface Rarity {
  readonly ideaCount: number;
  readonly countByWord: ReadonlyMap<string, number>;
}

/** From here on they are shown to whoever writes; below it, shared words are chance. */
export const similarFrom = 0.35;
/** From here on whoever posts is asked first. */
export const asksFrom = 0.5;

/**
 * 0: nothing in common, 1: the same words. A title that comes again in the other's title or answers counts for more
 * than answers that come again. Without answers (only a title was typed) the title is all.
 */
export function likeness(mine: Stems, other: Stems, rarity: Rarity): number {
  const weigh = (word: string) => Math.log((rarity.ideaCount + 10) / ((rarity.countByWord.get(word) ?? 0) + 1));
  const titles = Math.max(
    sharedOf(mine.title, [other.title, other.rest], weigh),
    // The other's title all in mine, when mine only says more.
    mutual(mine.title, other.title, weigh),
  );
  if (mine.rest.length === 0) return titles;
  return 0.65 * titles + 0.35 * sharedOf(mine.rest, [[...other.rest, ...other.title]], weigh);
}

/** The share of `words`, by weight, that stands in the first of `sets`; what stands in the second counts half. */
function sharedOf(
  words: readonly string[],
  [first = [], second = []]: readonly (readonly string[])[],
  weigh: (word: string) => number,
): number {
  const [near, far] = [new Set(first), new Set(second)];
  const share = (word: string) => (near.has(word) ? 1 : far.has(word) ? 0.5 : 0);
  // One shared word of a long title is chance, also when it is a rare one.
  if (words.length > 1 && words.filter((word) => share(word) > 0).length < 2) return 0;
  const total = sum(words.map(weigh));
  return total > 0 ? sum(words.map((word) => weigh(word) * share(word))) / total : 0;
}

/** Twice what they share by what both have (Dice): alike only when neither says much more. */
function mutual(a: readonly string[], b: readonly string[], weigh: (word: string) => number): number {
  const inB = new Set(b);
  const shared = a.filter((word) => inB.has(word));
  if (shared.length < 2 && Math.max(a.length, b.length) > 1) return 0;
  const total = sum([...a, ...b].map(weigh));
  return total > 0 ? (2 * sum(shared.map(weigh))) / total : 0;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
