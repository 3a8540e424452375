/** SQL that takes answers in, and counts them in `score_months`, so that nobody has to read all answers to know a number. */
import type { Surface } from '../../../kernel/person.js';
import { type Column, rowsAs, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { tellWebhooks } from '../../../storage/tell-webhooks.js';

/** An answer to insert. Its id is given by the database. */
export interface NewScore {
  readonly value: number;
  readonly comment: string | null;
  readonly customerId: string | null;
  readonly segment: string | null;
  readonly givenAt: Date;
  /** Its source gives it no date: it changes none that is kept. */
  readonly isUndated: boolean;
  /** null: it can't be known again. */
  readonly sourceItemId: string | null;
  readonly link: string | null;
  readonly feedbackDueAt: Date | null;
  /** The early test in which the customer takes part: `T-1`. */
  readonly trial: string | null;
}

/** What all answers have alike that are taken in together. */
export interface Batch {
  readonly organisationId: string;
  readonly metricId: string;
  readonly source: string;
  readonly surface: Surface;
  readonly takenAt: Date;
  readonly takenById: string | null;
  readonly placeId: string | null;
  /** The import that brings them; null: none does. */
  readonly importNumber: number | null;
  /** Their words are treated as new, however old they are. */
  readonly wordsAsNew: boolean;
  /** What they leave empty is empty now; otherwise it says nothing of what was there. */
  readonly isWhole: boolean;
  /** The starts of all months, the n-th being month n: see rules/period.ts. */
  readonly monthStarts: readonly string[];
}

/** Sixteen bytes to index instead of long ids; in the form of a UUID. */
const itemKey = ({ metricId, source }: Pick<Batch, 'metricId' | 'source'>, id: string) =>
  sql`md5(${`${metricId}\n${source}\n`}::text || ${sql.raw(id)})::uuid`;

/** The ids of those that are here, by their source's ids. */
export async function idsOfItems(
  db: Sql,
  batch: Pick<Batch, 'organisationId' | 'metricId' | 'source'>,
  sourceItemIds: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await db.query<{ id: bigint; sourceItemId: string }[]>`
    SELECT id, source_item_id AS "sourceItemId" FROM scores WHERE organisation_id = ${batch.organisationId}::uuid
      AND item_key = ANY(ARRAY(
      SELECT ${itemKey(batch, 'given')} FROM unnest(${[...sourceItemIds]}::text[]) AS t(given)))`;
  return new Map(rows.map(({ id, sourceItemId }) => [sourceItemId, id]));
}

const own: readonly Column<NewScore>[] = [
  { name: 'value', type: 'float8', of: (row) => row.value },
  { name: 'comment', type: 'text', of: (row) => row.comment },
  { name: 'customer_id', type: 'uuid', of: (row) => row.customerId },
  { name: 'segment', type: 'text', of: (row) => row.segment },
  { name: 'given_at', type: 'timestamptz', of: (row) => row.givenAt },
  { name: 'source_item_id', type: 'text', of: (row) => row.sourceItemId },
  { name: 'link', type: 'text', of: (row) => row.link },
  { name: 'feedback_due_at', type: 'timestamptz', of: (row) => row.feedbackDueAt },
  { name: 'trial', type: 'text', of: (row) => row.trial },
];

/** Rows in one statement: more gain nothing, and the text of one stays small. */
const rowsPerStatement = 5_000;

/**
 * Inserts those whose item is not here yet, in order, and answers their ids in that order. Only under the lock on
 * their metric.
 */
export async function insertScores(tx: Transaction, batch: Batch, rows: readonly NewScore[]): Promise<bigint[]> {
  const ids: bigint[] = [];
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    ids.push(...(await insertSome(tx, batch, rows.slice(from, from + rowsPerStatement))));
  }
  return ids;
}

/**
 * `deltas` is what the new answers change in the counts of months: each counts once, and the last of each customer in
 * each month (`newest`) counts as the latest of that month instead of the one that was it before (`previous`), unless
 * that one was given later. Of answers of one instant the one that came in last is the latest.
 */
