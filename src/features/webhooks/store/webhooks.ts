/** SQL of webhooks, each statement bound to the organisation. Addresses and secrets are sealed. */
import { boundTo, type Database, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import { heldUntil } from '../../../storage/tell-webhooks.js';
import { type EndedWhy, endedReason, type MessageState, type Webhook } from '../rules/webhook.js';

export { heldDays } from '../../../storage/tell-webhooks.js';

export const webhookColumns = sql.raw(`organisation_id AS "organisationId", id, number, url, secret,
  previous_secret AS "previousSecret", previous_until AS "previousUntil", events, created_by_id AS "createdById",
  created_at AS "createdAt", paused_at AS "pausedAt", ended_at AS "endedAt", ended_why AS "endedWhy",
  failing_since AS "failingSince", is_told AS "isTold"`);

/** Seals an address or a secret for the webhook of this id. */
export const sealFor = ({ seal }: Pick<Database, 'seal'>, id: string, plain: string): string =>
  seal.seal(plain, boundTo('webhooks', id));

/** Opens what `sealFor` sealed. */
export const openOf = ({ seal }: Pick<Database, 'seal'>, { id }: Pick<Webhook, 'id'>, sealed: string): string =>
  seal.open(sealed, boundTo('webhooks', id));

/** With how its messages of late stand. */
export interface ListedWebhook extends Webhook {
  readonly lastState: MessageState | null;
  readonly lastAt: Date | null;
  readonly waitingCount: number;
}

/** Those that have not ended, by number. */
export const listWebhooks = (db: Sql, organisationId: string): Promise<readonly ListedWebhook[]> =>
  db.query<ListedWebhook[]>`
    SELECT ${webhookColumns}, (SELECT count(*)::int FROM webhook_messages m
        WHERE m.organisation_id = ${organisationId}::uuid AND m.webhook_id = webhooks.id AND m.state = 'waiting') AS "waitingCount",
      last.state AS "lastState", last.tried_at AS "lastAt"
    FROM webhooks LEFT JOIN LATERAL (SELECT state, tried_at FROM webhook_messages m
      WHERE m.organisation_id = ${organisationId}::uuid AND m.webhook_id = webhooks.id AND m.tried_at IS NOT NULL
      ORDER BY m.at DESC LIMIT 1) last ON true
    WHERE organisation_id = ${organisationId}::uuid AND ended_at IS NULL ORDER BY number`;

/** By 1 of WH-1, also one that has ended; null: there is none. */
export async function findWebhook(db: Sql, organisationId: string, number: number): Promise<Webhook | null> {
  const [found] = await db.query<Webhook[]>`
    SELECT ${webhookColumns} FROM webhooks WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int`;
  return found ?? null;
}

/** The same, locked until `tx` ends. */
export async function lockWebhook(tx: Transaction, organisationId: string, number: number): Promise<Webhook | null> {
  const [found] = await tx.query<Webhook[]>`
    SELECT ${webhookColumns} FROM webhooks WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int
    FOR NO KEY UPDATE`;
  return found ?? null;
}

/** What is given of a new one. */
export type NewWebhook = Pick<
  Webhook,
  'organisationId' | 'id' | 'url' | 'secret' | 'events' | 'createdById' | 'createdAt'
>;

/** Answers its number. */
export async function insertWebhook(tx: Transaction, webhook: NewWebhook): Promise<number> {
  const { organisationId, id, url, secret, events, createdById, createdAt } = webhook;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('webhook', organisationId)})
    INSERT INTO webhooks (organisation_id, id, number, url, secret, events, created_by_id, created_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${url}, ${secret}, ${[...events]}::text[], ${createdById}::uuid,
      ${createdAt}::timestamptz
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted webhook has a number.');
  return row.number;
}

/** Another secret; the old one signs beside it until then. */
export async function saveSecret(
  tx: Transaction,
  { organisationId, id, secret: previous }: Webhook,
  { secret, previousUntil }: { readonly secret: string; readonly previousUntil: Date },
): Promise<void> {
  await tx.execute`
    UPDATE webhooks SET secret = ${secret}, previous_secret = ${previous}, previous_until = ${previousUntil}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** What waits is sent at once, or given up when it was paused for long. @param pausedAt null: it goes on */
export async function savePaused(
  tx: Transaction,
  { organisationId, id }: Webhook,
  { pausedAt, now }: { readonly pausedAt: Date | null; readonly now: Date },
): Promise<void> {
  await tx.execute`
    UPDATE webhooks SET paused_at = ${pausedAt}, busy_until = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  const dueAt = sql`${now}::timestamptz`;
  await tx.execute`
    UPDATE webhook_messages SET due_at = ${pausedAt === null ? dueAt : heldUntil(dueAt)}
    WHERE organisation_id = ${organisationId}::uuid AND webhook_id = ${id}::uuid AND state = 'waiting'`;
}

/** It is sent nothing any more; what waits is dropped. false: it had ended before. */
export async function endWebhook(
  tx: Transaction,
  { organisationId, id }: Pick<Webhook, 'organisationId' | 'id'>,
  { why, now }: { readonly why: EndedWhy; readonly now: Date },
): Promise<boolean> {
  const count = await tx.execute`
    UPDATE webhooks SET ended_at = ${now}, ended_why = ${why}, busy_until = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND ended_at IS NULL`;
  await tx.execute`
    UPDATE webhook_messages SET state = 'dropped', due_at = NULL, settled_at = ${now}, reason = ${endedReason}
    WHERE organisation_id = ${organisationId}::uuid AND webhook_id = ${id}::uuid AND state = 'waiting'`;
  return count > 0;
}

/** How it goes with it. Whoever is to be told of a failure is told once: answers whether it is this time. */
export async function saveHealth(
  tx: Transaction,
  { organisationId, id }: Pick<Webhook, 'organisationId' | 'id'>,
  { failsAt, tell }: { readonly failsAt: Date | null; readonly tell: boolean },
): Promise<boolean> {
  const rows = await tx.query<{ was: boolean }[]>`
    WITH before AS (
      SELECT is_told FROM webhooks WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE
    )
    UPDATE webhooks SET failing_since = CASE WHEN ${failsAt}::timestamptz IS NOT NULL THEN coalesce(failing_since, ${failsAt}::timestamptz) END,
      is_told = ${failsAt}::timestamptz IS NOT NULL AND (webhooks.is_told OR ${tell})
    FROM before WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid
    RETURNING before.is_told AS was`;
  return tell && rows[0]?.was === false;
}
