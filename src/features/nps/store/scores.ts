/**
 * SQL that takes answers in: with each the row says when the same customer answered next (`superseded_at`), and
 * `score_months` counts it, so that later nobody has to read all answers to know a number.
 */
import { Prisma, type Transaction } from '../../../storage/database.js';
import type { Queries } from './metrics.js';

/** An answer to insert. Its id is given by the database. */
export interface NewScore {
  readonly value: number;
  readonly comment: string | null;
  readonly customerId: string | null;
  readonly segment: string | null;
  readonly givenAt: Date;
  /** null: it can't be known again. */
  readonly sourceItemId: string | null;
  readonly link: string | null;
  readonly feedbackDueAt: Date | null;
}

export interface Batch {
  readonly organisationId: string;
  readonly metricId: string;
  readonly source: string;
  readonly surface: string;
  readonly takenAt: Date;
  readonly takenById: string | null;
  readonly placeId: string | null;
  /** The starts of all months, the n-th being month n: see rules/period.ts. */
  readonly monthStarts: readonly Date[];
}

/** Sixteen bytes to index instead of long ids; in the form of a UUID. */
const itemKey = ({ metricId, source }: Pick<Batch, 'metricId' | 'source'>, id: string) =>
  Prisma.sql`md5(${`${metricId}\n${source}\n`}::text || ${Prisma.raw(id)})::uuid`;

/** The ids of those that are already here, by their source's ids. */
export async function knownItems(
  db: Queries,
  batch: Pick<Batch, 'metricId' | 'source'>,
  sourceItemIds: readonly string[],
): Promise<Map<string, bigint>> {
  if (sourceItemIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: bigint; sourceItemId: string }[]>`
    SELECT id, source_item_id AS "sourceItemId" FROM scores WHERE item_key = ANY(ARRAY(
      SELECT ${itemKey(batch, 'given')} FROM unnest(${textsOf(sourceItemIds)}::text::text[]) AS t(given)))`;
  return new Map(rows.map(({ id, sourceItemId }) => [sourceItemId, id]));
}

/** Rows in one statement: more gain nothing, and the text of one stays small. */
const rowsPerStatement = 5_000;

/** Inserts all, in order, and answers their ids in that order. Only under the lock on their metric. */
export async function insertScores(tx: Transaction, batch: Batch, rows: readonly NewScore[]): Promise<bigint[]> {
  const ids: bigint[] = [];
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    ids.push(...(await insertSome(tx, batch, rows.slice(from, from + rowsPerStatement))));
  }
  return ids;
}

/**
 * `placed` finds each new answer its place among its customer's: what comes next, in the batch or kept, and what
 * came before. Whatever was latest until now and is not any more is overtaken. Answers of one instant stand in the
 * order in which they came in. `deltas` is what that changes in the counts of months: a new answer counts once, and
 * as the latest of its month unless the next one lies in the same; an overtaken one may stop being its month's latest.
 */
