/** SQL of the traits and events that systems tell of. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import { type ImportRef, noteChanges } from '../../../storage/import-changes.js';

/** A trait or an event that systems tell of. */
export interface Field {
  readonly kind: 'trait' | 'event';
  /** In lower case. */
  readonly key: string;
  /** As it came first. */
  readonly name: string;
  readonly count: number;
  readonly lastAt: Date;
  /** The system that sent it last; null: nobody noted it. */
  readonly source: string | null;
  /** null: shown by its name. */
  readonly label: string | null;
  /** Kept, and not shown on profiles. */
  readonly isHidden: boolean;
  /** Not kept at all. */
  readonly isKeptOut: boolean;
}

/** What the champion says of a field. */
export type FieldState = Pick<Field, 'kind' | 'key' | 'label' | 'isHidden' | 'isKeptOut'>;

/** Of each kind at most: names are made by programs, and a program can make any number. */
export const maxFieldsOfKind = 300;

/** All of them, the most frequent first. */
export async function readFields(db: Sql, organisationId: string): Promise<Field[]> {
  return db.query<Field[]>`
    SELECT kind, key, name, count, last_at AS "lastAt", source, label, is_hidden AS "isHidden",
      is_kept_out AS "isKeptOut" FROM customer_fields
    WHERE organisation_id = ${organisationId}::uuid ORDER BY kind DESC, count DESC, key`;
}

/** Counts come on top of those that are there; files count nothing. */
export async function addFields(
  tx: Transaction,
  organisationId: string,
  fields: readonly Pick<Field, 'kind' | 'key' | 'name' | 'count'>[],
  { source, now }: { readonly source: string; readonly now: Date },
): Promise<void> {
  if (fields.length === 0) return;
  await tx.execute`
    INSERT INTO customer_fields AS f (organisation_id, kind, key, name, count, last_at, source)
    SELECT ${organisationId}::uuid, kind, key, name, count, ${now}::timestamptz, ${source}
    FROM jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) AS t(kind text, key text, name text, count int)
    ON CONFLICT (organisation_id, kind, key) DO UPDATE SET
      last_at = CASE WHEN excluded.count > 0 THEN excluded.last_at ELSE f.last_at END,
      source = CASE WHEN excluded.count > 0 THEN excluded.source ELSE f.source END,
      count = least(f.count::bigint + excluded.count, 2147483647)::int`;
}

/** Answers whether it is there. */
export async function changeField(tx: Transaction, organisationId: string, state: FieldState): Promise<boolean> {
  const { kind, key, label, isHidden, isKeptOut } = state;
  const changed = await tx.execute`
    UPDATE customer_fields SET label = ${label}, is_hidden = ${isHidden}, is_kept_out = ${isKeptOut}
    WHERE organisation_id = ${organisationId}::uuid AND kind = ${kind} AND key = ${key}`;
  return changed > 0;
}

/** How many customers and people there have a trait, or how many customers did it. */
export interface Holders {
  readonly customerCount: number;
  readonly personCount: number;
}

/** Of every trait and event that somebody has, by `kind key`. */
export async function countHolders(db: Sql, organisationId: string): Promise<ReadonlyMap<string, Holders>> {
  const rows = await db.query<({ kind: string; name: string } & Holders)[]>`
    SELECT 'trait' AS kind, name, (count(*) FILTER (WHERE NOT is_person))::int AS "customerCount",
      (count(*) FILTER (WHERE is_person))::int AS "personCount"
    FROM (
      SELECT jsonb_object_keys(attributes) AS name, false AS is_person FROM customers
      WHERE organisation_id = ${organisationId}::uuid AND attributes <> '{}'
      UNION ALL
      SELECT jsonb_object_keys(attributes), true FROM customer_people
      WHERE organisation_id = ${organisationId}::uuid AND attributes <> '{}'
    ) held GROUP BY name
    UNION ALL
    SELECT 'event', name, count(DISTINCT customer_id)::int, 0 FROM customer_events
    WHERE organisation_id = ${organisationId}::uuid GROUP BY name`;
  const held = new Map<string, Holders>();
  // "Plan" and "plan" are one, and a database does not fold every letter.
  for (const { kind, name, customerCount, personCount } of rows) {
    const key = `${kind} ${name.toLowerCase()}`;
    const same = held.get(key) ?? { customerCount: 0, personCount: 0 };
    held.set(key, {
      customerCount: same.customerCount + customerCount,
      personCount: same.personCount + personCount,
    });
  }
  return held;
}

/** What these customers did of what is kept out. */
export async function deleteEvents(
  tx: Transaction,
  organisationId: string,
  { customerIds, names }: { readonly customerIds: readonly string[]; readonly names: readonly string[] },
): Promise<void> {
  if (names.length === 0) return;
  await tx.execute`
    DELETE FROM customer_events WHERE organisation_id = ${organisationId}::uuid
      AND customer_id = ANY(${[...customerIds]}::uuid[]) AND name = ANY(${[...names]}::text[])`;
}

/** Notes which of these only files have told of, for taking the import back. */
export async function noteFields(tx: Transaction, ref: ImportRef, keys: readonly string[], at: Date): Promise<void> {
  await noteChanges(tx, ref, {
    at,
    changes: keys.map((item) => ({ kind: 'customerField' as const, item, before: {} })),
  });
}

/** Those that only this import has told of, and nobody has said anything of, are known no more. */
export async function forgetFields(tx: Transaction, { organisationId, importNumber }: ImportRef): Promise<void> {
  await tx.execute`
    WITH told AS (
      DELETE FROM import_changes WHERE organisation_id = ${organisationId}::uuid
        AND import_number = ${importNumber}::int AND kind = 'customerField' RETURNING item
    )
    DELETE FROM customer_fields f WHERE f.organisation_id = ${organisationId}::uuid AND f.kind = 'trait'
      AND f.key IN (SELECT item FROM told) AND f.count = 0 AND f.label IS NULL AND NOT f.is_hidden AND NOT f.is_kept_out
      AND NOT EXISTS (SELECT FROM import_changes o WHERE o.organisation_id = f.organisation_id
        AND o.kind = 'customerField' AND o.item = f.key AND o.import_number <> ${importNumber}::int)`;
}

/** SQL for what is shown otherwise than it is called, for the customer `c`: `{"plan": "Plan"}`, null: not shown. */
export const shownAs = sql`coalesce((
  SELECT json_object_agg(f.key, CASE WHEN f.is_hidden OR f.is_kept_out THEN NULL ELSE f.label END)
  FROM customer_fields f WHERE f.organisation_id = c.organisation_id AND f.kind = 'trait'
    AND (f.is_hidden OR f.is_kept_out OR f.label IS NOT NULL)), '{}')`;

/** Events that a profile names. */
const namedEvents = 8;

/** SQL of what the customer `c` did lately, the latest first, with the days that may count: see rules/known.ts. */
export const eventsOf = sql`coalesce((SELECT json_agg(e) FROM (
  SELECT coalesce(min(f.label), e.name) AS name, min(e.first_at) AS "firstAt", max(e.last_at) AS "lastAt",
    (array_agg(json_build_array(e.day, e.count) ORDER BY e.day DESC))[1:31] AS days
  FROM customer_events e LEFT JOIN customer_fields f
    ON f.organisation_id = e.organisation_id AND f.kind = 'event' AND f.name = e.name
  WHERE e.customer_id = c.id AND f.is_hidden IS NOT TRUE AND f.is_kept_out IS NOT TRUE
  GROUP BY e.name ORDER BY max(e.last_at) DESC, e.name LIMIT ${namedEvents}::int) e), '[]')`;
