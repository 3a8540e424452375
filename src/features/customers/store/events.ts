/** SQL of how often customers did something, by day. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';

/** SQL: what is told comes on top of what is there. */
export const summedUp = sql`count = least(e.count::bigint + excluded.count, 2147483647)::int`;

/** How often somebody did something on one day. */
export interface EventCount {
  readonly customerId: string;
  readonly name: string;
  /** `2026-11-28`, in UTC. */
  readonly day: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** Counts come on top of those that are there. */
export async function addEvents(tx: Transaction, organisationId: string, counts: readonly EventCount[]): Promise<void> {
  if (counts.length === 0) return;
  await tx.execute`
    INSERT INTO customer_events AS e (organisation_id, customer_id, name, day, count, first_at, last_at)
    SELECT ${organisationId}::uuid, "customerId", name, day, count, "firstAt", "lastAt"
    FROM jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
      AS t("customerId" uuid, name text, day text, count int, "firstAt" timestamptz, "lastAt" timestamptz)
    ON CONFLICT ON CONSTRAINT customer_events_pkey DO UPDATE SET ${summedUp},
      first_at = least(e.first_at, excluded.first_at), last_at = greatest(e.last_at, excluded.last_at)`;
}

/** SQL for when the oldest day stops counting as recent. */
export const oldDaysDue = (recentHours: number) => sql`(
  SELECT (min(day) || 'T00:00:00Z')::timestamptz + ${recentHours}::int * interval '1 hour'
  FROM customer_events WHERE of_shard(organisation_id) AND day <> '')`;

/** Days up to this one become one row that keeps the first and the last. @returns how many such rows changed; a part at a time */
export async function foldOldDays(db: Sql, day: string): Promise<number> {
  return db.execute`
    WITH old AS (
      DELETE FROM customer_events WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM customer_events WHERE of_shard(organisation_id) AND day <> '' AND day <= ${day} ORDER BY day LIMIT 500 FOR UPDATE SKIP LOCKED))
      RETURNING *
    )
    INSERT INTO customer_events AS e (organisation_id, customer_id, name, day, count, first_at, last_at)
    SELECT organisation_id, customer_id, name, '', least(sum(count), 2147483647)::int, min(first_at), max(last_at)
    FROM old GROUP BY organisation_id, customer_id, name
    ON CONFLICT ON CONSTRAINT customer_events_pkey DO UPDATE SET ${summedUp},
      first_at = least(e.first_at, excluded.first_at), last_at = greatest(e.last_at, excluded.last_at)`;
}
