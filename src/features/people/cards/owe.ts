/** What one owes, from all rooms: on a card of its own, and on the home page. */
import { text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import type { Chapter } from '../../../chat/feature.js';
import { moreBlocks } from '../../../chat/list.js';
import { type Page, pageButtons } from '../../../chat/pages.js';

/** Blocks on one page of `owe`. */
export const owePageSize = 15;

/** @param count of everything owed, on all pages */
export function oweCard(page: Page<Block>, count: number): Card {
  if (count === 0) {
    const title = 'You owe nobody anything';
    const line = 'Every customer who waits for you has an answer. A good moment to ask one how it goes.';
    return titledCard(title, [text(line)], 'good');
  }
  const title = count === 1 ? 'You owe one answer' : `You owe ${count} answers`;
  return titledCard(title, [...page.items, ...pageButtons(page, 'people.owe', String)]);
}

/** A home page is read at a glance; `owe` holds the rest. */
const homeLength = 8;

/** What a person owes, for their home page. */
export function owedBlocks({ blocks, count }: Chapter): readonly Block[] {
  const heading = 'What you owe';
  if (count === 0) return [{ kind: 'heading', text: heading }, text('You owe nobody anything right now.')];
  const shown = blocks.slice(0, homeLength);
  const totalCount = shown.length < blocks.length ? count : shown.length;
  return [
    { kind: 'heading', text: `${heading} (${count})` },
    ...shown,
    ...moreBlocks({ items: shown, totalCount }, { action: 'people.owe', label: 'Show all', value: '1' }),
  ];
}
