/**
 * How a copy of the bot claims the next delivery of a lane, alone or in the statement that settles the one before it.
 * Waits and claims are measured by the database's clock (`now()`), which all copies of the bot share;
 * what people may read later (createdAt, settledAt) is by the injected clock.
 */
import type { MessageRef } from '../chat/messenger.js';
import type { Database } from '../storage/database.js';
import { stepAsideAttemptCount } from './verdict.js';

/** A delivery that this copy of the bot, and no other, is sending now. */
export interface Claimed {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly lane: string;
  readonly livingKey: string | null;
  readonly threadOf: string | null;
  readonly atMostOnce: boolean;
  readonly attemptCount: number;
  /** What caused it, for `continueTrace`. */
  readonly trace: string | null;
  readonly defectCount: number;
  readonly createdAt: Date;
  /** An earlier attempt may have posted it without our hearing so. */
  readonly mayHaveArrived: boolean;
  /** It goes to a place where people of other companies read, as the database has it. */
  readonly toShared: boolean;
  /** BCP 47: the language of the member, or of the organisation's places and mails; null: nobody said. */
  readonly language: string | null;
  /** Where the living message stands that is to be edited. */
  readonly livingRef: MessageRef | null;
  /** Where the living message stands in whose thread this goes. */
  readonly threadRef: MessageRef | null;
}

/** Who claims, and when. */
export interface Claim {
  /** A UUID of this copy of the bot, new at each start. */
  readonly copyId: string;
  readonly now: Date;
}

/** What a look at a lane found. */
export interface Look {
  /** Claimed. Null: the lane is empty, waits, or is another copy's just now. */
  readonly next: Claimed | null;
  /** It has something to send, and is to be left alone for so long, because of what another copy has sent there. */
  readonly restMs: number | null;
  /** It has something to send now. */
  readonly hasMore: boolean;
}

/**
 * Claims the next of the lane, which is marked as being sent. Later orders for the same living message are folded into
 * this one: it is composed after them and says it all.
 */
export async function claimNext(database: Database, lane: string, { copyId, now }: Claim): Promise<Look> {
  try {
    const { rows } = await database.executeSql(claimSql[database.kind], [lane, now.toISOString(), copyId]);
    return toLook(rows[0] as LookRow);
  } catch (error) {
    // Another copy claimed in this lane at the same moment: deliveries_sending_key lets only one in.
    if (isUniqueViolation(error)) return { next: null, restMs: null, hasMore: false };
    throw error;
  }
}

/**
 * Takes back claims in the lane whose answer never reached this copy, because the connection broke. Nothing of them was
 * sent, so also what may be sent only once is sent.
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

/** A condition on a row that waits: it holds up the later ones of its lane. */
export const holdsItsLane = `(attempt_count < ${stepAsideAttemptCount} AND defect_count = 0 OR COALESCE(not_before, now()) <= now())`;

/** How many ids ahead orders to fold are searched: searching all of a long lane for each delivery would be slow. */
const foldWithin = 1_000;

/**
 * CTEs `due` (the next of the lane, if it may be sent now), `rest`, `claimed` and `folded`. $1 is the lane, $2 now, $3
 * the copy. While settling there is a CTE `noted` before them, $4 is the delivery that it settles, and $5 says whether
 * to claim at all.
 */
export const claimCtes = (isSettling: boolean) => `
  head AS (
    SELECT id, organisation_id, state, not_before FROM deliveries
    WHERE destination = $1::text AND state IN ('queued', 'sending') ${isSettling ? 'AND id <> $4::bigint' : ''} AND ${holdsItsLane}
    ORDER BY id LIMIT 1
  ), due AS (
    SELECT id, organisation_id FROM head WHERE of_shard(organisation_id) AND state = 'queued' AND COALESCE(not_before, now()) <= now()
  ), rest AS (
    SELECT ceil(EXTRACT(EPOCH FROM r.until - now()) * 1000)::float8 AS rest_ms FROM delivery_rests r, due
    WHERE r.destination = $1::text AND r.until > now() AND r.noted_by <> $3::uuid
  ), claimed AS (
    UPDATE deliveries d SET state = 'sending', attempt_count = d.attempt_count + 1, claimed_at = now(),
           claimed_by = $3::uuid
    FROM due ${isSettling ? 'CROSS JOIN noted' : ''}
    WHERE d.id = due.id AND d.organisation_id = due.organisation_id AND d.state = 'queued' AND COALESCE(d.not_before, now()) <= now()
      AND NOT EXISTS (SELECT FROM deliveries s WHERE s.destination = $1::text AND s.state = 'sending' ${isSettling ? 'AND s.id <> $4::bigint' : ''})
      AND NOT EXISTS (SELECT FROM rest) ${isSettling ? 'AND $5::boolean' : ''}
    RETURNING d.*, CASE WHEN d.destination ~ '^place:[0-9a-f-]{36}$' THEN substr(d.destination, 7)::uuid END AS place_id,
      CASE WHEN d.destination ~ '^member:[0-9a-f-]{36}$' THEN substr(d.destination, 8)::uuid END AS member_id
  ), folded AS (
    UPDATE deliveries d SET state = 'skipped', failure = 'folded_into:' || c.id, settled_at = $2::timestamptz
    FROM claimed c
    WHERE c.living_key IS NOT NULL AND d.organisation_id = c.organisation_id AND d.living_key = c.living_key
      AND d.destination = c.destination
      AND d.state = 'queued' AND d.id > c.id AND d.id <= c.id + ${foldWithin} AND d.kind = c.kind AND d.payload = c.payload
      AND NOT d.at_most_once AND NOT c.at_most_once
  )`;

