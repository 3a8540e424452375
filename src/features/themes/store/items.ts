/** SQL of what customers said, as themes are found in it, and of which theme each piece of feedback belongs to. */
import type { FigureAsked } from '../../../chat/figures.js';
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import { ofSegment } from '../../customers/index.js';

/** What a customer said, with whose names may stand in it. */
export interface SaidItem {
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly at: Date;
  readonly confidential: boolean;
  readonly customer: string | null;
  readonly author: string | null;
}

/** Whose names are left out of its words. */
export const namesIn = ({ customer, author }: Pick<SaidItem, 'customer' | 'author'>): readonly string[] =>
  [customer, author].filter((name) => name !== null);

/** Withdrawn feedback does not count, unless it became a part of another: it is one more voice. */
const counts = sql.raw(`(f.state <> 'withdrawn' OR f.same_as_id IS NOT NULL)`);

const columns = sql.raw(`f.id, f.number, left(f.text, 2000) AS text, coalesce(f.said_at, f.captured_at) AS at,
  f.confidential, c.name AS customer, f.author`);

/**
 * Said since then, the latest first, below a number: a page of all. The page is cut before its words are read: sorted with
 * them, the words of the whole table would be.
 */
export const saidBefore = (
  db: Sql,
  asked: { readonly organisationId: string; readonly since: Date; readonly below: number },
  limit: number,
): Promise<readonly SaidItem[]> =>
  db.query<SaidItem[]>`
    SELECT ${columns} FROM (
      SELECT * FROM feedback f
      WHERE f.organisation_id = ${asked.organisationId}::uuid AND f.number < ${asked.below}::int AND ${counts}
        AND coalesce(f.said_at, f.captured_at) >= ${asked.since}
      ORDER BY f.number DESC LIMIT ${limit}::int
    ) f LEFT JOIN customers c ON c.organisation_id = ${asked.organisationId}::uuid AND c.id = f.customer_id
    ORDER BY f.number DESC`;

/** What has come since, in the order in which it came; cut as above. */
export const saidAfter = (
  db: Sql,
  organisationId: string,
  number: number,
  limit: number,
): Promise<readonly SaidItem[]> =>
  db.query<SaidItem[]>`
    SELECT ${columns} FROM (
      SELECT * FROM feedback f
      WHERE f.organisation_id = ${organisationId}::uuid AND f.number > ${number}::int AND ${counts}
      ORDER BY f.number LIMIT ${limit}::int
    ) f LEFT JOIN customers c ON c.organisation_id = ${organisationId}::uuid AND c.id = f.customer_id
    ORDER BY f.number`;

/** Of these, what everybody may read; in the order of `ids`. */
export const wordsOfItems = (db: Sql, organisationId: string, ids: readonly string[]): Promise<readonly SaidItem[]> =>
  db.query<SaidItem[]>`
    SELECT ${columns} FROM feedback f
    LEFT JOIN customers c ON c.organisation_id = ${organisationId}::uuid AND c.id = f.customer_id
    WHERE f.organisation_id = ${organisationId}::uuid AND f.id = ANY(${[...ids]}::uuid[]) AND NOT f.confidential
      AND ${counts}
    ORDER BY array_position(${[...ids]}::uuid[], f.id)`;

/** A piece of feedback and its theme; null: it has none. */
export interface Placed {
  readonly feedbackId: string;
  readonly themeId: string | null;
  readonly at: Date;
}

/** Rows in one statement: the embedded database gives nobody else a turn meanwhile. */
export const placedAtOnce = 500;

/** At most `placedAtOnce`. What is gone meanwhile is left out. */
export async function savePlaces(tx: Transaction, organisationId: string, placed: readonly Placed[]): Promise<void> {
  if (placed.length === 0) return;
  // Looked up one by one: a planner that has not counted a young table yet would read all of it each time.
  await tx.execute`
    DELETE FROM theme_items WHERE organisation_id = ${organisationId}::uuid AND ctid = ANY(ARRAY(
      SELECT i.ctid FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS p("feedbackId" uuid, "themeId" uuid)
      CROSS JOIN LATERAL (
        SELECT ctid, theme_id FROM theme_items
        WHERE organisation_id = ${organisationId}::uuid AND feedback_id = p."feedbackId" LIMIT 1
      ) i WHERE i.theme_id IS DISTINCT FROM p."themeId"))`;
  await tx.execute`
    INSERT INTO theme_items (organisation_id, feedback_id, theme_id, at)
    SELECT ${organisationId}::uuid, f.id, t.id, p.at
    FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS p("feedbackId" uuid, "themeId" uuid, at timestamptz)
    JOIN feedback f ON f.organisation_id = ${organisationId}::uuid AND f.id = p."feedbackId"
    JOIN themes t ON t.organisation_id = ${organisationId}::uuid AND t.id = p."themeId"
    ON CONFLICT (organisation_id, feedback_id) DO UPDATE SET theme_id = excluded.theme_id, at = excluded.at
      WHERE theme_items.theme_id <> excluded.theme_id OR theme_items.at <> excluded.at`;
}

