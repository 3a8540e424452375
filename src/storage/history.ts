/** What happened to everything that is kept, append-only, and the numbers that things are given. Rooms' stores use it. */

import type { Surface } from '../kernel/person.js';
import { readRows } from './page.js';
import type { Sql } from './sql.js';
import { type SqlPart, sql } from './sql-parts.js';
import { tellWebhooksOfHistory } from './tell-webhooks.js';

/** One thing that somebody, or the bot, did to a thing that has a history. */
export interface HistoryEntry {
  readonly organisationId: string;
  /** The kind of thing and its id: `feedback:ID`, `series:ID`. */
  readonly subject: string;
  readonly at: Date;
  /** What was done, a verb. */
  readonly what: string;
  /** null: the bot itself. */
  readonly actorId: string | null;
  readonly surface: Surface;
  /** Ids, dates and counts, JSON-ready; customers' words don't belong here. */
  readonly details?: object;
}

/** Appends entries and answers their ids in the same order. Webhooks that want them are told. */
export async function appendHistory(tx: Sql, entries: readonly HistoryEntry[]): Promise<readonly bigint[]> {
  if (entries.length === 0) return [];
  const rows = await tx.query<{ id: bigint }[]>`
    WITH happened AS (
      INSERT INTO history (organisation_id, subject, at, what, actor_id, surface, details)
      SELECT "organisationId", subject, at, what, "actorId", surface, coalesce(details, '{}')
      FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS ("organisationId" uuid, subject text,
        at timestamptz, what text, "actorId" uuid, surface text, details jsonb)) WITH ORDINALITY
      ORDER BY ordinality RETURNING id, organisation_id, subject, what, at
    ), told AS (${tellWebhooksOfHistory('happened')})
    SELECT id FROM happened ORDER BY id`;
  return rows.map(({ id }) => id);
}

/**
 * A part of FROM: the history `e` of one thing, whose subject is in `its`. The subject is made apart from the join: under
 * row-level security PostgreSQL uses no index for a condition that calls a function on a column, unless it trusts it to tell
 * nothing, and `||` is not trusted; it read all of an organisation's history for each thing.
 * @param kind as subjects begin; @param row that has the thing's `id` and `organisation_id`, by its name in the statement
 */
export const historyOf = (kind: 'feedback' | 'idea', row: string): SqlPart =>
  sql.raw(`(SELECT '${kind}:' || ${row}.id AS subject OFFSET 0) its
    JOIN history e ON e.subject = its.subject AND e.organisation_id = ${row}.organisation_id`);

const columns = sql.raw(
  `organisation_id AS "organisationId", subject, at, what, actor_id AS "actorId", surface, details`,
);

/** A page of one thing's history, oldest first, `offset` from 0. */
export function readHistory(
  db: Sql,
  subject: string,
  cut: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly HistoryEntry[]; readonly totalCount: number }> {
  return readRows(db, { columns, from: sql`history WHERE subject = ${subject}`, order: sql`id` }, cut);
}

/** One entry, by the id that `appendHistory` answered, in digits; null: there is none. */
export async function findHistoryEntry(db: Sql, organisationId: string, id: string): Promise<HistoryEntry | null> {
  const rows = await db.query<HistoryEntry[]>`
    SELECT ${columns} FROM history WHERE organisation_id = ${organisationId}::uuid AND id = ${BigInt(id)}`;
  return rows[0] ?? null;
}

/** What is numbered, each kind by itself in each organisation. */
export type NumberedKind =
  | 'feedback'
  | 'idea'
  | 'followUp'
  | 'import'
  | 'survey'
  | 'notice'
  | 'trial'
  | 'life'
  | 'alert'
  | 'theme'
  | 'wall'
  | 'newsletter'
  | 'webhook';

/**
 * For the WITH clause of an insert: the next `count` numbers of a kind, of which `last` is the last. Its row lock makes
 * numbers gapless and unique.
 */
export function nextNumbers(kind: NumberedKind, organisationId: string, count = 1): SqlPart {
  return sql`
    INSERT INTO numbers AS n (organisation_id, kind, last) VALUES (${organisationId}::uuid, ${kind}, ${count}::int)
    ON CONFLICT (organisation_id, kind) DO UPDATE SET last = n.last + ${count}::int RETURNING last`;
}
