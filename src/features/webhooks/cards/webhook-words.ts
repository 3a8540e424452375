/** Sentences and refusals of webhooks; a refusal is a fault and its remedy. */

import { nearest } from '../../../chat/nearest.js';
import { excerpt } from '../../../chat/shorten.js';
import type { ToldEvent } from '../../../chat/told-events.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { limits, type Webhook, webhookName } from '../rules/webhook.js';

/** How many are sent again. */
export function againText(count: number, isOfTime: boolean): string {
  if (count > 0)
    return say('{count, plural, one {# message is} other {# messages are}} sent again, under the same ids.', { count });
  return isOfTime
    ? say('Nothing happened in that time that it is told of.')
    : say('No message was given up. `since:24h` sends again what did arrive.');
}

function unknownEvent(word: string, events: readonly ToldEvent[]): string {
  const types = events.map(({ type }) => type);
  const near = nearest(word, [...types, ...types.flatMap((type) => type.split('.'))]);
  const typed = excerpt(word, 40);
  const known = withCommas(types);
  return near === null
    ? say('There is no event “{typed}”. There are {known}.', { typed, known })
    : say('There is no event “{typed}”. Did you mean {near}? There are {known}.', { typed, near, known });
}

/** Refusals. */
export const refusals = {
  notYours: () =>
    new NotAllowed(
      'webhooks.notYours',
      say('Only the champion and admins can see and change webhooks. Ask one of them.'),
    ),
  url: (fault: string) =>
    InvalidInput.field(
      'webhooks.address',
      'text',
      say('{fault}. Type the address that is told: `webhook add https://example.com/hook`.', { fault }),
    ),
  events: (word: string, events: readonly ToldEvent[]) =>
    InvalidInput.field('webhooks.events', 'events', unknownEvent(word, events)),
  many: () =>
    new Conflict(
      'webhooks.many',
      say('{limit, number} webhooks are the limit. Remove one first: `webhook remove WH-1`.', {
        limit: limits.webhooks,
      }),
    ),
  ended: ({ number }: Pick<Webhook, 'number'>) =>
    new Conflict(
      'webhooks.ended',
      say('{webhook} has ended. Add its address anew: `webhook add https://example.com/hook`.', {
        webhook: webhookName(number),
      }),
    ),
  paused: ({ number }: Pick<Webhook, 'number'>) =>
    new Conflict(
      'webhooks.paused',
      say('{webhook} is paused. Resume it first: `webhook resume {webhook}`.', { webhook: webhookName(number) }),
    ),
} as const;
