/** The sentence of a text that says most of a theme. Pure. */
import { placeOf, stemSorter, termsOf } from './assign.js';
import type { Terms } from './theme.js';
import { readLength, wordsOf, wordsOfNames } from './words.js';

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });
/** In characters: longer ones say more than one thing. */
const longest = 160;

/** null: none says anything of it. @param names of the customer and the author */
export function bestSentence(
  terms: Terms,
  texts: readonly { readonly text: string; readonly names: readonly string[] }[],
) {
  const sorter = stemSorter([{ terms }]);
  let best: { readonly sentence: string; readonly worth: number; readonly from: number } | null = null;
  for (const [from, { text, names }] of texts.entries()) {
    const left = wordsOfNames(names);
    for (const { segment } of sentences.segment(text.slice(0, readLength))) {
      const sentence = segment.replaceAll(/\s+/gu, ' ').trim();
      const words = wordsOf(sentence, left);
      const worth = placeOf(sorter, termsOf(words)).score / Math.sqrt(4 + words.length);
      if (words.length > 1 && sentence.length <= longest && worth > (best?.worth ?? 0))
        best = { sentence, worth, from };
    }
  }
  return best;
}
