/** Takes a text apart into what it is compared by: stems of words, and pairs or triples of letters where scripts have none. Pure. */
import { wordSegments } from './long-text.js';

/** What two texts may have in common, and where it stands. */
export interface Token {
  /** The stem, or the letters. */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** As much of a text is looked at: what somebody wants to say stands at its beginning. */
const lookedAt = 2_000;
/** And as many different stems. */
const mostTokens = 80;
/** Longer ones are no words that anybody would write twice. */
const longestWord = 60;

/** Written without spaces: pairs of letters. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}ー]/u;
/** Words change at their end: the beginning of a long one is enough to know it again. Others change all over: triples. */
const endings = /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Hangul}\p{N}]/u;
const stemLength = 6;

/**
 * As texts are compared: case, accents of Latin, Greek and Cyrillic, Arabic vowel signs and the English 's are taken off. In
 * Indic scripts marks are vowels, and stay.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f\u064b-\u0652\u0640]/gu, '')
    .replaceAll(/[’'ʼ`]s\b/gu, '')
    .normalize('NFC');

const foldWord = (word: string): string => folded(word).replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');

/** Each stem once, where it stands first, in the order of the text. */
export function tokensOf(text: string): readonly Token[] {
  const found = new Map<string, Token>();
  for (const token of allTokens(text.slice(0, lookedAt))) {
    if (found.size >= mostTokens) break;
    if (!found.has(token.stem)) found.set(token.stem, token);
  }
  return [...found.values()];
}

function* allTokens(text: string): Generator<Token> {
  let run = '';
  let runStart = 0;
  for (const { segment, index, isWordLike } of wordSegments(segmenter, text)) {
    if (isWordLike && unspaced.test(segment)) {
      if (run === '') runStart = index;
      run += segment;
      continue;
    }
    yield* grams(run, runStart, 2);
    run = '';
    if (!isWordLike || segment.length > longestWord) continue;
    const word = foldWord(segment);
    if (word === '') continue;
    if (endings.test(word)) yield { stem: stemOf(word), start: index, end: index + segment.length };
    else yield* grams(segment, index, 3);
  }
  yield* grams(run, runStart, 2);
}

/** All neighbours of so many letters; a shorter run is one by itself. */
function* grams(run: string, start: number, size: number): Generator<Token> {
  const letters = [...run];
  let at = start;
  for (let from = 0; from < Math.max(1, letters.length - size + 1) && run !== ''; from += 1) {
    const gram = letters.slice(from, from + size).join('');
    yield { stem: foldWord(gram), start: at, end: at + gram.length };
    at += (letters[from] ?? '').length;
  }
}

const stemOf = (word: string): string => word.slice(0, stemLength);
