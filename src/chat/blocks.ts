/** Short ways to write the parts of cards that rooms use most. */
import type { Action, Block, ButtonAction, Card, Line, Tone } from './card.js';

/** A paragraph. */
export const text = (line: Line): Block => ({ kind: 'text', line });

/** Small print. */
export const note = (line: Line): Block => ({ kind: 'note', line });

/** A title within a card. */
export const heading = (words: string): Block => ({ kind: 'heading', text: words });

/** Somebody's words as they were said. */
export const quote = (words: string): Block => ({ kind: 'quote', text: words });

/** Label and value pairs. */
export const facts = (all: readonly { readonly label: string; readonly value: Line }[]): Block => ({
  kind: 'facts',
  facts: all,
});

/** A row of buttons. */
export const actions = (all: readonly Action[]): Block => ({ kind: 'actions', actions: all });

/** @param action `room.verb` @param value see ButtonAction */
export const button = (label: string, action: string, value: string, style?: ButtonAction['style']): ButtonAction => ({
  kind: 'button',
  action,
  label,
  value,
  ...(style && { style }),
});

/** A card that is summed up by its title. */
export const titledCard = (title: string, blocks: readonly Block[], tone?: Tone): Card => ({
  title,
  summary: title,
  ...(tone && { tone }),
  blocks,
});
