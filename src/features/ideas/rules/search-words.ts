/** Takes a text apart into the words that similar ideas are found by, each with the language it is stemmed in. Pure. */

import { wordSegments } from '../../../kernel/long-text.js';
import { folded } from '../../../kernel/tokens.js';

/** PostgreSQL's configurations by script; `simple` compares words as they are. */
export const languages = ['english', 'armenian', 'arabic', 'russian', 'simple'] as const;
export type Language = (typeof languages)[number];

/** Words by language, each language's in their order, with a space between them. */
export type SearchWords = Readonly<Record<Language, string>>;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

const scripts: readonly (readonly [Language, RegExp])[] = [
  ['english', /^[\p{Script=Latin}\p{N}]/u],
  ['armenian', /^\p{Script=Armenian}/u],
  ['arabic', /^\p{Script=Arabic}/u],
  ['russian', /^\p{Script=Cyrillic}/u],
];

/** Longer ones are no words that anybody would write twice, and the database takes none beyond 2,046 bytes. */
const longestWord = 60;

/**
 * Case, accents and punctuation don't count; scripts that are written without spaces are cut into words. The words
 * hold letters, marks and digits alone, so they are safe in a query.
 */
export function searchWords(text: string): SearchWords {
  const found: Record<Language, string[]> = { english: [], armenian: [], arabic: [], russian: [], simple: [] };
  for (const { segment, isWordLike } of wordSegments(segmenter, folded(text))) {
    const word = segment.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
    if (!isWordLike || word === '' || word.length > longestWord) continue;
    found[scripts.find(([, script]) => script.test(word))?.[0] ?? 'simple'].push(word);
  }
  const joined = languages.map((language) => [language, found[language].join(' ')]);
  return Object.fromEntries(joined) as Record<Language, string>;
}
