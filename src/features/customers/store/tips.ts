/** SQL of tips and of who was told; each statement is bound to the organisation. */
import { type Sql, sql } from '../../../storage/database.js';
import type { Tip } from '../rules/tip.js';

/** As the profile's statement reads them, where `c` is the customer: all tips that stand, with what was said to this one. */
export const tipsOfCustomer = sql`coalesce((SELECT json_agg(t) FROM (
  SELECT tip.id, tip.text, tip.link, tip.condition, tip.rest_days AS "restDays", told.at AS "toldAt",
    coalesce(told.unwanted, false) AS "isUnwanted"
  FROM tips tip LEFT JOIN LATERAL (
    SELECT max(at) FILTER (WHERE is_told) AS at, bool_or(NOT is_told) AS unwanted FROM tip_tellings g
    WHERE g.customer_id = c.id AND g.tip_id = tip.id
  ) told ON true
  WHERE tip.organisation_id = c.organisation_id AND tip.removed_at IS NULL ORDER BY tip.added_at, tip.id) t), '[]')`;

/** A tip as the list shows it. */
export interface ListedTip extends Tip {
  readonly addedById: string;
  readonly toldCount: number;
  readonly unwantedCount: number;
}

/** Those that stand, the oldest first: their places are their numbers. */
export async function listTips(db: Sql, organisationId: string): Promise<readonly ListedTip[]> {
  return db.query<ListedTip[]>`
    SELECT id, text, link, condition, rest_days AS "restDays", added_by_id AS "addedById",
      (SELECT count(*)::int FROM tip_tellings g WHERE g.tip_id = t.id AND g.is_told) AS "toldCount",
      (SELECT count(*)::int FROM tip_tellings g WHERE g.tip_id = t.id AND NOT g.is_told) AS "unwantedCount"
    FROM tips t WHERE organisation_id = ${organisationId}::uuid AND removed_at IS NULL ORDER BY added_at, id`;
}

/** Adds one. */
export async function insertTip(
  tx: Sql,
  organisationId: string,
  tip: Tip & { readonly addedById: string; readonly at: Date },
): Promise<void> {
  await tx.execute`
    INSERT INTO tips (id, organisation_id, text, link, condition, rest_days, added_by_id, added_at)
    VALUES (${tip.id}::uuid, ${organisationId}::uuid, ${tip.text}, ${tip.link}, ${tip.condition}, ${tip.restDays}::int,
      ${tip.addedById}::uuid, ${tip.at})`;
}

/** Takes it off, or puts it back. False: it is not there. */
export async function setRemoved(
  tx: Sql,
  organisationId: string,
  { id, at }: { readonly id: string; readonly at: Date | null },
): Promise<boolean> {
  const changed = await tx.execute`
    UPDATE tips SET removed_at = ${at}::timestamptz WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return changed > 0;
}

/** That a customer was told, or that it is none for them. */
export interface Telling {
  readonly id: string;
  readonly tipId: string;
  readonly customerId: string;
  readonly memberId: string;
  readonly at: Date;
  readonly isTold: boolean;
}

/** Answers what was told; null: the tip or the customer is not there any more. */
export async function insertTelling(
  tx: Sql,
  organisationId: string,
  telling: Telling,
): Promise<Pick<Tip, 'text' | 'restDays'> | null> {
  const { id, tipId, customerId, memberId, at, isTold } = telling;
  const [told] = await tx.query<Pick<Tip, 'text' | 'restDays'>[]>`
    WITH tip AS (
      SELECT t.id, t.text, t.rest_days FROM tips t JOIN customers c ON c.organisation_id = t.organisation_id
      WHERE t.id = ${tipId}::uuid AND c.id = ${customerId}::uuid AND t.organisation_id = ${organisationId}::uuid
        AND t.removed_at IS NULL
    ), kept AS (
      INSERT INTO tip_tellings (id, organisation_id, tip_id, customer_id, member_id, at, is_told)
      SELECT ${id}::uuid, ${organisationId}::uuid, tip.id, ${customerId}::uuid, ${memberId}::uuid, ${at}, ${isTold} FROM tip
    )
    SELECT text, rest_days AS "restDays" FROM tip`;
  return told ?? null;
}

/** Takes one back; answers whose customer it was. null: it is not there any more. */
export async function deleteTelling(tx: Sql, organisationId: string, id: string): Promise<string | null> {
  const [gone] = await tx.query<{ customerId: string }[]>`
    DELETE FROM tip_tellings WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid
    RETURNING customer_id AS "customerId"`;
  return gone?.customerId ?? null;
}

/** The latest times that customers were told each of these, at most 1,000 a tip, by tip. */
export async function tellingsOf(
  db: Sql,
  organisationId: string,
  tipIds: readonly string[],
): Promise<readonly { readonly tipId: string; readonly customerId: string; readonly at: Date }[]> {
  return db.query`
    SELECT t.id AS "tipId", told.customer_id AS "customerId", told.at FROM unnest(${[...tipIds]}::uuid[]) AS t(id)
    CROSS JOIN LATERAL (
      SELECT customer_id, max(at) AS at FROM tip_tellings g
      WHERE g.tip_id = t.id AND g.organisation_id = ${organisationId}::uuid AND g.is_told
      GROUP BY customer_id ORDER BY max(at) DESC LIMIT 1000
    ) told`;
}
