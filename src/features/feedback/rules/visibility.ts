/** Who may know what was said. Confidential feedback is told to three people; the rest see that it exists and how it stands. */
import type { Feedback } from './feedback.js';

/** Its owner, who captured it and the champion see a confidential item whole; everybody sees the others. */
export function maySee(
  feedback: Pick<Feedback, 'confidential' | 'ownerId' | 'capturedById'>,
  viewerId: string | null,
  championId: string | null,
): boolean {
  if (!feedback.confidential) return true;
  return viewerId !== null && [feedback.ownerId, feedback.capturedById, championId].includes(viewerId);
}