async function insertSome(tx: Transaction, batch: Batch, rows: readonly NewScore[]): Promise<bigint[]> {
  const { organisationId, metricId, source, surface, takenAt, takenById, placeId } = batch;
  const times = (pick: (row: NewScore) => Date | null) => listOf(rows.map((row) => pick(row)?.toISOString() ?? null));
  const starts = Prisma.sql`(SELECT starts FROM calendar)`;
  const monthOf = (column: string) => Prisma.sql`width_bucket(${Prisma.raw(column)}, ${starts})`;
  const [inserted] = await tx.$queryRaw<{ ids: string }[]>`
    WITH calendar AS MATERIALIZED (
      SELECT ${batch.monthStarts.map((start) => start.toISOString())}::timestamptz[] AS starts
    ), incoming AS (
      SELECT * FROM unnest(
        ${listOf(rows.map((row) => row.value))}::text::float8[], ${textsOf(rows.map((row) => row.comment))}::text::text[],
        ${listOf(rows.map((row) => row.customerId))}::text::uuid[], ${textsOf(rows.map((row) => row.segment))}::text::text[],
        ${times((row) => row.givenAt)}::text::timestamptz[], ${textsOf(rows.map((row) => row.sourceItemId))}::text::text[],
        ${textsOf(rows.map((row) => row.link))}::text::text[],
        ${times((row) => row.feedbackDueAt)}::text::timestamptz[]
      ) WITH ORDINALITY AS r(value, comment, customer_id, segment, given_at, source_item_id, link, feedback_due_at,
        position)
    ), placed AS MATERIALIZED (
      SELECT i.*, b.*, CASE WHEN i.customer_id IS NOT NULL THEN least(b.prev_next_at, a.first_kept,
          lead(i.given_at) OVER (PARTITION BY i.customer_id ORDER BY i.given_at, position)) END AS next_at
      FROM incoming i
      LEFT JOIN LATERAL (
        SELECT id AS prev_id, value AS prev_value, given_at AS prev_given_at, superseded_at AS prev_next_at FROM scores
        WHERE customer_id = i.customer_id AND metric_id = ${metricId}::uuid AND given_at <= i.given_at
        ORDER BY given_at DESC, id DESC LIMIT 1
      ) b ON true
      LEFT JOIN LATERAL (
        SELECT given_at AS first_kept FROM scores
        WHERE b.prev_id IS NULL AND customer_id = i.customer_id AND metric_id = ${metricId}::uuid
        ORDER BY given_at LIMIT 1
      ) a ON true
    ), overtaken AS MATERIALIZED (
      SELECT prev_id, prev_value, prev_given_at, prev_next_at, min(given_at) AS next_at
      FROM placed WHERE prev_id IS NOT NULL GROUP BY 1, 2, 3, 4
    ), inserted AS (
      INSERT INTO scores (organisation_id, metric_id, value, comment, customer_id, segment, given_at, superseded_at,
        taken_at, source, source_item_id, item_key, link, surface, taken_by_id, place_id, feedback_due_at)
      SELECT ${organisationId}::uuid, ${metricId}::uuid, value, comment, customer_id, segment, given_at, next_at,
        ${takenAt}, ${source}, source_item_id, ${itemKey(batch, 'source_item_id')}, link, ${surface}, ${takenById}::uuid, ${placeId}::uuid,
        feedback_due_at
      FROM placed ORDER BY position
      RETURNING id
    ), updated AS (
      UPDATE scores s SET superseded_at = o.next_at FROM overtaken o
      WHERE s.organisation_id = ${organisationId}::uuid AND s.id = o.prev_id
    ), deltas AS (
      SELECT ${monthOf('given_at')} AS month, value, 1 AS every,
        (next_at IS NULL OR ${monthOf('next_at')} <> ${monthOf('given_at')})::int AS latest
      FROM placed
      UNION ALL
      SELECT ${monthOf('prev_given_at')}, prev_value, 0, -1 FROM overtaken
      WHERE (prev_next_at IS NULL OR ${monthOf('prev_next_at')} <> ${monthOf('prev_given_at')})
        AND ${monthOf('next_at')} = ${monthOf('prev_given_at')}
    ), counted AS (
      INSERT INTO score_months AS m (metric_id, month, value, every_count, latest_count)
      SELECT ${metricId}::uuid, month, value, sum(every), sum(latest) FROM deltas GROUP BY month, value
      ON CONFLICT (metric_id, month, value) DO UPDATE SET every_count = m.every_count + excluded.every_count,
        latest_count = m.latest_count + excluded.latest_count
    )
    SELECT string_agg(id::text, ',' ORDER BY id) AS ids FROM inserted`;
  return (inserted?.ids ?? '').split(',').map(BigInt);
}

/** Counts all months of a metric anew: the organisation has moved to another zone. Only under the lock on it. */
export async function recountMonths(
  tx: Transaction,
  metricId: string,
  { timeZone, monthStarts }: { readonly timeZone: string; readonly monthStarts: readonly Date[] },
): Promise<void> {
  await tx.$executeRaw`DELETE FROM score_months WHERE metric_id = ${metricId}::uuid`;
  await tx.$executeRaw`
    WITH calendar AS MATERIALIZED (
      SELECT ${monthStarts.map((start) => start.toISOString())}::timestamptz[] AS starts
    ), placed AS (
      SELECT value, width_bucket(given_at, starts) AS month, width_bucket(superseded_at, starts) AS next_month
      FROM scores, calendar WHERE metric_id = ${metricId}::uuid
    )
    INSERT INTO score_months (metric_id, month, value, every_count, latest_count)
    SELECT ${metricId}::uuid, month, value, count(*), count(*) FILTER (WHERE next_month IS DISTINCT FROM month)
    FROM placed GROUP BY month, value`;
  await tx.$executeRaw`UPDATE metrics SET months_zone = ${timeZone} WHERE id = ${metricId}::uuid`;
}

/** A whole column as one value, which costs a fraction of what JSON or an array of parameters would. Nothing in it needs quotes. */
function listOf(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** The same for words of any kind. A column that is empty throughout is left short, which reads as null. */
function textsOf(values: readonly (string | null)[]): string {
  if (values.every((value) => value === null)) return '{}';
  return listOf(values.map((value) => (value === null ? null : `"${value.replaceAll(/["\\]/g, '\\$&')}"`)));
}
