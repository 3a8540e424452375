/** Cuts what a customer said into the words that may name a theme, in any script. Pure. */
import { wordSegments } from '../../../kernel/long-text.js';
import { commonWords } from './common-words.js';

/** A word of a text. */
export interface Word {
  /** What its forms share: `batteries` and `battery` are one word. */
  readonly stem: string;
  /** As it stands there. */
  readonly form: string;
  /** It stands right behind the word before. */
  readonly follows: boolean;
}

/** More of a text is seldom about the same. */
export const readLength = 1_500;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Case, accents and the two ways to write some Urdu letters don't tell words apart; the marks of Japanese do. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\P{M}\u3099\u309a]/gu, '')
    .normalize('NFC')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ß', 'ss')
    .replaceAll('’', "'");

/** Endings that tell forms of a word apart, the longest first, by the script. German and English share theirs. */
const endings: readonly { readonly of: RegExp; readonly cut: RegExp; readonly atLeast: number }[] = [
  { of: /^[\p{Script=Latin}']+$/u, cut: /(?:ings?|abl[ey]|edly|ern|ers?|en|em|es|ed|ly|e|s|n)$/u, atLeast: 4 },
  {
    of: /^\p{Script=Armenian}+$/u,
    cut: /(?:ներից|ներով|ներում|ներին|ների|ները|ներն|ներ|երից|երին|երի|երը|երն|եր|ությունը|ությունից|ությամբ|ությունն|ությունի|ություն|ությունը|ից|ով|ում|ին|ան|ը|ն|ի)$/u,
    atLeast: 3,
  },
  { of: /^\p{Script=Arabic}+$/u, cut: /(?:یاں|یوں|ئیں|ئوں|ات|وں|یں|ے|ی|ا|ہ)$/u, atLeast: 3 },
];

/** The same for all forms of most words; never shown. */
export function stemOf(form: string): string {
  const script = endings.find(({ of }) => of.test(form));
  if (!script) return form;
  const base = form.replace(/'.*$/u, '').replace(/([a-z]{2})ies$/u, '$1y');
  const cut = base.replace(script.cut, '');
  const stem = [...cut].length >= script.atLeast ? cut : base;
  return stem.replace(/([bdfglmnprt])\1$/u, '$1').replace(/i$/u, 'y');
}

/** Numbers, single letters and what is written in hiragana alone are not words to name anything by. */
function isWord(form: string): boolean {
  if (!/\p{L}/u.test(form) || /\d/u.test(form)) return false;
  if (/^\p{Script=Han}$/u.test(form)) return true;
  return [...form].length > 1 && !/^\p{Script=Hiragana}{1,3}$/u.test(form);
}

/** @param names folded words that are left out: whose name stands in it is no theme */
export function wordsOf(text: string, names: ReadonlySet<string> = none): readonly Word[] {
  const words: Word[] = [];
  let follows = false;
  for (const { segment, isWordLike } of wordSegments(segmenter, text.slice(0, readLength).normalize('NFC'))) {
    if (!isWordLike) {
      if (!/^[\s\-'’/]*$/u.test(segment)) follows = false;
      continue;
    }
    const folded = fold(segment).replace(/'s$/u, '');
    if (isCommon(folded) || names.has(folded) || !isWord(folded)) {
      follows = false;
      continue;
    }
    words.push({ stem: stemOf(folded), form: segment.replace(/['’]s$/u, ''), follows });
    follows = true;
  }
  return words;
}

/** Contractions are as common as what they are made of: you’d, they’re. */
const isCommon = (word: string): boolean =>
  commonWords.has(word) || (word.includes("'") && commonWords.has(word.replace(/'.*$/u, '')));

const none: ReadonlySet<string> = new Set();

/** The words of names, to leave out. */
export const wordsOfNames = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => fold(name).match(/[\p{L}\p{N}]+/gu) ?? []));
