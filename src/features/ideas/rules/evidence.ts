/** Reads which feedback an answer to "how do we know?" cites. Pure; post.ts checks that it exists. */

export interface Cited {
  readonly number: number;
  /** `F-12`, as cards write it. */
  readonly name: string;
}

/** In a sentence only the written-out form counts: "F16 jets" cites nothing. */
const inSentence = /(?<![\p{L}\p{N}_-])F[-‐‑–—](\d+)(?![\p{L}\p{N}_])/giu;
/** An answer that is a list and nothing else may leave the dash away. */
const onlyNames = /^\s*(?:(?:F[-‐‑–—]?|#)\d+(?:[\s,;.&+]+|\s+and\s+|$))+\s*$/iu;

/** Each once, in the order in which they are named. */
export function readEvidence(answer: string): readonly Cited[] {
  const pattern = onlyNames.test(answer) ? /(?:F[-‐‑–—]?|#)(\d+)/giu : inSentence;
  const digits = [...answer.matchAll(pattern)].map((match) => (match[1] ?? '').replace(/^0+(?=\d)/, ''));
  return [...new Set(digits)].map((each) => ({ number: Number(each), name: `F-${each}` }));
}
