/** Orders as rows of `deliveries`, and where living messages stand; index.ts asks. */
import type { MessageRef } from '../chat/messenger.js';
import { traceToKeep } from '../kernel/trace.js';
import { type Database, type SqlPart, sql } from '../storage/database.js';
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
  // A message that was not sent yet is composed when it is sent, so it needs no edit.
  const rows = orders.map((order) => ({ ...order, lane: laneOf(order.to), onlyEdit: order.onlyEdit || undefined }));
  return sql`
    enqueued AS (
      INSERT INTO deliveries
        (organisation_id, kind, payload, destination, living_key, thread_of, at_most_once, state, created_at, trace)
      SELECT (o ->> 'organisationId')::uuid, o ->> 'kind', o -> 'payload', o ->> 'lane', o ->> 'living', o ->> 'threadOf',
             COALESCE((o ->> 'atMostOnce')::boolean, false), 'queued', ${now}, ${traceToKeep()}::text
      FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS orders (o, position)
      WHERE o ->> 'onlyEdit' IS NULL OR EXISTS
        (SELECT FROM living_messages l WHERE l.key = o ->> 'living' AND l.destination = o ->> 'lane')
      ORDER BY position
      RETURNING id
    ), notified AS (
      SELECT pg_notify(${newsChannel}, ${copyId})::text WHERE EXISTS (SELECT FROM enqueued)
    )`;
}

/** What composes the living message that stands there; null: none does, or an older version sent it. */
export async function findLivingOrder(
  database: Database,
  { channel, message }: MessageRef,
): Promise<{ readonly kind: string; readonly payload: unknown } | null> {
  const { rows } = await database.executeSql(
    'SELECT kind, payload FROM living_messages WHERE channel = $1 AND message = $2 AND kind IS NOT NULL LIMIT 1',
    [channel, message],
  );
  return (rows[0] as { kind: string; payload: unknown } | undefined) ?? null;
}

/** The key of the living message that stands there; null: none does. */
export async function findLivingKey(database: Database, { channel, message }: MessageRef): Promise<string | null> {
  const { rows } = await database.executeSql(
    'SELECT key FROM living_messages WHERE channel = $1 AND message = $2 LIMIT 1',
    [channel, message],
  );
  return (rows[0] as { key: string } | undefined)?.key ?? null;
}
