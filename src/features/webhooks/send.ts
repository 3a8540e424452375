/** Sends what is due to webhooks: many webhooks beside each other, each by one copy of the bot at a time, some messages at once. */

import type { Sweep } from '../../chat/feature.js';
import type { PostAnswer } from '../../chat/webhook-post.js';
import { workBeside } from '../../kernel/beside.js';
import { deadlineSignal } from '../../kernel/deadline.js';
import { phrase } from '../../kernel/language/say.js';
import type { Transaction } from '../../storage/database.js';
import type { WebhookSending, WebhooksDeps } from './deps.js';
import { bodyOf } from './events.js';
import {
  limits,
  type Message,
  type Outcome,
  outcomeOf,
  signingWith,
  testMark,
  type Webhook,
  webhookName,
} from './rules/webhook.js';
import {
  claimWebhooks,
  drop,
  dueMessages,
  forgetSettled,
  forgettingDue,
  forgettingWork,
  giveUpHeld,
  letGo,
  noteOutcome,
  sendingDue,
  sendingWork,
} from './store/messages.js';
import { endWebhook, heldDays, lockWebhook, openOf, saveHealth } from './store/webhooks.js';

/** Webhooks in one claim. */
const webhookCount = 50;
/** Messages to one webhook in one claim, and how many of them at once. */
const messageCount = 50;
const laneCount = 5;
/** Of a claim: after this no further message is begun. In real milliseconds. */
const roundMs = 20_000;
/** Longer than a round with its last answer: a copy that died meanwhile is stood in for after this. */
const leaseMs = 60_000;
/** After a failure nothing is sent to a webhook for so long. */
const restMs = 5_000;

/** Sends what is due. A webhook that hangs or fails holds up no other. */
export const sendingSweep = (deps: WebhooksDeps): Sweep => ({
  name: sendingWork,
  due: sendingDue,
  async run(now) {
    const until = new Date(now.getTime() + leaseMs);
    const { count, results } = await deps.batches.inTransaction({
      ...{ work: sendingWork, now, limit: webhookCount },
      claim: (tx, limit) => claimWebhooks(tx, { now, until, limit }),
      run: async (_, webhooks) => webhooks,
    });
    const send = (webhook: Webhook) =>
      deps.batches.oneByOne(sendingWork, now, [webhook], (one) => sendRound(deps, one, { now, until }));
    await workBeside(results.flat(), send, {
      patienceMs: deps.patienceMs,
      onFailed: ({ id }, err) => deps.log.error({ webhookId: id, err }, 'webhook not served'),
    });
    return count;
  },
});

/** Forgets messages that were settled long ago. */
export const forgettingSweep = ({ database }: WebhooksDeps): Sweep => ({
  name: forgettingWork,
  due: forgettingDue,
  run: (now) => forgetSettled(database, new Date(now.getTime() - limits.keptMs)),
});

interface Round {
  readonly webhook: Webhook;
  readonly sending: WebhookSending;
  /** A message failed: the others wait. */
  hasFailed: boolean;
}

