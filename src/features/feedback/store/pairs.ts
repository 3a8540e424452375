/** SQL of what people said of two items that are alike: the same, or different. */
import type { Sql, Transaction } from '../../../storage/database.js';
import type { Feedback } from '../rules/feedback.js';
import { columns, type Row, toFeedback } from './feedback.js';

/** What somebody said of an item and an earlier one. */
export type Verdict = 'same' | 'different';

/** An earlier item. `verdict` null: nobody has said anything of the two. */
export interface Earlier {
  readonly feedback: Feedback;
  readonly verdict: Verdict | null;
}

/** The items with these numbers, those of which they are a part, and those of which somebody has said whether they are the same. */
export async function findEarlier(
  database: Sql,
  { organisationId, id }: Pick<Feedback, 'organisationId' | 'id'>,
  numbers: readonly number[],
): Promise<readonly Earlier[]> {
  // Each by itself: for a list of many the planner may read the whole table.
  const rows = await database.query<(Row & { verdict: Verdict | null })[]>`
    SELECT found.*, (SELECT verdict FROM feedback_pairs p WHERE p.organisation_id = ${organisationId}::uuid
      AND p.feedback_id = ${id}::uuid AND p.earlier_id = near.id) AS verdict
    FROM (
      SELECT said.id FROM unnest(${[...numbers]}::int[]) AS wanted(number) CROSS JOIN LATERAL (
        SELECT unnest(ARRAY[f.id, f.same_as_id]) AS id FROM feedback f
        WHERE f.organisation_id = ${organisationId}::uuid AND f.number = wanted.number
      ) said
      UNION SELECT earlier_id FROM feedback_pairs
        WHERE organisation_id = ${organisationId}::uuid AND feedback_id = ${id}::uuid
    ) near CROSS JOIN LATERAL (
      SELECT ${columns} FROM feedback WHERE organisation_id = ${organisationId}::uuid AND id = near.id LIMIT 1
    ) found
    WHERE near.id <> ${id}::uuid`;
  return rows.map(({ verdict, ...row }) => ({ feedback: toFeedback(row), verdict }));
}

/** @param verdict null: takes back what was said */
export async function saveVerdict(
  tx: Transaction,
  { organisationId, id }: Pick<Feedback, 'organisationId' | 'id'>,
  earlierId: string,
  verdict: Verdict | null,
): Promise<void> {
  if (verdict === null) {
    await tx.execute`DELETE FROM feedback_pairs WHERE organisation_id = ${organisationId}::uuid
      AND feedback_id = ${id}::uuid AND earlier_id = ${earlierId}::uuid`;
    return;
  }
  await tx.execute`
    INSERT INTO feedback_pairs (organisation_id, feedback_id, earlier_id, verdict)
    VALUES (${organisationId}::uuid, ${id}::uuid, ${earlierId}::uuid, ${verdict})
    ON CONFLICT (organisation_id, feedback_id, earlier_id) DO UPDATE SET verdict = excluded.verdict`;
}
