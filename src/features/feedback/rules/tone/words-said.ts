/** Which of an item's words are read for their tone. Pure. */
import type { Feedback } from '../feedback.js';
import { readTone, type ToneReading, type ToneSign } from './tone.js';

/** The tone of the customer's words and of what they added; null: nothing in particular. What its owner called wrong is in it. */
export function toneOfFeedback({ text, furtherWords }: Pick<Feedback, 'text' | 'furtherWords'>): ToneReading | null {
  const added = furtherWords.flatMap(({ kind, text: words }) => (kind === 'addition' ? [words] : []));
  return readTone([text, ...added].join('\n'));
}

/** The first sign in what was said that nobody called wrong; null: it sounds like nothing in particular. */
export function standingSign(said: SaidWords): ToneSign | null {
  return toneOfFeedback(said)?.signs.find(({ tone }) => !said.wrongTones.includes(tone)) ?? null;
}

/** A customer's words with what was added to them, and how its owner said that they do not sound. */
export type SaidWords = Pick<Feedback, 'text' | 'furtherWords' | 'wrongTones'>;

/** Whether they sound frustrated, and nobody called that wrong. */
export const soundsFrustrated = (said: SaidWords): boolean => standingSign(said)?.tone === 'frustrated';
