/** SQL of customers that may be one. */
import type { Cut, Found } from '../../../chat/pages.js';
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { readRows } from '../../../storage/page.js';

/** The kind of the question, as reminders and put_aside name it. */
export const pairKind = 'customers.pairs';

/** Why two may be one. */
export type PairReason = 'name' | 'domain' | 'id' | 'person';

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
    INSERT INTO customer_pairs (organisation_id, one_id, other_id, reason, proposed_at, due_at)
    SELECT ${organisationId}::uuid, least("oneId", "otherId"), greatest("oneId", "otherId"), min(reason),
      ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS t("oneId" uuid, "otherId" uuid, reason text)
    GROUP BY 2, 3 ON CONFLICT DO NOTHING`;
}

/** Two customers that may be one, as people read it: the newer, or the person, would become part of the other. */
export interface Pair {
  readonly id: string;
  readonly organisationId: string;
  readonly reason: PairReason;
  readonly part: PairSide;
  readonly whole: PairSide;
  /** null: it is open. */
  readonly differentAt: Date | null;
}

/** One of the two. */
export interface PairSide {
  readonly id: string;
  readonly name: string;
}

const pairs = sql`customer_pairs p
  JOIN customers a ON a.organisation_id = p.organisation_id AND a.id = p.one_id
  JOIN customers b ON b.organisation_id = p.organisation_id AND b.id = p.other_id`;
const side = (name: string) => sql.raw(`json_build_object('id', ${name}.id, 'name', ${name}.name)`);
const isFirstWhole = sql`(a.is_person, a.created_at, a.id) < (b.is_person, b.created_at, b.id)`;
const columns = sql`p.id, p.organisation_id AS "organisationId", p.reason, p.different_at AS "differentAt",
  CASE WHEN ${isFirstWhole} THEN ${side('b')} ELSE ${side('a')} END AS part,
  CASE WHEN ${isFirstWhole} THEN ${side('a')} ELSE ${side('b')} END AS whole`;

/** A page of those that nobody has decided, the oldest first. */
export async function listPairs(db: Sql, organisationId: string, cut: Cut): Promise<Found<Pair>> {
  const from = sql`${pairs} WHERE p.organisation_id = ${organisationId}::uuid AND p.different_at IS NULL`;
  return readRows<Pair>(db, { columns, from, order: sql`p.proposed_at, p.id` }, cut);
}

/** Those that are found, decided or not. */
export async function findPairs(db: Sql, organisationId: string, ids: readonly string[]): Promise<readonly Pair[]> {
  return db.query<Pair[]>`
    SELECT ${columns} FROM ${pairs}
    WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ANY(${[...ids]}::uuid[])`;
}

/** The questions about these customers that nobody has decided. */
export async function openPairsOf(
  db: Sql,
  organisationId: string,
  customerIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }[]>`
    SELECT id FROM customer_pairs WHERE organisation_id = ${organisationId}::uuid AND different_at IS NULL
      AND (one_id = ANY(${[...customerIds]}::uuid[]) OR other_id = ANY(${[...customerIds]}::uuid[]))`;
  return rows.map(({ id }) => id);
}

/** When the next pair is to be asked about. */
export const pairsDue = dueNext(pairKind, { table: 'customer_pairs', dueAt: 'due_at' });

/** Those that are due and not in the hands of another copy of the bot; locked. */
export async function claimPairs(
  tx: Transaction,
  now: Date,
  limit: number,
): Promise<readonly { readonly id: string; readonly organisationId: string }[]> {
  return tx.query`
    SELECT id, organisation_id AS "organisationId" FROM customer_pairs
    WHERE due_at <= ${now} AND ${claimable(pairKind, 'customer_pairs', now)}
    ORDER BY due_at, id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}

/** When these are asked about; null: they are asked. */
export async function setPairsDue(
  tx: Transaction,
  organisationIds: readonly string[],
  ids: readonly string[],
  dueAt: Date | null,
): Promise<void> {
  await tx.execute`UPDATE customer_pairs SET due_at = ${dueAt}::timestamptz
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND id = ANY(${[...ids]}::uuid[])`;
}

/** The champion decides, or takes it back (null). Answers whether it is there. */
export async function setDifferent(
  tx: Transaction,
  organisationId: string,
  id: string,
  at: Date | null,
): Promise<boolean> {
  const changed = await tx.execute`
    UPDATE customer_pairs SET different_at = ${at}::timestamptz, due_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return changed > 0;
}

/** What is asked of one customer is asked of the other, whom it becomes part of; what was decided stays decided. */
export async function movePairs(
  tx: Transaction,
  organisationId: string,
  { fromId, toId, now }: { readonly fromId: string; readonly toId: string; readonly now: Date },
): Promise<void> {
  await tx.execute`
    INSERT INTO customer_pairs AS p (organisation_id, one_id, other_id, reason, proposed_at, different_at, due_at)
    SELECT organisation_id, least(${toId}::uuid, third), greatest(${toId}::uuid, third), reason, proposed_at, different_at,
      CASE WHEN different_at IS NULL THEN ${now}::timestamptz END
    FROM (SELECT *, CASE WHEN one_id = ${fromId}::uuid THEN other_id ELSE one_id END AS third FROM customer_pairs
      WHERE organisation_id = ${organisationId}::uuid AND ${fromId}::uuid IN (one_id, other_id)) old
    WHERE third <> ${toId}::uuid
    ON CONFLICT (organisation_id, one_id, other_id)
      DO UPDATE SET different_at = coalesce(p.different_at, excluded.different_at),
        due_at = CASE WHEN excluded.different_at IS NULL THEN p.due_at END`;
}

/** Somebody said that they are two. */
export async function markDifferent(
  tx: Transaction,
  organisationId: string,
  [oneId, otherId]: readonly [string, string],
  now: Date,
): Promise<void> {
  await tx.execute`
    INSERT INTO customer_pairs (organisation_id, one_id, other_id, reason, proposed_at, different_at)
    VALUES (${organisationId}::uuid, least(${oneId}::uuid, ${otherId}::uuid), greatest(${oneId}::uuid, ${otherId}::uuid),
      'name', ${now}, ${now})
    ON CONFLICT (organisation_id, one_id, other_id)
      DO UPDATE SET different_at = excluded.different_at, due_at = NULL`;
}
