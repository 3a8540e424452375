/** SQL of when members meet customers: times and customers alone, nothing of what a calendar says beside. */
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { Brief, BriefChanges } from '../rules/brief.js';

const columns = sql.raw(`b.id, b.customer_id AS "customerId", b.starts_at AS "startsAt", b.place, b.due_at AS "dueAt"`);

/** What is kept of a calendar, also briefs of meetings that lately began. */
export async function briefsOf(db: Sql, organisationId: string, calendarId: string): Promise<readonly Brief[]> {
  return db.query<Brief[]>`
    SELECT ${columns} FROM briefs b WHERE b.organisation_id = ${organisationId}::uuid
      AND b.calendar_id = ${calendarId}::uuid ORDER BY b.starts_at, b.place`;
}

/** Briefs that wait, the next meeting first; those of one meeting together. */
export async function nextBriefs(
  db: Sql,
  organisationId: string,
  calendarId: string,
  now: Date,
): Promise<readonly Brief[]> {
  return db.query<Brief[]>`
    SELECT ${columns} FROM briefs b WHERE b.organisation_id = ${organisationId}::uuid
      AND b.calendar_id = ${calendarId}::uuid AND b.due_at IS NOT NULL
      AND b.starts_at > ${now} ORDER BY b.starts_at, b.place LIMIT 20`;
}

interface BriefRow {
  readonly id: string;
  readonly customerId: string;
  readonly startsAt: Date;
  readonly place: number;
  readonly dueAt: Date;
}

/** @param forgetBefore meetings that began before it leave no trace */
export async function applyChanges(
  tx: Transaction,
  { organisationId, calendarId }: { readonly organisationId: string; readonly calendarId: string },
  {
    goneIds,
    added,
    forgetBefore,
  }: Pick<BriefChanges, 'goneIds'> & {
    readonly added: readonly BriefRow[];
    readonly forgetBefore: Date;
  },
): Promise<void> {
  await tx.execute`
    DELETE FROM briefs WHERE organisation_id = ${organisationId}::uuid AND calendar_id = ${calendarId}::uuid
      AND (id = ANY(${[...goneIds]}::uuid[]) OR starts_at < ${forgetBefore})`;
  if (added.length === 0) return;
  // A customer may be gone or another's since they were looked up.
  await tx.execute`
    INSERT INTO briefs (id, organisation_id, calendar_id, customer_id, starts_at, place, due_at)
    SELECT r.id, ${organisationId}::uuid, ${calendarId}::uuid, c.id, r."startsAt", r.place, r."dueAt"
    FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb)
      AS r(id uuid, "customerId" uuid, "startsAt" timestamptz, place int, "dueAt" timestamptz)
    JOIN customers c ON c.id = r."customerId" AND c.organisation_id = ${organisationId}::uuid
    ON CONFLICT DO NOTHING`;
}

/** A brief with whose it is. */
export interface OwnedBrief extends Brief {
  readonly organisationId: string;
  readonly calendarId: string;
  readonly memberId: string;
}

const owned = sql`${columns}, b.organisation_id AS "organisationId", b.calendar_id AS "calendarId",
  k.member_id AS "memberId" FROM briefs b JOIN brief_calendars k ON k.id = b.calendar_id`;

/** One with the ids of all customers of its meeting, in their order; null: the meeting is off, or forgotten. */
export async function findBrief(
  db: Sql,
  organisationId: string,
  id: string,
): Promise<(OwnedBrief & { readonly customerIds: readonly string[] }) | null> {
  const [row] = await db.query<(OwnedBrief & { customerIds: string[] })[]>`
    SELECT ARRAY(SELECT o.customer_id::text FROM briefs o WHERE o.organisation_id = b.organisation_id
      AND o.calendar_id = b.calendar_id
      AND o.starts_at = b.starts_at ORDER BY o.place) AS "customerIds", ${owned}
      WHERE b.organisation_id = ${organisationId}::uuid AND b.id = ${id}::uuid`;
  return row ?? null;
}

/** The name of the work that sends briefs. */
export const sendingWork = 'briefs.send';
/** When the next brief has to be sent. */
export const sendingDue = dueNext(sendingWork, { table: 'briefs', dueAt: 'due_at' });

/** Locks briefs that are due and are not being sent by another copy of the bot. */
export async function claimBriefs(tx: Transaction, now: Date, limit: number): Promise<readonly OwnedBrief[]> {
  return tx.query<OwnedBrief[]>`
    SELECT ${owned} WHERE b.due_at <= ${now} AND ${claimable(sendingWork, 'b', now)}
    ORDER BY b.due_at, b.starts_at, b.place LIMIT ${limit}::int FOR UPDATE OF b SKIP LOCKED`;
}

/** Those done are never sent again; those too late are forgotten: nobody has read them. */
export async function markDone(
  tx: Transaction,
  organisationIds: readonly string[],
  { doneIds, lateIds }: { readonly doneIds: readonly string[]; readonly lateIds: readonly string[] },
): Promise<void> {
  await tx.execute`UPDATE briefs SET due_at = NULL WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${[...doneIds]}::uuid[])`;
  await tx.execute`DELETE FROM briefs WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${[...lateIds]}::uuid[])`;
}
