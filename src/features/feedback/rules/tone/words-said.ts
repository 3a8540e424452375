/** Which of an item's words are read for their tone. Pure. */
import type { Feedback } from '../feedback.js';
import { readTone, type ToneReading, type ToneSign } from './tone.js';

/** The tone of the customer's words and of what they added; null: nothing in particular. What its owner called wrong is in it. */
export function toneOfFeedback({ text, furtherWords }: Pick<Feedback, 'text' | 'furtherWords'>): ToneReading | null {
  const added = furtherWords.flatMap(({ kind, text: words }) => (kind === 'addition' ? [words] : []));
  return readTone([text, ...added].join('\n'));
}

/** The first sign in what was said that nobody called wrong; null: it sounds like nothing in particular. */
export function standingSign(said: Pick<Feedback, 'text' | 'furtherWords' | 'wrongTones'>): ToneSign | null {
  return toneOfFeedback(said)?.signs.find(({ tone }) => !said.wrongTones.includes(tone)) ?? null;
}
