/** Several things in one sentence, and sentences made of words, in the reader's language: `A, B and C`. */
import { listFormatter } from '../time/format.js';
import { currentLocale } from './reader.js';
import { say } from './say.js';

/** `A, B and C` */
export const sayAll = (words: Iterable<string>): string =>
  listFormatter(currentLocale(), { type: 'conjunction' }).format(words);

/** `A, B or C` */
export const sayEither = (words: Iterable<string>): string =>
  listFormatter(currentLocale(), { type: 'disjunction' }).format(words);

/** `A, B, C`, without what is empty. */
export const withCommas = (words: Iterable<string | false | undefined>): string =>
  [...words].filter((each) => each).join(`${say(', // between parts')} `);

/** `A; B, C; D`: where parts may have commas of their own. */
export const withSemicolons = (words: Iterable<string>): string => [...words].join(`${say('; // between parts')} `);

/** The words with a full stop. */
export const asSentence = (words: string): string => say('{words}.', { words });
