/** What this room shows on a person's home page, and what it asks of an owner who says by a reaction that it is done. Read by the door. */
import type { Chapter } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';
import { howItEndedCard, overdueBlocks } from './cards/home-card.js';
import type { FeedbackDeps } from './deps.js';
import { isTold, pictureOf } from './picture.js';
import { listed, viewerOf } from './show.js';
import { findByIds } from './store/feedback.js';
import { type Filter, listFeedback } from './store/listing.js';

/** A home page is read at a glance; the lists hold the rest. */
const homeLength = 8;

/** What is with this person themselves comes with what they owe in every room. */
export async function atHome(deps: FeedbackDeps, context: InteractionContext): Promise<Chapter> {
  const { organisationId } = context.actor;
  const viewer = await viewerOf(deps, context);
  const filter: Filter = { organisationId, now: deps.clock.now(), viewer, which: 'overdue' };
  const { items, totalCount } = await listFeedback(deps.database, filter, { limit: homeLength, offset: 0 });
  const { listed: rows } = await listed(deps, context, items);
  return { count: totalCount, blocks: overdueBlocks(rows, totalCount) };
}

/** Only the owner is asked, and only while it is open: others react as they please. */
export async function askHowItEnded(
  deps: FeedbackDeps,
  key: string,
  context: InteractionContext,
): Promise<Reply | null> {
  const id = /^feedback:(.+)$/.exec(key)?.[1] ?? '';
  const [feedback] = isId(id) ? await findByIds(deps.database, [context.actor.organisationId], [id]) : [];
  const { organisationId, id: actorId } = context.actor;
  const isTheirs = feedback?.organisationId === organisationId && feedback.ownerId === actorId;
  if (!feedback || !isTheirs || feedback.state === 'resolved') return null;
  const picture = await pictureOf(deps, feedback);
  return showCard(howItEndedCard(picture, isTold(picture, actorId)));
}
