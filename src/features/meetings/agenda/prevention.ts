/** What meetings decided about a piece of feedback, on its card: and about the one before, where it came back. */
import type { Chapter } from '../../../chat/feature.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { decidedBlocks } from '../cards/prevention-card.js';
import type { MeetingsDeps } from '../deps.js';
import { listDecided } from '../store/ticks.js';

export async function aboutFeedback(
  { database, feedback }: MeetingsDeps,
  feedbackId: string,
  { actor }: InteractionContext,
): Promise<Chapter> {
  const { organisationId, timeZone } = actor;
  const earlier = await feedback.forAgenda.cameBackFrom(organisationId, feedbackId, actor.id);
  const ids = earlier ? [earlier.id, feedbackId] : [feedbackId];
  const decided = await listDecided(database, organisationId, ids);
  const blocks = decided.map((each) =>
    decidedBlocks(each, { earlier: each.feedbackId === feedbackId ? null : (earlier?.name ?? null), timeZone }),
  );
  return { count: decided.length, blocks };
}
