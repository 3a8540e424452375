/** What this room says itself: refusals and headings. */
import { titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { InvalidInput, NotFound } from '../../../kernel/errors.js';

/** What somebody owes besides feedback. */
export const alsoOwedCard = (blocks: readonly Block[]): Card => titledCard('Also waiting for you', blocks);

/** Refusals; each is a fault and its remedy. */
export const say = {
  noCustomer: (name: string, near: string | null) =>
    new NotFound(
      'assistants.noCustomer',
      `There is no customer called “${name}”.${near === null ? ' Look for the name first.' : ` Did you mean ${near}?`}`,
    ),
  needsMore: () =>
    new InvalidInput('assistants.needsMore', 'This asks for more than an assistant can say. Do it in the chat.'),
} as const;
