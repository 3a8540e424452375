/** SQL of the traits and events that systems tell of, and of customers that may be one. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';

/** A trait or an event that systems tell of. */
export interface Field {
  readonly kind: 'trait' | 'event';
  /** In lower case. */
  readonly key: string;
  /** As it came first. */
  readonly name: string;
  readonly count: number;
  readonly lastAt: Date;
  /** null: shown by its name. */
  readonly label: string | null;
  /** Kept out. */
  readonly isHidden: boolean;
}

/** Of each kind at most: names are made by programs, and a program can make any number. */
export const maxFieldsOfKind = 300;

/** All of them, the most frequent first. */
export async function readFields(db: Sql, organisationId: string): Promise<Field[]> {
  return db.query<Field[]>`
    SELECT kind, key, name, count, last_at AS "lastAt", label, is_hidden AS "isHidden" FROM customer_fields
    WHERE organisation_id = ${organisationId}::uuid ORDER BY kind DESC, count DESC, key`;
}

/** Counts come on top of those that are there. */
export async function addFields(
  tx: Transaction,
  organisationId: string,
  fields: readonly Pick<Field, 'kind' | 'key' | 'name' | 'count'>[],
  now: Date,
): Promise<void> {
  if (fields.length === 0) return;
  await tx.execute`
    INSERT INTO customer_fields AS f (organisation_id, kind, key, name, count, last_at)
    SELECT ${organisationId}::uuid, kind, key, name, count, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) AS t(kind text, key text, name text, count int)
    ON CONFLICT (organisation_id, kind, key) DO UPDATE SET last_at = excluded.last_at,
      count = least(f.count::bigint + excluded.count, 2147483647)::int`;
}

/** SQL for what is shown otherwise than it is called, for the customer `c`: `{"plan": "Plan"}`, null: hidden. */
export const shownAs = sql`coalesce((SELECT json_object_agg(f.key, CASE WHEN f.is_hidden THEN NULL ELSE f.label END)
  FROM customer_fields f WHERE f.organisation_id = c.organisation_id AND f.kind = 'trait'
    AND (f.is_hidden OR f.label IS NOT NULL)), '{}')`;

/** Events that a profile names. */
const namedEvents = 8;

/** SQL of what the customer `c` did lately, the latest first, with the days that may count: see rules/known.ts. */
export const eventsOf = sql`coalesce((SELECT json_agg(e) FROM (
  SELECT coalesce(min(f.label), e.name) AS name, max(e.last_at) AS "lastAt",
    (array_agg(json_build_array(e.day, e.count) ORDER BY e.day DESC))[1:31] AS days
  FROM customer_events e LEFT JOIN customer_fields f
    ON f.organisation_id = e.organisation_id AND f.kind = 'event' AND f.key = lower(e.name)
  WHERE e.customer_id = c.id AND f.is_hidden IS NOT TRUE
  GROUP BY e.name ORDER BY max(e.last_at) DESC, e.name LIMIT ${namedEvents}::int) e), '[]')`;

/** Why two may be one. */
type PairReason = 'name' | 'domain' | 'id' | 'person';

/** Two customers that may be one, in either order. */
export interface ProposedPair {
  readonly oneId: string;
  readonly otherId: string;
  readonly reason: PairReason;
}

/** Those that were asked about before are not asked again. */
export async function proposePairs(
  tx: Transaction,
  organisationId: string,
  pairs: readonly ProposedPair[],
  now: Date,
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.execute`
    INSERT INTO customer_pairs (organisation_id, one_id, other_id, reason, proposed_at)
    SELECT ${organisationId}::uuid, least("oneId", "otherId"), greatest("oneId", "otherId"), min(reason),
      ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS t("oneId" uuid, "otherId" uuid, reason text)
    GROUP BY 2, 3 ON CONFLICT DO NOTHING`;
}