/** What toLook reads of these CTEs: the columns, and what to join after FROM. */
export const lookColumns = `due.id IS NOT NULL AS has_more, rest.rest_ms,
  c.id::text, c.organisation_id::text, c.kind, c.payload, c.destination, c.living_key, c.thread_of, c.at_most_once,
  c.attempt_count, c.defect_count, c.created_at, c.may_have_arrived, c.trace, p.is_shared,
  coalesce(m.language, m.locale, o.settings->>'language') AS language,
  l.channel AS living_channel, l.message AS living_message, t.channel AS thread_channel, t.message AS thread_message`;
export const lookJoins = `LEFT JOIN due ON true LEFT JOIN rest ON true LEFT JOIN claimed c ON true
  LEFT JOIN living_messages l ON l.organisation_id = c.organisation_id AND l.key = c.living_key
    AND l.destination = c.destination
  LEFT JOIN living_messages t ON t.organisation_id = c.organisation_id AND t.key = c.thread_of
    AND t.destination = c.destination
  LEFT JOIN places p ON p.organisation_id = c.organisation_id AND p.id = c.place_id
  LEFT JOIN members m ON m.organisation_id = c.organisation_id AND m.id = c.member_id
  LEFT JOIN organisations o ON o.id = c.organisation_id`;

/**
 * A column for the end of these statements: on a server, a commit that was lost with the power would have the message
 * sent again, as after a kill, so it need not wait for the disk, for which people's captures wait too. The claim of what
 * may be sent only once does. The embedded database has nobody who would write it soon.
 */
export const unhurried = {
  server: `, set_config('synchronous_commit',
    CASE WHEN c.at_most_once THEN current_setting('synchronous_commit') ELSE 'off' END, true)`,
  embedded: '',
};

const claimSqlWith = (more: string) =>
  `WITH ${claimCtes(false)} SELECT ${lookColumns}${more} FROM (SELECT) AS one ${lookJoins}`;
const claimSql = { server: claimSqlWith(unhurried.server), embedded: claimSqlWith(unhurried.embedded) };

interface ClaimedRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly destination: string;
  readonly living_key: string | null;
  readonly thread_of: string | null;
  readonly at_most_once: boolean;
  readonly attempt_count: number;
  readonly defect_count: number;
  readonly trace: string | null;
  readonly created_at: Date;
  readonly may_have_arrived: boolean;
  readonly is_shared: boolean | null;
  readonly language: string | null;
  readonly living_channel: string | null;
  readonly living_message: string | null;
  readonly thread_channel: string | null;
  readonly thread_message: string | null;
}

export type LookRow = (ClaimedRow | { readonly id: null }) & {
  readonly has_more: boolean;
  readonly rest_ms: number | null;
};

export function toLook(row: LookRow): Look {
  return { next: row.id === null ? null : toClaimed(row), restMs: row.rest_ms, hasMore: row.has_more };
}

function toClaimed(row: ClaimedRow): Claimed {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    kind: row.kind,
    payload: row.payload,
    lane: row.destination,
    livingKey: row.living_key,
    threadOf: row.thread_of,
    atMostOnce: row.at_most_once,
    attemptCount: row.attempt_count,
    defectCount: row.defect_count,
    trace: row.trace,
    createdAt: row.created_at,
    mayHaveArrived: row.may_have_arrived,
    toShared: row.is_shared ?? false,
    language: row.language,
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
