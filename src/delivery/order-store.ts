/** Orders as rows of `deliveries`, and where living messages stand; index.ts asks. */
import type { MailKind, MessageRef } from '../chat/messenger.js';
import { traceToKeep } from '../kernel/trace.js';
import { type Database, type Sql, type SqlPart, sql } from '../storage/database.js';
import type { DeliveryOrder } from './delivery.js';
import { laneOf } from './lane.js';

/** On this channel copies of the bot hear that something was enqueued; the payload is the id of the copy that did it. */
export const newsChannel = 'deliveries';

/** Who enqueues, and when by the injected clock. */
export interface Enqueuer {
  readonly copyId: string;
  readonly now: Date;
}

/**
 * Writes any number of orders, as rows whose ids follow their order, and notifies the other copies of the commit: as
 * CTEs for a statement, which has to read `notified`.
 */
export function ordersToInsert(orders: readonly DeliveryOrder[], { copyId, now }: Enqueuer): SqlPart {
  // A message that was not sent yet is composed when it is sent, so it needs no edit. Where it stands is looked up by what
  // is taken out of the order apart: a condition that calls a function on a column uses no index (historyOf says why).
  const rows = orders.map((order) => ({ ...order, lane: laneOf(order.to), onlyEdit: order.onlyEdit || undefined }));
  return sql`
    enqueued AS (
      INSERT INTO deliveries
        (organisation_id, kind, payload, destination, living_key, thread_of, at_most_once, state, created_at, trace)
      SELECT (o ->> 'organisationId')::uuid, o ->> 'kind', o -> 'payload', o ->> 'lane', o ->> 'living', o ->> 'threadOf',
             COALESCE((o ->> 'atMostOnce')::boolean, false), 'queued', ${now}, ${traceToKeep()}::text
      FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS orders (o, position)
      WHERE o ->> 'onlyEdit' IS NULL OR EXISTS (
        SELECT FROM (SELECT (o ->> 'organisationId')::uuid AS whose, o ->> 'living' AS living, o ->> 'lane' AS lane OFFSET 0) its
          JOIN living_messages l ON l.organisation_id = its.whose AND l.key = its.living AND l.destination = its.lane)
      ORDER BY position
      RETURNING id
    ), notified AS (
      SELECT pg_notify(${newsChannel}, ${copyId})::text WHERE EXISTS (SELECT FROM enqueued)
    )`;
}

/** How many orders to people at customers about these there are since then, however they ended. */
export async function countMails(
  tx: Sql,
  { organisationId, since, about }: { organisationId: string; since: Date; about: readonly MailKind[] },
): Promise<number> {
  // A lane says nothing of surveys.
  const parts = about.flatMap((kind) => (kind === 'surveys' ? ['', kind] : kind));
  const [row] = await tx.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM deliveries
    WHERE organisation_id = ${organisationId}::uuid AND created_at >= ${since} AND at_most_once AND strpos(destination, 'person:') = 1
      AND split_part(destination, ':', 4) = ANY(${parts}::text[])`;
  return row?.count ?? 0;
}

/** What composes the living message that stands there; null: none does, or an older version sent it. */
export async function findLivingOrder(
  database: Database,
  { channel, message }: MessageRef,
): Promise<{ readonly organisationId: string; readonly kind: string; readonly payload: unknown } | null> {
  const { rows } = await database.executeSql(
    `SELECT organisation_id AS "organisationId", kind, payload FROM living_messages
     WHERE channel = $1 AND message = $2 AND kind IS NOT NULL LIMIT 1`,
    [channel, message],
  );
  return (rows[0] as { organisationId: string; kind: string; payload: unknown } | undefined) ?? null;
}

/** How many ids around a delivery are searched, so that a long queue is not read whole. */
const searchWithin = 20_000;

/** Where the bot's last message to the same destination stands, as its platform names it; null: none is known. */
export async function findChannel(
  database: Database,
  { id, organisationId, lane }: { readonly id: string; readonly organisationId: string; readonly lane: string },
): Promise<string | null> {
  const { rows } = await database.executeSql(
    `SELECT channel FROM deliveries WHERE organisation_id = $3::uuid AND destination = $1 AND channel IS NOT NULL
       AND id BETWEEN $2::bigint - ${searchWithin} AND $2::bigint + ${searchWithin} ORDER BY id DESC LIMIT 1`,
    [lane, id, organisationId],
  );
  return (rows[0] as { channel: string } | undefined)?.channel ?? null;
}

/**
 * Whether the message there is one too many: what was posted under this mark is known to stand elsewhere in the same
 * channel, and nothing else that the bot sent stands here.
 */
export async function isStray(database: Database, mark: string, { channel, message }: MessageRef): Promise<boolean> {
  const [, id, createdAtMs] = /^(\d{1,18})-(\d{1,15})$/.exec(mark) ?? [];
  if (id === undefined || createdAtMs === undefined) return false;
  const { rows } = await database.executeSql(
    `SELECT FROM deliveries d
     WHERE d.id = $1::bigint AND d.created_at = $2::timestamptz AND d.state = 'sent' AND d.channel = $3 AND d.message <> $4
       AND NOT EXISTS (SELECT FROM living_messages l WHERE l.organisation_id = d.organisation_id
         AND l.channel = $3 AND l.message = $4)
       AND NOT EXISTS (SELECT FROM deliveries o WHERE o.organisation_id = d.organisation_id AND o.channel = $3 AND o.message = $4
         AND o.id BETWEEN $1::bigint - ${searchWithin} AND $1::bigint + ${searchWithin})`,
    [id, new Date(Number(createdAtMs)).toISOString(), channel, message],
  );
  return rows.length > 0;
}

/** The key of the living message that stands there; null: none does. */
export async function findLivingKey(database: Database, { channel, message }: MessageRef): Promise<string | null> {
  const { rows } = await database.executeSql(
    'SELECT key FROM living_messages WHERE channel = $1 AND message = $2 LIMIT 1',
    [channel, message],
  );
  return (rows[0] as { key: string } | undefined)?.key ?? null;
}
