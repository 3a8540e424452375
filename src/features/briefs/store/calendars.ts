/** SQL of the calendars that members gave. Claims are by index and skip what another copy holds. */
import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import {
  boundTo,
  claimable,
  type Database,
  dueNext,
  type Sql,
  sql,
  type Transaction,
} from '../../../storage/database.js';

/** A member's calendar. */
export interface BriefCalendar {
  readonly id: string;
  readonly organisationId: string;
  readonly memberId: string;
  /** Sealed, as `database.seal` does it: never shown whole, never logged. */
  readonly url: string;
  readonly fetchDueAt: Date;
  /** null: never yet. */
  readonly fetchedAt: Date | null;
  /** In a row. */
  readonly failureCount: number;
  /** null: it does not fail. */
  readonly failingSince: Date | null;
  /** When it failed last, also where it was mended since. */
  readonly failedAt: Date | null;
  readonly trouble: CalendarTrouble | null;
  /** Its owner heard that it fails. */
  readonly isTold: boolean;
}

const columns = sql.raw(`id, organisation_id AS "organisationId", member_id AS "memberId", url,
  fetch_due_at AS "fetchDueAt", fetched_at AS "fetchedAt", failure_count AS "failureCount",
  failing_since AS "failingSince", failed_at AS "failedAt", trouble, is_told AS "isTold"`);

/** The address, as it was given. Network is asked with it, and its host is shown. */
export const addressOf = ({ seal }: Pick<Database, 'seal'>, { id, url }: Pick<BriefCalendar, 'id' | 'url'>): string =>
  seal.open(url, boundTo('brief_calendars', id));

/** As it is kept in the calendar of this id. */
export const sealAddress = ({ seal }: Pick<Database, 'seal'>, id: string, address: string): string =>
  seal.seal(address, boundTo('brief_calendars', id));

/** What somebody set; null: nothing. */
export async function findCalendarOf(db: Sql, organisationId: string, memberId: string): Promise<BriefCalendar | null> {
  const [row] = await db.query<BriefCalendar[]>`
    SELECT ${columns} FROM brief_calendars
    WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid`;
  return row ?? null;
}

/** By its id; null: it was forgotten. */
export async function findCalendar(db: Sql, organisationId: string, id: string): Promise<BriefCalendar | null> {
  const [row] = await db.query<
    BriefCalendar[]
  >`SELECT ${columns} FROM brief_calendars WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return row ?? null;
}

/** The same, and nobody else changes it before the transaction ends. */
export async function lockCalendar(tx: Transaction, organisationId: string, id: string): Promise<BriefCalendar | null> {
  const [row] = await tx.query<BriefCalendar[]>`
    SELECT ${columns} FROM brief_calendars WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

/** Makes it, or writes it anew under its id. */
export async function saveCalendar(tx: Transaction, calendar: BriefCalendar): Promise<void> {
  const { id, organisationId, memberId, url, fetchDueAt, fetchedAt, failureCount, failingSince, failedAt } = calendar;
  const trouble = calendar.trouble === null ? null : JSON.stringify(calendar.trouble);
  await tx.execute`
    INSERT INTO brief_calendars (id, organisation_id, member_id, url, fetch_due_at, fetched_at, failure_count,
      failing_since, failed_at, trouble, is_told)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${memberId}::uuid, ${url}, ${fetchDueAt}, ${fetchedAt},
      ${failureCount}::int, ${failingSince}, ${failedAt}, ${trouble}::jsonb, ${calendar.isTold})
    ON CONFLICT ON CONSTRAINT brief_calendars_pkey DO UPDATE SET url = excluded.url, fetch_due_at = excluded.fetch_due_at,
      fetched_at = excluded.fetched_at, failure_count = excluded.failure_count,
      failing_since = excluded.failing_since, failed_at = excluded.failed_at, trouble = excluded.trouble,
      is_told = excluded.is_told`;
}

/** Forgets the addresses of these members, with every time. Answers how many there were. */
export async function forgetCalendars(tx: Sql, organisationId: string, memberIds: readonly string[]): Promise<number> {
  return tx.execute`
    DELETE FROM brief_calendars
    WHERE organisation_id = ${organisationId}::uuid AND member_id = ANY(${[...memberIds]}::uuid[])`;
}

/** The name of the work that reads calendars. */
export const readingWork = 'briefs.read';
/** When the next calendar has to be read. */
export const readingDue = dueNext(readingWork, { table: 'brief_calendars', dueAt: 'fetch_due_at' });

/** Locks calendars that are due, and gives them this time, so that no other copy asks meanwhile. */
export async function claimCalendars(
  tx: Transaction,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly BriefCalendar[]> {
  return tx.query<BriefCalendar[]>`
    UPDATE brief_calendars SET fetch_due_at = ${until} WHERE (id, organisation_id) IN (
      SELECT id, organisation_id FROM brief_calendars c
      WHERE fetch_due_at <= ${now} AND ${claimable(readingWork, 'c', now)}
      ORDER BY fetch_due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
    RETURNING ${columns}`;
}
