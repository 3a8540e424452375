/** Folds the ways in which one customer is written into one key: "ACME", "Acme, Ltd." and "acmé ltd" are `acme`. Pure. */
import { gluedForms, leadingForms, trailingForms } from './legal-forms.js';
import { nameWords } from './name-words.js';

/**
 * Case, accents, punctuation and legal forms don't count; scripts stay what they are. Never empty unless the name
 * is; a name that is a legal form and nothing else keeps it.
 */
export function nameKey(name: string): string {
  let words = nameWords(name);
  // Some carry more than one, before and behind.
  for (let shorter = withoutForm(words); shorter !== null; shorter = withoutForm(words)) words = shorter;
  return words.join(' ') || name.trim().toLowerCase();
}

/** Whether two names of one key carry different legal forms, as Acme Ltd and Acme GmbH do: they may be two companies. */
export function differInForm(a: string, b: string): boolean {
  const [wordsOfA, wordsOfB] = [nameWords(a).join(' '), nameWords(b).join(' ')];
  return wordsOfA !== wordsOfB && wordsOfA !== nameKey(a) && wordsOfB !== nameKey(b);
}

/** null: nothing to take off. */
function withoutForm(words: readonly string[]): readonly string[] | null {
  return withoutTrailing(words) ?? withoutLeading(words) ?? withoutGlued(words);
}

/** `S. de R.L. de C.V.` */
const longestForm = 5;

function withoutTrailing(words: readonly string[]): readonly string[] | null {
  for (let length = Math.min(longestForm, words.length - 1); length > 0; length -= 1) {
    if (!trailingForms.has(words.slice(-length).join(' '))) continue;
    const rest = words.slice(0, -length);
    // Of "Tiffany & Co." neither is left.
    return rest.length > 1 && rest.at(-1) === 'and' ? rest.slice(0, -1) : rest;
  }
  return null;
}

function withoutLeading(words: readonly string[]): readonly string[] | null {
  const [first = '', ...rest] = words;
  return rest.length > 0 && leadingForms.has(first) ? rest : null;
}

function withoutGlued(words: readonly string[]): readonly string[] | null {
  const cut = words.map(cutForm).filter((word) => word !== '');
  return cut.length > 0 && cut.join(' ') !== words.join(' ') ? cut : null;
}

function cutForm(word: string): string {
  // No such form is written in these letters.
  if (/^\w*$/.test(word)) return word;
  const form = gluedForms.find((each) => word.startsWith(each) || word.endsWith(each));
  if (form === undefined) return word;
  return word.startsWith(form) ? word.slice(form.length) : word.slice(0, -form.length);
}
