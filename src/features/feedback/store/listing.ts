/** SQL of the lists: open, mine, overdue, resolved, by customer and topic, newest first, a page at a time. */
import type { Cut, Found } from '../../../chat/pages.js';
import { type Database, type SqlPart, sql } from '../../../storage/database.js';
import { holdsWords, readRows } from '../../../storage/page.js';
import { ofSegment } from '../../customers/index.js';
import { keptFields } from '../fields.js';
import type { Feedback, KeptValues, Resolution } from '../rules/feedback.js';
import { findByIds } from './feedback.js';

/** Which pieces of feedback a list shows. */
export interface Filter {
  readonly organisationId: string;
  readonly which: 'all' | 'open' | 'mine' | 'overdue' | 'resolved' | 'withdrawn' | 'noise';
  /** For `mine`. */
  readonly ownerId?: string;
  readonly customerId?: string;
  /** Written for its customer, or true of them by rule; as it is kept. */
  readonly segment?: string;
  /** Described fields that must say just this, compared without case. */
  readonly fields?: readonly { readonly column: string; readonly value: string }[];
  /** Words that must stand in the text, compared without case. */
  readonly search?: string;
  /** Only these; absent: all. */
  readonly numbers?: readonly number[];
  /** Only what is, or is not, confidential; absent: both. */
  readonly confidential?: boolean;
  readonly now: Date;
  /** Confidential items match customer, fields and search only for those who may see them. */
  readonly viewer: { readonly id: string | null; readonly isChampion: boolean };
}

/** @param offset how many to pass over; `mine` and `overdue` come by their promise, what waits last; others newest first. */
export async function listFeedback(database: Database, filter: Filter, cut: Cut): Promise<Found<Feedback>> {
  const where = conditionsOf(filter);
  const isUrgent = filter.which === 'overdue' || filter.which === 'mine';
  const order = isUrgent ? sql`promise_ends_at NULLS LAST, number` : sql`number DESC`;
  const selection = { columns: sql`id`, from: sql`feedback WHERE ${where}`, order };
  const { items, totalCount } = await readRows<{ id: string }>(database, selection, cut);
  const ids = items.map(({ id }) => id);
  return { items: await findByIds(database, [filter.organisationId], ids), totalCount };
}

function conditionsOf(filter: Filter): SqlPart {
  const { organisationId, customerId, segment, fields = [], search, numbers, confidential, viewer } = filter;
  const about = [
    customerId ? sql`customer_id = ${customerId}::uuid` : [],
    segment ? ofSegment('customer_id', organisationId, segment) : [],
    ...fields.map(({ column, value }) => sql`lower(${sql.raw(column)}) = lower(${value})`),
    ...holdsWords(sql`text`, search ?? ''),
  ].flat();
  const seen = sql`(NOT confidential OR ${viewer.isChampion} OR ${viewer.id}::uuid IN (owner_id, captured_by_id))`;
  const secrecy = confidential === undefined ? [] : [confidential ? sql`confidential` : sql`NOT confidential`];
  const among = numbers ? [sql`number = ANY(${[...numbers]}::int[])`] : [];
  const all = [sql`organisation_id = ${organisationId}::uuid`, ...among, ...whichOf(filter), ...secrecy, ...about];
  return sql.join(about.length > 0 ? [...all, seen] : all, ' AND ');
}

const isOpen = sql`state <> 'resolved' AND state <> 'withdrawn'`;

function whichOf({ which, ownerId, now }: Filter): SqlPart[] {
  switch (which) {
    case 'all':
      // What is a part of another keeps its words: they are found under both names.
      return [sql`(state <> 'withdrawn' OR same_as_id IS NOT NULL)`];
    case 'open':
      return [isOpen];
    case 'mine':
      return [sql`${isOpen} AND owner_id = ${ownerId}::uuid`];
    case 'overdue':
      return [sql`promise_ends_at <= ${now}`];
    case 'withdrawn':
      return [sql`state = 'withdrawn' AND withdrawn_because IS DISTINCT FROM 'leftOut'`];
    case 'noise':
      return [sql`withdrawn_because = 'leftOut'`];
    case 'resolved':
      return [sql`state = 'resolved' AND resolved_at IS NOT NULL`];
  }
}

/** What the web API tells of a piece of feedback, out of all that is kept of it. */
export type Viewed = KeptValues &
  Pick<
    Feedback,
    | ('number' | 'state' | 'routing' | 'text' | 'source' | 'sourceItemId')
    | ('capturedAt' | 'saidAt' | 'promiseEndsAt' | 'resolvedAt')
  > & { readonly resolution: Pick<Resolution, 'outcome'> | null };

/** Whom it is of and who answers for it; null: nobody is known. */
export interface ViewedNames {
  readonly customer: string | null;
  readonly owner: string | null;
}

/** The next `limit` items after `after` in the order of their numbers, for the web API: no more of each than it tells. */
export async function pageFeedback(
  database: Database,
  organisationId: string,
  { after, limit, state }: { readonly after: number; readonly limit: number; readonly state?: string },
): Promise<readonly (Viewed & ViewedNames)[]> {
  const byState = state ? sql`AND f.state = ${state}` : sql.empty;
  return database.query`
    SELECT f.number, f.state, f.routing, f.text, f.source, f.source_item_id AS "sourceItemId", ${viewedColumns},
      f.captured_at AS "capturedAt", f.said_at AS "saidAt", f.promise_ends_at AS "promiseEndsAt", f.resolved_at AS "resolvedAt",
      CASE WHEN f.root_cause_category IS NOT NULL THEN json_build_object('outcome', f.outcome) END AS resolution,
      c.name AS customer, m.name AS owner
    FROM feedback f LEFT JOIN customers c ON c.organisation_id = f.organisation_id AND c.id = f.customer_id
      LEFT JOIN members m ON m.organisation_id = f.organisation_id AND m.id = f.owner_id
    WHERE f.organisation_id = ${organisationId}::uuid AND f.number > ${after}::int ${byState}
    ORDER BY f.number LIMIT ${limit}::int`;
}

const viewedColumns = sql.raw(keptFields.map(({ column, name }) => `f.${column} AS "${name}"`).join(', '));

/** The values of a described field that were given here, the latest first, at most 500; none of confidential feedback. */
export async function knownValues(
  database: Database,
  organisationId: string,
  column: string,
): Promise<readonly string[]> {
  const rows = await database.query<{ value: string }[]>`
    SELECT ${sql.raw(column)} AS value FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND NOT confidential AND ${sql.raw(column)} IS NOT NULL
    GROUP BY 1 ORDER BY max(number) DESC LIMIT 500`;
  return rows.map(({ value }) => value);
}

/** For the digest of an import: what one owner got from one source since an instant. */
export async function listArrivals(
  database: Database,
  { organisationId, ownerId, source, since }: { organisationId: string; ownerId: string; source: string; since: Date },
  limit: number,
): Promise<Found<Feedback>> {
  const rows = await database.query<{ id: string; totalCount: number }[]>`
    SELECT id, (count(*) OVER ())::int AS "totalCount" FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND owner_id = ${ownerId}::uuid AND source = ${source}
      AND captured_at >= ${since} AND ${isOpen}
    ORDER BY number LIMIT ${limit}::int`;
  const items = await findByIds(
    database,
    [organisationId],
    rows.map((row) => row.id),
  );
  return { items: items.sort((a, b) => a.number - b.number), totalCount: rows[0]?.totalCount ?? 0 };
}
