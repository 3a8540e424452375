/** Whether typed text can be stored in the database. Used by every room's schema. */

/** PostgreSQL holds neither NUL nor half a surrogate pair: refused, because leaving them out would change the words. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Cs}/u.test(text);
}

/** The refusal of text that the database cannot keep. */
export const unstorable =
  'This contains characters that can’t be kept (NUL or half a symbol). Copy the text again without them.';
