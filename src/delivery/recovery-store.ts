/** Finds what a dead copy of the bot left behind and what is old enough to delete; recovery and the sweep ask. */
import { type MessageRef, mendable } from '../chat/messenger.js';
import type { Database } from '../storage/database.js';
import { holdsItsLane } from './claim-store.js';

/** Which claims count as left behind. */
export interface Abandoned {
  /** Begun longer ago than this, by the database's clock; 0 where no other process can be alive. */
  readonly olderThanMs: number;
  /** Deliveries that this process is sending: they are not left behind. */
  readonly exceptIds: readonly string[];
}

export interface Reclaimed {
  readonly id: string;
  readonly kind: string;
  readonly state: 'queued' | 'unknown';
  /** 0: may be sent again at once. */
  readonly waitSeconds: number;
}

/** Telling a room how its delivery ended, as put_aside names it. */
export const tellingWork = 'delivery.tell';

/** A settled delivery whose room does not know yet. */
export interface Owed {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly lane: string;
  readonly state: 'sent' | 'failed' | 'unknown';
  readonly reason: string | null;
  readonly ref: MessageRef | null;
}

/** What a look at the whole queue found. */
export interface Survey {
  readonly reclaimed: readonly Reclaimed[];
  /** The oldest hundred whose room was not told because the bot died first, or because the room threw a while ago. */
  readonly owed: readonly Owed[];
  /** Something may be sent now. */
  readonly hasDue: boolean;
}

/**
 * Looks at the whole queue, in one statement. Takes back what was being sent when its sender died: at most once means
 * never again; anything else is sent again, after the fifth time with growing pauses, because this message may be what
 * kills the bot.
 */
export async function survey(database: Database, abandoned: Abandoned, now: Date): Promise<Survey> {
  const { olderThanMs, exceptIds } = abandoned;
  const { rows } = await database.executeSql(surveySql, [olderThanMs, JSON.stringify(exceptIds), now.toISOString()]);
  const { reclaimed, owed, isDue } = rows[0] as Pick<Survey, 'reclaimed' | 'owed'> & { readonly isDue: boolean };
  return { reclaimed, owed, hasDue: isDue || reclaimed.some(({ waitSeconds }) => waitSeconds === 0) };
}

const isAbandoned = `claimed_at <= now() - $1::float8 * interval '1 millisecond'
  AND id NOT IN (SELECT value::bigint FROM jsonb_array_elements_text($2::jsonb))`;

const surveySql = `
  WITH reclaimed AS (
    UPDATE deliveries SET
      state = CASE WHEN at_most_once THEN 'unknown' ELSE 'queued' END,
      failure = 'stopped_while_sending',
      settled_at = CASE WHEN at_most_once THEN $3::timestamptz END,
      owes_telling = at_most_once,
      may_have_arrived = may_have_arrived OR NOT EXISTS
        (SELECT FROM living_messages l WHERE l.key = living_key AND l.destination = deliveries.destination
          AND l.organisation_id = deliveries.organisation_id),
      not_before = CASE WHEN attempt_count > 5 THEN now() + least(600, 2 ^ least(attempt_count - 5, 10)) * interval '1 second' END
    WHERE of_shard(organisation_id) AND state = 'sending' AND ${isAbandoned}
    RETURNING *
  ), owed AS (
    SELECT * FROM deliveries WHERE of_shard(organisation_id) AND owes_telling AND ${isAbandoned}
      AND NOT EXISTS (SELECT FROM put_aside aside WHERE aside.work = '${tellingWork}'
        AND aside.item_id = deliveries.id::text AND aside.organisation_id = deliveries.organisation_id AND aside.until > $3::timestamptz)
    UNION ALL
    SELECT * FROM reclaimed WHERE owes_telling
    ORDER BY id LIMIT 100
  )
  SELECT
    (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', id::text, 'kind', kind, 'state', state,
       'waitSeconds', COALESCE(EXTRACT(EPOCH FROM not_before - now()), 0))), '[]') FROM reclaimed) AS reclaimed,
    (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', id::text, 'organisationId', organisation_id, 'kind', kind,
       'payload', payload, 'lane', destination, 'state', state, 'reason', failure, 'ref',
       CASE WHEN channel IS NOT NULL THEN jsonb_build_object('channel', channel, 'message', message) END) ORDER BY id), '[]')
     FROM owed) AS owed,
    EXISTS (SELECT FROM deliveries WHERE of_shard(organisation_id) AND state IN ('queued', 'sending') AND state = 'queued'
      AND COALESCE(not_before, now()) <= now()) AS "isDue"`;

