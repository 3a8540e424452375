/** SQL of which month of ideas an organisation has posted next, and when. */
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';

/** The month that is posted next. */
export interface MonthPlan {
  /** The organisation's id, as batches name it. */
  readonly id: string;
  readonly organisationId: string;
  /** `YYYY-MM` */
  readonly month: string;
}

const columns = sql.raw('m.organisation_id AS id, m.organisation_id AS "organisationId", m.month');

/** As put_aside names it. */
export const monthWork = 'honours.month';
/** When the next is posted. */
export const monthsDue = dueNext(monthWork, {
  table: 'honour_months',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** Locks those that are due. */
export const claimMonths = (tx: Transaction, now: Date, limit: number): Promise<readonly MonthPlan[]> =>
  tx.query<MonthPlan[]>`
    SELECT ${columns} FROM honour_months m
    WHERE m.due_at <= ${now} AND ${claimable(monthWork, 'm', now, 'organisation_id')}
    ORDER BY m.due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** null: no month is posted there. */
export async function findMonth(db: Sql, organisationId: string): Promise<string | null> {
  const [row] = await db.query<{ month: string }[]>`
    SELECT month FROM honour_months WHERE organisation_id = ${organisationId}::uuid`;
  return row?.month ?? null;
}

/** This month is posted next. */
export async function saveMonth(tx: Sql, organisationId: string, month: string, dueAt: Date): Promise<void> {
  await tx.execute`
    INSERT INTO honour_months (organisation_id, month, due_at) VALUES (${organisationId}::uuid, ${month}, ${dueAt})
    ON CONFLICT (organisation_id) DO UPDATE SET month = excluded.month, due_at = excluded.due_at`;
}

/** No month is posted any more. */
export async function removeMonth(tx: Sql, organisationId: string): Promise<void> {
  await tx.execute`DELETE FROM honour_months WHERE organisation_id = ${organisationId}::uuid`;
}
