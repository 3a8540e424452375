/** Adds a webhook, rotates its secret, pauses, removes and tests it, and sends messages again. For the champion and admins. */

import { randomBytes } from 'node:crypto';
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { parseDuration } from '../../kernel/time/duration.js';
import type { Audited, Transaction } from '../../storage/database.js';
import { secretCard } from './cards/webhook-cards.js';
import { againText, refusals } from './cards/webhook-words.js';
import type { WebhooksDeps } from './deps.js';
import { allEvents, readEvents, typesOf } from './events.js';
import { faultOfUrl, limits, testMark, type Webhook, webhookName, webhookNumbers } from './rules/webhook.js';
import { requireAdmin, showWebhook } from './show.js';
import { insertTest, sendAgain } from './store/messages.js';
import {
  endWebhook,
  heldDays,
  insertWebhook,
  listWebhooks,
  lockWebhook,
  savePaused,
  saveSecret,
  sealFor,
} from './store/webhooks.js';

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** `webhook add https://… events:resolved,overdue`. Its secret is shown once, to whoever adds it. */
export async function addWebhook(deps: WebhooksDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { organisationId, id: createdById } = context.actor;
  const url = bare(line.text);
  const fault = faultOfUrl(url, deps.sending?.allowsHttp ?? false);
  if (fault !== null) throw refusals.url(fault);
  const events = allEvents(deps);
  const marks = readEvents(events, line.details.events);
  const createdAt = deps.clock.now();
  const id = newId(createdAt);
  const secret = newSecret();
  const sealed = { url: sealFor(deps.database, id, url), secret: sealFor(deps.database, id, secret) };
  const made = { organisationId, id, ...sealed, events: marks, createdById, createdAt };
  const number = await deps.database.transaction(async (tx) => {
    await deps.people.holdOrganisation(tx, organisationId);
    if ((await listWebhooks(tx, organisationId)).length >= limits.webhooks) throw refusals.many();
    const given = await insertWebhook(tx, made);
    const after = { host: new URL(url).host, events: typesOf(events, marks) };
    await audit(deps, tx, { what: 'webhooks.add', number: given, after }, context);
    return given;
  });
  return showCard(secretCard(number, secret, 'added'));
}

/** Slack wraps addresses in angle brackets, with their text behind a bar. */
const bare = (typed: string): string => typed.trim().replace(/^<([^|>]+)(?:\|[^>]*)?>$/u, '$1');

/** A new secret, shown once; the old one signs beside it for a day. @param typed `WH-1` */
export async function rotate(deps: WebhooksDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const secret = newSecret();
  const number = await change(deps, typed, { what: 'webhooks.rotate', context }, async (tx, webhook, now) => {
    const previousUntil = new Date(now.getTime() + limits.previousMs);
    await saveSecret(tx, webhook, { secret: sealFor(deps.database, webhook.id, secret), previousUntil });
  });
  return showCard(secretCard(number, secret, 'rotated'));
}

/** Messages gather until it is resumed, each for at most `heldDays`; then they are sent. */
export async function pause(deps: WebhooksDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const number = await change(deps, typed, { what: 'webhooks.pause', context }, (tx, webhook, now) =>
    savePaused(tx, webhook, { pausedAt: now, now }),
  );
  return showWebhook(
    deps,
    number,
    context,
    say(
      'Paused. What happens meanwhile is sent when it is resumed. What waits for {days, number} days is given up, and can be sent again.',
      { days: heldDays },
    ),
  );
}

/** What gathered is sent. */
export async function resume(deps: WebhooksDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const number = await change(deps, typed, { what: 'webhooks.resume', context }, (tx, webhook, now) =>
    savePaused(tx, webhook, { pausedAt: null, now }),
  );
  return showWebhook(deps, number, context, say('It goes on.'));
}

/** It is sent nothing any more. */
export async function remove(deps: WebhooksDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const number = await change(deps, typed, { what: 'webhooks.remove', context }, async (tx, webhook, now) => {
    await endWebhook(tx, webhook, { why: 'removed', now });
  });
  return showWebhook(deps, number, context, say('Removed: it is sent nothing any more.'));
}

/** Sends a message of no event, once. */
export async function sendTest(deps: WebhooksDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const number = await change(deps, typed, { context }, async (tx, webhook, now) => {
    if (webhook.pausedAt !== null) throw refusals.paused(webhook);
    await insertTest(tx, webhook, { id: newId(now), mark: testMark, now });
  });
  return showWebhook(deps, number, context, say('A test is on its way. Show it again in a moment to see the answer.'));
}

/** `webhook replay WH-1 since:24h`; without since what was given up. */
export async function replay(
  deps: WebhooksDeps,
  line: Pick<CommandLine, 'text' | 'details'>,
  context: InteractionContext,
): Promise<Reply> {
  const { since: typed } = line.details;
  const now = deps.clock.now();
  const since = typed === undefined ? null : new Date(now.getTime() - parseDuration(typed, 'since'));
  let count = 0;
  const number = await change(deps, line.text, { what: 'webhooks.replay', context }, async (tx, webhook) => {
    count = await sendAgain(tx, webhook, { since, now });
  });
  return showWebhook(deps, number, context, againText(count, since !== null));
}

interface Change {
  /** As the audit log calls it; absent: it is no change. */
  readonly what?: Extract<Audited, `webhooks.${string}`>;
  readonly context: InteractionContext;
}

/** @returns its number @throws NotFound also for another organisation's; Conflict for one that has ended */
async function change(
  deps: WebhooksDeps,
  typed: string,
  { what, context }: Change,
  work: (tx: Transaction, webhook: Webhook, now: Date) => Promise<void>,
): Promise<number> {
  requireAdmin(context);
  const number = webhookNumbers.read(typed);
  await deps.database.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, context.actor.organisationId, number);
    if (!webhook) throw webhookNumbers.notFound(number);
    if (webhook.endedAt !== null) throw refusals.ended(webhook);
    await work(tx, webhook, deps.clock.now());
    if (what) await audit(deps, tx, { what, number }, context);
  });
  return number;
}

interface Noted {
  readonly what: Audited;
  readonly number: number;
  readonly after?: object;
}

function audit(
  { people }: WebhooksDeps,
  tx: Transaction,
  { what, number, after }: Noted,
  { actor, platform }: InteractionContext,
): Promise<void> {
  const { organisationId, id: actorId } = actor;
  const entry = { organisationId, what, actorId, surface: platform, subject: webhookName(number) };
  return people.audit(tx, after === undefined ? entry : { ...entry, after });
}
