/** What a copy of the bot that died has left behind, and what is old enough to forget; recovery and the sweep ask. */
import { type MessageRef, mendable } from '../chat/messenger.js';
import type { Database } from '../storage/database.js';

/** Which claims count as left behind. */
export interface Abandoned {
  /** Begun longer ago than this, by the database's clock; 0 where no other process can be alive. */
  readonly olderThanMs: number;
  /** What this very process is at: never abandoned. */
  readonly exceptIds: readonly string[];
}

const isAbandoned = `claimed_at <= now() - $1::float8 * interval '1 millisecond'
  AND id NOT IN (SELECT value::bigint FROM jsonb_array_elements_text($2::jsonb))`;

const abandonedValues = (abandoned: Abandoned) => [abandoned.olderThanMs, JSON.stringify(abandoned.exceptIds)];

export interface Reclaimed {
  readonly id: string;
  readonly kind: string;
  readonly lane: string;
  readonly state: 'queued' | 'unknown';
  /** 0: may be sent again at once. */
  readonly waitSeconds: number;
}

/**
 * Takes back what was being sent when its sender died: at most once means never again, anything else is sent again,
 * and after the fifth time with growing pauses: perhaps it is this message that kills the bot.
 */
export async function reclaim(database: Database, abandoned: Abandoned, now: Date): Promise<readonly Reclaimed[]> {
  const { rows } = await database.executeSql(reclaimSql, [...abandonedValues(abandoned), now.toISOString()]);
  return rows as readonly Reclaimed[];
}

const reclaimSql = `
  UPDATE deliveries SET
    state = CASE WHEN at_most_once THEN 'unknown' ELSE 'queued' END,
    failure = 'stopped_while_sending',
    settled_at = CASE WHEN at_most_once THEN $3::timestamptz END,
    owes_telling = at_most_once,
    not_before = CASE WHEN attempt_count > 5 THEN now() + least(600, 2 ^ least(attempt_count - 5, 10)) * interval '1 second' END
  WHERE state = 'sending' AND ${isAbandoned}
  RETURNING id::text, kind, destination AS lane, state,
            COALESCE(EXTRACT(EPOCH FROM not_before - now()), 0)::float8 AS "waitSeconds"`;

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

/** The oldest hundred whose room was not told because the bot died first. */
export async function findOwed(database: Database, abandoned: Abandoned): Promise<readonly Owed[]> {
  const { rows } = await database.executeSql(
    `SELECT id::text, organisation_id::text AS "organisationId", kind, payload, destination AS lane, state, failure AS reason,
            CASE WHEN channel IS NOT NULL THEN jsonb_build_object('channel', channel, 'message', message) END AS ref
     FROM deliveries WHERE owes_telling AND ${isAbandoned} ORDER BY deliveries.id LIMIT 100`,
    abandonedValues(abandoned),
  );
  return rows as readonly Owed[];
}

/**
 * Up to a hundred lanes whose first message may be sent now. Their jobs normally say so; this finds them when a job was lost
 * (its copy of the bot died with it, or the queue was emptied by hand).
 */
export async function findDueLanes(database: Database): Promise<readonly string[]> {
  const { rows } = await database.executeSql(
    `SELECT destination FROM (
       SELECT DISTINCT ON (destination) destination, state, not_before FROM deliveries
       WHERE state IN ('queued', 'sending') ORDER BY destination, id
     ) heads WHERE state = 'queued' AND COALESCE(not_before, now()) <= now() LIMIT 100`,
  );
  return (rows as readonly { destination: string }[]).map((row) => row.destination);
}

/** Ends the wait of what waits for somebody's mending; answers the lanes. @param lane null: all */
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
    `WITH oldest AS (SELECT id, state, created_at FROM deliveries ORDER BY id LIMIT 1000)
     DELETE FROM deliveries d USING oldest o
     WHERE d.id = o.id AND o.created_at < $1::timestamptz AND o.state NOT IN ('queued', 'sending')
     RETURNING 1`,
    [createdBefore.toISOString()],
  );
  return rows.length;
}
