/** SQL of customers that may be one. */
import type { Transaction } from '../../../storage/database.js';

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

/** What is asked of one customer is asked of the other, whom it becomes part of; what was decided stays decided. */
export async function movePairs(tx: Transaction, organisationId: string, fromId: string, toId: string): Promise<void> {
  await tx.execute`
    INSERT INTO customer_pairs AS p (organisation_id, one_id, other_id, reason, proposed_at, different_at)
    SELECT organisation_id, least(${toId}::uuid, third), greatest(${toId}::uuid, third), reason, proposed_at, different_at
    FROM (SELECT *, CASE WHEN one_id = ${fromId}::uuid THEN other_id ELSE one_id END AS third FROM customer_pairs
      WHERE organisation_id = ${organisationId}::uuid AND ${fromId}::uuid IN (one_id, other_id)) old
    WHERE third <> ${toId}::uuid
    ON CONFLICT (organisation_id, one_id, other_id)
      DO UPDATE SET different_at = coalesce(p.different_at, excluded.different_at)`;
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
    ON CONFLICT (organisation_id, one_id, other_id) DO UPDATE SET different_at = excluded.different_at`;
}
