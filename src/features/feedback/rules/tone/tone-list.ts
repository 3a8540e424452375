/** What a language's list of cues is made of: tone.ts reads customers' words by it. */

/** How a customer may sound, the most pressing first. */
export const customerTones = ['frustrated', 'urgent', 'questions', 'grateful'] as const;
/** One of `customerTones`. */
export type CustomerTone = (typeof customerTones)[number];

/** Languages with a list that is tested on labelled words (docs/tone.md has the figures). */
export const toneLanguages = ['en', 'de'] as const;
/** One of `toneLanguages`. */
export type ToneLanguage = (typeof toneLanguages)[number];

/**
 * The cues of one language. A cue is words in small letters; `disappoint*` begins with it, `a/b` is either, and `…`
 * stands for up to three words.
 */
export interface ToneList {
  /** Words that tell this language from others. */
  readonly common: string;
  /** Each of these turns what follows in its clause into its opposite. */
  readonly negators: readonly string[];
  /** Those of them that are a weak cue where they negate nothing. */
  readonly alone: readonly string[];
  /** They begin a clause of their own: what stands before them is not negated with what follows. */
  readonly turns: readonly string[];
  /** Fixed phrases that mean something else than their words. */
  readonly ignored: readonly string[];
  /** One is enough. */
  readonly strong: readonly string[];
  /** Two are needed. */
  readonly weak: readonly string[];
  /** Praise: negated, it is a complaint, and as it stands it outweighs a weak cue. */
  readonly good: readonly string[];
  readonly urgent: readonly string[];
  readonly grateful: readonly string[];
}

/** Cues as a language's list writes them: with commas between. */
export const cues = (written: string): readonly string[] =>
  written.split(',').map((cue) => cue.trim().replace(/\s+/gu, ' '));
