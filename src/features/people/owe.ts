/** What the asker owes, gathered from every room: the command `owe`, its buttons, and the home page. */
import type { Block } from '../../chat/card.js';
import type { Chapter } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { amongAll, createList, type ListHandlers } from '../../chat/list.js';
import { cardToText } from '../../chat/plain-text.js';
import { oweHeading } from './cards/owe.js';
import type { PeopleDeps } from './deps.js';

/** Answers `owe` and its buttons. */
export function oweList(deps: PeopleDeps): ListHandlers {
  return createList<Block>({
    action: 'people.owe',
    lists: { all: oweHeading },
    everything: 'all',
    async find({ search }, cut, context) {
      const { blocks, count } = await gatherOwed(deps, context);
      const found = amongAll(blocks, textOf, { search, cut });
      return search === '' ? { ...found, thingCount: count } : found;
    },
    rows: async (blocks) => blocks,
  });
}

const textOf = (block: Block): string => cardToText({ title: '', summary: '', blocks: [block] });

/** Of all rooms, in their order. */
export async function gatherOwed({ chapters }: PeopleDeps, context: InteractionContext): Promise<Chapter> {
  const owed = await Promise.all(chapters().map((feature) => feature.owedBy?.(context)));
  return {
    blocks: owed.flatMap((chapter) => chapter?.blocks ?? []),
    count: owed.reduce((sum, chapter) => sum + (chapter?.count ?? 0), 0),
  };
}
