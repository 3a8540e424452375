/** All SQL of customers; each statement is bound to the organisation. */
import { type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import type { Candidate, Written } from '../rules/choose.js';
import type { CustomerRef, KnownCustomer } from '../rules/customer.js';
import { domainsOf } from '../rules/facts/domains.js';
import type { CustomerProfile } from '../rules/profile.js';
import { eventsOf, shownAs } from './fields.js';
import { tipsOfCustomer } from './tips.js';

/** The written segment and those by rule, each once. */
const segments = sql`CASE WHEN c.segment IS NULL THEN c.rule_segments
  ELSE c.segment || array_remove(c.rule_segments, c.segment) END`;

const knownColumns = sql`c.id, c.name, c.segment, c.owner_id AS "ownerId", ${segments} AS segments,
  ARRAY(SELECT p->>'text' FROM jsonb_array_elements(c.preferences) p) AS "preferenceTexts"`;

/** Everyone who is written with one of these keys. */
export async function findByKeys(db: Sql, organisationId: string, keys: readonly string[]): Promise<Candidate[]> {
  return db.query<Candidate[]>`
    SELECT ${knownColumns}, k.key, k.alias
    FROM customer_keys k JOIN customers c ON c.id = k.customer_id
    WHERE k.organisation_id = ${organisationId}::uuid AND k.key = ANY(${[...keys]}::text[]) ORDER BY c.name`;
}

/** The same, as ways of writing alone. */
export async function findWritten(
  db: Sql,
  organisationId: string,
  keys: readonly string[],
): Promise<(Written & { readonly id: string; readonly name: string })[]> {
  return db.query`
    SELECT c.id, c.name, k.key, k.alias FROM customer_keys k JOIN customers c ON c.id = k.customer_id
    WHERE k.organisation_id = ${organisationId}::uuid AND k.key = ANY(${[...keys]}::text[])`;
}

/**
 * The customer of each key that only one is written with, as its id and that spelling; other keys are left out. As one value, because
 * files ask for thousands at a time, and rows would cost several times as much.
 */
export async function soleIdsByKeys(
  db: Sql,
  organisationId: string,
  keys: readonly string[],
): Promise<Map<string, { readonly id: string; readonly written: string }>> {
  const [found] = await db.query<{ text: string }[]>`
    SELECT json_build_array(coalesce(json_agg(key), '[]'), coalesce(json_agg(id), '[]'),
      coalesce(json_agg(written), '[]'))::text AS text FROM (
      SELECT key, min(customer_id::text) AS id, min(coalesce(alias, name)) AS written
      FROM customer_keys JOIN customers c ON c.id = customer_id
      WHERE customer_keys.organisation_id = ${organisationId}::uuid
        AND key = ANY(ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb)))
      GROUP BY key HAVING count(*) = 1
    ) sole`;
  const [sole, ids, written] = JSON.parse(found?.text ?? '[[], [], []]') as [string[], string[], string[]];
  return new Map(sole.map((key, index) => [key, { id: ids[index] ?? '', written: written[index] ?? '' }]));
}

/** Those that are found, in no order. */
export async function findByIds(db: Sql, organisationId: string, ids: readonly string[]): Promise<KnownCustomer[]> {
  return db.query<KnownCustomer[]>`
    SELECT ${knownColumns} FROM customers c
    WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
}

/** People whom a profile names; the others are counted. */
const namedPeople = 5;

const profileColumns = sql`c.id, c.name, c.segment, ${segments} AS segments, c.owner_id AS "ownerId", c.attributes, c.preferences,
  c.created_at AS "createdAt",
  ARRAY(SELECT alias FROM customer_keys WHERE organisation_id = c.organisation_id AND customer_id = c.id
    AND alias IS NOT NULL ORDER BY alias) AS aliases,
  coalesce((SELECT json_agg(p) FROM (
    SELECT id, name, role, email FROM customer_people WHERE organisation_id = c.organisation_id AND customer_id = c.id
    ORDER BY role IS NULL, created_at, id LIMIT ${namedPeople}::int) p), '[]') AS people,
  (SELECT count(*)::int FROM customer_people WHERE organisation_id = c.organisation_id AND customer_id = c.id) AS "personCount",
  ${tipsOfCustomer} AS tips, ${shownAs} AS "shownAs", ${eventsOf} AS events`;

/** A customer with all that is kept of them; null: not here. */
export async function findProfile(db: Sql, organisationId: string, id: string): Promise<CustomerProfile | null> {
  const [profile] = await db.query<CustomerProfile[]>`
    SELECT ${profileColumns} FROM customers c WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return profile ?? null;
}

/** The same of everyone who is written with this key, in one statement. */
export async function findProfilesByKey(
  db: Sql,
  organisationId: string,
  key: string,
): Promise<readonly (CustomerProfile & Written)[]> {
  return db.query`
    SELECT ${profileColumns}, k.key, k.alias FROM customer_keys k JOIN customers c ON c.id = k.customer_id
    WHERE k.organisation_id = ${organisationId}::uuid AND k.key = ${key} ORDER BY c.name`;
}

/** Every segment that a customer has, as written, and those by rule; by name. @param among `written`: without those by rule */
export async function listSegments(
  db: Sql,
  organisationId: string,
  among: 'all' | 'written' = 'all',
): Promise<string[]> {
  const byRule = sql`UNION SELECT name FROM segment_rules WHERE organisation_id = ${organisationId}::uuid`;
  const rows = await db.query<{ segment: string }[]>`
    SELECT DISTINCT segment FROM customers WHERE organisation_id = ${organisationId}::uuid AND segment IS NOT NULL
    ${among === 'all' ? byRule : sql.empty} ORDER BY 1`;
  return rows.map((row) => row.segment);
}

/** More than anybody looks through, and few enough to compare letter by letter. */
const comparedCount = 5_000;

/** Ways of writing that may be near `key`: those that hold it, then those of which all or the first word has about its length. */
export async function listSimilar(
  db: Sql,
  organisationId: string,
  key: string,
): Promise<{ readonly name: string; readonly key: string }[]> {
  return db.query<{ name: string; key: string }[]>`
    SELECT c.name, k.key FROM customer_keys k JOIN customers c ON c.id = k.customer_id
    WHERE k.organisation_id = ${organisationId}::uuid AND c.organisation_id = ${organisationId}::uuid
      AND (strpos(k.key, ${key}) > 0 OR abs(length(k.key) - length(${key})) <= 3
        OR abs(length(split_part(k.key, ' ', 1)) - length(${key})) <= 1)
    ORDER BY strpos(k.key, ${key}) = 0, left(k.key, 1) <> left(${key}, 1), length(k.key), k.key LIMIT ${comparedCount}::int`;
}

/** Until the transaction ends nobody else makes or renames customers here: what was not found stays unmade. */
export async function lockNames(tx: Sql, organisationId: string): Promise<void> {
  await tx.execute`SELECT pg_advisory_xact_lock(hashtextextended(${`customers.names ${organisationId}`}, 0))`;
}

export interface NewCustomer {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}

/**
 * Makes them all in one statement. Only under lockNames, and for keys that were not found under it; one that is
 * there by its very name all the same (kept when names were folded differently) gets the key beside its own.
 */
export async function insertCustomers(
  tx: Sql,
  organisationId: string,
  customers: readonly NewCustomer[],
  createdAt: Date,
): Promise<Candidate[]> {
  return tx.query<Candidate[]>`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) AS t(id uuid, name text, key text)
    ), made AS (
      INSERT INTO customers (id, organisation_id, name, created_at)
      SELECT id, ${organisationId}::uuid, name, ${createdAt}::timestamptz FROM told
      ON CONFLICT (organisation_id, name) DO UPDATE SET name = excluded.name
      RETURNING id, name, segment, owner_id
    ), keyed AS (
      INSERT INTO customer_keys (customer_id, organisation_id, key)
      SELECT made.id, ${organisationId}::uuid, told.key FROM made JOIN told USING (name) ON CONFLICT DO NOTHING
    )
    SELECT made.id, made.name, made.segment, made.owner_id AS "ownerId", '{}'::text[] AS segments, '{}'::text[] AS "preferenceTexts", told.key,
      NULL AS alias FROM made JOIN told USING (name)`;
}

/** Whether a customer is called just so. */
export async function isNamed(db: Sql, organisationId: string, name: string): Promise<boolean> {
  const found = await db.query<unknown[]>`
    SELECT 1 FROM customers WHERE organisation_id = ${organisationId}::uuid AND name = ${name}`;
  return found.length > 0;
}

/** With their keys; nothing may refer to them any more. */
export async function deleteCustomers(tx: Sql, organisationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute`DELETE FROM customers WHERE organisation_id = ${organisationId}::uuid
      AND id = ANY(${[...ids]}::uuid[])`;
}

/** @param keys of the name and of each alias, each key once */
export async function updateCustomer(
  tx: Sql,
  organisationId: string,
  customer: Pick<CustomerProfile, 'id' | 'name' | 'segment' | 'ownerId' | 'attributes' | 'preferences'>,
  keys: readonly { readonly key: string; readonly alias: string | null }[],
): Promise<void> {
  const { id, name, segment, ownerId, attributes, preferences } = customer;
  await saveDomains(tx, organisationId, { id, domains: domainsOf(attributes) });
  await tx.execute`
    UPDATE customers SET name = ${name}, segment = ${segment}, owner_id = ${ownerId}::uuid,
      attributes = ${JSON.stringify(attributes)}::jsonb, preferences = ${JSON.stringify(preferences)}::jsonb
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  await tx.execute`
    DELETE FROM customer_keys WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${id}::uuid`;
  await tx.execute`
    INSERT INTO customer_keys (customer_id, organisation_id, key, alias)
    SELECT ${id}::uuid, ${organisationId}::uuid, key, alias
    FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) AS t(key text, alias text)`;
}

/** A company is found by its domain, also where people wrote it. What a system says of a domain counts before that. */
async function saveDomains(
  tx: Sql,
  organisationId: string,
  { id, domains }: { readonly id: string; readonly domains: readonly string[] },
): Promise<void> {
  await tx.execute`
    DELETE FROM customer_ids WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${id}::uuid
      AND kind = 'domain' AND at IS NULL AND value <> ALL(${[...domains]}::text[])`;
  if (domains.length === 0) return;
  await tx.execute`
    INSERT INTO customer_ids (organisation_id, kind, value, customer_id)
    SELECT ${organisationId}::uuid, 'domain', value, ${id}::uuid FROM unnest(${[...domains]}::text[]) AS t(value)
    ON CONFLICT DO NOTHING`;
}

/** The tables whose rows name a customer. */
const namedIn = ['feedback', 'scores', 'idea_customers', 'meetings', 'learnings', 'tip_tellings'];

/** Of these tables the rows that were not taken back. What is a part of another keeps its customer's words. */
const standing: Readonly<Record<string, string>> = {
  feedback: "AND (feedback.state <> 'withdrawn' OR feedback.same_as_id IS NOT NULL)",
  learnings: 'AND learnings.withdrawn_at IS NULL',
};

const named = (which: Readonly<Record<string, string>>) =>
  sql.raw(
    `(${namedIn
      .map(
        (table) => `EXISTS (SELECT FROM ${table} WHERE ${table}.organisation_id = c.organisation_id
          AND ${table}.customer_id = c.id ${which[table] ?? ''})`,
      )
      .join(' OR ')})`,
  );

/** SQL for whether anything is the customer `c`'s. */
export const namedSomewhere = named({});

const spoken = (somewhere: SqlPart) =>
  sql`(c.segment IS NOT NULL OR c.owner_id IS NOT NULL OR c.preferences <> '[]'::jsonb
  OR EXISTS (SELECT FROM customer_keys k WHERE k.organisation_id = c.organisation_id AND k.customer_id = c.id
    AND k.alias IS NOT NULL)
  OR ${somewhere})`;

/** SQL for whether somebody said anything of the customer `c`, or anything is theirs. */
export const spokenOf = spoken(namedSomewhere);

/** Customers that were made since then, and of whom nothing stands. */
export interface MadeSince {
  readonly ids: readonly string[];
  readonly madeSince: Date;
}

const unused = (organisationId: string, { ids, madeSince }: MadeSince) =>
  sql`c.organisation_id = ${organisationId}::uuid AND c.id = ANY(${[...ids]}::uuid[])
      AND c.created_at >= ${madeSince} AND c.attributes = '{}'::jsonb AND NOT ${spoken(named(standing))}
      AND NOT EXISTS (SELECT FROM customer_people p WHERE p.customer_id = c.id)
      AND NOT EXISTS (SELECT FROM customer_ids i WHERE i.customer_id = c.id)`;

/** @see Customers.unused */
export const findUnused = (db: Sql, organisationId: string, made: MadeSince): Promise<readonly CustomerRef[]> =>
  db.query<CustomerRef[]>`SELECT c.id, c.name FROM customers c WHERE ${unused(organisationId, made)} ORDER BY c.name`;

/** @see Customers.forgetUnused @returns how many */
export const forgetUnused = (tx: Transaction, organisationId: string, made: MadeSince): Promise<number> =>
  tx.execute`DELETE FROM customers c WHERE ${unused(organisationId, made)}`;

/** As many as a field takes beside “A new customer”. */
const offeredCount = 99;

/** Those that forms offer: the newest, by name. Of more than fit, others are typed. */
export async function offeredNames(db: Sql, organisationId: string): Promise<readonly string[]> {
  const rows = await db.query<{ name: string }[]>`
    SELECT name FROM (
      SELECT name, created_at FROM customers WHERE organisation_id = ${organisationId}::uuid
      ORDER BY created_at DESC
      LIMIT ${offeredCount}::int
    ) latest ORDER BY name`;
  return rows.map(({ name }) => name);
}
