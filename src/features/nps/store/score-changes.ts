/** SQL that changes answers and values that are here: a file says something else of them now, or an import is taken back. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import { changesTakenOut, type ImportRef, noteChanges } from '../../../storage/import-changes.js';
import type { Batch, NewScore } from './scores.js';
import type { KeptValue } from './values.js';

/** A row of a file whose answer is here already. */
export interface KnownRow {
  readonly id: bigint;
  readonly row: NewScore;
}

/** What is kept of an answer and may be said anew. */
const kept = sql.raw(`jsonb_build_object('metricId', s.metric_id, 'value', s.value, 'comment', s.comment,
  'customerId', s.customer_id, 'segment', s.segment, 'givenAt', s.given_at, 'link', s.link,
  'feedbackDueAt', s.feedback_due_at, 'feedbackNumber', s.feedback_number, 'wordsAsNew', s.words_as_new)`);

/**
 * Writes what the rows say now, where that differs, and keeps what was said before for taking the import back. What a
 * row leaves empty stays, unless it is whole. Words that are said anew are handed to feedback again, which changes what it has of them.
 * Answers the ids of those that changed. Only under the lock on their metric; count the months anew.
 */
export async function updateScores(
  tx: Sql,
  { organisationId, importNumber, takenAt, wordsAsNew, isWhole }: Batch,
  known: readonly KnownRow[],
): Promise<readonly bigint[]> {
  const comment = isWhole ? sql`r.comment` : sql`coalesce(r.comment, s.comment)`;
  const incoming = JSON.stringify(known.map(({ id, row }) => ({ ...row, id: String(id) })));
  const rows = await tx.query<{ id: bigint }[]>`
    WITH told AS (
      SELECT s.organisation_id, s.id, ${kept} AS before, r.value AS now_value,
        CASE WHEN r."isUndated" THEN s.given_at ELSE r."givenAt" END AS now_given_at,
        ${comment} AS now_comment, coalesce(r."customerId", s.customer_id) AS now_customer_id,
        coalesce(r.segment, s.segment) AS now_segment, coalesce(r.link, s.link) AS now_link,
        r."feedbackDueAt" AS now_due_at
      FROM jsonb_to_recordset(${incoming}::jsonb) AS r(id bigint, value float8, comment text, "customerId" uuid,
          segment text, "givenAt" timestamptz, "isUndated" boolean, link text, "feedbackDueAt" timestamptz)
        JOIN scores s ON s.organisation_id = ${organisationId}::uuid AND s.id = r.id
      WHERE (s.value, s.given_at, s.comment, s.customer_id, s.segment, s.link) IS DISTINCT FROM
        (r.value, CASE WHEN r."isUndated" THEN s.given_at ELSE r."givenAt" END, ${comment}, coalesce(r."customerId", s.customer_id),
          coalesce(r.segment, s.segment), coalesce(r.link, s.link))
    ), noted AS (
      INSERT INTO import_changes (organisation_id, import_number, kind, item, at, before)
      SELECT organisation_id, ${importNumber}::int, 'score', id::text, ${takenAt}, before FROM told
      WHERE ${importNumber}::int IS NOT NULL
    )
    UPDATE scores s SET value = now_value, given_at = now_given_at, comment = now_comment,
      customer_id = now_customer_id, segment = now_segment, link = now_link, feedback_due_at = now_due_at,
      words_as_new = ${wordsAsNew}
    FROM told WHERE s.organisation_id = told.organisation_id AND s.id = told.id RETURNING s.id`;
  return rows.map(({ id }) => id);
}

/** Notes what stood at dates before an import wrote values there; null: nothing. */
export function noteValues(
  tx: Transaction,
  ref: ImportRef,
  of: {
    readonly metricId: string;
    readonly at: Date;
    readonly changed: readonly { readonly date: string; readonly before: KeptValue | null }[];
  },
): Promise<void> {
  const { metricId, at, changed } = of;
  const changes = changed.map(({ date, before }) => ({
    kind: 'value' as const,
    item: `${metricId}:${date}`,
    before: { metricId, date, ...before },
  }));
  return noteChanges(tx, ref, { at, changes });
}

/** The metrics that an import brought answers or values to, or changed those of. */
export async function metricsOfImport(
  tx: Sql,
  { organisationId, importNumber }: ImportRef,
): Promise<
  readonly {
    readonly metricId: string;
    readonly name: string;
    readonly addedCount: number;
    readonly changedCount: number;
  }[]
> {
  // The kind is asked within CASE: an id of another kind is no number.
  return tx.query`
    WITH changed AS (
      SELECT kind, item, before FROM import_changes
      WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int AND kind <> 'feedback'
    ), touched AS (
      SELECT metric_id, 1 AS added, 0 AS changed FROM scores
      WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int
      UNION ALL
      SELECT s.metric_id, 0, 1 FROM changed JOIN scores s ON s.organisation_id = ${organisationId}::uuid
        AND s.id = CASE WHEN changed.kind = 'score' THEN changed.item::bigint END
      WHERE s.import_number IS DISTINCT FROM ${importNumber}::int
      UNION ALL
      SELECT (before->>'metricId')::uuid, (before->>'value' IS NULL)::int, (before->>'value' IS NOT NULL)::int
      FROM changed WHERE kind = 'value'
    )
    SELECT m.id AS "metricId", m.name, sum(added)::int AS "addedCount", sum(changed)::int AS "changedCount"
    FROM touched JOIN metrics m ON m.id = touched.metric_id GROUP BY m.id, m.name ORDER BY m.name`;
}

