/** SQL of customers that became part of another: what makes them two again is noted, and forgotten after a while. */
import { giveBack, type MovedRows, replaceId, type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { EventDay, MergedParts } from '../rules/merge.js';

/** A merge as it is noted. */
export interface NotedMerge {
  /** Of the customer that became part. */
  readonly id: string;
  readonly wholeId: string;
  readonly name: string;
  readonly before: MergedParts;
  readonly moved: readonly MovedRows[];
  readonly mergedById: string;
  readonly mergedAt: Date;
}

/** Names and counts are added up by their own statements. */
const naming = { columns: ['customer_id', 'whole_id'], except: ['customer_keys', 'customer_events'] };

/** Everything that names the one names the other. */
export const moveRows = (tx: Transaction, partId: string, wholeId: string): Promise<readonly MovedRows[]> =>
  replaceId(tx, partId, wholeId, naming);

/** Takes `moveRows` back. */
export const giveRowsBack = (tx: Transaction, { id, wholeId, moved }: NotedMerge): Promise<void> =>
  giveBack(tx, moved, { from: id, to: wholeId });

/** Notes it. */
export async function insertMerge(tx: Transaction, organisationId: string, merge: NotedMerge): Promise<void> {
  const { id, wholeId, name, before, moved, mergedById, mergedAt } = merge;
  await tx.execute`
    INSERT INTO merged_customers (id, organisation_id, whole_id, name, before, moved, merged_by_id, merged_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${wholeId}::uuid, ${name}, ${JSON.stringify(before)}::jsonb,
      ${JSON.stringify(moved)}::jsonb, ${mergedById}::uuid, ${mergedAt})`;
}

const columns = sql`id, whole_id AS "wholeId", name, before, moved, merged_by_id AS "mergedById", merged_at AS "mergedAt"`;

/** null: it was never merged, or that is forgotten. */
export async function findMerge(db: Sql, organisationId: string, id: string): Promise<NotedMerge | null> {
  const [found] = await db.query<NotedMerge[]>`
    SELECT ${columns} FROM merged_customers WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return found ?? null;
}

/** Those that became part of this one, the latest first. */
export async function mergesInto(
  db: Sql,
  organisationId: string,
  wholeId: string,
): Promise<readonly Pick<NotedMerge, 'id' | 'name' | 'mergedAt' | 'mergedById'>[]> {
  return db.query`
    SELECT id, name, merged_at AS "mergedAt", merged_by_id AS "mergedById" FROM merged_customers
    WHERE organisation_id = ${organisationId}::uuid AND whole_id = ${wholeId}::uuid ORDER BY merged_at DESC LIMIT 20`;
}

/** It was taken back. */
export async function deleteMerge(tx: Sql, organisationId: string, id: string): Promise<void> {
  await tx.execute`
    DELETE FROM merged_customers WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** SQL for when the oldest merge is to be forgotten. */
export const mergesDue = (keptMs: number) =>
  sql`(SELECT min(merged_at) + ${keptMs}::float8 * interval '1 millisecond' FROM merged_customers
    WHERE of_shard(organisation_id))`;

/** @returns how many were forgotten */
export async function forgetMerges(db: Sql, until: Date): Promise<number> {
  return db.execute`DELETE FROM merged_customers WHERE of_shard(organisation_id) AND merged_at <= ${until}::timestamptz`;
}

/** Makes the customer that it was, with its id; its names are written by `updateCustomer`. */
export async function restoreCustomer(tx: Transaction, organisationId: string, { part }: MergedParts): Promise<void> {
  const { id, name, isPerson, attributesGone, createdAt } = part;
  await tx.execute`
    INSERT INTO customers (id, organisation_id, name, is_person, attributes_gone, created_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${name}, ${isPerson}, ${JSON.stringify(attributesGone)}::jsonb,
      ${createdAt}::timestamptz)`;
}

/** All that a customer did, by day. */
export async function readEventDays(db: Sql, organisationId: string, customerId: string): Promise<readonly EventDay[]> {
  return db.query<EventDay[]>`
    SELECT name, day, count, first_at AS "firstAt", last_at AS "lastAt" FROM customer_events
    WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid`;
}

/** Writes what a customer did on these days; a day without a count goes. */
export async function saveEventDays(
  tx: Transaction,
  organisationId: string,
  customerId: string,
  days: readonly EventDay[],
): Promise<void> {
  const told = sql`jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
    AS t(name text, day text, count int, "firstAt" timestamptz, "lastAt" timestamptz)`;
  await tx.execute`
    DELETE FROM customer_events e USING ${told}
    WHERE e.organisation_id = ${organisationId}::uuid AND e.customer_id = ${customerId}::uuid
      AND e.name = t.name AND e.day = t.day`;
  await tx.execute`
    INSERT INTO customer_events (organisation_id, customer_id, name, day, count, first_at, last_at)
    SELECT ${organisationId}::uuid, ${customerId}::uuid, name, day, count, "firstAt", "lastAt" FROM ${told}
    WHERE count > 0`;
}
