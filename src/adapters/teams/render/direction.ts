/** In which direction a card is read. render-card, render-form and blocks ask. */

/** Letters alone: marks and digits of these scripts are no letters. */
const rightToLeft = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;
const letters = /\p{L}/gu;

/** Whether most letters of the text are written from right to left. */
export function isRightToLeft(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(rightToLeft) * 2 > count(letters);
}

/** The words of elements without those that somebody is quoted with: they have a direction of their own. */
export function wordsIn(part: unknown): string {
  if (Array.isArray(part)) return part.map(wordsIn).join(' ');
  if (typeof part !== 'object' || part === null || isQuote(part)) return '';
  return Object.entries(part)
    .filter(([key]) => !besideKeys.has(key))
    .map(([key, value]) => (typeof value === 'string' ? (wordKeys.has(key) ? value : '') : wordsIn(value)))
    .join(' ');
}

const wordKeys: ReadonlySet<string> = new Set(['text', 'title', 'label', 'placeholder']);

/** Buttons, and what older clients show instead. */
const besideKeys: ReadonlySet<string> = new Set(['actions', 'selectAction', 'fallback']);

const isQuote = (part: object): boolean => 'style' in part && part.style === 'emphasis';
