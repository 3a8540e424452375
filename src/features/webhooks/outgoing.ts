/** What delivery sends for this room: read again just before, so that what works again is not told. */
import { z } from 'zod';
import type { Outgoing } from '../../chat/feature.js';
import { failingCard } from './cards/webhook-cards.js';
import type { WebhooksDeps } from './deps.js';
import { countMessages, latestMessages } from './store/messages.js';
import { findWebhook, openOf } from './store/webhooks.js';

const payload = z.object({ organisationId: z.string(), number: z.number() });

/** Builds it. */
export const outgoing = ({ database, people }: WebhooksDeps): Readonly<Record<string, Outgoing>> => ({
  'webhooks.failing': {
    async compose(told) {
      const { organisationId, number } = payload.parse(told);
      const webhook = await findWebhook(database, organisationId, number);
      if (!webhook || webhook.endedWhy === 'removed' || webhook.failingSince === null)
        return { kind: 'skip', reason: 'it is otherwise already' };
      const [{ settings }, { givenUp }, latest] = await Promise.all([
        people.organisation(organisationId),
        countMessages(database, webhook),
        latestMessages(database, webhook, 50),
      ]);
      const reason = latest.find(({ reason: why }) => why !== null)?.reason ?? null;
      const host = new URL(openOf(database, webhook, webhook.url)).host;
      const { timeZone } = settings;
      return { kind: 'send', card: failingCard(webhook, { host, timeZone, givenUpCount: givenUp, reason }) };
    },
  },
});
