/** SQL that answers with counts of answers: by period and segment, by month, and the answers that people read. */
import type { Moved } from '../../../chat/customer-part.js';
import type { Cut, Found } from '../../../chat/pages.js';
import type { Span } from '../../../kernel/time/period.js';
import { type Sql, type SqlPart, sql } from '../../../storage/database.js';
import { readRows, readSlice } from '../../../storage/page.js';
import type { Counting } from '../rules/counting.js';
import type { AnswerCount } from '../rules/measure.js';
import type { SegmentAnswers } from '../rules/movers.js';
import type { Month } from '../rules/period.js';

/** Which answers are looked at: among these a customer's latest one is looked for. */
export interface Filter {
  readonly organisationId: string;
  readonly metricId: string;
  readonly counting: Counting;
  /** An answer's own, else its customer's, or one that its customer is in by rule; compared without case. */
  readonly segment?: string;
  readonly source?: string;
}

const segmentOf = sql`coalesce(s.segment, c.segment)`;

/** The customer of each answer, looked up one by one: the answers of a time are few beside all customers. */
const customerByIndex = sql`LATERAL (SELECT segment, rule_segments FROM customers
  WHERE organisation_id = s.organisation_id AND id = s.customer_id LIMIT 1) c`;

/** @param s the alias of the table of scores; its customer is `c` */
function narrowed({ organisationId, metricId, segment, source }: Filter, s = sql`s`): SqlPart {
  const parts = [
    sql`${s}.organisation_id = ${organisationId}::uuid AND ${s}.metric_id = ${metricId}::uuid`,
    ...(segment === undefined
      ? []
      : [
          sql`(lower(coalesce(${s}.segment, c.segment)) = lower(${segment})
            OR lower(${segment}) = ANY(SELECT lower(r) FROM unnest(c.rule_segments) r))`,
        ]),
    ...(source === undefined ? [] : [sql`lower(${s}.source) = lower(${source})`]),
  ];
  return sql.join(parts, ' AND ');
}

/** Whether the same customer gave no later one of these answers before `until`; answers of nobody we know all count. */
function isLatest(filter: Filter, until: SqlPart): SqlPart {
  return sql`(s.customer_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM scores later WHERE later.organisation_id = s.organisation_id AND later.customer_id = s.customer_id
      AND ${narrowed(filter, sql`later`)}
      AND (later.given_at, later.id) > (s.given_at, s.id) AND later.given_at < ${until}))`;
}

/**
 * One pass over both periods: the answers by value in each, segment by segment.
 * @param all `bySegment` false: all segments as one without a name, which reads no customers and takes a third of the time
 */
export async function countWindows(
  database: Sql,
  filter: Filter,
  { now, before, bySegment }: { readonly now: Span; readonly before: Span; readonly bySegment: boolean },
): Promise<readonly SegmentAnswers[]> {
  const joined =
    bySegment || filter.segment !== undefined
      ? sql`LEFT JOIN customers c ON c.id = s.customer_id AND c.organisation_id = s.organisation_id`
      : sql.empty;
  const isCounted = filter.counting === 'every' ? sql`true` : sql`(s.customer_id IS NULL OR s.rank_of_customer = 1)`;
  const rows = await database.query<{ segment: string | null; isNow: boolean; value: number; count: number }[]>`
    SELECT segment, is_now AS "isNow", value, count(*)::int AS count
    FROM (
      SELECT *, row_number() OVER (PARTITION BY customer_id, is_now ORDER BY given_at DESC, id DESC) AS rank_of_customer
      FROM (
        SELECT s.id, s.customer_id, s.value, ${bySegment ? segmentOf : sql`NULL::text`} AS segment, s.given_at,
          s.given_at >= ${now.from}::timestamptz AS is_now
        FROM scores s ${joined}
        WHERE s.organisation_id = ${filter.organisationId}::uuid AND ${narrowed(filter)}
          AND s.given_at >= ${before.from} AND s.given_at < ${now.until}
      ) given
    ) s
    WHERE ${isCounted}
    GROUP BY 1, 2, 3`;
  const segments = new Map<string | null, { now: AnswerCount[]; before: AnswerCount[] }>();
  for (const { segment, isNow, value, count } of rows) {
    const answers = segments.get(segment) ?? { now: [], before: [] };
    answers[isNow ? 'now' : 'before'].push({ value, count });
    segments.set(segment, answers);
  }
  return [...segments].map(([segment, answers]) => ({ segment, ...answers }));
}

