/** The buttons of a card, in the order in which every look shows them; the story and Slack's look ask for them. */
import type { Action, Card } from '../../../chat/card.js';

/** All buttons of a card, from top to bottom. */
export function buttonsOf(card: Card): readonly Action[] {
  return card.blocks.flatMap((block) => {
    if (block.kind === 'actions') return block.actions;
    return block.kind === 'row' && block.action ? [block.action] : [];
  });
}
