/** SQL about how feedback does not sound: what owners called wrong. */
import type { Sql, Transaction } from '../../../storage/database.js';
import type { CustomerTone } from '../rules/tone/tone-list.js';

/** @param tones all that are wrong from now on */
export async function saveWrongTones(
  tx: Transaction,
  organisationId: string,
  feedbackId: string,
  tones: readonly CustomerTone[],
): Promise<void> {
  await tx.execute`UPDATE feedback SET wrong_tones = ${[...tones]}::text[]
    WHERE organisation_id = ${organisationId}::uuid AND id = ${feedbackId}::uuid`;
}

/** How many pieces of feedback have each tone called wrong; those with none are left out. */
export async function countWrongTones(
  database: Sql,
  organisationId: string,
): Promise<ReadonlyMap<CustomerTone, number>> {
  const rows = await database.query<{ tone: CustomerTone; count: number }[]>`
    SELECT tone, count(*)::int AS count FROM feedback, unnest(wrong_tones) AS tone
    WHERE organisation_id = ${organisationId}::uuid AND wrong_tones <> '{}'
    GROUP BY tone ORDER BY count(*) DESC, tone`;
  return new Map(rows.map(({ tone, count }) => [tone, count]));
}