/** The answers by value of each month from `first` on; months without any are left out. */
export async function countMonths(
  database: Sql,
  filter: Filter,
  { first, starts }: { readonly first: Month; readonly starts: readonly Date[] },
): Promise<ReadonlyMap<Month, readonly AnswerCount[]>> {
  const rows =
    filter.segment === undefined && filter.source === undefined
      ? await keptMonths(database, filter, first)
      : await readMonths(database, filter, { first, starts });
  const months = new Map<Month, AnswerCount[]>();
  for (const { month, value, count } of rows) {
    if (count > 0) months.set(month, [...(months.get(month) ?? []), { value, count }]);
  }
  return months;
}

interface MonthRow {
  readonly month: Month;
  readonly value: number;
  readonly count: number;
}

function keptMonths(database: Sql, { organisationId, metricId, counting }: Filter, first: Month): Promise<MonthRow[]> {
  const count = counting === 'every' ? sql`every_count` : sql`latest_count`;
  return database.query`
    SELECT month, value, ${count} AS count FROM score_months
    WHERE organisation_id = ${organisationId}::uuid AND metric_id = ${metricId}::uuid AND month >= ${first}::int`;
}

/** What is asked for a segment or a source is not counted beforehand. */
function readMonths(
  database: Sql,
  filter: Filter,
  { first, starts }: { readonly first: Month; readonly starts: readonly Date[] },
): Promise<MonthRow[]> {
  const monthOf = (column: string) => sql`width_bucket(${sql.raw(column)}, calendar.starts)`;
  const endOfMonth = sql`coalesce(starts[${monthOf('s.given_at')} + 1], 'infinity')`;
  const isCounted = filter.counting === 'every' ? sql`true` : isLatest(filter, endOfMonth);
  return database.query`
    SELECT ${monthOf('s.given_at')} + ${first - 1}::int AS month, s.value, count(*)::int AS count
    FROM (SELECT ${starts.map((start) => start.toISOString())}::timestamptz[] AS starts) calendar,
      scores s LEFT JOIN ${customerByIndex} ON true
    WHERE ${narrowed(filter)} AND s.given_at >= ${starts[0]}::timestamptz AND ${isCounted}
    GROUP BY 1, 2`;
}

/** Every segment that answers can have, by name and once however it is written: their own, their customers', those by rule. */
export async function listSegments(database: Sql, organisationId: string, metricId: string): Promise<string[]> {
  const rows = await database.query<{ segment: string }[]>`
    SELECT min(segment) AS segment FROM (
      SELECT segment FROM scores WHERE metric_id = ${metricId}::uuid AND segment IS NOT NULL
      UNION SELECT segment FROM customers WHERE organisation_id = ${organisationId}::uuid AND segment IS NOT NULL
      UNION SELECT name FROM segment_rules WHERE organisation_id = ${organisationId}::uuid
    ) s GROUP BY lower(segment) ORDER BY lower(segment)`;
  return rows.map(({ segment }) => segment);
}

/** The sources that answers of the metric came by. */
export async function listSources(database: Sql, organisationId: string, metricId: string): Promise<string[]> {
  const rows = await database.query<{ source: string }[]>`
    SELECT min(source) AS source FROM scores WHERE organisation_id = ${organisationId}::uuid
      AND metric_id = ${metricId}::uuid
    GROUP BY lower(source) ORDER BY lower(source)`;
  return rows.map(({ source }) => source);
}

