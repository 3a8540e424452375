/** SQL of what meetings ask about feedback: what ended or is late, who was heard, and what came back. */
import type { Database, Sql } from '../../../storage/database.js';
import type { Feedback } from '../rules/feedback.js';
import { findByIds } from './feedback.js';

/** A piece of feedback that ended, and where it came from. */
export interface ResolvedRef {
  readonly id: string;
  readonly placeId: string | null;
  readonly resolvedAt: Date;
}

/** What is resolved and was so at `since` or after, the oldest first. */
export async function listResolvedSince(
  database: Database,
  organisationId: string,
  since: Date,
): Promise<readonly ResolvedRef[]> {
  return database.query`
    SELECT id, place_id AS "placeId", resolved_at AS "resolvedAt" FROM feedback
    WHERE organisation_id = ${organisationId}::uuid
      AND resolved_at >= ${since} AND state = 'resolved' ORDER BY resolved_at, number`;
}

export interface OverdueQuery {
  readonly organisationId: string;
  /** What was captured there is spoken of there. */
  readonly exceptPlaceIds: readonly string[];
  readonly now: Date;
  readonly limit: number;
}

/** The most urgent first, with how many there are in all. */
export async function listOverdueElsewhere(
  database: Database,
  { organisationId, exceptPlaceIds, now, limit }: OverdueQuery,
): Promise<{ readonly items: readonly Feedback[]; readonly totalCount: number }> {
  const rows = await database.query<{ id: string; totalCount: number }[]>`
    SELECT id, (count(*) OVER ())::int AS "totalCount" FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND promise_ends_at <= ${now}
      AND (place_id IS NULL OR NOT place_id = ANY(${[...exceptPlaceIds]}::uuid[]))
    ORDER BY promise_ends_at, number LIMIT ${limit}::int`;
  const ids = rows.map(({ id }) => id);
  return { items: await findByIds(database, [organisationId], ids), totalCount: rows[0]?.totalCount ?? 0 };
}

/** What customers said is not solved, the latest first. */
export async function listNotSolved(
  database: Database,
  {
    organisationId,
    since,
    exceptPlaceIds,
    limit,
  }: Omit<OverdueQuery, 'now'> & { /** null: ever */ readonly since: Date | null },
): Promise<readonly Feedback[]> {
  const rows = await database.query<{ id: string }[]>`
    SELECT id FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND said_solved_at >= ${since ?? new Date(0)} AND NOT said_solved
      AND state <> 'withdrawn' AND (place_id IS NULL OR NOT place_id = ANY(${[...exceptPlaceIds]}::uuid[]))
    ORDER BY said_solved_at DESC LIMIT ${limit}::int`;
  return findByIds(
    database,
    [organisationId],
    rows.map(({ id }) => id),
  );
}

type Heard = Pick<Feedback, 'number' | 'severity' | 'state' | 'capturedAt' | 'resolvedAt'> & {
  readonly customerId: string;
};

/** Of named customers and not confidential: what is open, and what was resolved after `resolvedAfter`; at most 2,000, the newest. */
export async function listHeard(
  database: Database,
  organisationId: string,
  resolvedAfter: Date,
): Promise<readonly Heard[]> {
  return database.query`
    SELECT number, severity, state, captured_at AS "capturedAt", resolved_at AS "resolvedAt", customer_id AS "customerId"
    FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND customer_id IS NOT NULL AND NOT confidential
      AND state <> 'withdrawn' AND (state <> 'resolved' OR resolved_at > ${resolvedAfter})
    ORDER BY number DESC LIMIT 2000`;
}

/** A customer, and how much was heard of them. */
export interface HeardOf {
  readonly customerId: string;
  readonly saidCount: number;
  /** Of those, what is not resolved. */
  readonly openCount: number;
}

/** Of whom most was captured at `since` or after, the most first. Nothing withdrawn or confidential counts. */
export const countMostHeard = (
  database: Database,
  organisationId: string,
  since: Date,
  limit: number,
): Promise<readonly HeardOf[]> =>
  database.query`
    SELECT customer_id AS "customerId", count(*)::int AS "saidCount",
      count(*) FILTER (WHERE state <> 'resolved')::int AS "openCount"
    FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND captured_at >= ${since} AND customer_id IS NOT NULL
      AND NOT confidential AND state <> 'withdrawn'
    GROUP BY customer_id ORDER BY count(*) DESC, customer_id LIMIT ${limit}::int`;

export type Alike = Pick<Feedback, 'id' | 'number' | 'confidential' | 'ownerId' | 'capturedById'> & {
  readonly resolvedAt: Date;
  readonly prevention: string;
};

/** For each of these resolved items the earlier one that its owner said has come back. */
export async function findCameBack(
  database: Sql,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Alike>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<(Alike & { readonly laterId: string })[]>`
    SELECT later.id AS "laterId", e.id, e.number, e.confidential, e.owner_id AS "ownerId",
      e.captured_by_id AS "capturedById", e.resolved_at AS "resolvedAt", coalesce(e.prevention, '') AS prevention
    FROM feedback later JOIN feedback e ON e.organisation_id = later.organisation_id AND e.id = later.came_back_from_id
    WHERE later.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND later.id = ANY(${[...ids]}::uuid[]) AND later.state = 'resolved' AND e.state = 'resolved'`;
  return new Map(rows.map(({ laterId, ...earlier }) => [laterId, earlier]));
}
