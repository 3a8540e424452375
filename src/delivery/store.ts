/**
 * The rows of delivery: every statement that touches `deliveries` and `living_messages`. The worker and recovery ask.
 * Waits and claims are measured by the database's clock (`now()`), which all copies of the bot share;
 * what people may read later (createdAt, settledAt) is by the injected clock.
 */
import type { MessageRef } from '../chat/messenger.js';
import type { Database } from '../storage/database.js';
import type { DeliveryOrder } from './delivery.js';
import { laneOf } from './lane.js';
import type { Rider } from './queue.js';
import { stepAsideAttemptCount } from './verdict.js';

/** A delivery that this copy of the bot, and no other, is sending now. */
export interface Claimed {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly lane: string;
  readonly livingKey: string | null;
  readonly atMostOnce: boolean;
  readonly attemptCount: number;
  readonly defectCount: number;
  /** Where the living message stands that is to be edited. */
  readonly livingRef: MessageRef | null;
  /** Where the living message stands in whose thread this goes. */
  readonly threadRef: MessageRef | null;
}

/** Any number of orders, as rows whose ids follow their order; rides along with the jobs that wake their lanes. */
export function ordersToInsert(orders: readonly DeliveryOrder[], now: Date): Rider {
  // A message that is still on its way is composed when it goes out, so it needs no edit either.
  const rows = orders.map((order) => ({ ...order, lane: laneOf(order.to), onlyEdit: order.onlyEdit || undefined }));
  return {
    sql: (first) => `
      INSERT INTO deliveries
        (organisation_id, kind, payload, destination, living_key, thread_of, at_most_once, state, created_at)
      SELECT (o ->> 'organisationId')::uuid, o ->> 'kind', o -> 'payload', o ->> 'lane', o ->> 'living', o ->> 'threadOf',
             COALESCE((o ->> 'atMostOnce')::boolean, false), 'queued', $${first + 1}::timestamptz
      FROM jsonb_array_elements($${first}::jsonb) WITH ORDINALITY AS orders (o, position)
      WHERE o ->> 'onlyEdit' IS NULL OR EXISTS
        (SELECT FROM living_messages l WHERE l.key = o ->> 'living' AND l.destination = o ->> 'lane')
      ORDER BY position`,
    values: [JSON.stringify(rows), now.toISOString()],
  };
}

export interface Claim {
  /** A UUID of this copy of the bot, new at each start. */
  readonly copyId: string;
  readonly now: Date;
}

/** The lane has something to say, and has to be left alone for so long, because of what another copy has sent there. */
export interface Resting {
  readonly restMs: number;
}

/**
 * The next of the lane, marked as being sent; null when the lane is empty, waits, or is another copy's just now.
 * Later orders for the same living message are folded into this one: it is composed after them and says it all.
 */
export async function claimNext(database: Database, lane: string, claim: Claim): Promise<Claimed | Resting | null> {
  try {
    const { rows } = await database.executeSql(claimSql, [lane, claim.now.toISOString(), claim.copyId]);
    const [row] = rows as readonly (ClaimedRow | RestRow)[];
    if (!row) return null;
    return row.id === null ? { restMs: row.rest_ms } : toClaimed(row);
  } catch (error) {
    // Another copy began with this lane in the same instant: deliveries_sending_key lets only one in.
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/**
 * Takes back what this copy claimed in the lane without ever hearing so, because the connection broke: nothing of it
 * was sent, so even what may go out only once goes out.
 * @param knownIds claims that this copy heard of
 */
export async function takeBackUnheard(
  database: Database,
  lane: string,
  { copyId, knownIds }: { readonly copyId: string; readonly knownIds: readonly string[] },
): Promise<void> {
  await database.executeSql(
    `UPDATE deliveries SET state = 'queued' WHERE destination = $1 AND state = 'sending' AND claimed_by = $2::uuid
       AND id NOT IN (SELECT value::bigint FROM jsonb_array_elements_text($3::jsonb))`,
    [lane, copyId, JSON.stringify(knownIds)],
  );
}

/** The key of the living message that stands there; null: none does. */
export async function findLivingKey(database: Database, { channel, message }: MessageRef): Promise<string | null> {
  const { rows } = await database.executeSql(
    'SELECT key FROM living_messages WHERE channel = $1 AND message = $2 LIMIT 1',
    [channel, message],
  );
  return (rows[0] as { key: string } | undefined)?.key ?? null;
}

/** How far ahead, in ids, orders are looked for to fold: looking through a whole long lane for each would be dear. */
const foldWithin = 1_000;

const claimSql = `
  WITH head AS (
    SELECT id FROM deliveries
    WHERE destination = $1 AND state IN ('queued', 'sending')
      AND (attempt_count < ${stepAsideAttemptCount} OR COALESCE(not_before, now()) <= now())
    ORDER BY id LIMIT 1
  ), rest AS (
    SELECT ceil(EXTRACT(EPOCH FROM r.until - now()) * 1000)::float8 AS rest_ms FROM delivery_rests r, head
    WHERE r.destination = $1 AND r.until > now() AND r.noted_by <> $3::uuid
  ), claimed AS (
    UPDATE deliveries d SET state = 'sending', attempt_count = d.attempt_count + 1, claimed_at = now(),
           claimed_by = $3::uuid
    FROM head
    WHERE d.id = head.id AND d.state = 'queued' AND COALESCE(d.not_before, now()) <= now()
      AND NOT EXISTS (SELECT 1 FROM deliveries s WHERE s.destination = $1 AND s.state = 'sending')
      AND NOT EXISTS (SELECT 1 FROM rest)
    RETURNING d.*
  ), folded AS (
    UPDATE deliveries d SET state = 'skipped', failure = 'folded_into:' || c.id, settled_at = $2::timestamptz
    FROM claimed c
    WHERE c.living_key IS NOT NULL AND d.living_key = c.living_key AND d.destination = c.destination
      AND d.state = 'queued' AND d.id > c.id AND d.id <= c.id + ${foldWithin} AND d.kind = c.kind AND d.payload = c.payload AND NOT d.at_most_once AND NOT c.at_most_once
  )
  SELECT c.id::text, c.organisation_id::text, c.kind, c.payload, c.destination, c.living_key, c.at_most_once,
         c.attempt_count, c.defect_count,
         l.channel AS living_channel, l.message AS living_message, t.channel AS thread_channel, t.message AS thread_message,
         rest.rest_ms
  FROM claimed c FULL JOIN rest ON true
  LEFT JOIN living_messages l ON l.key = c.living_key AND l.destination = c.destination
  LEFT JOIN living_messages t ON t.key = c.thread_of AND t.destination = c.destination`;

interface RestRow {
  readonly id: null;
  readonly rest_ms: number;
}

interface ClaimedRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly destination: string;
  readonly living_key: string | null;
  readonly at_most_once: boolean;
  readonly attempt_count: number;
  readonly defect_count: number;
  readonly living_channel: string | null;
  readonly living_message: string | null;
  readonly thread_channel: string | null;
  readonly thread_message: string | null;
}

function toClaimed(row: ClaimedRow): Claimed {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    kind: row.kind,
    payload: row.payload,
    lane: row.destination,
    livingKey: row.living_key,
    atMostOnce: row.at_most_once,
    attemptCount: row.attempt_count,
    defectCount: row.defect_count,
    livingRef: toRef(row.living_channel, row.living_message),
    threadRef: toRef(row.thread_channel, row.thread_message),
  };
}

function toRef(channel: string | null, message: string | null): MessageRef | null {
  return channel !== null && message !== null ? { channel, message } : null;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