/** When the newest of these answers was given; null: there is none. */
export async function lastGivenAt(database: Sql, filter: Filter): Promise<Date | null> {
  const rows = await database.query<{ at: Date }[]>`
    SELECT s.given_at AS at FROM scores s LEFT JOIN customers c ON c.id = s.customer_id AND c.organisation_id = s.organisation_id
    WHERE ${narrowed(filter)} ORDER BY s.given_at DESC LIMIT 1`;
  return rows[0]?.at ?? null;
}

/** A customer's words with their answer. */
export interface Voice {
  readonly value: number;
  readonly comment: string;
  readonly customer: string | null;
  readonly givenAt: Date;
  readonly feedbackNumber: number | null;
}

/** The newest words of answers from `low` to `high` that the period counts, some to choose from. */
export async function listVoices(
  database: Sql,
  { organisationId, metricId, counting }: Pick<Filter, 'organisationId' | 'metricId' | 'counting'>,
  range: { readonly from: Date; readonly until: Date; readonly low: number; readonly high: number },
): Promise<readonly Voice[]> {
  const isCounted =
    counting === 'every'
      ? sql`true`
      : isLatest({ organisationId, metricId, counting }, sql`${range.until}::timestamptz`);
  return database.query<Voice[]>`
    SELECT s.value, s.comment, c.name AS customer, s.given_at AS "givenAt", s.feedback_number AS "feedbackNumber"
    FROM scores s LEFT JOIN customers c ON c.id = s.customer_id AND c.organisation_id = s.organisation_id
    WHERE s.organisation_id = ${organisationId}::uuid
      AND s.metric_id = ${metricId}::uuid AND s.given_at >= ${range.from} AND s.given_at < ${range.until}
      AND s.value BETWEEN ${range.low} AND ${range.high} AND s.comment IS NOT NULL AND ${isCounted}
    ORDER BY s.given_at DESC, s.id DESC LIMIT 5`;
}

interface OfCustomer {
  readonly organisationId: string;
  readonly customerId: string;
  readonly limit: number;
}

/** One customer's answers, the newest first, and how many there are. */
export const scoresOfCustomer = (database: Sql, asked: OfCustomer & Cut): Promise<Found<CustomerAnswer>> =>
  readRows(database, answersOf(asked), asked);

/** The newest of them. */
export const latestOfCustomer = (database: Sql, { limit, ...of }: OfCustomer): Promise<readonly CustomerAnswer[]> =>
  readSlice(database, answersOf(of), { limit });

const answersOf = ({ organisationId, customerId }: Omit<OfCustomer, 'limit'>) => ({
  columns: sql`m.name AS metric, s.value, s.comment, s.given_at AS "givenAt", s.feedback_number AS "feedbackNumber",
    (s.feedback_number IS NOT NULL OR s.feedback_due_at IS NOT NULL) AS "isFeedback"`,
  from: sql`scores s JOIN metrics m ON m.id = s.metric_id
    WHERE s.customer_id = ${customerId}::uuid AND s.organisation_id = ${organisationId}::uuid`,
  order: sql`s.given_at DESC, s.id DESC`,
});

/** One answer of a customer, for their card. */
export interface CustomerAnswer {
  readonly metric: string;
  readonly value: number;
  readonly comment: string | null;
  readonly givenAt: Date;
  readonly feedbackNumber: number | null;
  /** Its words are feedback, or are about to be. */
  readonly isFeedback: boolean;
}

/** Each customer's latest answer that was given after `since`, the newest first. */
export async function latestSince(
  database: Sql,
  organisationId: string,
  metricId: string,
  since: Date,
  limit: number,
): Promise<readonly { readonly customerId: string; readonly value: number; readonly at: Date }[]> {
  return database.query`
    SELECT s.customer_id AS "customerId", s.value, s.given_at AS at FROM scores s
    WHERE s.organisation_id = ${organisationId}::uuid
      AND s.metric_id = ${metricId}::uuid AND s.given_at > ${since} AND s.customer_id IS NOT NULL
      AND ${isLatest({ organisationId, metricId, counting: 'latest' }, sql`'infinity'`)}
    ORDER BY s.given_at DESC, s.id DESC LIMIT ${limit}::int`;
}

