/** SQL of texts about how customers live; each statement is bound to the organisation. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import type { Life } from '../rules/life.js';

const columns = sql.raw(`organisation_id AS "organisationId", id, number, text, link, created_by_id AS "createdById",
  created_at AS "createdAt", removed_at AS "removedAt"`);

/** Answers it with its number. */
export async function insertLife(tx: Transaction, life: Omit<Life, 'number' | 'removedAt'>): Promise<Life> {
  const { organisationId, id, text, link, createdById, createdAt } = life;
  const [row] = await tx.query<Life[]>`
    WITH numbering AS (${nextNumbers('life', organisationId)})
    INSERT INTO customer_lives (organisation_id, id, number, text, link, created_by_id, created_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${text}, ${link}, ${createdById}::uuid, ${createdAt}
    FROM numbering RETURNING ${columns}`;
  if (!row) throw new Error('An inserted text has a number.');
  return row;
}

/** Those that stand, the first first. */
export const listLives = (db: Sql, organisationId: string, limit: number): Promise<readonly Life[]> =>
  db.query<Life[]>`
    SELECT ${columns} FROM customer_lives
    WHERE organisation_id = ${organisationId}::uuid AND removed_at IS NULL ORDER BY number LIMIT ${limit}::int`;

/** Locked; null: there is none of this number. */
export async function lockLife(tx: Transaction, organisationId: string, number: number): Promise<Life | null> {
  const [found] = await tx.query<Life[]>`
    SELECT ${columns} FROM customer_lives
    WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int FOR UPDATE`;
  return found ?? null;
}

/** @param removedAt null: it is back */
export async function saveRemoved(
  tx: Transaction,
  { organisationId, id }: Life,
  removedAt: Date | null,
): Promise<void> {
  await tx.execute`
    UPDATE customer_lives SET removed_at = ${removedAt}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}
