/** SQL of walls. */
import { type Database, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import type { Wall } from '../rules/wall.js';

const columns = sql.raw(`organisation_id AS "organisationId", id, number, name, created_by_id AS "createdById",
  created_at AS "createdAt", removed_at AS "removedAt"`);

/** Those that are good, in the order of their numbers. */
export const listWalls = (db: Sql, organisationId: string, limit: number): Promise<readonly Wall[]> =>
  db.query<Wall[]>`
    SELECT ${columns} FROM walls WHERE organisation_id = ${organisationId}::uuid AND removed_at IS NULL
    ORDER BY number LIMIT ${limit}::int`;

/** By its id; null: there is none. */
export async function findWall(database: Database, organisationId: string, id: string): Promise<Wall | null> {
  const [found] = await database.query<Wall[]>`
    SELECT ${columns} FROM walls WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return found ?? null;
}

/** By 1 of W-1, locked until `tx` ends; null: there is none. */
export async function lockWall(tx: Transaction, organisationId: string, number: number): Promise<Wall | null> {
  const [found] = await tx.query<Wall[]>`
    SELECT ${columns} FROM walls WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int FOR UPDATE`;
  return found ?? null;
}

/** Answers its number. */
export async function insertWall(tx: Transaction, wall: Omit<Wall, 'number' | 'removedAt'>): Promise<number> {
  const { organisationId, id, name, createdById, createdAt } = wall;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('wall', organisationId)})
    INSERT INTO walls (organisation_id, id, number, name, created_by_id, created_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${name}, ${createdById}::uuid, ${createdAt}::timestamptz
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted wall has a number.');
  return row.number;
}

/** Its address is good for nothing any more. */
export async function removeWall(tx: Transaction, { organisationId, id }: Wall, at: Date): Promise<void> {
  await tx.execute`
    UPDATE walls SET removed_at = ${at} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}
