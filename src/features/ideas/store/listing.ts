/** SQL of the lists: by state and words, of a place, of a customer, of a piece of feedback; a page at a time. */
import type { Cut, Found } from '../../../chat/pages.js';
import { type Database, type SqlPart, sql } from '../../../storage/database.js';
import { readRows, readSlice } from '../../../storage/page.js';
import type { Idea, IdeaState } from '../rules/idea.js';
import { columns } from './ideas.js';
import { holdsAll } from './search.js';

/** The lists of ideas that can be asked for. */
export type List = 'open' | 'trying' | 'adopted' | 'parked' | 'all';

/** What each list holds; open is what is neither adopted nor parked. */
const statesIn: Readonly<Record<List, readonly IdeaState[]>> = {
  open: ['new', 'discussed', 'trying'],
  trying: ['trying'],
  adopted: ['adopted'],
  parked: ['parked'],
  all: ['new', 'discussed', 'trying', 'adopted', 'parked'],
};

export interface Filter {
  readonly organisationId: string;
  readonly which: List;
  readonly search: string;
}

/** @param offset how many to pass over; newest first */
export function listIdeas(
  database: Database,
  { organisationId, which, search }: Filter,
  slice: Cut,
): Promise<Found<Idea>> {
  const inState = sql`state = ANY(${[...statesIn[which]]}::text[])`;
  const words = holdsAll(search);
  const asked = words ? sql`${inState} AND ${words}` : search === '' ? inState : sql`false`;
  return pageWhere(database, organisationId, asked, slice);
}

interface Touched {
  readonly id: string;
  readonly segments: readonly string[];
}

/** Those that name this customer, or a segment of theirs, written or by rule. */
export const touching = (database: Database, organisationId: string, customer: Touched, cut: Cut) =>
  pageWhere(database, organisationId, touches(customer), cut);

/** The newest of them. */
export const latestTouching = (database: Database, organisationId: string, customer: Touched, limit: number) =>
  readSlice<Idea>(database, where(organisationId, touches(customer)), { limit });

function touches({ id, segments }: Touched): SqlPart {
  const byName = sql`id IN (SELECT idea_id FROM idea_customers c
    WHERE c.organisation_id = ideas.organisation_id AND c.customer_id = ${id}::uuid)`;
  if (segments.length === 0) return byName;
  return sql`(${byName} OR EXISTS (SELECT FROM unnest(segments) AS t(own), unnest(${[...segments]}::text[]) AS u(theirs)
    WHERE lower(own) = lower(theirs)))`;
}

/** Those that cite this piece of feedback. */
export function citing(
  database: Database,
  organisationId: string,
  feedbackId: string,
  limit: number,
): Promise<Found<Idea>> {
  const cites = sql`id IN (SELECT idea_id FROM idea_evidence WHERE organisation_id = ${organisationId}::uuid
      AND feedback_id = ${feedbackId}::uuid)`;
  return pageWhere(database, organisationId, cites, { limit, offset: 0 });
}

function pageWhere(database: Database, organisationId: string, condition: SqlPart, cut: Cut): Promise<Found<Idea>> {
  return readRows(database, where(organisationId, condition), cut);
}

const where = (organisationId: string, condition: SqlPart) => ({
  columns,
  from: sql`ideas WHERE organisation_id = ${organisationId}::uuid AND ${condition}`,
  order: sql`number DESC`,
});

/**
 * At most `limit` new ones that were not posted in these places, the oldest first; private ones only where there is
 * room. `moreCount`: how many that are not private are left out.
 */
export async function listNew(
  database: Database,
  organisationId: string,
  exceptPlaceIds: readonly string[],
  limit: number,
): Promise<{ readonly items: readonly Idea[]; readonly moreCount: number }> {
  const rows = await database.query<(Idea & { readonly totalCount: number })[]>`
    SELECT ${columns}, (count(*) FILTER (WHERE place_id IS NOT NULL) OVER ())::int AS "totalCount" FROM ideas
    WHERE organisation_id = ${organisationId}::uuid AND state = 'new'
      AND (place_id IS NULL OR NOT place_id = ANY(${[...exceptPlaceIds]}::uuid[]))
    ORDER BY place_id IS NULL, number LIMIT ${limit}::int`;
  const items = rows.map(({ totalCount: _, ...idea }) => idea).sort((a, b) => a.number - b.number);
  return { items, moreCount: (rows[0]?.totalCount ?? 0) - items.filter(({ placeId }) => placeId !== null).length };
}
