/** SQL that changes answers that are here: a file says something else of them now, or an import is taken back. */
import { Prisma } from '../../../storage/database.js';
import type { Queries } from './metrics.js';
import type { Batch, NewScore } from './scores.js';

/** A row of a file whose answer is here already. */
export interface KnownRow {
  readonly id: bigint;
  readonly row: NewScore;
}

/** What is kept of an answer and may be said anew. */
const kept = Prisma.raw(`jsonb_build_object('value', s.value, 'comment', s.comment, 'customerId', s.customer_id,
  'segment', s.segment, 'givenAt', s.given_at, 'link', s.link, 'feedbackDueAt', s.feedback_due_at)`);

/**
 * Writes what the rows say now, where that differs, and keeps what was said before for taking the import back. What a
 * row leaves empty stays. Answers the ids of those that changed. Only under the lock on their metric; count the months anew.
 */
export async function updateScores(
  tx: Queries,
  { organisationId, importNumber }: Pick<Batch, 'organisationId' | 'importNumber'>,
  known: readonly KnownRow[],
): Promise<readonly bigint[]> {
  const incoming = JSON.stringify(known.map(({ id, row }) => ({ ...row, id: String(id) })));
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    WITH told AS (
      SELECT s.organisation_id, s.id, ${kept} AS before, r.value AS now_value, r."givenAt" AS now_given_at,
        coalesce(r.comment, s.comment) AS now_comment, coalesce(r."customerId", s.customer_id) AS now_customer_id,
        coalesce(r.segment, s.segment) AS now_segment, coalesce(r.link, s.link) AS now_link,
        CASE WHEN s.feedback_number IS NULL THEN r."feedbackDueAt" END AS now_due_at
      FROM jsonb_to_recordset(${incoming}::jsonb) AS r(id bigint, value float8, comment text, "customerId" uuid,
          segment text, "givenAt" timestamptz, link text, "feedbackDueAt" timestamptz)
        JOIN scores s ON s.organisation_id = ${organisationId}::uuid AND s.id = r.id
      WHERE (s.value, s.given_at, s.comment, s.customer_id, s.segment, s.link) IS DISTINCT FROM
        (r.value, r."givenAt", coalesce(r.comment, s.comment), coalesce(r."customerId", s.customer_id),
          coalesce(r.segment, s.segment), coalesce(r.link, s.link))
    ), noted AS (
      INSERT INTO score_changes (organisation_id, import_number, score_id, before)
      SELECT organisation_id, ${importNumber}::int, id, before FROM told WHERE ${importNumber}::int IS NOT NULL
    )
    UPDATE scores s SET value = now_value, given_at = now_given_at, comment = now_comment,
      customer_id = now_customer_id, segment = now_segment, link = now_link, feedback_due_at = now_due_at
    FROM told WHERE s.organisation_id = told.organisation_id AND s.id = told.id RETURNING s.id`;
  return rows.map(({ id }) => id);
}
