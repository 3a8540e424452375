/** What the champion and admins see of webhooks: the list with how they stand, and one with its last messages. */
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { canAdminister } from '../../kernel/person.js';
import { webhookCard, webhooksCard } from './cards/webhook-cards.js';
import { refusals } from './cards/webhook-words.js';
import type { WebhooksDeps } from './deps.js';
import { allEvents, typeOf, typesOf } from './events.js';
import { limits, type Webhook, webhookNumbers } from './rules/webhook.js';
import { countMessages, latestMessages } from './store/messages.js';
import { findWebhook, listWebhooks, openOf } from './store/webhooks.js';

/** The host alone: the rest of an address may be a secret. */
export const hostOf = ({ database }: WebhooksDeps, webhook: Webhook): string =>
  new URL(openOf(database, webhook, webhook.url)).host;

/** A button may be pressed by whoever sees it. */
export function requireAdmin({ actor }: InteractionContext): void {
  if (!canAdminister(actor.role)) throw refusals.notYours();
}

/** All that have not ended. */
export async function showWebhooks(deps: WebhooksDeps, context: InteractionContext): Promise<Reply> {
  requireAdmin(context);
  const { organisationId, timeZone } = context.actor;
  const events = allEvents(deps);
  const all = await listWebhooks(deps.database, organisationId);
  const shown = all.map((webhook) => ({
    webhook,
    host: hostOf(deps, webhook),
    types: typesOf(events, webhook.events),
  }));
  return showCard(webhooksCard(shown, { timeZone, events }));
}

/** One of them. Throws NotFound, also for another organisation's. @param lead a line on top */
export async function showWebhook(
  deps: WebhooksDeps,
  number: number,
  context: InteractionContext,
  lead?: string,
): Promise<Reply> {
  requireAdmin(context);
  const { organisationId, timeZone } = context.actor;
  const webhook = await findWebhook(deps.database, organisationId, number);
  if (!webhook) throw webhookNumbers.notFound(number);
  const events = allEvents(deps);
  const [messages, counts] = await Promise.all([
    latestMessages(deps.database, webhook, limits.shown),
    countMessages(deps.database, webhook),
  ]);
  const shown = messages.map((message) => ({ ...message, type: typeOf(events, message.mark) }));
  const types = typesOf(events, webhook.events);
  return showCard(webhookCard(webhook, { host: hostOf(deps, webhook), types, shown, counts, timeZone }, lead));
}
