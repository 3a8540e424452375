/**
 * In which language the work under way speaks: that of whoever reads its words. What handles an act of somebody, or
 * composes a message, says so once; every message that is made within it (say.ts) obeys.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { english, isRightToLeft, languageFor, localeOf } from './languages.js';

/** May change while the work goes on: who acts is known only after it has begun. */
interface Reader {
  language: string;
  /** False: nobody said, and it is the usual one. */
  isChosen: boolean;
}

const readers = new AsyncLocalStorage<Reader>();

/**
 * Runs `work` for somebody who reads this language.
 * @param tag BCP 47, as a platform tells it or as somebody chose; null: not known, English
 */
export function inLanguage<T>(tag: string | null | undefined, work: () => T): T {
  return readers.run({ language: languageFor(tag), isChosen: true }, work);
}

/** Runs `work` in English until `speakTo` is called within it, which then counts for all of it. */
export function listening<T>(work: () => T): T {
  return readers.run({ language: english, isChosen: false }, work);
}

/** It is known now who reads: the work under way goes on in their language. */
export function speakTo(tag: string | null | undefined): void {
  const reader = readers.getStore();
  if (!reader) return;
  reader.language = languageFor(tag);
  reader.isChosen = true;
}

/** Whoever reads has said nothing: the work under way goes on in the language that is usual where they are. */
export function speakUsually(tag: string | null | undefined): void {
  const reader = readers.getStore();
  if (reader && !reader.isChosen) reader.language = languageFor(tag);
}

/** Whether `inLanguage` or `listening` is under way. */
export function isListening(): boolean {
  return readers.getStore() !== undefined;
}

/** The tag of the language of the work under way; English where nobody said. */
export function currentLanguage(): string {
  return readers.getStore()?.language ?? english;
}

/** The locale of the work under way, for `Intl`: Latin figures, Gregorian calendar. */
export function currentLocale(): string {
  return localeOf(currentLanguage());
}

/** Whether the lines of the work under way run from right to left. */
export function readsRightToLeft(): boolean {
  return isRightToLeft(currentLanguage());
}

/** In which direction its lines run: `dir` of HTML. */
export const currentDirection = (): 'ltr' | 'rtl' => (readsRightToLeft() ? 'rtl' : 'ltr');
