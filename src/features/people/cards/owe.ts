/** What one owes, from all rooms: on a card of its own, and on the home page. */
import { text } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import type { Chapter } from '../../../chat/feature.js';
import { type ListHeading, moreBlocks } from '../../../chat/list.js';
import { say } from '../../../kernel/language/say.js';

/** How the list of what one owes is headed. */
export const oweHeading = (): ListHeading => ({
  title: say('What you owe'),
  noneTitle: say('You owe nobody anything'),
  counted: (count) => say('{count, plural, one {You owe one answer} other {You owe # answers}}', { count }),
  none: say('Every customer who waits for you has an answer. A good moment to ask one how it goes.'),
});

/** A home page is read at a glance; `owe` holds the rest. */
const homeLength = 8;

/** What a person owes, for their home page. */
export function owedBlocks({ blocks, count }: Chapter): readonly Block[] {
  if (count === 0)
    return [{ kind: 'heading', text: say('What you owe') }, text(say('You owe nobody anything right now.'))];
  const shown = blocks.slice(0, homeLength);
  const totalCount = shown.length < blocks.length ? count : shown.length;
  return [
    { kind: 'heading', text: say('What you owe ({count, number})', { count }) },
    ...shown,
    ...moreBlocks({ items: shown, totalCount }, { action: 'people.owe', label: say('Show all'), value: '1' }),
  ];
}
