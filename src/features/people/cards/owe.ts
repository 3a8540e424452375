/** What one owes, from all rooms, on one card. */
import type { Block, Card } from '../../../chat/card.js';
import { type Page, pageButtons } from '../../../chat/pages.js';

export const owePageSize = 15;

/** @param count of everything owed, on all pages */
export function oweCard(page: Page<Block>, count: number): Card {
  if (count === 0) {
    const title = 'You owe nobody anything';
    const line = 'Every customer who waits for you has an answer. A good moment to ask one how it goes.';
    return { title, summary: title, tone: 'good', blocks: [{ kind: 'text', line }] };
  }
  const title = count === 1 ? 'You owe one answer' : `You owe ${count} answers`;
  return { title, summary: title, blocks: [...page.items, ...pageButtons(page, 'people.owe', String)] };
}
