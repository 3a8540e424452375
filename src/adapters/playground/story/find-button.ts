/** Finds the button that a step of the story presses, as a person would: on the newest card with these words. */
import type { Block, Card } from '../../../chat/card.js';
import { cardToText, lineToText } from '../../../chat/plain-text.js';
import { captureAction } from '../receive/receive.js';
import { buttonsOf } from '../render/buttons.js';
import type { PlaygroundStore, StoredMessage, Window } from '../send/store.js';

export interface Sought {
  readonly channel: string;
  readonly action: string;
  /** Part of the card's text, or of what was said. */
  readonly words: string;
  /** Words of the row on which it stands; absent: the first button that does it. */
  readonly row?: string;
}

/** Most buttons stand on a new card; a year's cards take long to read. */
const windows: readonly Window[] = [{ limit: 12 }, { limit: 150 }];

/** Which message to click on, and with what value; null when no such button is in sight. */
export async function findButton(
  store: PlaygroundStore,
  { channel, action, words, row }: Sought,
): Promise<{ message: string; value: string } | null> {
  for (const window of windows) {
    for (const message of (await store.list(channel, window)).toReversed()) {
      const value = textOf(message).includes(words) ? valueOn(message, action, row) : null;
      if (value !== null) return { message: message.id, value };
    }
  }
  return null;
}

/** Of the newest card with these words; null when there is none. */
export async function findCard(store: PlaygroundStore, channel: string, words: string): Promise<string | null> {
  const messages = await store.list(channel, {});
  return messages.findLast((message) => message.card && textOf(message).includes(words))?.id ?? null;
}

/** The card with no more than its rows that hold these words, and the buttons under them. */
function rowsWith(card: Card, words?: string): Card {
  if (words === undefined) return card;
  const holds = (one?: Block) => one?.kind === 'row' && lineToText(one.line).includes(words);
  const blocks = card.blocks.filter((one, at) => holds(one) || (one.kind === 'actions' && holds(card.blocks[at - 1])));
  return { ...card, blocks };
}

function textOf({ card, text }: StoredMessage): string {
  return card ? cardToText(card) : (text ?? '');
}

function valueOn(message: StoredMessage, action: string, row?: string): string | null {
  if (action === captureAction) return message.card ? null : '';
  return message.card && buttonValue(rowsWith(message.card, row), action);
}

function buttonValue(card: Card, action: string): string | null {
  const button = buttonsOf(card).find((one) => one.kind === 'button' && one.action === action);
  return button?.kind === 'button' ? button.value : null;
}
