/**
 * What the doctor reads of a database, and what it mends there: of all organisations, for whoever runs the bot. Reads
 * tables of several rooms; changes nothing but how long something waits, and indexes that are missing.
 */
import type { Mend, Troubles } from '../adapters/web-api/host/host.js';
import { mendable } from '../chat/messenger.js';
import { type Database, listPutAside, sealInUse } from '../storage/database.js';
import { missingIndexes } from '../storage/missing-indexes.js';

type Read = Required<Troubles>;

const shownCount = 20;
/** The reasons of deliveries that wait until somebody mends the cause. */
const heldUp = JSON.stringify(mendable);
/** A calendar that failed once is asked again within the hour. */
const failsOften = 2;

/** What has failed and is tried again later, the longest first. */
export async function readPutAside(database: Database): Promise<Read['putAside']> {
  const rows = await listPutAside(database, shownCount);
  return rows.map(({ work, itemId, errorCode, until }) => ({ work, itemId, errorCode, until: until.toISOString() }));
}

/** How messages stand. They are made by the injected clock, and put off by the database's. */
export async function readQueue(database: Database, now: Date): Promise<Read['queue']> {
  const { rows } = await database.executeSql(
    `WITH waiting AS (
       SELECT failure, not_before, created_at FROM deliveries WHERE state IN ('queued', 'sending')
     ), held AS (
       SELECT failure AS reason, count(*)::int AS count FROM waiting
       WHERE not_before > now() AND failure IN (SELECT jsonb_array_elements_text($1::jsonb)) GROUP BY failure
     ), lost AS (
       SELECT coalesce(failure, state) AS reason, count(*)::int AS count FROM deliveries
       WHERE state IN ('failed', 'unknown') AND settled_at > now() - interval '7 days' GROUP BY 1
     )
     SELECT (SELECT count(*)::int FROM waiting) AS "waitingCount",
       (SELECT COALESCE(EXTRACT(EPOCH FROM max(COALESCE(now() - not_before, $2::timestamptz - created_at))), 0)::float8 FROM waiting
        WHERE COALESCE(not_before, now()) <= now()) AS "oldestSeconds",
       (SELECT COALESCE(jsonb_agg(held ORDER BY reason), '[]') FROM held) AS "heldUp",
       (SELECT COALESCE(jsonb_agg(lost ORDER BY reason), '[]') FROM lost) AS "givenUp"`,
    [heldUp, now.toISOString()],
  );
  return rows[0] as Read['queue'];
}

/** Keys in use, the oldest first. */
export async function readKeyAges(database: Database): Promise<Read['keys']> {
  const { rows } = await database.executeSql(
    `SELECT k.name, o.name AS organisation, to_json(k.created_at AT TIME ZONE 'UTC') #>> '{}' || 'Z' AS "createdAt", k.member_id IS NOT NULL AS "isPersons"
     FROM api_keys k JOIN organisations o ON o.id = k.organisation_id
     WHERE k.revoked_at IS NULL ORDER BY k.created_at`,
  );
  return rows as Read['keys'];
}

/** What a meeting or a member follows, and could not be read several times in a row. */
export async function readFailingCalendars(database: Database): Promise<Read['calendars']> {
  const { rows } = await database.executeSql(
    `SELECT 'meeting' AS of, s.id::text AS id, o.name AS organisation, (s.calendar ->> 'failureCount')::int AS count, NULL AS why
     FROM meeting_series s JOIN organisations o ON o.id = s.organisation_id
     WHERE s.stopped_at IS NULL AND (s.calendar ->> 'failureCount')::int >= $1::int
     UNION ALL
     SELECT 'briefs', c.id::text, o.name, c.failure_count, c.trouble ->> 'why'
     FROM brief_calendars c JOIN organisations o ON o.id = c.organisation_id WHERE c.failure_count >= $1::int
     ORDER BY 4 DESC, 2 LIMIT ${shownCount}`,
    [failsOften],
  );
  return rows as Read['calendars'];
}

