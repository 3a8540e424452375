/** What the asker owes, gathered from every room: the command `owe` and its page buttons. */
import type { InteractionContext } from '../../chat/interaction.js';
import { pageOf } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { oweCard, owePageSize } from './cards/owe.js';
import type { PeopleDeps } from './deps.js';

/** @param page from 1 */
export async function showOwed({ chapters }: PeopleDeps, page: number, context: InteractionContext): Promise<Reply> {
  const owed = await Promise.all(chapters().map((feature) => feature.owedBy?.(context)));
  const blocks = owed.flatMap((chapter) => chapter?.blocks ?? []);
  const count = owed.reduce((sum, chapter) => sum + (chapter?.count ?? 0), 0);
  return showCard(oweCard(pageOf(blocks, page, owePageSize), count));
}