/** A score as pages show it. */
export interface ScoreRow {
  readonly id: bigint;
  readonly metric: string;
  readonly score: number;
  readonly comment: string | null;
  readonly customer: string | null;
  readonly segment: string | null;
  readonly givenAt: Date;
  readonly source: string;
  readonly sourceId: string | null;
  readonly link: string | null;
}

/** In the order of their ids. */
export async function pageScores(
  database: Sql,
  organisationId: string,
  query: { readonly after: bigint; readonly limit: number; readonly metricId: string | null },
): Promise<readonly ScoreRow[]> {
  return database.query<ScoreRow[]>`
    SELECT s.id, m.name AS metric, s.value AS score, s.comment, c.name AS customer, ${segmentOf} AS segment,
      s.given_at AS "givenAt", s.source, s.source_item_id AS "sourceId", s.link
    FROM scores s JOIN metrics m ON m.id = s.metric_id LEFT JOIN customers c ON c.id = s.customer_id
    WHERE s.organisation_id = ${organisationId}::uuid AND s.id > ${query.after}
      AND ${query.metricId === null ? sql`true` : sql`s.metric_id = ${query.metricId}::uuid`}
    ORDER BY s.id LIMIT ${query.limit}::int`;
}

/** One answer by its id; null: there is none. */
export async function findScore(database: Sql, organisationId: string, id: bigint): Promise<ScoreRow | null> {
  const [row] = await pageScores(database, organisationId, { after: id - 1n, limit: 1, metricId: null });
  return row?.id === id ? row : null;
}

/** Answers given in the period: all, those with words, and those whose words became feedback. */
export async function countGiven(
  database: Sql,
  organisationId: string,
  metricId: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<{ readonly all: number; readonly withWords: number; readonly feedback: number }> {
  const rows = await database.query<{ all: number; withWords: number; feedback: number }[]>`
    SELECT count(*)::int AS all, count(comment)::int AS "withWords", count(feedback_number)::int AS feedback
    FROM scores WHERE organisation_id = ${organisationId}::uuid
      AND metric_id = ${metricId}::uuid AND given_at >= ${from} AND given_at < ${until}`;
  return rows[0] ?? { all: 0, withWords: 0, feedback: 0 };
}

/** Each customer's last NPS answer within 60 days before a moment and within 60 days after it, where there are both. */
export async function answersAround(
  database: Sql,
  organisationId: string,
  moments: readonly { readonly customerId: string; readonly at: Date }[],
): Promise<readonly Moved[]> {
  if (moments.length === 0) return [];
  const told = moments.map(({ customerId, at }, moment) => ({ moment, customerId, at: at.toISOString() }));
  const last = (from: SqlPart, until: SqlPart) => sql`(
    SELECT s.value FROM scores s WHERE s.organisation_id = ${organisationId}::uuid
      AND s.customer_id = t."customerId" AND s.metric_id = m.id
      AND s.given_at > ${from} AND s.given_at <= ${until} ORDER BY s.given_at DESC, s.id DESC LIMIT 1)`;
  return database.query<Moved[]>`
    SELECT moment, before, after FROM (
      SELECT t.moment, ${last(sql`t.at - interval '60 days'`, sql`t.at`)} AS before,
        ${last(sql`t.at`, sql`t.at + interval '60 days'`)} AS after
      FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS t(moment int, "customerId" uuid, at timestamptz)
      JOIN metrics m ON m.organisation_id = ${organisationId}::uuid AND m.key = 'nps'
    ) around WHERE before IS NOT NULL AND after IS NOT NULL`;
}
