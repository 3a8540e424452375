/** Which of an item's words are read for their tone. Pure. */
import type { Feedback } from '../feedback.js';
import { readTone, type ToneReading } from './tone.js';

/** The tone of the customer's words and of what they added; null: nothing in particular. What its owner called wrong is in it. */
export function toneOfFeedback({ text, furtherWords }: Pick<Feedback, 'text' | 'furtherWords'>): ToneReading | null {
  const added = furtherWords.flatMap(({ kind, text: words }) => (kind === 'addition' ? [words] : []));
  return readTone([text, ...added].join('\n'));
}
