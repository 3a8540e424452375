/** SQL of the people at customers; each statement is bound to the organisation. */
import type { Cut, Found } from '../../../chat/pages.js';
import { type Sql, sql } from '../../../storage/database.js';
import { readRows } from '../../../storage/page.js';
import type { Attributes } from '../rules/attribute.js';
import type { CustomerPerson } from '../rules/customer-person.js';
import type { CustomerProfile } from '../rules/profile.js';
import { shownAs } from './fields.js';

/** Somebody who is known by an address or, within a customer, by name. */
export interface KnownPerson extends CustomerPerson {
  readonly customerId: string;
  readonly customerName: string;
}

const columns = sql`p.id, p.name, p.role, p.email, p.customer_id AS "customerId", c.name AS "customerName"`;

/** Those at any customer who have one of these addresses, and those of this customer who are called so. */
export async function findKnown(
  db: Sql,
  organisationId: string,
  { customerId, emailKeys, names }: { customerId: string; emailKeys: readonly string[]; names: readonly string[] },
): Promise<readonly KnownPerson[]> {
  return db.query<KnownPerson[]>`
    SELECT ${columns} FROM customer_people p JOIN customers c ON c.id = p.customer_id
    WHERE p.organisation_id = ${organisationId}::uuid
      AND (p.email_key = ANY(${[...emailKeys]}::text[])
        OR (p.customer_id = ${customerId}::uuid AND lower(p.name) = ANY(${names.map((name) => name.toLowerCase())}::text[])))
    ORDER BY p.created_at, p.id FOR UPDATE OF p`;
}

/** SQL of what stands behind the @ of a told `emailKey`. */
export const emailDomain = sql`split_part("emailKey", '@', 2)`;

/** Whose address it is: the customers by address, for those addresses that are known. */
export async function customersByEmail(
  db: Sql,
  organisationId: string,
  emailKeys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ emailKey: string; customerId: string }[]>`
    SELECT email_key AS "emailKey", customer_id AS "customerId" FROM customer_people
    WHERE organisation_id = ${organisationId}::uuid AND email_key = ANY(${[...emailKeys]}::text[])`;
  return new Map(rows.map((row) => [row.emailKey, row.customerId]));
}

/** One person as they are kept. */
export interface PersonRow extends CustomerPerson {
  readonly customerId: string;
  readonly emailKey: string | null;
}

/** Adds them, or changes those whose id is there. */
export async function savePeople(
  tx: Sql,
  organisationId: string,
  people: readonly PersonRow[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  await tx.execute`
    INSERT INTO customer_people (id, organisation_id, customer_id, name, role, email, email_key, email_domain, created_at)
    SELECT id, ${organisationId}::uuid, "customerId", name, role, email, "emailKey", ${emailDomain}, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
      AS t(id uuid, "customerId" uuid, name text, role text, email text, "emailKey" text)
    ON CONFLICT ON CONSTRAINT customer_people_pkey DO UPDATE SET name = excluded.name, role = excluded.role, email = excluded.email,
      email_key = excluded.email_key, email_domain = excluded.email_domain,
      mail_fails_since = CASE WHEN customer_people.email_key = excluded.email_key THEN customer_people.mail_fails_since END
    WHERE customer_people.organisation_id = excluded.organisation_id`;
}

/** A person with what systems told of them, and how that is shown. */
export interface ListedPerson extends CustomerPerson, Pick<CustomerProfile, 'shownAs'> {
  readonly attributes: Attributes;
}

/** A page of those at a customer, by name. */
export async function listPeople(
  db: Sql,
  { organisationId, customerId }: { readonly organisationId: string; readonly customerId: string },
  cut: Cut,
): Promise<Found<ListedPerson>> {
  const from = sql`customer_people p JOIN customers c ON c.id = p.customer_id
    WHERE p.organisation_id = ${organisationId}::uuid AND p.customer_id = ${customerId}::uuid`;
  const columns = sql`p.id, p.name, p.role, p.email, p.attributes, ${shownAs} AS "shownAs"`;
  return readRows<ListedPerson>(db, { columns, from, order: sql`lower(p.name), p.id` }, cut);
}

/** Answers whose person it was; null: nobody of that id is there. */
export async function deletePerson(tx: Sql, organisationId: string, id: string): Promise<string | null> {
  const [gone] = await tx.query<{ customerId: string }[]>`
    DELETE FROM customer_people WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid
    RETURNING customer_id AS "customerId"`;
  return gone?.customerId ?? null;
}
