/** Who finds themes: given texts in parts, and then what is known. In this thread, or in one of its own (finding-thread.ts). */
import { setImmediate as oneTurn } from 'node:timers/promises';
import type { FindingItem } from './corpus.js';
import type { Found, KnownTheme } from './find-themes.js';

/** What finding came to; `tooHard`: it took too long, or too much memory. */
export type BoundedFound = Found | 'tooHard';

/** One finding. */
export interface Finding {
  /** A part of the texts; resolves when it may be given the next. */
  take(items: readonly FindingItem[]): Promise<void>;
  find(known: readonly KnownTheme[]): Promise<BoundedFound>;
  /** Whatever became of it. */
  end(): Promise<void>;
}

/** Begins a finding. */
export type BeginFinding = () => Finding;

/** In this thread: for tests, and for houses that have no threads. */
export const findHere: BeginFinding = () => {
  const corpus = import('./corpus.js').then(({ Corpus }) => new Corpus());
  return {
    async take(items) {
      for (const item of items) (await corpus).add(item);
      await oneTurn();
    },
    find: async (known) => (await import('./find-themes.js')).findThemes(await corpus, known),
    end: async () => {},
  };
};
