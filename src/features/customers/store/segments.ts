/** SQL of segments: their rules, what conditions look at, who is in which, and how far looking anew is. */
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { dayBeforeRecent } from '../rules/known.js';
import type { CustomerFacts, FurtherFacts, SegmentRule } from '../rules/segment.js';

/** As put_aside names it: by the organisation. */
export const segmentWork = 'customers.segments';

/** By name. */
export async function listSegmentRules(db: Sql, organisationId: string): Promise<readonly SegmentRule[]> {
  return db.query<SegmentRule[]>`
    SELECT id, name, condition FROM segment_rules WHERE organisation_id = ${organisationId}::uuid ORDER BY key`;
}

/**
 * Whoever changes facts reads the rules under this until the transaction ends, and whoever changes rules waits for it: so
 * nobody is left where an older rule put them.
 */
export async function holdRules(tx: Transaction, organisationId: string, mode: 'read' | 'change'): Promise<void> {
  const lock = sql.raw(mode === 'read' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await tx.execute`SELECT ${lock}(hashtextextended(${`customers.segments ${organisationId}`}, 0))`;
}

/** Answers whether it was there under this name. Only under holdRules. */
export async function saveSegmentRule(
  tx: Transaction,
  organisationId: string,
  { id, name, key, condition }: SegmentRule & { readonly key: string },
  now: Date,
): Promise<boolean> {
  const [saved] = await tx.query<{ isNew: boolean }[]>`
    INSERT INTO segment_rules (id, organisation_id, name, key, condition, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${name}, ${key}, ${condition}, ${now})
    ON CONFLICT (organisation_id, key) DO UPDATE SET name = excluded.name, condition = excluded.condition
    RETURNING id = ${id}::uuid AS "isNew"`;
  return saved?.isNew === false;
}

/** Answers its name; null: there is none. Only under holdRules. */
export async function deleteSegmentRule(
  tx: Transaction,
  organisationId: string,
  key: string,
): Promise<{ readonly name: string; readonly condition: string } | null> {
  const [gone] = await tx.query<{ name: string; condition: string }[]>`
    DELETE FROM segment_rules WHERE organisation_id = ${organisationId}::uuid AND key = ${key} RETURNING name, condition`;
  return gone ?? null;
}

/** @param asks what is read beside attributes: nobody waits for what no condition asks */
export async function readFacts(
  db: Sql,
  organisationId: string,
  {
    ids,
    asks,
    now,
    lock = false,
  }: { readonly ids: readonly string[]; readonly asks: FurtherFacts; readonly now: Date; readonly lock?: boolean },
): Promise<readonly CustomerFacts[]> {
  const score = asks.score
    ? sql`(SELECT s.value FROM scores s JOIN metrics m ON m.id = s.metric_id
        WHERE s.customer_id = c.id AND m.organisation_id = c.organisation_id AND m.key = 'nps'
        ORDER BY s.given_at DESC, s.id DESC LIMIT 1)`
    : sql`NULL::float8`;
  const events = asks.events
    ? sql`coalesce((SELECT json_object_agg(e.name, e.count) FROM (
        SELECT name, sum(count)::int AS count FROM customer_events
        WHERE organisation_id = ${organisationId}::uuid
          AND customer_id = c.id AND day > ${dayBeforeRecent(now)} GROUP BY name) e), '{}')`
    : sql`'{}'::json`;
  // Who holds one of these is changing its facts, and then looks at the rules as well.
  const locked = lock ? sql`FOR NO KEY UPDATE OF c SKIP LOCKED` : sql.empty;
  return db.query<CustomerFacts[]>`
    SELECT c.id, c.name, c.segment, c.attributes, ${score} AS score, ${events} AS events,
      c.rule_segments AS "ruleSegments"
    FROM customers c WHERE c.organisation_id = ${organisationId}::uuid AND c.id = ANY(${[...ids]}::uuid[])
    ${locked}`;
}

/** Writes who is in which now, in one statement. */
export async function saveSegments(
  tx: Transaction,
  organisationId: string,
  changed: readonly { readonly id: string; readonly segments: readonly string[] }[],
): Promise<void> {
  if (changed.length === 0) return;
  await tx.execute`
    UPDATE customers c SET rule_segments = ARRAY(SELECT jsonb_array_elements_text(t.segments))
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS t(id uuid, segments jsonb)
    WHERE c.id = t.id AND c.organisation_id = ${organisationId}::uuid`;
}

/** Names of what customers do, the most frequent first. */
export async function listEventNames(db: Sql, organisationId: string): Promise<readonly string[]> {
  const rows = await db.query<{ name: string }[]>`
    SELECT name FROM customer_fields WHERE organisation_id = ${organisationId}::uuid AND kind = 'event'
    ORDER BY count DESC, key`;
  return rows.map(({ name }) => name);
}

/** Names of facts that customers have: of the newest, or of all. */
export async function listFactNames(
  db: Sql,
  organisationId: string,
  among: 'newest' | 'all',
): Promise<readonly string[]> {
  const limit = among === 'newest' ? sql`LIMIT 5000` : sql.empty;
  const rows = await db.query<{ name: string }[]>`
    SELECT DISTINCT jsonb_object_keys(attributes) AS name FROM (
      SELECT attributes FROM customers WHERE organisation_id = ${organisationId}::uuid ORDER BY id DESC ${limit}
    ) c ORDER BY 1 LIMIT 1000`;
  return rows.map(({ name }) => name);
}

/** How many customers are in each rule's segment, by its name. */
export async function countSegments(db: Sql, organisationId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ name: string; count: number }[]>`
    SELECT t.segment AS name, count(*)::int AS count
    FROM customers c CROSS JOIN LATERAL unnest(c.rule_segments) AS t(segment)
    WHERE c.organisation_id = ${organisationId}::uuid AND c.rule_segments <> '{}' GROUP BY 1`;
  return new Map(rows.map(({ name, count }) => [name, count]));
}

