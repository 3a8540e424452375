/** SQL of learnings: written once, read for an agenda and for a customer. */

import type { Cut, Found } from '../../../chat/pages.js';
import type { Surface } from '../../../kernel/person.js';
import { type Database, type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import { readRows, readSlice } from '../../../storage/page.js';
import type { Learning } from '../rules/learning.js';

const columns = sql.raw(`id, organisation_id AS "organisationId", text, customer_id AS "customerId",
  member_id AS "memberId", place_id AS "placeId", meeting_id AS "meetingId", at`);

/** Adds a learning. */
export async function insertLearning(
  tx: Transaction,
  learning: Learning & { readonly surface: Surface },
): Promise<void> {
  const { id, organisationId, text, customerId, memberId, placeId, meetingId, at, surface } = learning;
  await tx.execute`
    INSERT INTO learnings (id, organisation_id, text, customer_id, member_id, place_id, meeting_id, at, surface)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${text}, ${customerId}::uuid, ${memberId}::uuid, ${placeId}::uuid,
      ${meetingId}::uuid, ${at}, ${surface})`;
}

/** By its id in the organisation; null: there is none. */
export async function findLearning(db: Sql, organisationId: string, id: string): Promise<Learning | null> {
  const rows = await db.query<Learning[]>`
    SELECT ${columns} FROM learnings WHERE id = ${id}::uuid AND organisation_id = ${organisationId}::uuid
      AND withdrawn_at IS NULL`;
  return rows[0] ?? null;
}

/** Notes which customer a learning is about. */
export async function saveCustomer(
  tx: Transaction,
  organisationId: string,
  id: string,
  customerId: string,
): Promise<void> {
  await tx.execute`UPDATE learnings SET customer_id = ${customerId}::uuid
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Taken back: it is neither shown nor counted any more. False: it was before. */
export async function withdrawLearning(
  tx: Transaction,
  organisationId: string,
  id: string,
  at: Date,
): Promise<boolean> {
  const count = await tx.execute`
    UPDATE learnings SET withdrawn_at = ${at} WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid AND withdrawn_at IS NULL`;
  return count === 1;
}

/** Shared in the place, privately, or where no series lives, whose own agenda would never come. */
function concerns(placeId: string): SqlPart {
  return sql`(place_id IS NULL OR place_id = ${placeId}::uuid OR NOT EXISTS (
    SELECT FROM meeting_series series WHERE series.organisation_id = learnings.organisation_id
      AND series.place_id = learnings.place_id AND series.stopped_at IS NULL))`;
}

export interface AgendaLearnings {
  readonly organisationId: string;
  readonly placeId: string;
  readonly meetingId: string;
  /** From `from` up to `until`, both included. */
  readonly from: Date;
  readonly until: Date;
}

/**
 * Those of the place and of places where nobody meets, and private ones of anybody, which no earlier meeting of the
 * place has ticked off; the oldest first. Of more than `limit` the newest, private ones only where there is room.
 * `moreCount`: how many that are not private are left out.
 */
export async function listForAgenda(
  db: Sql,
  { organisationId, placeId, meetingId, from, until }: AgendaLearnings,
  limit: number,
): Promise<{ readonly items: readonly Learning[]; readonly moreCount: number }> {
  const rows = await db.query<(Learning & { readonly totalCount: number })[]>`
    SELECT ${columns}, (count(*) FILTER (WHERE place_id IS NOT NULL) OVER ())::int AS "totalCount"
    FROM learnings
    WHERE organisation_id = ${organisationId}::uuid AND at >= ${from} AND at <= ${until} AND withdrawn_at IS NULL
      AND ${concerns(placeId)}
      AND NOT EXISTS (
        SELECT FROM agenda_ticks tick JOIN meetings ON meetings.id = tick.meeting_id
        WHERE tick.item = 'learning:' || learnings.id AND meetings.place_id = ${placeId}::uuid
          AND tick.meeting_id <> ${meetingId}::uuid)
    ORDER BY place_id IS NULL, at DESC, id DESC LIMIT ${limit}::int`;
  const items = rows.map(({ totalCount: _, ...item }) => item);
  const placedCount = items.filter((item) => item.placeId !== null).length;
  return { items: items.sort(byTime), moreCount: (rows[0]?.totalCount ?? 0) - placedCount };
}

const byTime = (a: Learning, b: Learning): number => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);

interface About {
  readonly organisationId: string;
  readonly customerId: string;
}

/** What was learned about a customer, the newest first, and how much that is. */
export const listAbout = (database: Database, asked: About & Cut): Promise<Found<Learning>> =>
  readRows(database, learnedAbout(asked), asked);

/** The newest of it. */
export const latestAbout = (database: Database, about: About, limit: number): Promise<readonly Learning[]> =>
  readSlice(database, learnedAbout(about), { limit });

const learnedAbout = ({ organisationId, customerId }: About) => ({
  columns,
  from: sql`learnings
    WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid AND withdrawn_at IS NULL`,
  order: sql`at DESC, id DESC`,
});

/** How much was learned about each customer after `since`; at most 2,000 of them, those with most. */
export async function countByCustomer(
  database: Database,
  organisationId: string,
  since: Date,
): Promise<readonly { readonly customerId: string; readonly count: number }[]> {
  return database.query`
    SELECT customer_id AS "customerId", count(*)::int AS count FROM learnings
    WHERE organisation_id = ${organisationId}::uuid AND customer_id IS NOT NULL AND at > ${since} AND withdrawn_at IS NULL
    GROUP BY customer_id ORDER BY count(*) DESC, customer_id LIMIT 2000`;
}

/** Whether somebody shared something for this place after the instant. */
export async function wasSharedAfter(
  tx: Transaction,
  {
    organisationId,
    placeId,
    after,
  }: { readonly organisationId: string; readonly placeId: string; readonly after: Date },
): Promise<boolean> {
  const rows = await tx.query<unknown[]>`
    SELECT 1 FROM learnings WHERE organisation_id = ${organisationId}::uuid AND at > ${after} AND withdrawn_at IS NULL
      AND ${concerns(placeId)} LIMIT 1`;
  return rows.length > 0;
}

/** What was learned at `since` or after, the newest first. */
export const listLearnedSince = (
  db: Sql,
  { organisationId, since, limit }: { readonly organisationId: string; readonly since: Date; readonly limit: number },
): Promise<readonly Learning[]> =>
  db.query<Learning[]>`
    SELECT ${columns} FROM learnings
    WHERE organisation_id = ${organisationId}::uuid AND at >= ${since} AND withdrawn_at IS NULL
    ORDER BY at DESC, id DESC LIMIT ${limit}::int`;

/** How many of a member stand. */
export async function countLearnedBy(db: Sql, organisationId: string, memberId: string): Promise<number> {
  const [row] = await db.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM learnings
    WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid AND withdrawn_at IS NULL`;
  return row?.count ?? 0;
}
