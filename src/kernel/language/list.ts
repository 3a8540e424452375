/** Several things in one sentence, in the reader's language: `A, B and C`. */
import { currentLocale } from './reader.js';

/** `A, B and C` */
export const sayAll = (words: Iterable<string>): string => listIn('conjunction').format(words);

/** `A, B or C` */
export const sayEither = (words: Iterable<string>): string => listIn('disjunction').format(words);

const lists = new Map<string, Intl.ListFormat>();

function listIn(type: 'conjunction' | 'disjunction'): Intl.ListFormat {
  const locale = currentLocale();
  const key = `${locale} ${type}`;
  const list = lists.get(key) ?? new Intl.ListFormat(locale, { type });
  lists.set(key, list);
  return list;
}
