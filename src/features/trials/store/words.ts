/** SQL of what customers said in early tests; bound to the organisation. */
import { type Sql, sql } from '../../../storage/database.js';

/** Something that was said under the name of a test. */
export interface Said {
  /** `T-1` */
  readonly trial: string;
  /** null: an answer to the question how likely they are to recommend us. */
  readonly feedbackId: string | null;
  readonly customerName: string | null;
  /** 0 to 10, with what they wrote beside it; null: feedback. */
  readonly score: number | null;
  readonly comment: string | null;
}

/** After one instant (null: ever) and until another, the latest first. Comments that became feedback count as that alone. */
export async function saidBetween(
  db: Sql,
  {
    organisationId,
    since,
    until,
  }: { readonly organisationId: string; readonly since: Date | null; readonly until: Date },
  limit: number,
): Promise<readonly Said[]> {
  const within = (at: ReturnType<typeof sql>) =>
    sql`${at} <= ${until} AND (${since}::timestamptz IS NULL OR ${at} > ${since}::timestamptz)`;
  return db.query<Said[]>`
    SELECT s.trial, s."feedbackId", c.name AS "customerName", s.score, s.comment FROM (
      SELECT trial, id AS "feedbackId", customer_id, NULL::float8 AS score, NULL AS comment, captured_at AS at
      FROM feedback WHERE organisation_id = ${organisationId}::uuid AND trial IS NOT NULL AND state <> 'withdrawn'
        AND ${within(sql`captured_at`)}
      UNION ALL
      SELECT trial, NULL, customer_id, value, comment, taken_at
      FROM scores WHERE organisation_id = ${organisationId}::uuid AND trial IS NOT NULL AND feedback_number IS NULL
        AND feedback_due_at IS NULL AND ${within(sql`taken_at`)}
    ) s LEFT JOIN customers c ON c.organisation_id = ${organisationId}::uuid AND c.id = s.customer_id
    ORDER BY s.at DESC LIMIT ${limit}::int`;
}
