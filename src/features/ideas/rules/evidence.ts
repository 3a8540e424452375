/** Reads which feedback an answer to "how do we know?" cites. Pure; post.ts checks that it exists. */

export interface Cited {
  readonly number: number;
  /** `F-12`, as cards write it. */
  readonly name: string;
}

/** In a sentence only the written-out form counts: "F16 jets" cites nothing. */
const inSentence = /(?<![\p{L}\p{N}_-])F[-‐‑–—](\d+)(?![\p{L}\p{N}_])/giu;
/** An answer that is a list and nothing else may leave the dash away. */
const onlyNames = /^(?:(?:F[-‐‑–—]?|#)\d+(?:[\s,;.&+]+(?:and\s+)?|$))+$/iu;

/** What people write when they mean feedback and leave the dash away, and what else has that look: "see F99", "feedback 99". */
const looksCited =
  /(?<![\p{L}\p{N}_\-\u2010-\u2014"“”‘’'])(?:F[ .#\u00a0]{0,2}|F\s+[-‐‑–—]\s*|F[-‐‑–—]\s+|feedback\s+(?:#|no\.?\s*|nr\.?\s*|number\s+)?)(\d+)(?![\p{L}\p{N}_]|[-‐‑–—.,]\d|\s*%|\s+(?:times|hours|days|weeks|months|years|people|customers|of|out)\b)/giu;

/**
 * What may be a citation and may be something else, as it stands there: for its writer to say which. In quotes it is
 * something else.
 */
export function readDoubtful(answer: string): readonly { readonly typed: string; readonly name: string }[] {
  if (onlyNames.test(answer.trim())) return [];
  const found = [...answer.matchAll(looksCited)].map(([typed, digits = '']) => [typed, digits] as const);
  return [...new Map(found)].map(([typed, digits]) => ({ typed, name: `F-${digits.replace(/^0+(?=\d)/, '')}` }));
}

/** Each once, in the order in which they are named. */
export function readEvidence(answer: string): readonly Cited[] {
  const pattern = onlyNames.test(answer.trim()) ? /(?:F[-‐‑–—]?|#)(\d+)/giu : inSentence;
  const digits = [...answer.matchAll(pattern)].map((match) => (match[1] ?? '').replace(/^0+(?=\d)/, ''));
  return [...new Set(digits)].map((each) => ({ number: Number(each), name: `F-${each}` }));
}
