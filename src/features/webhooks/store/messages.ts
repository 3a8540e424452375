/** SQL of messages to webhooks: the claim, how a try ended, and what people ask of them. */
import { claimable, type Database, itemIdAs, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { findHistoryEntry, type HistoryEntry } from '../../../storage/history.js';
import { heldUntil } from '../../../storage/tell-webhooks.js';
import { limits, type Message, type Outcome, type Webhook } from '../rules/webhook.js';
import { webhookColumns } from './webhooks.js';

/** As put_aside names it: by the webhook. */
export const sendingWork = 'webhooks.send';
/** Of the sweep that forgets. */
export const forgettingWork = 'webhooks.forget';

const columns = sql.raw(`organisation_id AS "organisationId", id, webhook_id AS "webhookId", mark, subject,
  entry_id AS "entryId", data, at, due_at AS "dueAt", state, attempts, status, reason, tried_at AS "triedAt"`);

/**
 * When the next webhook has something to be sent and does not rest. While nothing waits anywhere it is one look into an
 * index; otherwise one for each webhook.
 */
export const sendingDue = sql`(
  SELECT min(greatest(next.due_at, w.busy_until, (SELECT aside.until FROM put_aside aside
    WHERE aside.work = ${sendingWork} AND aside.organisation_id = w.organisation_id AND ${itemIdAs('uuid')} = w.id)))
  FROM webhooks w CROSS JOIN LATERAL (SELECT m.due_at FROM webhook_messages m
    WHERE m.organisation_id = w.organisation_id AND m.webhook_id = w.id AND m.due_at IS NOT NULL
    ORDER BY m.due_at LIMIT 1) next
  WHERE EXISTS (SELECT FROM webhook_messages WHERE due_at IS NOT NULL) AND of_shard(w.organisation_id))`;

/** Locks webhooks with something to be sent, so that no other copy sends to them until then. */
export const claimWebhooks = (
  tx: Transaction,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly Webhook[]> =>
  tx.query<Webhook[]>`
    UPDATE webhooks SET busy_until = ${until} WHERE (organisation_id, id) IN (
      SELECT organisation_id, id FROM webhooks w
      WHERE (w.busy_until IS NULL OR w.busy_until <= ${now}) AND ${claimable(sendingWork, 'w', now)}
        AND EXISTS (SELECT FROM webhook_messages m WHERE m.organisation_id = w.organisation_id AND m.webhook_id = w.id
          AND m.due_at <= ${now})
      ORDER BY w.busy_until NULLS FIRST LIMIT ${limit}::int FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING ${webhookColumns}`;

/** Nobody sends to it any more. @param restUntil it rests after a failure; null: it does not */
export async function letGo(
  db: Sql,
  { organisationId, id }: Webhook,
  { until, restUntil }: { readonly until: Date; readonly restUntil: Date | null },
): Promise<void> {
  await db.execute`
    UPDATE webhooks SET busy_until = ${restUntil}::timestamptz
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND busy_until = ${until}`;
}

/** What is to be sent to it now, the earliest first. */
export const dueMessages = (
  db: Sql,
  { organisationId, id }: Webhook,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly Message[]> =>
  db.query<Message[]>`
    SELECT ${columns} FROM webhook_messages WHERE organisation_id = ${organisationId}::uuid
      AND webhook_id = ${id}::uuid AND due_at <= ${now} ORDER BY due_at, at LIMIT ${limit}::int`;

/** Its entry of the history; null: it has none. */
export const entryOf = async (
  db: Sql,
  { organisationId, entryId }: Pick<Message, 'organisationId' | 'entryId'>,
): Promise<HistoryEntry | null> => (entryId === null ? null : findHistoryEntry(db, organisationId, String(entryId)));

/** How a try ended. @param isPaused its webhook is meanwhile: it waits as pausing said */
export async function noteOutcome(
  tx: Sql,
  { organisationId, id }: Message,
  { outcome, isPaused, now }: { readonly outcome: Outcome; readonly isPaused: boolean; readonly now: Date },
): Promise<void> {
  const { kind, status } = outcome;
  const state = { delivered: 'delivered', gone: 'dropped', again: 'waiting', givenUp: 'givenUp' }[kind];
  const reason = 'reason' in outcome ? outcome.reason : null;
  const dueAt = kind === 'again' ? outcome.dueAt : null;
  await tx.execute`
    UPDATE webhook_messages SET state = ${state}, status = ${status}::int, reason = ${reason},
      due_at = ${dueAt !== null && isPaused ? sql`due_at` : sql`${dueAt}::timestamptz`}, attempts = attempts + 1, tried_at = ${now},
      settled_at = ${kind === 'again' ? null : now}::timestamptz
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND state = 'waiting'`;
}

/** Gives up what waited for too long while its webhook was paused: it is kept, and can be sent again. */
export async function giveUpHeld(
  tx: Transaction,
  { organisationId, id }: Webhook,
  { reason, now }: { readonly reason: string; readonly now: Date },
): Promise<void> {
  await tx.execute`
    UPDATE webhook_messages SET state = 'givenUp', due_at = NULL, settled_at = ${now}, reason = ${reason}
    WHERE organisation_id = ${organisationId}::uuid AND webhook_id = ${id}::uuid AND state = 'waiting' AND due_at <= ${now}`;
}

/** It is not sent, and was not. */
export async function drop(
  db: Sql,
  { organisationId, id }: Message,
  { reason, now }: { readonly reason: string; readonly now: Date },
): Promise<void> {
  await db.execute`
    UPDATE webhook_messages SET state = 'dropped', due_at = NULL, settled_at = ${now}, reason = ${reason}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND state = 'waiting'`;
}

/** The latest, the newest first. */
export const latestMessages = (db: Sql, { organisationId, id }: Webhook, limit: number): Promise<readonly Message[]> =>
  db.query<Message[]>`
    SELECT ${columns} FROM webhook_messages WHERE organisation_id = ${organisationId}::uuid
      AND webhook_id = ${id}::uuid ORDER BY at DESC, id LIMIT ${limit}::int`;

/** How many stand so. */
export async function countMessages(
  db: Sql,
  { organisationId, id }: Webhook,
): Promise<{ readonly waiting: number; readonly givenUp: number }> {
  const [row] = await db.query<{ waiting: number; givenUp: number }[]>`
    SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'givenUp')::int AS "givenUp"
    FROM webhook_messages WHERE organisation_id = ${organisationId}::uuid AND webhook_id = ${id}::uuid`;
  return row ?? { waiting: 0, givenUp: 0 };
}

/** Adds a message of no event. */
export async function insertTest(
  tx: Transaction,
  { organisationId, id: webhookId }: Webhook,
  { id, mark, now }: { readonly id: string; readonly mark: string; readonly now: Date },
): Promise<void> {
  await tx.execute`
    INSERT INTO webhook_messages (organisation_id, id, webhook_id, mark, subject, at, due_at, state)
    VALUES (${organisationId}::uuid, ${id}::uuid, ${webhookId}::uuid, ${mark}, 'webhook', ${now}, ${now}, 'waiting')`;
}

/**
 * Sends again under the same id what was given up, or all of a time. Answers how many.
 * @param since null: what was given up, of any time
 */
export function sendAgain(
  tx: Transaction,
  { organisationId, id, pausedAt }: Webhook,
  { since, now }: { readonly since: Date | null; readonly now: Date },
): Promise<number> {
  const dueAt = sql`${now}::timestamptz`;
  return tx.execute`
    UPDATE webhook_messages SET state = 'waiting', attempts = 0, settled_at = NULL, reason = NULL, status = NULL,
      due_at = ${pausedAt === null ? dueAt : heldUntil(dueAt)}
    WHERE organisation_id = ${organisationId}::uuid AND webhook_id = ${id}::uuid
      AND ${since === null ? sql`state = 'givenUp'` : sql`at >= ${since}`}`;
}

/** When the first settled message is old enough to be forgotten. */
export const forgettingDue = sql`(SELECT settled_at + ${limits.keptMs / 1000}::int * interval '1 second'
  FROM webhook_messages WHERE settled_at IS NOT NULL AND of_shard(organisation_id) ORDER BY settled_at LIMIT 1)`;

/** Forgets what was settled until then, some hundred at a time. Answers how many. */
export const forgetSettled = (database: Database, until: Date): Promise<number> =>
  database.execute`
    DELETE FROM webhook_messages WHERE (organisation_id, id) IN (SELECT organisation_id, id FROM webhook_messages
      WHERE settled_at <= ${until} AND of_shard(organisation_id) ORDER BY settled_at LIMIT 500)`;