/** The latest feedback of these themes that everybody may read. */
export const latestIds = async (
  db: Sql,
  {
    organisationId,
    themeIds,
    until,
  }: { readonly organisationId: string; readonly themeIds: readonly string[]; readonly until: Date },
  limit: number,
): Promise<readonly string[]> =>
  (
    await db.query<{ id: string }[]>`
      SELECT f.id FROM theme_items i
      JOIN feedback f ON f.organisation_id = ${organisationId}::uuid AND f.id = i.feedback_id
      WHERE i.organisation_id = ${organisationId}::uuid AND i.theme_id = ANY(${[...themeIds]}::uuid[])
        AND i.at <= ${until} AND NOT f.confidential AND ${counts}
      ORDER BY i.at DESC, f.number DESC LIMIT ${limit}::int`
  ).map(({ id }) => id);

/** How many of a theme’s items were said in a week, counted back from now. */
export interface WeekCount {
  readonly themeId: string;
  /** 0: the last seven days. */
  readonly weeksAgo: number;
  readonly count: number;
}

/** Seven days each, back from `until`. @param themeIds null: all */
export const countWeeks = (
  db: Sql,
  asked: {
    readonly organisationId: string;
    readonly themeIds: readonly string[] | null;
    readonly until: Date;
    readonly weekCount: number;
  },
): Promise<readonly WeekCount[]> => {
  const some = asked.themeIds === null ? sql.empty : sql`AND i.theme_id = ANY(${[...asked.themeIds]}::uuid[])`;
  return db.query<WeekCount[]>`
    SELECT i.theme_id AS "themeId", floor(extract(epoch FROM ${asked.until}::timestamptz - i.at) / 604800)::int AS "weeksAgo",
      count(*)::int AS count
    FROM theme_items i JOIN feedback f ON f.organisation_id = ${asked.organisationId}::uuid AND f.id = i.feedback_id
    WHERE i.organisation_id = ${asked.organisationId}::uuid AND i.at <= ${asked.until}
      AND i.at > ${asked.until}::timestamptz - ${asked.weekCount}::int * interval '7 days' AND ${counts} ${some}
    GROUP BY 1, 2`;
};

/** How often these were named in a time. */
export async function countSaid(
  db: Sql,
  { organisationId, from, until, segment }: FigureAsked,
  themeIds: readonly string[],
): Promise<number> {
  const [row] = await db.query<{ count: number }[]>`
    SELECT count(*)::int AS count
    FROM theme_items i JOIN feedback f ON f.organisation_id = ${organisationId}::uuid AND f.id = i.feedback_id
    WHERE i.organisation_id = ${organisationId}::uuid AND i.theme_id = ANY(${[...themeIds]}::uuid[])
      AND i.at >= ${from} AND i.at < ${until} AND ${counts}
        ${segment === null ? sql.empty : sql`AND ${ofSegment('f.customer_id', organisationId, segment)}`}`;
  return row?.count ?? 0;
}

/** The last seven days by segment of the customers, the most first; null: customers of none, or nobody known. */
export const countSegments = (
  db: Sql,
  asked: { readonly organisationId: string; readonly themeIds: readonly string[]; readonly until: Date },
): Promise<readonly { readonly segment: string | null; readonly count: number }[]> =>
  db.query<{ segment: string | null; count: number }[]>`
    SELECT c.segment, count(*)::int AS count
    FROM theme_items i JOIN feedback f ON f.organisation_id = ${asked.organisationId}::uuid AND f.id = i.feedback_id
    LEFT JOIN customers c ON c.organisation_id = ${asked.organisationId}::uuid AND c.id = f.customer_id
    WHERE i.organisation_id = ${asked.organisationId}::uuid AND i.theme_id = ANY(${[...asked.themeIds]}::uuid[])
      AND i.at <= ${asked.until} AND i.at > ${asked.until}::timestamptz - interval '7 days' AND ${counts}
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`;

/** When the first of what has a theme was said; null: nothing has. */
export async function firstSaidAt(db: Sql, organisationId: string): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }[]>`
    SELECT min(at) AS at FROM theme_items WHERE organisation_id = ${organisationId}::uuid`;
  return row?.at ?? null;
}
