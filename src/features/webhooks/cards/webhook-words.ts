/** Sentences and refusals of webhooks; a refusal is a fault and its remedy. */
import { counted } from '../../../chat/counted.js';
import { nearest } from '../../../chat/nearest.js';
import { excerpt } from '../../../chat/shorten.js';
import type { ToldEvent } from '../../../chat/told-events.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { limits, type Webhook, webhookName } from '../rules/webhook.js';

/** How many are sent again. */
export function againText(count: number, isOfTime: boolean): string {
  if (count > 0)
    return `${counted(count)} ${count === 1 ? 'message is' : 'messages are'} sent again, under the same ids.`;
  return isOfTime
    ? 'Nothing happened in that time that it is told of.'
    : 'No message was given up. `since:24h` sends again what did arrive.';
}

function unknownEvent(word: string, events: readonly ToldEvent[]): string {
  const types = events.map(({ type }) => type);
  const near = nearest(word, [...types, ...types.flatMap((type) => type.split('.'))]);
  const guess = near === null ? '' : ` Did you mean ${near}?`;
  return `There is no event “${excerpt(word, 40)}”.${guess} There are ${types.join(', ')}.`;
}

/** Refusals. */
export const say = {
  notYours: () =>
    new NotAllowed('webhooks.notYours', 'Only the champion and admins can see and change webhooks. Ask one of them.'),
  url: (fault: string) =>
    InvalidInput.field(
      'webhooks.address',
      'text',
      `${fault}. Type the address that is told: \`webhook add https://example.com/hook\`.`,
    ),
  events: (word: string, events: readonly ToldEvent[]) =>
    InvalidInput.field('webhooks.events', 'events', unknownEvent(word, events)),
  many: () =>
    new Conflict(
      'webhooks.many',
      `${limits.webhooks} webhooks are the limit. Remove one first: \`webhook remove WH-1\`.`,
    ),
  ended: ({ number }: Pick<Webhook, 'number'>) =>
    new Conflict(
      'webhooks.ended',
      `${webhookName(number)} has ended. Add its address anew: \`webhook add https://example.com/hook\`.`,
    ),
  paused: ({ number }: Pick<Webhook, 'number'>) =>
    new Conflict(
      'webhooks.paused',
      `${webhookName(number)} is paused. Resume it first: \`webhook resume ${webhookName(number)}\`.`,
    ),
} as const;
