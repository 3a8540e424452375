/** SQL of the lists: by state and words, of a place, of a customer, of a piece of feedback; a page at a time. */
import type { Cut, Found } from '../../../chat/pages.js';
import { type Database, type SqlPart, sql } from '../../../storage/database.js';
import { readRows } from '../../../storage/page.js';
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
  const where = words ? sql`${inState} AND ${words}` : search === '' ? inState : sql`false`;
  return pageWhere(database, organisationId, where, slice);
}

/** Those that name this customer, or a segment of theirs. */
export function touching(
  database: Database,
  organisationId: string,
  customer: { readonly id: string; readonly segment: string | null },
  limit: number,
): Promise<Found<Idea>> {
  const byName = sql`id IN (SELECT idea_id FROM idea_customers WHERE customer_id = ${customer.id}::uuid)`;
  const { segment } = customer;
  const where = segment
    ? sql`(${byName} OR lower(${segment}) = ANY(SELECT lower(each) FROM unnest(segments) AS t(each)))`
    : byName;
  return pageWhere(database, organisationId, where, { limit, offset: 0 });
}

/** Those that cite this piece of feedback. */
export function citing(
  database: Database,
  organisationId: string,
  feedbackId: string,
  limit: number,
): Promise<Found<Idea>> {
  const where = sql`id IN (SELECT idea_id FROM idea_evidence WHERE feedback_id = ${feedbackId}::uuid)`;
  return pageWhere(database, organisationId, where, { limit, offset: 0 });
}

function pageWhere(database: Database, organisationId: string, where: SqlPart, cut: Cut): Promise<Found<Idea>> {
  const from = sql`ideas WHERE organisation_id = ${organisationId}::uuid AND ${where}`;
  return readRows(database, { columns, from, order: sql`number DESC` }, cut);
}

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
