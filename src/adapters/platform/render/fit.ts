/**
 * Fits a card into a platform's budget: first whole, then with long texts shortened, at last with what is left
 * over counted in a note. Never drops anything unseen. The renderers of cards call it.
 */

import { note } from '../../../chat/blocks.js';
import { type Block, type Card, inlines, type Line } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';

/** What one platform brings along; `Part` is its block or element. */
export interface Fitting<Part> {
  /** A block as the platform shows it; no text in it longer than `textMax`. None for a block that shows nothing. */
  draw(block: Block, textMax: number): readonly Part[];
  /** Whether a message of these parts would be taken. */
  fits(parts: readonly Part[]): boolean;
}

/** In UTF-16 units: the longest texts give way before anything is left out. */
const textMaxima = [250, 500, 1000, 2000, 3000, 4000, 6000, 8000] as const;

const defaultRest = (): string => say('Narrow the list, or ask for one thing by its number, to see the rest.');

/** The parts of a card, with texts shortened until they fit the platform's limits. */
export function fitCard<Part>(card: Card, fitting: Fitting<Part>): readonly Part[] {
  const attempt = (textMax: number) => card.blocks.flatMap((block) => fitting.draw(block, textMax));
  const whole = attempt(Number.POSITIVE_INFINITY);
  if (fitting.fits(whole)) return whole;
  const step = mostThatFits(textMaxima.length, (steps) => fitting.fits(attempt(textMaxima[steps - 1] ?? 0)));
  return step > 0 ? attempt(textMaxima[step - 1] ?? 0) : leaveOut(card, fitting);
}

/** As many entries as fit, the note, and the buttons at the card's end: without them nobody could answer. */
function leaveOut<Part>(card: Card, fitting: Fitting<Part>): readonly Part[] {
  const { body, tail } = splitTail(card.blocks);
  const attempt = (kept: number, end: readonly Block[]): readonly Part[] => {
    const head = take(body, kept);
    const leftOut = count(card.blocks) - count(head) - count(end);
    return [...head, ...restNote(leftOut, card.rest), ...end].flatMap((block) => fitting.draw(block, textMaxima[0]));
  };
  const end = fitting.fits(attempt(0, tail)) ? tail : [];
  return attempt(
    mostThatFits(count(body), (kept) => fitting.fits(attempt(kept, end))),
    end,
  );
}

/** The greatest number up to `total` for which `fits` holds; `fits` never holds again once it did not. */
function mostThatFits(total: number, fits: (kept: number) => boolean): number {
  let [most, tooMany] = [0, total + 1];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}

function restNote(leftOut: number, rest: Line = defaultRest()): readonly Block[] {
  const line = [say('… and {count, number} more.', { count: leftOut }), ' ', ...inlines(rest)];
  return leftOut > 0 ? [note(line)] : [];
}

/** The buttons at the end, with a closing note if there is one. */
function splitTail(blocks: readonly Block[]): { body: readonly Block[]; tail: readonly Block[] } {
  const at = blocks.findLastIndex((block) => block.kind === 'actions');
  const isNearEnd = at >= 0 && at >= blocks.length - 2;
  return isNearEnd ? { body: blocks.slice(0, at), tail: blocks.slice(at) } : { body: blocks, tail: [] };
}

function count(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + entries(block), 0);
}

/** What a reader would count: the items of a list, not the list. */
function entries(block: Block): number {
  switch (block.kind) {
    case 'list':
      return block.items.length;
    case 'facts':
      return block.facts.length;
    case 'actions':
      return block.actions.length;
    case 'divider':
      return 0;
    default:
      return 1;
  }
}

/** The blocks up to the `kept`th entry; a list is cut in the middle, a heading does not stay without what it heads. */
function take(blocks: readonly Block[], kept: number): readonly Block[] {
  const taken: Block[] = [];
  let room = kept;
  for (const block of blocks) {
    if (room <= 0) break;
    taken.push(first(block, room));
    room -= entries(block);
  }
  const last = taken.at(-1)?.kind;
  return last === 'heading' || last === 'divider' ? take(taken.slice(0, -1), kept) : taken;
}

function first(block: Block, room: number): Block {
  if (block.kind === 'list') return { ...block, items: block.items.slice(0, room) };
  if (block.kind === 'facts') return { ...block, facts: block.facts.slice(0, room) };
  return block.kind === 'actions' ? { ...block, actions: block.actions.slice(0, room) } : block;
}