/** An answer or a value that is gone or says what it said before. */
export interface Undone {
  readonly metricId: string;
  /** Whom it was of, as long as the import stood; null: nobody is known, or it is a value. */
  readonly customerId: string | null;
}

/** Deletes the answers that the import brought. */
export async function deleteImported(
  tx: Transaction,
  { organisationId, importNumber }: ImportRef,
): Promise<readonly Undone[]> {
  return tx.query`
    WITH gone AS (
      DELETE FROM scores WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int
      RETURNING id, metric_id, customer_id
    ), forgotten AS (
      DELETE FROM import_changes WHERE organisation_id = ${organisationId}::uuid AND kind = 'score'
        AND item IN (SELECT id::text FROM gone)
    )
    SELECT metric_id AS "metricId", customer_id AS "customerId" FROM gone`;
}

/** Writes back what answers said before the import, unless a later one has changed them again. */
export async function restoreScores(tx: Transaction, ref: ImportRef): Promise<readonly Undone[]> {
  return tx.query`
    WITH ${changesTakenOut(ref, 'score')}, old AS (
      SELECT s.organisation_id, s.id, s.customer_id, undone.before
      FROM undone JOIN scores s ON s.organisation_id = ${ref.organisationId}::uuid AND s.id = undone.item::bigint
    )
    UPDATE scores s SET value = b.value, comment = b.comment, customer_id = b."customerId", segment = b.segment,
      given_at = b."givenAt", link = b.link, feedback_due_at = b."feedbackDueAt",
      feedback_number = CASE WHEN old.before ? 'feedbackNumber' THEN b."feedbackNumber" ELSE s.feedback_number END,
      words_as_new = coalesce(b."wordsAsNew", false)
    FROM old CROSS JOIN LATERAL jsonb_to_record(old.before) AS b(value float8, comment text, "customerId" uuid,
      segment text, "givenAt" timestamptz, link text, "feedbackDueAt" timestamptz, "feedbackNumber" int,
      "wordsAsNew" boolean)
    WHERE s.organisation_id = old.organisation_id AND s.id = old.id
    RETURNING s.metric_id AS "metricId", old.customer_id AS "customerId"`;
}

/** The same of values; one that somebody typed since stays. Answers all that the import wrote, each of which was counted. */
export async function restoreValues(tx: Transaction, ref: ImportRef): Promise<readonly Undone[]> {
  return tx.query`
    WITH ${changesTakenOut(ref, 'value')}, old AS (
      SELECT v.metric_id, v.date, b.value, b."takenAt", b."takenById"
      FROM undone CROSS JOIN LATERAL jsonb_to_record(undone.before) AS b("metricId" uuid, date text, value float8,
          "takenAt" timestamptz, "takenById" uuid)
        JOIN metric_values v ON v.organisation_id = ${ref.organisationId}::uuid
          AND v.metric_id = b."metricId" AND v.date = b.date AND v.taken_at <= undone.at
    ), gone AS (
      DELETE FROM metric_values v USING old
      WHERE v.organisation_id = ${ref.organisationId}::uuid
        AND v.metric_id = old.metric_id AND v.date = old.date AND old.value IS NULL
    ), restored AS (
      UPDATE metric_values v SET value = old.value, taken_at = old."takenAt", taken_by_id = old."takenById"
      FROM old WHERE v.organisation_id = ${ref.organisationId}::uuid
        AND v.metric_id = old.metric_id AND v.date = old.date AND old.value IS NOT NULL
    )
    SELECT (before->>'metricId')::uuid AS "metricId", NULL::uuid AS "customerId" FROM taken_out`;
}

/**
 * The metric's own counters after answers went: how many there are and when the last came. One that the import made
 * and that has nothing left goes as well. What was told stays, so that a correction can name it.
 */
export async function recountAnswers(
  tx: Transaction,
  organisationId: string,
  metricId: string,
  { gone, madeSince }: { readonly gone: number; readonly madeSince: Date },
): Promise<void> {
  await tx.execute`
    UPDATE metrics m SET answer_count = greatest(answer_count - ${gone}::int, 0), import_note = NULL, import_due_at = NULL,
      due_at = least(check_due_at, schedule_due_at),
      last_taken_at = greatest((SELECT max(taken_at) FROM scores WHERE organisation_id = m.organisation_id AND metric_id = m.id),
        (SELECT max(taken_at) FROM metric_values WHERE organisation_id = m.organisation_id AND metric_id = m.id),
        (SELECT max(at) FROM import_changes
          WHERE organisation_id = m.organisation_id AND before->>'metricId' = ${metricId}::text))
    WHERE organisation_id = ${organisationId}::uuid AND id = ${metricId}::uuid`;
  await tx.execute`
    DELETE FROM metrics m WHERE organisation_id = ${organisationId}::uuid
      AND id = ${metricId}::uuid AND created_at >= ${madeSince}
      AND NOT EXISTS (SELECT FROM scores WHERE organisation_id = m.organisation_id AND metric_id = m.id)
      AND NOT EXISTS (SELECT FROM metric_values WHERE organisation_id = m.organisation_id AND metric_id = m.id)`;
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
