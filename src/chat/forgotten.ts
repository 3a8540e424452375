/**
 * What stands in the place of names and words that were forgotten. It is kept in English, so that it is known again, and
 * each reads it in their language.
 */
import { english } from '../kernel/language/languages.js';
import { currentLanguage } from '../kernel/language/reader.js';
import { phrase, say } from '../kernel/language/say.js';

/** In the place of words. A condition can be read with it. */
export const forgottenWords = phrase('(forgotten)');

/** How somebody is called who was forgotten: one of us, or at a customer. */
export const forgottenPerson = phrase('Somebody forgotten');

/** How a customer is called who was forgotten. @param code tells them apart: six hexadecimal digits */
export const forgottenCustomer = (code: string): string => `Forgotten customer ${code}`;

const kept = /\(forgotten\)|Somebody forgotten|Forgotten customer ([\da-f]{6})\b/gu;

/** The text with these in the reader's language. */
export function readForgotten(text: string): string {
  if (currentLanguage() === english) return text;
  return text.replaceAll(kept, (found, code: string | undefined) =>
    code === undefined ? say(found) : say('Forgotten customer {code}', { code }),
  );
}