/** Every customer is to be looked at anew, from the first on. */
export async function startSweep(tx: Transaction, organisationId: string, dueAt: Date): Promise<void> {
  await tx.execute`
    INSERT INTO segment_sweeps (organisation_id, due_at) VALUES (${organisationId}::uuid, ${dueAt})
    ON CONFLICT (organisation_id) DO UPDATE SET done_id = NULL, done_count = 0, due_at = excluded.due_at`;
}

/** How far looking anew is. */
export interface SegmentSweep {
  readonly organisationId: string;
  readonly doneId: string | null;
  readonly doneCount: number;
  readonly dueAt: Date | null;
}

const sweepColumns = sql`organisation_id AS "organisationId", done_id AS "doneId", done_count AS "doneCount", due_at AS "dueAt"`;

/** null: its segments were never looked at. */
export async function findSweep(db: Sql, organisationId: string): Promise<SegmentSweep | null> {
  const [found] = await db.query<SegmentSweep[]>`
    SELECT ${sweepColumns} FROM segment_sweeps WHERE organisation_id = ${organisationId}::uuid`;
  return found ?? null;
}

/** When the next piece is due. */
export const sweepDue = dueNext(segmentWork, {
  table: 'segment_sweeps',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** The organisation whose turn it is, locked. @param organisationId only this one */
export async function claimSweep(
  tx: Transaction,
  now: Date,
  organisationId?: string,
): Promise<readonly (SegmentSweep & { readonly id: string })[]> {
  const only = organisationId === undefined ? sql.empty : sql`AND organisation_id = ${organisationId}::uuid`;
  return tx.query<(SegmentSweep & { id: string })[]>`
    SELECT organisation_id AS id, ${sweepColumns} FROM segment_sweeps
    WHERE due_at <= ${now} AND ${claimable(segmentWork, 'segment_sweeps', now, 'organisation_id')} ${only}
    ORDER BY due_at, done_count LIMIT 1 FOR UPDATE SKIP LOCKED`;
}

/** The next customers after one, by id. */
export async function nextCustomers(
  db: Sql,
  organisationId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const from = after === null ? sql.empty : sql`AND id > ${after}::uuid`;
  const rows = await db.query<{ id: string }[]>`
    SELECT id FROM customers WHERE organisation_id = ${organisationId}::uuid ${from} ORDER BY id LIMIT ${limit}::int`;
  return rows.map(({ id }) => id);
}

/** Moves the mark of how far it is. */
export async function saveSweep(
  tx: Transaction,
  { organisationId, doneId, doneCount, dueAt }: SegmentSweep,
): Promise<void> {
  await tx.execute`
    UPDATE segment_sweeps SET done_id = ${doneId}::uuid, done_count = ${doneCount}::int, due_at = ${dueAt}
    WHERE organisation_id = ${organisationId}::uuid`;
}

/** How many customers there are. */
export async function countCustomers(db: Sql, organisationId: string): Promise<number> {
  const [row] = await db.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM customers WHERE organisation_id = ${organisationId}::uuid`;
  return row?.count ?? 0;
}
