/** Counts in words, and the first few of many names. */
import { currentLocale } from '../kernel/language/reader.js';
import { say } from '../kernel/language/say.js';
import { numberFormatter } from '../kernel/time/format.js';
import { besideEachOther } from './bidi.js';

/** `1,234` */
export const counted = (count: number): string => numberFormatter(currentLocale(), {}).format(count);

/**
 * The first few names, each kept apart, and how many more there are: `Acme, فندق and 3 more`.
 * @param count how many there are, where these are not all of them
 */
export function firstFew(all: readonly string[], most: number, count = all.length): string {
  const shown = all.slice(0, most);
  const rest = count - shown.length;
  const names = besideEachOther(shown);
  return rest > 0 ? say('{names} and {rest, number} more', { names, rest }) : names;
}
