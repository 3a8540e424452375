/** SQL of follow-ups. Gives back the rules' type; every read of a person's is bound to one organisation. */
import type { Cut, Found } from '../../../chat/pages.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import { claimable, type Database, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers, readHistory } from '../../../storage/history.js';
import { holdsWords, readRows } from '../../../storage/page.js';
import { type FollowUp, type FollowUpEvent, followUpKind } from '../rules/follow-up.js';

/** A database's single statements or a transaction. */
const columns = sql.raw(`id, organisation_id AS "organisationId", number, text, owner_id AS "ownerId",
  due_on AS "dueOn", place_id AS "placeId", meeting_id AS "meetingId", created_by_id AS "createdById",
  created_at AS "createdAt", state, settled_at AS "settledAt", settled_by_id AS "settledById",
  nudge_due_at AS "nudgeDueAt", nudge_count AS "nudgeCount", round`);

/** Gives it the next number of the organisation; the row lock of the counter makes numbers gapless. */
export async function insertFollowUp(tx: Transaction, row: Omit<FollowUp, 'number'>): Promise<FollowUp> {
  const rows = await tx.query<FollowUp[]>`
    WITH numbering AS (
      ${nextNumbers('followUp', row.organisationId)}
    )
    INSERT INTO follow_ups (id, organisation_id, number, text, owner_id, due_on, place_id, meeting_id, created_by_id,
      created_at, state, nudge_due_at, nudge_count)
    SELECT ${row.id}::uuid, ${row.organisationId}::uuid, last, ${row.text}, ${row.ownerId}::uuid, ${row.dueOn},
      ${row.placeId}::uuid, ${row.meetingId}::uuid, ${row.createdById}::uuid, ${row.createdAt}, ${row.state},
      ${row.nudgeDueAt}, ${row.nudgeCount}::int
    FROM numbering RETURNING ${columns}`;
  return oneOf(rows);
}

function oneOf(rows: readonly FollowUp[]): FollowUp {
  const [row] = rows;
  if (!row) throw new Error('An insert gave nothing back.');
  return row;
}

/** One by the number in its name, 31 of A-31; null: the organisation has none of that number. */
export async function findFollowUp(
  database: Database,
  organisationId: string,
  number: number,
): Promise<FollowUp | null> {
  const rows = await database.query<FollowUp[]>`
    SELECT ${columns} FROM follow_ups WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int`;
  return rows[0] ?? null;
}

/** By our own id, as reminders keep it; null: there is none. */
export async function findFollowUpById(
  database: Database,
  organisationId: string,
  id: string,
): Promise<FollowUp | null> {
  const rows = await database.query<
    FollowUp[]
  >`SELECT ${columns} FROM follow_ups WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Locks the row, so that two clicks are done one after the other. `which`: its number, or our id. */
export async function lockFollowUp(
  tx: Transaction,
  organisationId: string,
  which: number | string,
): Promise<FollowUp | null> {
  const isIt = typeof which === 'number' ? sql`number = ${which}::int` : sql`id = ${which}::uuid`;
  const rows = await tx.query<FollowUp[]>`
    SELECT ${columns} FROM follow_ups WHERE organisation_id = ${organisationId}::uuid AND ${isIt} FOR UPDATE`;
  return rows[0] ?? null;
}

/** Writes back whatever may change in its life; one statement for any number. */
export async function saveFollowUps(tx: Transaction, rows: readonly FollowUp[]): Promise<void> {
  if (rows.length === 0) return;
  const changed = JSON.stringify(rows.map((row) => ({ ...row, text: undefined })));
  await tx.execute`
    UPDATE follow_ups SET owner_id = r."ownerId", due_on = r."dueOn", state = r.state, settled_at = r."settledAt",
      settled_by_id = r."settledById", nudge_due_at = r."nudgeDueAt", nudge_count = r."nudgeCount",
      round = r.round
    FROM jsonb_to_recordset(${changed}::jsonb) AS r(id uuid, "ownerId" uuid, "dueOn" text, state text,
      "settledAt" timestamptz, "settledById" uuid, "nudgeDueAt" timestamptz, "nudgeCount" int,
      round int)
    WHERE follow_ups.organisation_id = ANY(${organisationsOf(rows)}::uuid[]) AND follow_ups.id = r.id`;
}

/** Of the whole organisation, a place or an owner. */
export interface FollowUpFilter {
  readonly organisationId: string;
  readonly placeId?: string;
  readonly ownerId?: string;
  readonly state: 'open' | 'done' | 'all';
  /** Words that must stand in the text. */
  readonly search?: string;
}

/** What is promised, the earliest date first; what is done, the latest first. */
export function listFollowUps(db: Sql, filter: FollowUpFilter, cut: Cut): Promise<Found<FollowUp>> {
  const { organisationId, placeId, ownerId, state, search = '' } = filter;
  const conditions = [
    sql`organisation_id = ${organisationId}::uuid`,
    ...(state === 'all' ? [] : [sql`state = ${state}`]),
    ...(placeId === undefined ? [] : [sql`place_id = ${placeId}::uuid`]),
    ...(ownerId === undefined ? [] : [sql`owner_id = ${ownerId}::uuid`]),
    ...holdsWords(sql`text`, search),
  ];
  const order = state === 'open' ? sql`due_on, number` : sql`number DESC`;
  return readRows(db, { columns, from: sql`follow_ups WHERE ${sql.join(conditions, ' AND ')}`, order }, cut);
}

/** A page of what was done with one, oldest first. */
export async function followUpHistory(db: Sql, id: string, cut: Cut): Promise<Found<FollowUpEvent>> {
  const { items, totalCount } = await readHistory(db, `followUp:${id}`, cut);
  return { items: items as unknown as FollowUpEvent[], totalCount };
}

/** Those that were added in a meeting, whatever became of them, by number. */
export async function listOfMeeting(db: Sql, organisationId: string, meetingId: string): Promise<readonly FollowUp[]> {
  return db.query`
    SELECT ${columns} FROM follow_ups
    WHERE organisation_id = ${organisationId}::uuid AND meeting_id = ${meetingId}::uuid ORDER BY number`;
}

/** By our ids, in one organisation. */
export async function listByIds(db: Sql, organisationId: string, ids: readonly string[]): Promise<readonly FollowUp[]> {
  if (ids.length === 0) return [];
  return db.query`
    SELECT ${columns} FROM follow_ups
    WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[]) ORDER BY due_on, number`;
}

/** When the next owner is to be reminded. */
export const followUpsDue = dueNext(followUpKind, { table: 'follow_ups', dueAt: 'nudge_due_at' });

/** Those that are due and not in the hands of another copy of the bot; locked. */
export async function claimDue(tx: Transaction, now: Date, limit: number): Promise<readonly FollowUp[]> {
  return tx.query`
    SELECT ${columns} FROM follow_ups
    WHERE nudge_due_at <= ${now} AND ${claimable(followUpKind, 'follow_ups', now)}
    ORDER BY nudge_due_at, number LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}