/** Up to `count` lanes that have something to send now, by name, after the lane `after`. */
export async function findDueLanes(
  database: Database,
  { after, count }: { readonly after: string; readonly count: number },
): Promise<readonly string[]> {
  const { rows } = await database.executeSql(dueLanesSql, [after, count]);
  return (rows as readonly { lane: string }[]).map(({ lane }) => lane);
}

/** Steps from lane to lane along deliveries_lane_idx, so that a long queue to one destination is not read. */
const dueLanesSql = `
  WITH RECURSIVE lanes AS (
    SELECT (SELECT min(destination) FROM deliveries WHERE state IN ('queued', 'sending') AND destination > $1::text) AS lane
    UNION ALL
    SELECT (SELECT min(destination) FROM deliveries WHERE state IN ('queued', 'sending') AND destination > lane)
    FROM lanes WHERE lane IS NOT NULL
  )
  SELECT lane FROM lanes CROSS JOIN LATERAL (
    SELECT organisation_id, state, not_before FROM deliveries
    WHERE destination = lane AND state IN ('queued', 'sending') AND ${holdsItsLane}
    ORDER BY id LIMIT 1
  ) head
  WHERE of_shard(head.organisation_id) AND head.state = 'queued' AND COALESCE(head.not_before, now()) <= now()
  LIMIT $2::int`;

/** The id of the newest delivery in the queue; null: it is empty. */
export async function findNewestWaiting(database: Database): Promise<string | null> {
  const { rows } = await database.executeSql(
    "SELECT max(id)::text AS id FROM deliveries WHERE state IN ('queued', 'sending')",
  );
  return (rows[0] as { readonly id: string | null }).id;
}

/** What waits to be sent: how many, and for how many seconds the one waiting longest could have been sent already. */
export interface Backlog {
  readonly waitingCount: number;
  readonly oldestSeconds: number;
}

/** Messages are made by the injected clock, and put off by the database's. */
export async function readBacklog(database: Database, now: Date): Promise<Backlog> {
  const { rows } = await database.executeSql(
    `SELECT count(*)::int AS "waitingCount",
       COALESCE(EXTRACT(EPOCH FROM max(COALESCE(now() - not_before, $1::timestamptz - created_at)) FILTER (WHERE COALESCE(not_before, now()) <= now())), 0)::float8 AS "oldestSeconds"
     FROM deliveries WHERE state IN ('queued', 'sending')`,
    [now.toISOString()],
  );
  return rows[0] as Backlog;
}

/** Ends the wait for somebody to mend the cause; answers the lanes. @param lane null: all */
export async function freeHeldUp(database: Database, lane: string | null): Promise<readonly string[]> {
  const { rows } = await database.executeSql(
    `WITH freed AS (
       UPDATE deliveries SET not_before = NULL
       WHERE state = 'queued' AND not_before > now() AND ($2::text IS NULL OR destination = $2::text)
         AND failure IN (SELECT jsonb_array_elements_text($1::jsonb)) RETURNING destination
     ) SELECT DISTINCT destination FROM freed`,
    [JSON.stringify(mendable), lane],
  );
  return (rows as readonly { destination: string }[]).map((row) => row.destination);
}

/**
 * Deletes what was settled among the thousand oldest rows, if created before `createdBefore`; answers how many.
 * Ids grow with time, so that no index on the age is needed.
 */
export async function forgetOldest(database: Database, createdBefore: Date): Promise<number> {
  const { rows } = await database.executeSql(
    `WITH oldest AS (
       SELECT id, organisation_id, state, created_at FROM deliveries WHERE of_shard(organisation_id) ORDER BY id LIMIT 1000)
     DELETE FROM deliveries d USING oldest o
     WHERE d.id = o.id AND d.organisation_id = o.organisation_id AND o.created_at < $1::timestamptz AND o.state NOT IN ('queued', 'sending')
     RETURNING 1`,
    [createdBefore.toISOString()],
  );
  return rows.length;
}
