/** SQL that changes answers that are here: a file says something else of them now, or an import is taken back. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { Batch, NewScore } from './scores.js';

/** A row of a file whose answer is here already. */
export interface KnownRow {
  readonly id: bigint;
  readonly row: NewScore;
}

/** What is kept of an answer and may be said anew. */
const kept = sql.raw(`jsonb_build_object('value', s.value, 'comment', s.comment, 'customerId', s.customer_id,
  'segment', s.segment, 'givenAt', s.given_at, 'link', s.link, 'feedbackDueAt', s.feedback_due_at)`);

/**
 * Writes what the rows say now, where that differs, and keeps what was said before for taking the import back. What a
 * row leaves empty stays. Answers the ids of those that changed. Only under the lock on their metric; count the months anew.
 */
export async function updateScores(
  tx: Sql,
  { organisationId, importNumber }: Pick<Batch, 'organisationId' | 'importNumber'>,
  known: readonly KnownRow[],
): Promise<readonly bigint[]> {
  const incoming = JSON.stringify(known.map(({ id, row }) => ({ ...row, id: String(id) })));
  const rows = await tx.query<{ id: bigint }[]>`
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

/** The metrics that an import brought answers to or changed answers of. */
export async function metricsOfImport(
  tx: Sql,
  organisationId: string,
  importNumber: number,
): Promise<
  readonly {
    readonly metricId: string;
    readonly name: string;
    readonly addedCount: number;
    readonly changedCount: number;
  }[]
> {
  return tx.query`
    SELECT m.id AS "metricId", m.name, count(s.id) FILTER (WHERE s.import_number = ${importNumber}::int)::int AS "addedCount",
      count(s.id) FILTER (WHERE s.import_number IS DISTINCT FROM ${importNumber}::int)::int AS "changedCount"
    FROM scores s JOIN metrics m ON m.id = s.metric_id
    WHERE s.organisation_id = ${organisationId}::uuid AND (s.import_number = ${importNumber}::int OR s.id IN (
      SELECT score_id FROM score_changes
      WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int))
    GROUP BY m.id, m.name ORDER BY m.name`;
}

/** Deletes what the import brought, and answers the customers of those answers. */
export async function deleteImported(
  tx: Transaction,
  organisationId: string,
  importNumber: number,
): Promise<readonly { readonly metricId: string; readonly customerId: string | null }[]> {
  return tx.query`
    DELETE FROM scores WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int
    RETURNING metric_id AS "metricId", customer_id AS "customerId"`;
}

/** Writes back what answers said before the import, unless a later one has changed them again. */
export async function restoreChanged(
  tx: Transaction,
  organisationId: string,
  importNumber: number,
): Promise<readonly { readonly metricId: string }[]> {
  const restored = await tx.query<{ metricId: string }[]>`
    UPDATE scores s SET value = b.value, comment = b.comment, customer_id = b."customerId", segment = b.segment,
      given_at = b."givenAt", link = b.link, feedback_due_at = b."feedbackDueAt"
    FROM score_changes c CROSS JOIN LATERAL jsonb_to_record(c.before) AS b(value float8, comment text,
      "customerId" uuid, segment text, "givenAt" timestamptz, link text, "feedbackDueAt" timestamptz)
    WHERE c.organisation_id = ${organisationId}::uuid AND c.import_number = ${importNumber}::int
      AND s.organisation_id = c.organisation_id AND s.id = c.score_id
      AND NOT EXISTS (SELECT FROM score_changes later WHERE later.score_id = c.score_id AND later.id > c.id)
    RETURNING s.metric_id AS "metricId"`;
  await tx.execute`
    DELETE FROM score_changes WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int`;
  return restored;
}

/**
 * The metric's own counters after answers went: how many there are and when the last came. One that the import made
 * and that has nothing left goes as well. What was told stays, so that a correction can name it.
 */
export async function recountAnswers(
  tx: Transaction,
  metricId: string,
  { gone, madeSince }: { readonly gone: number; readonly madeSince: Date },
): Promise<void> {
  await tx.execute`
    UPDATE metrics m SET answer_count = greatest(answer_count - ${gone}::int, 0), import_note = NULL, import_due_at = NULL,
      due_at = least(check_due_at, schedule_due_at),
      last_taken_at = (SELECT max(taken_at) FROM scores WHERE metric_id = m.id)
    WHERE id = ${metricId}::uuid AND kind <> 'number'`;
  await tx.execute`
    DELETE FROM metrics m WHERE id = ${metricId}::uuid AND created_at >= ${madeSince}
      AND NOT EXISTS (SELECT FROM scores WHERE metric_id = m.id)
      AND NOT EXISTS (SELECT FROM metric_values WHERE metric_id = m.id)`;
}

/** Where a metric was posted since an instant: those places read the numbers that an import made wrong. */
export async function placesToldSince(
  tx: Sql,
  {
    organisationId,
    metricId,
    since,
  }: { readonly organisationId: string; readonly metricId: string; readonly since: Date },
): Promise<readonly string[]> {
  const rows = await tx.query<{ placeId: string }[]>`
    SELECT DISTINCT payload->>'placeId' AS "placeId" FROM deliveries
    WHERE organisation_id = ${organisationId}::uuid AND kind = 'nps.post' AND payload->>'metricId' = ${metricId}
      AND created_at >= ${since} AND state IN ('sent', 'sending', 'unknown')`;
  return rows.map(({ placeId }) => placeId);
}
