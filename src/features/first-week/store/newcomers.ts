/** SQL of whoever is new; each statement is bound to the organisation, but for the claim of what is due. */
import type { Cut, Found } from '../../../chat/pages.js';
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { readRows } from '../../../storage/page.js';
import type { Newcomer } from '../rules/newcomer.js';

const columns = sql.raw(`n.organisation_id AS "organisationId", n.member_id AS "memberId",
  n.started_by_id AS "startedById", n.started_at AS "startedAt", n.sent_count AS "sentCount", n.due_at AS "dueAt",
  n.skipped_at AS "skippedAt", n.promised_at AS "promisedAt"`);

/** False: they had their first week before. */
export async function insertNewcomer(
  tx: Transaction,
  { organisationId, memberId, startedById, startedAt, dueAt }: Newcomer,
): Promise<boolean> {
  const count = await tx.execute`
    INSERT INTO newcomers (organisation_id, member_id, started_by_id, started_at, due_at)
    VALUES (${organisationId}::uuid, ${memberId}::uuid, ${startedById}::uuid, ${startedAt}, ${dueAt})
    ON CONFLICT (organisation_id, member_id) DO NOTHING`;
  return count > 0;
}

/** null: they never had one. */
export async function findNewcomer(db: Sql, organisationId: string, memberId: string): Promise<Newcomer | null> {
  const [found] = await db.query<Newcomer[]>`
    SELECT ${columns} FROM newcomers n
    WHERE n.organisation_id = ${organisationId}::uuid AND n.member_id = ${memberId}::uuid`;
  return found ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockNewcomer(
  tx: Transaction,
  organisationId: string,
  memberId: string,
): Promise<Newcomer | null> {
  const [found] = await tx.query<Newcomer[]>`
    SELECT ${columns} FROM newcomers n
    WHERE n.organisation_id = ${organisationId}::uuid AND n.member_id = ${memberId}::uuid FOR UPDATE`;
  return found ?? null;
}

/** Writes what may change. */
export async function saveNewcomer(tx: Transaction, newcomer: Newcomer): Promise<void> {
  const { organisationId, memberId, sentCount, dueAt, skippedAt, promisedAt } = newcomer;
  await tx.execute`
    UPDATE newcomers SET sent_count = ${sentCount}::int, due_at = ${dueAt}, skipped_at = ${skippedAt},
      promised_at = ${promisedAt}
    WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid`;
}

/** Whoever came last first. */
export const listNewcomers = (db: Sql, organisationId: string, cut: Cut): Promise<Found<Newcomer>> =>
  readRows(
    db,
    {
      columns,
      from: sql`newcomers n WHERE n.organisation_id = ${organisationId}::uuid`,
      order: sql`n.started_at DESC, n.member_id`,
    },
    cut,
  );

/** What is counted of a period. */
export interface Counts {
  readonly startedCount: number;
  readonly finishedCount: number;
  readonly skippedCount: number;
  readonly promisedCount: number;
}

/** Of those who began in the period. */
export async function countNewcomers(
  db: Sql,
  organisationId: string,
  { from, until, dayCount }: { readonly from: Date; readonly until: Date; readonly dayCount: number },
): Promise<Counts> {
  const [counts] = await db.query<Counts[]>`
    SELECT count(*)::int AS "startedCount", count(*) FILTER (WHERE sent_count >= ${dayCount}::int)::int AS "finishedCount",
      count(skipped_at)::int AS "skippedCount", count(promised_at)::int AS "promisedCount"
    FROM newcomers
    WHERE organisation_id = ${organisationId}::uuid AND started_at >= ${from} AND started_at < ${until}`;
  if (!counts) throw new Error('A count has one row.');
  return counts;
}

/** As put_aside names it. */
export const dayWork = 'firstWeek.day';

/** When the next card is due. */
export const dayDue = dueNext(dayWork, {
  table: 'newcomers',
  dueAt: 'due_at',
  id: { column: 'member_id', type: 'uuid' },
});

/** Locks those whose card is. */
export async function claimDays(
  tx: Transaction,
  now: Date,
  limit: number,
): Promise<readonly (Newcomer & { readonly id: string })[]> {
  return tx.query`
    SELECT n.member_id AS id, ${columns} FROM newcomers n
    WHERE n.due_at <= ${now} AND ${claimable(dayWork, 'n', now, 'member_id')}
    ORDER BY n.due_at, n.member_id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}
