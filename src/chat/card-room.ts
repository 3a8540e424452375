/**
 * How much room the rows of a long card take, so that whoever composes it can page it. The unit is that of every
 * platform's budget: a card whose rows take at most `cardRoom` is shown whole by all of them, which render-contract.test.ts
 * checks. Rooms need to know no more of any platform.
 */
import type { Block } from './card.js';
import { lineLength } from './shorten.js';

/** For rows alone, with a title and the buttons that turn pages. */
export const cardRoom = 10_500;

/** What a row takes besides its words: its frame, its button, its small print. */
const rowFrame = 760;

/** A line of its own with one button. */
export const buttonRoom = 420;

/** How much of `cardRoom` the row takes. */
export function roomOf({ line, detail }: Extract<Block, { readonly kind: 'row' }>): number {
  return rowFrame + lineLength(line) + (detail === undefined ? 0 : lineLength(detail));
}
