/** What every list reads in the same way: which list, words to look for, and the query that travels in its buttons. */
import { z } from 'zod';

/** Ten rows read well on a phone and keep within every platform's limits. */
export const listPageLength = 10;

/** A word of a query on one line, without what a database or a button's value can't carry. @param what `the topic` */
export const queryWords = (what: string) =>
  z
    .string()
    .transform((text) => text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim())
    .pipe(z.string().max(200, `Use fewer words for ${what}: at most 200 characters.`))
    .optional();

/** The page of a query; anything else is the first. */
export const queryPage = z.int().min(1).catch(1);

/** The first word may name the list; the rest are words to look for. Nothing: what is open. */
export function readList(text: string, lists: readonly string[]): { readonly which: string; readonly search: string } {
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  const which = lists.find((each) => each === first.toLowerCase());
  if (which !== undefined) return { which, search: rest.join(' ') };
  return { which: first === '' ? 'open' : 'all', search: text.trim() };
}

/** A button's value back into a query: the name of a list, or the JSON of what was asked. */
export function readQuery(value: string): Readonly<Record<string, unknown>> {
  if (!value.startsWith('{')) return { which: value };
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(value));
  } catch {
    return {};
  }
}
