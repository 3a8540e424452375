/** Counts in words, and the first few of many names. */
import { besideEachOther } from './bidi.js';

/** `1,234` */
export const counted = (count: number): string => count.toLocaleString('en-GB');

/**
 * The first few names, each kept apart, and how many more there are: `Acme, فندق and 3 more`.
 * @param count how many there are, where `names` are not all of them
 */
export function firstFew(names: readonly string[], most: number, count = names.length): string {
  const shown = names.slice(0, most);
  const rest = count - shown.length;
  return besideEachOther(shown) + (rest > 0 ? ` and ${counted(rest)} more` : '');
}
