/** SQL of how far looking at everybody is; bound to the organisation, but for the claim of whose turn it is. */
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';

/** As put_aside names it: by the organisation. */
export const lookWork = 'risk.look';

/** How far it is. */
export interface RiskSweep {
  readonly organisationId: string;
  /** null: it begins. */
  readonly doneId: string | null;
  /** When everybody had been looked at last; null: not yet. */
  readonly lookedAt: Date | null;
  readonly dueAt: Date;
}

const columns = sql`organisation_id AS "organisationId", done_id AS "doneId", looked_at AS "lookedAt", due_at AS "dueAt"`;

/** When the next piece is due. */
export const looksDue = dueNext(lookWork, {
  table: 'risk_sweeps',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** Whose turn it is, locked. */
export const claimLooks = (
  tx: Transaction,
  now: Date,
  limit: number,
): Promise<readonly (RiskSweep & { id: string })[]> =>
  tx.query<(RiskSweep & { id: string })[]>`
    SELECT organisation_id AS id, ${columns} FROM risk_sweeps
    WHERE due_at <= ${now} AND ${claimable(lookWork, 'risk_sweeps', now, 'organisation_id')}
    ORDER BY due_at, done_id NULLS FIRST LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** null: it is a new organisation’s, and was never looked at. */
export async function findLook(db: Sql, organisationId: string): Promise<RiskSweep | null> {
  const [found] = await db.query<RiskSweep[]>`
    SELECT ${columns} FROM risk_sweeps WHERE organisation_id = ${organisationId}::uuid`;
  return found ?? null;
}

/** Everybody is looked at from the first on, at this time. */
export async function startLook(tx: Transaction, organisationId: string, dueAt: Date): Promise<void> {
  await tx.execute`
    INSERT INTO risk_sweeps (organisation_id, due_at) VALUES (${organisationId}::uuid, ${dueAt})
    ON CONFLICT (organisation_id) DO UPDATE SET done_id = NULL, due_at = excluded.due_at`;
}

/** Moves the mark of how far it is. */
export async function saveLook(tx: Transaction, { organisationId, doneId, lookedAt, dueAt }: RiskSweep): Promise<void> {
  await tx.execute`
    UPDATE risk_sweeps SET done_id = ${doneId}::uuid, looked_at = ${lookedAt}, due_at = ${dueAt}
    WHERE organisation_id = ${organisationId}::uuid`;
}
