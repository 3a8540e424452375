/** Asks the other rooms of what larger thing a piece of feedback is a part, such as a notice that touches its customer. */
import type { Block } from '../../chat/card.js';
import type { FeedbackDeps } from './deps.js';
import type { Picture } from './picture.js';

/** As rows of its card; none: it stands by itself. */
export async function largerThings(
  { chapters }: FeedbackDeps,
  { feedback: { organisationId, id: feedbackId, customerId } }: Pick<Picture, 'feedback'>,
): Promise<readonly Block[]> {
  // They touch customers.
  if (customerId === null) return [];
  return (await Promise.all(chapters().map((room) => room.partOf?.({ organisationId, feedbackId }) ?? []))).flat();
}
