/** SQL of what people are thanked for, and of who does not want to be; each statement is bound to the organisation. */
import type { Cut, Found } from '../../../chat/pages.js';
import { claimable, type Database, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { readRows } from '../../../storage/page.js';
import type { Honour } from '../rules/honour.js';

const columns = sql.raw(`organisation_id AS "organisationId", id, kind, subject_id AS "subjectId",
  member_id AS "memberId", place_id AS "placeId", count, earned_at AS "earnedAt"`);

/** Nothing where they were thanked, or are to be, for this very thing. */
export async function insertHonour(tx: Transaction, honour: Honour, dueAt: Date): Promise<void> {
  const { organisationId, id, kind, subjectId, memberId, placeId, count, earnedAt } = honour;
  await tx.execute`
    INSERT INTO honours (organisation_id, id, kind, subject_id, member_id, place_id, count, earned_at, due_at)
    VALUES (${organisationId}::uuid, ${id}::uuid, ${kind}, ${subjectId}::uuid, ${memberId}::uuid, ${placeId}::uuid,
      ${count}::int, ${earnedAt}, ${dueAt})
    ON CONFLICT (organisation_id, kind, subject_id) DO NOTHING`;
}

/** Whether they earned this count after the instant (null: ever). */
export async function hasEarned(
  tx: Transaction,
  { organisationId, memberId, kind, count }: Pick<Honour, 'organisationId' | 'memberId' | 'kind' | 'count'>,
  after: Date | null,
): Promise<boolean> {
  const rows = await tx.query<unknown[]>`
    SELECT 1 FROM honours WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid
      AND kind = ${kind} AND count = ${count}::int AND earned_at > ${after ?? new Date(0)} LIMIT 1`;
  return rows.length > 0;
}

/** As put_aside names it. */
export const thankWork = 'honours.thank';
/** When the next is said. */
export const thanksDue = dueNext(thankWork, { table: 'honours', dueAt: 'due_at' });

/** Those that are due. */
export const dueHonours = (db: Sql, now: Date, limit: number): Promise<readonly Honour[]> =>
  db.query<Honour[]>`
    SELECT ${columns} FROM honours h WHERE h.due_at <= ${now} AND ${claimable(thankWork, 'h', now)}
    ORDER BY h.due_at, h.id LIMIT ${limit}::int`;

/** It waits until then. */
export async function postpone(db: Sql, { organisationId, id }: Honour, dueAt: Date): Promise<void> {
  await db.execute`
    UPDATE honours SET due_at = ${dueAt}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND due_at IS NOT NULL`;
}

/** It is handed to delivery. False: another copy of the bot was first. */
export async function take(tx: Transaction, { organisationId, id }: Honour): Promise<boolean> {
  const count = await tx.execute`
    UPDATE honours SET due_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND due_at IS NOT NULL`;
  return count === 1;
}

/** null: it is gone. */
export async function findHonour(db: Sql, organisationId: string, id: string): Promise<Honour | null> {
  const [found] = await db.query<Honour[]>`
    SELECT ${columns} FROM honours WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return found ?? null;
}

/** It was said. */
export async function saveThanked(db: Sql, organisationId: string, id: string, at: Date): Promise<void> {
  await db.execute`
    UPDATE honours SET thanked_at = ${at} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** It was not said and never will be: earned again, it is. */
export async function dropHonour(db: Sql, organisationId: string, id: string): Promise<void> {
  await db.execute`
    DELETE FROM honours WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND thanked_at IS NULL`;
}

/** What somebody was thanked for, the latest first. */
export const listThanks = (
  database: Database,
  { organisationId, memberId }: Pick<Honour, 'organisationId' | 'memberId'>,
  cut: Cut,
): Promise<Found<Honour>> =>
  readRows<Honour>(
    database,
    {
      columns,
      from: sql`honours WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid
        AND thanked_at IS NOT NULL`,
      order: sql`thanked_at DESC, id DESC`,
    },
    cut,
  );

/** Of these members, those who want to be named in no thanks. */
export async function whoOptedOut(
  db: Sql,
  organisationId: string,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ id: string }[]>`
    SELECT member_id AS id FROM honour_opt_outs
    WHERE organisation_id = ${organisationId}::uuid AND member_id = ANY(${[...memberIds]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/** From now on they are named in none. Said again, nothing changes. */
export async function optOut(db: Sql, organisationId: string, memberId: string, at: Date): Promise<void> {
  await db.execute`
    INSERT INTO honour_opt_outs (organisation_id, member_id, since_at)
    VALUES (${organisationId}::uuid, ${memberId}::uuid, ${at}) ON CONFLICT DO NOTHING`;
}

/** They may be named again. */
export async function optIn(db: Sql, organisationId: string, memberId: string): Promise<void> {
  await db.execute`
    DELETE FROM honour_opt_outs WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid`;
}
