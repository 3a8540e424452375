/** SQL of people at customers as whoever asks or tells them something needs them; bound to the organisation. */
import { type Sql, sql } from '../../../storage/database.js';
import type { AskingMarks } from '../rules/customer-person.js';

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
  /** When another tool last asked them something; null: none did. */
  readonly askedElsewhereAt: Date | null;
  /** What is written of their customer. */
  readonly preferences: readonly { readonly text: string }[];
}

/** Of which customers. */
export type OfCustomers =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'segment'; readonly segment: string }
  | { readonly kind: 'customers'; readonly ids: readonly string[] };

const columns = sql`p.id, p.name, p.email, c.id AS "customerId", c.name AS "customerName",
  coalesce(p.unwanted, '{}') AS unwanted, p.mail_fails_since AS "mailFailsSince",
  p.asked_elsewhere_at AS "askedElsewhereAt", c.preferences`;

function among(of: OfCustomers) {
  if (of.kind === 'everyone') return sql.empty;
  if (of.kind === 'customers') return sql`AND c.id = ANY(${[...of.ids]}::uuid[])`;
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

/** Keeps what another tool knew of asking people, by their addresses: the later time counts, a wish is never taken back. */
export async function saveAskingMarks(tx: Sql, organisationId: string, marks: readonly AskingMarks[]): Promise<void> {
  if (marks.length === 0) return;
  await tx.execute`
    UPDATE customer_people p SET asked_elsewhere_at = greatest(p.asked_elsewhere_at, t.asked),
      mail_fails_since = coalesce(p.mail_fails_since, t.fails),
      unwanted = CASE WHEN t.none AND NOT 'surveys' = ANY(coalesce(p.unwanted, '{}'))
        THEN coalesce(p.unwanted, '{}') || ARRAY['surveys'] ELSE p.unwanted END
    FROM (SELECT "emailKey", max("askedAt") AS asked, min("failsSince") AS fails, bool_or("wantsNone") AS none
      FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
        AS m("emailKey" text, "askedAt" timestamptz, "failsSince" timestamptz, "wantsNone" boolean) GROUP BY 1) t
    WHERE p.organisation_id = ${organisationId}::uuid AND p.email_key = t."emailKey"`;
}