async function insertSome(tx: Transaction, batch: Batch, rows: readonly NewScore[]): Promise<bigint[]> {
  const { organisationId, metricId, source, surface, takenAt, takenById, placeId, importNumber, wordsAsNew } = batch;
  const [inserted] = await tx.query<{ ids: string | null }[]>`
    WITH calendar AS MATERIALIZED (
      SELECT ${[...batch.monthStarts]}::timestamptz[] AS starts
    ), inserted AS (
      INSERT INTO scores (organisation_id, metric_id, value, comment, customer_id, segment, given_at,
        taken_at, source, source_item_id, item_key, link, surface, taken_by_id, place_id, import_number,
        words_as_new, feedback_due_at, trial)
      SELECT ${organisationId}::uuid, ${metricId}::uuid, value, comment, customer_id, segment, given_at,
        ${takenAt}, ${source}, source_item_id, ${itemKey(batch, 'source_item_id')}, link, ${surface},
        ${takenById}::uuid, ${placeId}::uuid, ${importNumber}::int, ${wordsAsNew}, feedback_due_at, trial
      FROM ${rowsAs(rows, own)}
      ORDER BY position
      ON CONFLICT DO NOTHING
      RETURNING id, customer_id, value, given_at
    ), told AS (${tellWebhooks(sql`
      SELECT ${organisationId}::uuid AS organisation_id, 'score.given' AS mark, 'score:' || id AS subject,
        NULL::bigint AS entry_id, NULL::jsonb AS data, ${takenAt}::timestamptz AS at
      FROM inserted WHERE ${importNumber}::int IS NULL`)}
    ), placed AS MATERIALIZED (
      SELECT *, width_bucket(given_at, (SELECT starts FROM calendar)) AS month FROM inserted
    ), newest AS (
      SELECT DISTINCT ON (customer_id, month) customer_id, month, value, given_at FROM placed
      WHERE customer_id IS NOT NULL ORDER BY customer_id, month, given_at DESC, id DESC
    ), compared AS MATERIALIZED (
      SELECT newest.*, previous.value AS previous_value FROM newest LEFT JOIN LATERAL (
        SELECT value, given_at FROM scores
        WHERE customer_id = newest.customer_id AND metric_id = ${metricId}::uuid
          AND given_at >= (SELECT starts FROM calendar)[newest.month]
          AND given_at < coalesce((SELECT starts FROM calendar)[newest.month + 1], 'infinity')
        ORDER BY given_at DESC, id DESC LIMIT 1
      ) previous ON true
      WHERE previous.given_at IS NULL OR previous.given_at <= newest.given_at
    ), deltas AS (
      SELECT month, value, 1 AS every, (customer_id IS NULL)::int AS latest FROM placed
      UNION ALL SELECT month, value, 0, 1 FROM compared
      UNION ALL SELECT month, previous_value, 0, -1 FROM compared WHERE previous_value IS NOT NULL
    ), counted AS (
      INSERT INTO score_months AS m (organisation_id, metric_id, month, value, every_count, latest_count)
      SELECT ${organisationId}::uuid, ${metricId}::uuid, month, value, sum(every), sum(latest) FROM deltas GROUP BY month, value
      ON CONFLICT ON CONSTRAINT score_months_pkey DO UPDATE SET every_count = m.every_count + excluded.every_count,
        latest_count = m.latest_count + excluded.latest_count
    )
    SELECT string_agg(id::text, ',' ORDER BY id) AS ids FROM placed`;
  return inserted?.ids ? inserted.ids.split(',').map(BigInt) : [];
}

/** Counts all months of a metric anew: the organisation has moved to another zone. Only under the lock on it. */
export async function recountMonths(
  tx: Transaction,
  organisationId: string,
  metricId: string,
  { timeZone, monthStarts }: { readonly timeZone: string; readonly monthStarts: readonly string[] },
): Promise<void> {
  await tx.execute`DELETE FROM score_months WHERE organisation_id = ${organisationId}::uuid
      AND metric_id = ${metricId}::uuid`;
  await tx.execute`
    WITH calendar AS MATERIALIZED (
      SELECT ${[...monthStarts]}::timestamptz[] AS starts
    ), placed AS (
      SELECT id, customer_id, value, given_at, width_bucket(given_at, starts) AS month
      FROM scores, calendar WHERE organisation_id = ${organisationId}::uuid AND metric_id = ${metricId}::uuid
    ), followed AS (
      SELECT month, value, customer_id IS NULL
        OR lead(month) OVER (PARTITION BY customer_id ORDER BY given_at, id) IS DISTINCT FROM month AS is_latest
      FROM placed
    )
    INSERT INTO score_months (organisation_id, metric_id, month, value, every_count, latest_count)
    SELECT ${organisationId}::uuid, ${metricId}::uuid, month, value, count(*), count(*) FILTER (WHERE is_latest)
    FROM followed GROUP BY month, value`;
  await tx.execute`UPDATE metrics SET months_zone = ${timeZone} WHERE organisation_id = ${organisationId}::uuid
      AND id = ${metricId}::uuid`;
}

/** The metrics in which one of these customers has an answer. */
export async function metricsOf(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<readonly { readonly metricId: string; readonly organisationId: string }[]> {
  return tx.query`
    SELECT DISTINCT metric_id AS "metricId", organisation_id AS "organisationId" FROM scores
    WHERE customer_id = ANY(${[...customerIds]}::uuid[]) ORDER BY 1`;
}

/** One answer that somebody recorded by hand. */
export interface TypedScore {
  readonly metricId: string;
  /** Of the metric. */
  readonly name: string;
  readonly takenById: string | null;
  readonly takenAt: Date;
}

/** By its id; null: there is none that was typed. */
export async function findTyped(db: Sql, organisationId: string, id: bigint): Promise<TypedScore | null> {
  const rows = await db.query<TypedScore[]>`
    SELECT s.metric_id AS "metricId", m.name, s.taken_by_id AS "takenById", s.taken_at AS "takenAt"
    FROM scores s JOIN metrics m ON m.id = s.metric_id
    WHERE s.organisation_id = ${organisationId}::uuid AND s.id = ${id} AND s.taken_by_id IS NOT NULL
      AND s.import_number IS NULL`;
  return rows[0] ?? null;
}

/** Answers what its words became and whose it was; null: it is gone already. Only under the lock on its metric. */
export async function deleteScore(
  tx: Transaction,
  organisationId: string,
  id: bigint,
): Promise<{ readonly feedbackNumber: number | null; readonly customerId: string | null } | null> {
  const rows = await tx.query<{ feedbackNumber: number | null; customerId: string | null }[]>`
    DELETE FROM scores WHERE organisation_id = ${organisationId}::uuid AND id = ${id}
    RETURNING feedback_number AS "feedbackNumber", customer_id AS "customerId"`;
  return rows[0] ?? null;
}

/** Until the transaction ends nobody counts it anew. */
export async function lockMetric(tx: Transaction, organisationId: string, metricId: string): Promise<void> {
  await tx.query`SELECT id FROM metrics WHERE organisation_id = ${organisationId}::uuid
      AND id = ${metricId}::uuid FOR UPDATE`;
}
