/** SQL of what systems tell of customers: a batch is read in few statements and written in few. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { Facts } from '../rules/facts/merge.js';
import { spokenOf } from './customers.js';
import { summedUp } from './events.js';
import { emailDomain } from './people.js';

/** How a system calls somebody, and who that is. */
export interface IdLink {
  readonly kind: 'user' | 'group' | 'domain';
  readonly value: string;
  customerId: string;
  personId: string | null;
  /** Since when, as the system says; null: guessed. */
  at: Date | null;
}

/** A customer of whom facts are told. */
export interface FactCustomer extends Facts {
  readonly id: string;
  name: string;
  isPerson: boolean;
}

/** A person of whom facts are told. */
export interface FactPerson extends Facts {
  readonly id: string;
  customerId: string;
  name: string;
  role: string | null;
  email: string | null;
  emailKey: string | null;
  toldAt: Date | null;
}

/** Those that were not taken in before, and are now. */
export async function takeHashes(
  tx: Transaction,
  organisationId: string,
  hashes: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx.query<{ hash: string }[]>`
    INSERT INTO customer_messages (organisation_id, hash, taken_at)
    SELECT ${organisationId}::uuid, hash, ${now}::timestamptz FROM unnest(${[...hashes]}::uuid[]) AS t(hash)
    ON CONFLICT DO NOTHING RETURNING hash`;
  return new Set(rows.map(({ hash }) => hash));
}

/** SQL for when the oldest message is to be forgotten. */
export const hashesDue = (keptMs: number) =>
  sql`(SELECT min(taken_at) + ${keptMs}::float8 * interval '1 millisecond' FROM customer_messages
    WHERE of_shard(organisation_id))`;

/** @returns how many were forgotten; a large week is forgotten piece by piece. */
export async function forgetHashes(db: Sql, until: Date): Promise<number> {
  return db.execute`
    DELETE FROM customer_messages WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM customer_messages WHERE of_shard(organisation_id) AND taken_at <= ${until}::timestamptz LIMIT 500))`;
}

export async function readLinks(
  tx: Transaction,
  organisationId: string,
  wanted: readonly (readonly [kind: IdLink['kind'], value: string])[],
): Promise<IdLink[]> {
  if (wanted.length === 0) return [];
  return tx.query<IdLink[]>`
    SELECT kind, value, customer_id AS "customerId", person_id AS "personId", at FROM customer_ids
    WHERE organisation_id = ${organisationId}::uuid AND (kind, value) IN (
      SELECT * FROM unnest(${wanted.map(([kind]) => kind)}::text[], ${wanted.map(([, value]) => value)}::text[]))`;
}

