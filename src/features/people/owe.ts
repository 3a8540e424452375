/** What the asker owes, gathered from every room: the command `owe`, its page buttons, and the home page. */
import type { Chapter } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { pageOf } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { oweCard, owePageSize } from './cards/owe.js';
import type { PeopleDeps } from './deps.js';

/** @param page from 1 */
export async function showOwed(deps: PeopleDeps, page: number, context: InteractionContext): Promise<Reply> {
  const { blocks, count } = await gatherOwed(deps, context);
  return showCard(oweCard(pageOf(blocks, page, owePageSize), count));
}

/** Of all rooms, in their order. */
export async function gatherOwed({ chapters }: PeopleDeps, context: InteractionContext): Promise<Chapter> {
  const owed = await Promise.all(chapters().map((feature) => feature.owedBy?.(context)));
  return {
    blocks: owed.flatMap((chapter) => chapter?.blocks ?? []),
    count: owed.reduce((sum, chapter) => sum + (chapter?.count ?? 0), 0),
  };
}