/** Webhooks that nothing gets through to, the longest first. */
export async function readFailingWebhooks(database: Database): Promise<Read['webhooks']> {
  const { rows } = await database.executeSql(
    `SELECT w.number, o.name AS organisation, to_json(w.failing_since AT TIME ZONE 'UTC') #>> '{}' || 'Z' AS since,
       (SELECT count(*)::int FROM webhook_messages m WHERE m.organisation_id = w.organisation_id AND m.webhook_id = w.id
          AND m.state = 'waiting') AS "waitingCount",
       (SELECT reason FROM webhook_messages m WHERE m.organisation_id = w.organisation_id AND m.webhook_id = w.id
          AND m.reason IS NOT NULL ORDER BY m.tried_at DESC NULLS LAST LIMIT 1) AS reason
     FROM webhooks w JOIN organisations o ON o.id = w.organisation_id
     WHERE w.failing_since IS NOT NULL AND w.ended_at IS NULL ORDER BY w.failing_since LIMIT ${shownCount}`,
  );
  return rows as Read['webhooks'];
}

/** What the doctor would name, counted: figures for whoever watches. */
export async function countFailing(database: Database): Promise<Readonly<Record<string, number>>> {
  const { rows } = await database.executeSql(
    `SELECT (SELECT count(*)::int FROM webhooks WHERE failing_since IS NOT NULL AND ended_at IS NULL) AS webhooks,
       (SELECT count(*)::int FROM meeting_series WHERE stopped_at IS NULL AND (calendar ->> 'failureCount')::int >= ${failsOften})
         + (SELECT count(*)::int FROM brief_calendars WHERE failure_count >= ${failsOften}) AS calendars,
       (SELECT count(*)::int FROM deliveries
        WHERE state IN ('failed', 'unknown') AND settled_at > now() - interval '7 days') AS messages`,
  );
  return rows[0] as Readonly<Record<string, number>>;
}

/** Workspaces that installed the app, until when their tokens live, and what these may do. */
export async function readSlackTokens(database: Database): Promise<Read['slackTokens']> {
  const { rows } = await database.executeSql(
    `SELECT key AS workspace, name, to_json(expires_at AT TIME ZONE 'UTC') #>> '{}' || 'Z' AS "expiresAt",
       warned_at IS NOT NULL AS "isRefused", scopes FROM slack_installations ORDER BY key`,
  );
  return rows as Read['slackTokens'];
}

/** By name. */
export const readMissingIndexes = async (database: Database): Promise<Read['missingIndexes']> =>
  (await missingIndexes(database)).map(({ name }) => name);

/** What seals secrets. */
export async function readSeal(database: Database): Promise<Read['seal']> {
  const inUse = await sealInUse(database);
  return inUse && { ...inUse, since: inUse.since?.toISOString() ?? null };
}

/** Each answers how many it changed. Safe at any time, and twice. */
export const mends: Readonly<Record<Mend, (database: Database, now: Date) => Promise<number>>> = {
  putAside: (database, now) => database.execute`UPDATE put_aside SET until = ${now} WHERE until > ${now}`,
  async heldUp(database) {
    const { rows } = await database.executeSql(
      `UPDATE deliveries SET not_before = NULL WHERE state = 'queued' AND not_before > now()
         AND failure IN (SELECT jsonb_array_elements_text($1::jsonb)) RETURNING 1`,
      [heldUp],
    );
    return rows.length;
  },
  async calendars(database, now) {
    const meetings = await database.execute`
      UPDATE meeting_series SET plan_due_at = ${now}
      WHERE stopped_at IS NULL AND plan_due_at > ${now} AND (calendar ->> 'failureCount')::int >= ${failsOften}::int`;
    const briefs = await database.execute`
      UPDATE brief_calendars SET fetch_due_at = ${now}
      WHERE fetch_due_at > ${now} AND failure_count >= ${failsOften}::int`;
    return meetings + briefs;
  },
  async indexes(database) {
    const missing = await missingIndexes(database);
    // The role that row-level security holds for owns no tables.
    for (const { statement } of missing) await database.executeSql(`SET LOCAL ROLE NONE; ${statement}`);
    return missing.length;
  },
};
