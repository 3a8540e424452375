/** All SQL about ideas themselves: posting, finding, moving, support, evidence. Gives back the rules' types. */
import { type Database, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { historyOf, nextNumbers } from '../../../storage/history.js';
import type { Idea } from '../rules/idea.js';
import { insertedVector } from './search.js';

/** Every column that an Idea holds, of the table `ideas`. */
export const columns = sql`${sql.raw(`id, organisation_id AS "organisationId", number, title, touches, delights, problem,
  benefit, evidence, experience, access, segments, author_id AS "authorId", place_id AS "placeId", posted_at AS "postedAt",
  surface, state, moved_at AS "movedAt", moved_by_id AS "movedById", moved_why AS "movedWhy",
  settled_after AS "settledAfter",
  (SELECT count(*)::int FROM idea_supports s WHERE s.idea_id = ideas.id) AS "supportCount"`)},
  (SELECT count(*)::int FROM ${historyOf('idea', 'ideas')} WHERE e.what = 'commented') AS "commentCount"`;

/** A row to insert: the number is given by the database, and it is new. */
export type NewIdea = Omit<
  Idea,
  'number' | 'state' | 'movedAt' | 'movedById' | 'movedWhy' | 'settledAfter' | 'supportCount' | 'commentCount'
>;

/** What an idea is linked to, by our ids. */
export interface Links {
  readonly feedbackIds: readonly string[];
  readonly customerIds: readonly string[];
}

/** Inserts it with its links, its words and its first event, and answers the next number; one statement. */
export async function insertIdea(tx: Transaction, idea: NewIdea, links: Links): Promise<number> {
  const { organisationId, id, surface } = idea;
  const rows = await tx.query<{ number: number }[]>`
    WITH numbering AS (
      ${nextNumbers('idea', organisationId)}
    ), cited AS (
      INSERT INTO idea_evidence (idea_id, organisation_id, feedback_id, position)
      SELECT ${id}::uuid, ${organisationId}::uuid, feedback_id, position
      FROM unnest(${[...links.feedbackIds]}::uuid[]) WITH ORDINALITY AS t(feedback_id, position)
    ), touched AS (
      INSERT INTO idea_customers (idea_id, organisation_id, customer_id)
      SELECT ${id}::uuid, ${organisationId}::uuid, customer_id FROM unnest(${[...links.customerIds]}::uuid[]) AS t(customer_id)
    ), happened AS (
      INSERT INTO history (subject, organisation_id, at, what, actor_id, surface)
      VALUES (${`idea:${id}`}, ${organisationId}::uuid, ${idea.postedAt}, 'posted', ${idea.authorId}::uuid, ${surface})
    )
    INSERT INTO ideas (id, organisation_id, number, title, touches, delights, problem, benefit, evidence, experience,
      access, segments, author_id, place_id, posted_at, surface, state, search)
    SELECT ${id}::uuid, ${organisationId}::uuid, last, ${idea.title}, ${idea.touches}, ${idea.delights}, ${idea.problem},
      ${idea.benefit}, ${idea.evidence}, ${idea.experience}, ${idea.access}, ${[...idea.segments]}::text[], ${idea.authorId}::uuid,
      ${idea.placeId}::uuid, ${idea.postedAt}, ${surface}, 'new', ${insertedVector(idea)}
    FROM numbering RETURNING number`;
  const [row] = rows;
  if (!row) throw new Error('An inserted idea has a number.');
  return row.number;
}

/** One idea by the number in its name, 7 of I-7; null: the organisation has none of that number. */
export async function findByNumber(db: Sql, organisationId: string, number: number): Promise<Idea | null> {
  const rows = await db.query<Idea[]>`
    SELECT ${columns} FROM ideas WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int`;
  return rows[0] ?? null;
}

/** By our own ids, in their order; of one organisation. */
export async function findByIds(db: Sql, organisationId: string, ids: readonly string[]): Promise<Idea[]> {
  if (ids.length === 0) return [];
  const rows = await db.query<Idea[]>`
    SELECT ${columns} FROM ideas WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
  const byId = new Map(rows.map((idea) => [idea.id, idea]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Who wrote each of these ideas. */
export async function authorsOf(
  db: Sql,
  organisationIds: readonly string[],
  ideaIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; authorId: string }[]>`
    SELECT id, author_id AS "authorId" FROM ideas WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${[...ideaIds]}::uuid[])`;
  return new Map(rows.map(({ id, authorId }) => [id, authorId]));
}

/** Locks the row until the transaction ends, so that two people's moves are done one after the other. */
export async function lockByNumber(tx: Transaction, organisationId: string, number: number): Promise<Idea | null> {
  const rows = await tx.query<Idea[]>`
    SELECT ${columns} FROM ideas
    WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int FOR UPDATE OF ideas`;
  return rows[0] ?? null;
}

/** In the order of their numbers, which keeps two meetings from waiting for each other; locked. */
export async function lockByIds(tx: Transaction, organisationId: string, ids: readonly string[]): Promise<Idea[]> {
  return tx.query<Idea[]>`
    SELECT ${columns} FROM ideas WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])
    ORDER BY number FOR UPDATE OF ideas`;
}

/** Writes what a move changes. */
export async function saveMove(tx: Transaction, idea: Idea): Promise<void> {
  const { state, movedAt, movedById, movedWhy, settledAfter } = idea;
  await tx.execute`
    UPDATE ideas SET state = ${state}, moved_at = ${movedAt}, moved_by_id = ${movedById}::uuid, moved_why = ${movedWhy},
      settled_after = ${settledAfter}::int
    WHERE organisation_id = ${idea.organisationId}::uuid AND id = ${idea.id}::uuid`;
}

/** False: it was so already. */
export async function addSupport(tx: Transaction, idea: Idea, memberId: string, at: Date): Promise<boolean> {
  const count = await tx.execute`
    INSERT INTO idea_supports (idea_id, organisation_id, member_id, at)
    VALUES (${idea.id}::uuid, ${idea.organisationId}::uuid, ${memberId}::uuid, ${at}) ON CONFLICT DO NOTHING`;
  return count > 0;
}

/** False: there was none. */
export async function removeSupport(
  tx: Transaction,
  organisationId: string,
  ideaId: string,
  memberId: string,
): Promise<boolean> {
  const count = await tx.execute`
    DELETE FROM idea_supports WHERE organisation_id = ${organisationId}::uuid
      AND idea_id = ${ideaId}::uuid AND member_id = ${memberId}::uuid`;
  return count > 0;
}

/** Who supports these ideas, by idea, the earliest first. */
export async function supportersOf(
  db: Sql,
  organisationIds: readonly string[],
  ideaIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db.query<{ ideaId: string; memberId: string }[]>`
    SELECT idea_id AS "ideaId", member_id AS "memberId" FROM idea_supports
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND idea_id = ANY(${[...ideaIds]}::uuid[]) ORDER BY at, member_id`;
  return grouped(rows.map(({ ideaId, memberId }) => [ideaId, memberId]));
}

/** What these ideas cite and touch, by idea, in the order in which it was named. */
export async function linksOf(
  db: Sql,
  organisationIds: readonly string[],
  ideaIds: readonly string[],
): Promise<ReadonlyMap<string, Links>> {
  const rows = await db.query<{ ideaId: string; feedbackId: string | null; customerId: string | null }[]>`
    SELECT idea_id AS "ideaId", feedback_id AS "feedbackId", NULL::uuid AS "customerId", position FROM idea_evidence
      WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND idea_id = ANY(${[...ideaIds]}::uuid[])
    UNION ALL
    SELECT idea_id, NULL, customer_id, 0 FROM idea_customers
      WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND idea_id = ANY(${[...ideaIds]}::uuid[])
    ORDER BY position, "customerId"`;
  const feedback = grouped(rows.flatMap(({ ideaId, feedbackId }) => (feedbackId ? [[ideaId, feedbackId]] : [])));
  const customers = grouped(rows.flatMap(({ ideaId, customerId }) => (customerId ? [[ideaId, customerId]] : [])));
  return new Map(
    ideaIds.map((id) => [id, { feedbackIds: feedback.get(id) ?? [], customerIds: customers.get(id) ?? [] }]),
  );
}

function grouped(pairs: readonly (readonly string[])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key = '', value = ''] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

/** Notes that a meeting had them on its agenda, once per meeting; of other organisations' ideas nothing. */
export async function addShowings(
  database: Database,
  ideaIds: readonly string[],
  { organisationId, meetingId, at }: { readonly organisationId: string; readonly meetingId: string; readonly at: Date },
): Promise<void> {
  await database.execute`
    INSERT INTO idea_showings (idea_id, organisation_id, meeting_id, at)
    SELECT id, organisation_id, ${meetingId}::uuid, ${at} FROM ideas
    WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ideaIds]}::uuid[]) ON CONFLICT DO NOTHING`;
}

/** On how many agendas each of these was so far. */
export async function countShowings(
  tx: Sql,
  organisationIds: readonly string[],
  ideaIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ ideaId: string; count: number }[]>`
    SELECT idea_id AS "ideaId", count(*)::int AS count FROM idea_showings
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND idea_id = ANY(${[...ideaIds]}::uuid[]) GROUP BY idea_id`;
  return new Map(rows.map(({ ideaId, count }) => [ideaId, count]));
}
