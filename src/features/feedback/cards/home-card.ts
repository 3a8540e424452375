/** What stands on a home page of this room, and what an owner is asked who marks a card as done. */

import { actions, button, heading, text } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { moreBlocks } from '../../../chat/list.js';
import { say } from '../../../kernel/language/say.js';
import type { Picture } from '../picture.js';
import { feedbackName } from '../rules/feedback.js';
import { type Listed, listRow, showAll } from './list-card.js';
import { nameOf } from './words.js';

/** @param totalCount of all that is overdue, of which the first are shown */
export function overdueBlocks(rows: readonly Listed[], totalCount: number): readonly Block[] {
  if (totalCount === 0) return [heading(say('Overdue')), text(say('Nothing is overdue. Every promise holds.'))];
  return [
    heading(say('Overdue ({count})', { count: totalCount })),
    ...rows.map(listRow),
    ...moreBlocks({ items: rows, totalCount }, showAll('overdue')),
  ];
}

/** No form opens after a reaction, so a button stands in for it. */
export function howItEndedCard(picture: Picture, told: boolean): Card {
  const name = nameOf(picture, told);
  const value = feedbackName(picture.feedback.number);
  return {
    title: say('How did {name} end?', { name: value }),
    summary: say('How did {name} end? One form, and everybody hears it.', { name }),
    discreet: picture.feedback.confidential,
    blocks: [
      text(
        say('You marked {name} as done. Say what was done and what the customer was told. Then it is resolved.', {
          name,
        }),
      ),
      actions([button(say('Resolve'), 'feedback.resolve', value, 'primary')]),
    ],
  };
}
