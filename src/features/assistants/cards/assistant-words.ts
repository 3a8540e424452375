/** What this room says itself: refusals and headings. */
import { titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { InvalidInput, NotFound } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';

/** What somebody owes besides feedback. */
export const alsoOwedCard = (blocks: readonly Block[]): Card => titledCard(say('Also waiting for you'), blocks);

/** Refusals; each is a fault and its remedy. */
export const refusals = {
  noCustomer: (name: string, near: string | null) =>
    new NotFound(
      'assistants.noCustomer',
      near === null
        ? say('There is no customer called “{name}”. Look for the name first.', { name })
        : say('There is no customer called “{name}”. Did you mean {near}?', { name, near }),
    ),
  needsMore: () =>
    new InvalidInput('assistants.needsMore', say('This asks for more than an assistant can say. Do it in the chat.')),
} as const;