async function sendRound(
  deps: WebhooksDeps,
  webhook: Webhook,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<void> {
  if (webhook.pausedAt !== null) return endHolding(deps, webhook, { now, until });
  const waiting = [...(await dueMessages(deps.database, webhook, { now, limit: messageCount }))];
  const { sending, clock } = deps;
  const round = sending && { webhook, sending, hasFailed: false };
  const isOver = deadlineSignal(roundMs);
  const lane = async () => {
    while (round?.hasFailed !== true && !isOver.aborted) {
      const message = waiting.shift();
      if (!message) return;
      if (round) await sendOne(deps, round, message);
      else
        await drop(deps.database, message, { reason: phrase('a backup was restored, and it may have been sent'), now });
    }
  };
  try {
    await Promise.all(Array.from({ length: laneCount }, lane));
  } finally {
    const restUntil = round?.hasFailed ? new Date(clock.now().getTime() + restMs) : null;
    await letGo(deps.database, webhook, { until, restUntil });
  }
}

/** It was paused for so long that what waited first is given up; nobody is told, as somebody wanted it so. */
async function endHolding(
  { database }: WebhooksDeps,
  webhook: Webhook,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<void> {
  await database.transaction(async (tx) => {
    // It may go on since it was claimed.
    const current = await lockWebhook(tx, webhook.organisationId, webhook.number);
    const reason = `it was paused for ${heldDays} days`;
    if (current && current.pausedAt !== null) await giveUpHeld(tx, webhook, { reason, now });
  });
  await letGo(database, webhook, { until, restUntil: null });
}

/** Killed between the answer and the note, it is sent again under the same id. */
async function sendOne(deps: WebhooksDeps, round: Round, message: Message): Promise<void> {
  const { database, clock, outbox } = deps;
  const composed = await compose(deps, message);
  if (composed === 'gone')
    return drop(database, message, { reason: phrase('what it was about is gone'), now: clock.now() });
  const answer = composed === 'broken' ? null : await post(deps, round, { id: message.id, ...composed });
  const now = clock.now();
  const at = { now, random: Math.random() };
  const outcome = answer === null ? brokenOutcome(message, at) : outcomeOf(answer, message, at);
  if (outcome.kind !== 'delivered' && answer !== null) round.hasFailed = true;
  await outbox.commit(async (tx) => {
    // Before its messages, as whoever pauses it does.
    const { organisationId, number } = round.webhook;
    const webhook = outcome.kind === 'delivered' ? null : await lockWebhook(tx, organisationId, number);
    await noteOutcome(tx, message, { outcome, isPaused: webhook !== null && webhook.pausedAt !== null, now });
    if (answer !== null) await noteHealth(deps, tx, { round, message, outcome, now });
  });
}

function post(
  { database, clock }: WebhooksDeps,
  { webhook, sending }: Round,
  message: { readonly id: string; readonly body: string },
): Promise<PostAnswer> {
  const at = clock.now();
  const secrets = signingWith(webhook, at).map((secret) => openOf(database, webhook, secret));
  return sending.post({ url: openOf(database, webhook, webhook.url), secrets, at, ...message });
}

/** Whatever one message does, the others go on. */
async function compose(deps: WebhooksDeps, message: Message): Promise<{ readonly body: string } | 'gone' | 'broken'> {
  try {
    const body = await bodyOf(deps, message);
    return body === null ? 'gone' : { body };
  } catch (error) {
    if (!(await deps.database.isAlive())) throw error;
    deps.log.error({ messageId: message.id, mark: message.mark, err: error }, 'webhook message not composed');
    return 'broken';
  }
}

function brokenOutcome(message: Message, at: { readonly now: Date; readonly random: number }): Outcome {
  const outcome = outcomeOf({ kind: 'failed', why: 'unreachable' }, message, at);
  return 'reason' in outcome ? { ...outcome, reason: phrase('it could not be composed here') } : outcome;
}

interface Tried {
  readonly round: Round;
  readonly message: Message;
  readonly outcome: Outcome;
  readonly now: Date;
}

async function noteHealth(
  deps: WebhooksDeps,
  tx: Transaction,
  { round: { webhook, hasFailed }, message, outcome, now }: Tried,
): Promise<void> {
  if (outcome.kind === 'delivered') {
    if (hasFailed || webhook.failingSince !== null) await saveHealth(tx, webhook, { failsAt: null, tell: false });
    return;
  }
  if (outcome.kind === 'gone') await endByItself(deps, tx, webhook, now);
  else if (message.mark === testMark) return;
  const tell = outcome.kind !== 'again';
  if (!(await saveHealth(tx, webhook, { failsAt: now, tell }))) return;
  const { organisationId, number } = webhook;
  const memberId = await whoHears(deps, tx, webhook);
  if (memberId === null) return;
  const payload = { organisationId, number };
  const to = { kind: 'member', memberId } as const;
  await deps.outbox.enqueue(tx, [{ organisationId, kind: 'webhooks.failing', payload, to }]);
}

async function endByItself({ people }: WebhooksDeps, tx: Transaction, webhook: Webhook, now: Date): Promise<void> {
  // Another message may have been answered so at the same time.
  if (!(await endWebhook(tx, webhook, { why: 'gone', now }))) return;
  const { organisationId, number } = webhook;
  const entry = { organisationId, actorId: null, surface: 'clock', subject: webhookName(number) } as const;
  await people.audit(tx, { ...entry, what: 'webhooks.remove' });
}

/** Whoever made it; when they left, the champion. */
async function whoHears(
  { people }: WebhooksDeps,
  tx: Transaction,
  { organisationId, createdById }: Webhook,
): Promise<string | null> {
  const maker = await people.member(organisationId, createdById, tx);
  if (maker && !maker.hasLeft) return maker.id;
  return (await people.organisation(organisationId, tx)).champion?.id ?? null;
}