/** Those that are found, with their facts. */
export async function readFactCustomers(
  tx: Transaction,
  organisationId: string,
  ids: readonly string[],
): Promise<FactCustomer[]> {
  if (ids.length === 0) return [];
  return tx.query<FactCustomer[]>`
    SELECT id, name, is_person AS "isPerson", attributes, attributes_gone AS "attributesGone" FROM customers
    WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
}

const personColumns = sql`id, customer_id AS "customerId", name, role, email, email_key AS "emailKey", attributes,
  attributes_gone AS "attributesGone", told_at AS "toldAt"`;

/** Those at these customers of whom facts are known. */
export async function readFactPeopleAt(
  tx: Transaction,
  organisationId: string,
  customerIds: readonly string[],
): Promise<FactPerson[]> {
  return tx.query<FactPerson[]>`
    SELECT ${personColumns} FROM customer_people
    WHERE organisation_id = ${organisationId}::uuid AND customer_id = ANY(${[...customerIds]}::uuid[])
      AND attributes || attributes_gone <> '{}'`;
}

/** By id, by an address, or by a name within these customers; names in lower case. */
export interface PeopleAsked {
  readonly ids: readonly string[];
  readonly emailKeys: readonly string[];
  readonly at: { readonly customerIds: readonly string[]; readonly names: readonly string[] };
}

export async function readFactPeople(
  tx: Transaction,
  organisationId: string,
  { ids, emailKeys, at }: PeopleAsked,
): Promise<FactPerson[]> {
  if (ids.length + emailKeys.length + at.names.length === 0) return [];
  const within =
    at.names.length === 0
      ? sql.empty
      : sql`OR (customer_id = ANY(${[...at.customerIds]}::uuid[]) AND lower(name) = ANY(${[...at.names]}::text[]))`;
  return tx.query<FactPerson[]>`
    SELECT ${personColumns} FROM customer_people
    WHERE organisation_id = ${organisationId}::uuid
      AND (id = ANY(${[...ids]}::uuid[]) OR email_key = ANY(${[...emailKeys]}::text[]) ${within})`;
}

/** Those persons of their own of whom somebody said more than a system did: they are not made one with a company unasked. */
export async function spokenOfThem(tx: Transaction, organisationId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ id: string }[]>`
    SELECT c.id FROM customers c
    WHERE c.organisation_id = ${organisationId}::uuid AND c.id = ANY(${[...ids]}::uuid[]) AND (${spokenOf}
      OR (SELECT count(*) FROM customer_people p WHERE p.customer_id = c.id) > 1
      OR EXISTS (SELECT FROM jsonb_each(c.attributes) a WHERE jsonb_typeof(a.value->'source') = 'null'))`;
  return rows.map(({ id }) => id);
}

/** Makes them with their names; nobody may be called so. Only under lockNames. */
export async function insertFactCustomers(
  tx: Transaction,
  organisationId: string,
  customers: readonly (FactCustomer & { readonly key: string })[],
  now: Date,
): Promise<void> {
  if (customers.length === 0) return;
  await tx.execute`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(customers)}::jsonb)
        AS t(id uuid, name text, key text, "isPerson" boolean, attributes jsonb, "attributesGone" jsonb)
    ), made AS (
      INSERT INTO customers (id, organisation_id, name, is_person, attributes, attributes_gone, created_at)
      SELECT id, ${organisationId}::uuid, name, "isPerson", attributes, "attributesGone", ${now}::timestamptz FROM told
    )
    INSERT INTO customer_keys (customer_id, organisation_id, key) SELECT id, ${organisationId}::uuid, key FROM told`;
}

/** Writes what systems told of them, and whether each is a person. */
export async function updateFactCustomers(
  tx: Transaction,
  organisationId: string,
  customers: readonly FactCustomer[],
): Promise<void> {
  if (customers.length === 0) return;
  await tx.execute`
    UPDATE customers c SET is_person = t."isPerson", attributes = t.attributes, attributes_gone = t."attributesGone"
    FROM jsonb_to_recordset(${JSON.stringify(customers)}::jsonb)
      AS t(id uuid, "isPerson" boolean, attributes jsonb, "attributesGone" jsonb)
    WHERE c.id = t.id AND c.organisation_id = ${organisationId}::uuid`;
}

/** Called otherwise from now on: they had no name but their id. */
export async function renameFactCustomers(
  tx: Transaction,
  organisationId: string,
  customers: readonly { readonly id: string; readonly name: string; readonly key: string }[],
): Promise<void> {
  if (customers.length === 0) return;
  await tx.execute`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) AS t(id uuid, name text, key text)
    ), keyed AS (
      UPDATE customer_keys k SET key = told.key FROM told
      WHERE k.customer_id = told.id AND k.alias IS NULL AND k.organisation_id = ${organisationId}::uuid
    )
    UPDATE customers c SET name = told.name FROM told
    WHERE c.id = told.id AND c.organisation_id = ${organisationId}::uuid`;
}

/** A further way in which a customer is written. */
export interface AddedAlias {
  readonly customerId: string;
  readonly key: string;
  readonly alias: string;
}

export async function addAliases(
  tx: Transaction,
  organisationId: string,
  aliases: readonly AddedAlias[],
): Promise<void> {
  if (aliases.length === 0) return;
  await tx.execute`
    INSERT INTO customer_keys (customer_id, organisation_id, key, alias)
    SELECT "customerId", ${organisationId}::uuid, key, alias
    FROM jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) AS t("customerId" uuid, key text, alias text)
    ON CONFLICT DO NOTHING`;
}

/** Adds them, or changes those whose id is there. */
export async function saveFactPeople(
  tx: Transaction,
  organisationId: string,
  people: readonly FactPerson[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  await tx.execute`
    INSERT INTO customer_people (id, organisation_id, customer_id, name, role, email, email_key, email_domain, attributes,
      attributes_gone, told_at, created_at)
    SELECT id, ${organisationId}::uuid, "customerId", name, role, email, "emailKey", ${emailDomain}, attributes, "attributesGone",
      "toldAt", ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS t(id uuid, "customerId" uuid, name text, role text,
      email text, "emailKey" text, attributes jsonb, "attributesGone" jsonb, "toldAt" timestamptz)
    ON CONFLICT ON CONSTRAINT customer_people_pkey DO UPDATE SET customer_id = excluded.customer_id, name = excluded.name, role = excluded.role,
      email = excluded.email, email_key = excluded.email_key, email_domain = excluded.email_domain, attributes = excluded.attributes,
      attributes_gone = excluded.attributes_gone, told_at = excluded.told_at
    WHERE customer_people.organisation_id = excluded.organisation_id`;
}

const linkRows = (links: readonly IdLink[]) => sql`unnest(${links.map(({ kind }) => kind)}::text[],
    ${links.map(({ value }) => value)}::text[], ${links.map(({ customerId }) => customerId)}::uuid[],
    ${links.map(({ personId }) => personId)}::uuid[], ${links.map(({ at }) => at?.toISOString() ?? null)}::timestamptz[])
  AS t(kind, value, customer_id, person_id, at)`;

/** Only under lockNames: nobody else adds ids. */
export async function insertLinks(tx: Transaction, organisationId: string, links: readonly IdLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx.execute`
    INSERT INTO customer_ids (organisation_id, kind, value, customer_id, person_id, at)
    SELECT ${organisationId}::uuid, t.* FROM ${linkRows(links)}`;
}

export async function updateLinks(tx: Transaction, organisationId: string, links: readonly IdLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx.execute`
    UPDATE customer_ids i SET customer_id = t.customer_id, person_id = t.person_id, at = t.at FROM ${linkRows(links)}
    WHERE i.organisation_id = ${organisationId}::uuid AND i.kind = t.kind AND i.value = t.value`;
}

/** What systems know of one is the other's from now on. @param pairs `[from, to]`; the first go when this is done */
export async function moveFacts(
  tx: Transaction,
  organisationId: string,
  pairs: readonly (readonly [fromId: string, toId: string])[],
): Promise<void> {
  if (pairs.length === 0) return;
  const moves = sql`unnest(${pairs.map(([from]) => from)}::uuid[], ${pairs.map(([, to]) => to)}::uuid[]) AS m(a, b)`;
  await tx.execute`
    UPDATE customer_ids i SET customer_id = m.b FROM ${moves}
    WHERE i.organisation_id = ${organisationId}::uuid AND i.customer_id = m.a`;
  await tx.execute`
    INSERT INTO customer_events AS e (organisation_id, customer_id, name, day, count, first_at, last_at)
    SELECT o.organisation_id, m.b, o.name, o.day, least(sum(o.count), 2147483647)::int, min(o.first_at), max(o.last_at)
    FROM customer_events o JOIN ${moves} ON o.customer_id = m.a WHERE o.organisation_id = ${organisationId}::uuid
    GROUP BY o.organisation_id, m.b, o.name, o.day
    ON CONFLICT ON CONSTRAINT customer_events_pkey DO UPDATE SET ${summedUp},
      first_at = least(e.first_at, excluded.first_at), last_at = greatest(e.last_at, excluded.last_at)`;
}
