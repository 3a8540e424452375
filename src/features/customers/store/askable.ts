/** SQL of people at customers as whoever asks or tells them something needs them; bound to the organisation. */
import { type Sql, sql } from '../../../storage/database.js';

/** Somebody at a customer. */
export interface AskableRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly customerId: string;
  readonly customerName: string;
  /** Since when mail to them comes back; null: it does not. */
  readonly mailFailsSince: Date | null;
  /** What they themselves want to be left out of. */
  readonly unwanted: readonly string[];
  /** What is written of their customer. */
  readonly preferences: readonly { readonly text: string }[];
}

/** Of which customers. */
export type OfCustomers =
  | { readonly of: 'everyone' }
  | { readonly of: 'segment'; readonly segment: string }
  | { readonly of: 'customers'; readonly ids: readonly string[] };

const columns = sql`p.id, p.name, p.email, c.id AS "customerId", c.name AS "customerName",
  coalesce(p.unwanted, '{}') AS unwanted, p.mail_fails_since AS "mailFailsSince", c.preferences`;

function among(of: OfCustomers) {
  if (of.of === 'everyone') return sql.empty;
  if (of.of === 'customers') return sql`AND c.id = ANY(${[...of.ids]}::uuid[])`;
  return sql`AND (c.segment = ${of.segment} OR ${of.segment} = ANY(c.rule_segments))`;
}

/** Those with an address, in the order of their ids, after one of them. */
export async function pagePeople(
  db: Sql,
  { organisationId, of, after }: { organisationId: string; of: OfCustomers; after: string | null },
  limit: number,
): Promise<readonly AskableRow[]> {
  const later = after === null ? sql.empty : sql`AND p.id > ${after}::uuid`;
  return db.query<AskableRow[]>`
    SELECT ${columns} FROM customer_people p
      JOIN customers c ON c.organisation_id = p.organisation_id AND c.id = p.customer_id
    WHERE p.organisation_id = ${organisationId}::uuid AND p.email IS NOT NULL ${among(of)} ${later}
    ORDER BY p.id LIMIT ${limit}::int`;
}

/** null: they are gone, or another organisation's. */
export async function findAskable(db: Sql, organisationId: string, id: string): Promise<AskableRow | null> {
  const [found] = await db.query<AskableRow[]>`
    SELECT ${columns} FROM customer_people p
      JOIN customers c ON c.organisation_id = p.organisation_id AND c.id = p.customer_id
    WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ${id}::uuid`;
  return found ?? null;
}

/** What a person wants to be left out of, all of it; false: they are gone. */
export async function saveUnwanted(
  tx: Sql,
  { organisationId, id }: { readonly organisationId: string; readonly id: string },
  unwanted: readonly string[],
): Promise<boolean> {
  const count = await tx.execute`
    UPDATE customer_people SET unwanted = ${[...unwanted]}::text[]
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return count > 0;
}

/** Notes that mail to their address comes back, from now on. */
export async function saveMailFails(
  tx: Sql,
  { organisationId, id }: { readonly organisationId: string; readonly id: string },
  at: Date,
): Promise<void> {
  await tx.execute`
    UPDATE customer_people SET mail_fails_since = coalesce(mail_fails_since, ${at})
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}
