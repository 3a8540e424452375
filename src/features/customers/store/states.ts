/** SQL that reads all that is kept of customers, for noting what an import changed, and puts it back when the import is taken back. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import { type ImportRef, noteChanges } from '../../../storage/import-changes.js';
import type { ChangedPieces, CustomerState } from '../rules/pieces.js';
import { namedSomewhere } from './customers.js';

export type { ImportRef } from '../../../storage/import-changes.js';

const rowsOf = (table: string, key: string, where: string) =>
  sql.raw(`coalesce((SELECT jsonb_object_agg(${key}, to_jsonb(r)) FROM ${table} r WHERE ${where}), '{}')`);

/** Of those that are there. */
export function readStates(db: Sql, organisationId: string, ids: readonly string[]): Promise<CustomerState[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db.query<CustomerState[]>`
    SELECT c.id, c.name, c.segment, c.owner_id AS "ownerId", c.is_person AS "isPerson", c.attributes,
      c.attributes_gone AS "attributesGone", c.preferences,
      coalesce((SELECT jsonb_object_agg(alias, key) FROM customer_keys
        WHERE customer_id = c.id AND alias IS NOT NULL), '{}') AS aliases,
      ${rowsOf('customer_people', 'r.id', 'r.customer_id = c.id')} AS people,
      ${rowsOf('customer_ids', "r.kind || ' ' || r.value", 'r.customer_id = c.id')} AS links,
      ${rowsOf('customer_pairs', "r.one_id || ' ' || r.other_id", 'c.id IN (r.one_id, r.other_id)')} AS pairs
    FROM customers c WHERE c.organisation_id = ${organisationId}::uuid AND c.id = ANY(${[...ids]}::uuid[])`;
}

/** What people say of a customer beside facts. */
export type OwnParts = Pick<CustomerState, 'id' | 'segment' | 'ownerId' | 'preferences'>;

/** Writes these parts of customers that are there. */
export async function saveOwnParts(tx: Transaction, organisationId: string, parts: readonly OwnParts[]): Promise<void> {
  if (parts.length === 0) return;
  await tx.execute`
    UPDATE customers c SET segment = t.segment, owner_id = t."ownerId", preferences = t.preferences
    FROM jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) AS t(id uuid, segment text, "ownerId" uuid, preferences jsonb)
    WHERE c.id = t.id AND c.organisation_id = ${organisationId}::uuid`;
}

/** A customer with what an import changed of it. */
export interface ChangedCustomer {
  readonly id: string;
  readonly pieces: ChangedPieces;
}

/** Notes what an import changed. */
export function noteCustomers(
  tx: Transaction,
  ref: ImportRef,
  { at, changed }: { readonly at: Date; readonly changed: readonly ChangedCustomer[] },
): Promise<void> {
  const changes = changed.map(({ id, pieces }) => ({ kind: 'customer' as const, item: id, before: pieces }));
  return noteChanges(tx, ref, { at, changes });
}

/** How many are put back at a time. */
const putBackCount = 500;

/** The next customers that the import has changed or made, whose changes are noted no more when this is done. */
export async function takeChanges(tx: Transaction, ref: ImportRef): Promise<readonly ChangedCustomer[]> {
  const { organisationId, importNumber } = ref;
  return tx.query<ChangedCustomer[]>`
    WITH next AS (
      SELECT DISTINCT item FROM import_changes WHERE organisation_id = ${organisationId}::uuid
        AND import_number = ${importNumber}::int AND kind = 'customer' ORDER BY item LIMIT ${putBackCount}::int
    ), gone AS (
      DELETE FROM import_changes c USING next WHERE c.organisation_id = ${organisationId}::uuid
        AND c.import_number = ${importNumber}::int AND c.kind = 'customer' AND c.item = next.item
      RETURNING c.id, c.item, c.before
    )
    SELECT item AS id, before AS pieces FROM gone ORDER BY gone.id`;
}

/** How many an import made and changed, and which of those that it made something has come to since. */
export async function countChanges(
  db: Sql,
  { organisationId, importNumber }: ImportRef,
): Promise<{ readonly madeCount: number; readonly changedCount: number; readonly used: readonly string[] }> {
  const [row] = await db.query<{ madeCount: number; changedCount: number; used: string[] }[]>`
    WITH touched AS (
      SELECT item::uuid AS id, bool_or(before ? 'name' AND before->'name'->0 = 'null'::jsonb) AS is_made
      FROM import_changes WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int
        AND kind = 'customer' GROUP BY item
    ), named AS (
      SELECT t.is_made, c.name, ${namedSomewhere} AS is_used
      FROM touched t JOIN customers c ON c.id = t.id AND c.organisation_id = ${organisationId}::uuid
    )
    SELECT count(*) FILTER (WHERE is_made)::int AS "madeCount",
      count(*) FILTER (WHERE NOT is_made)::int AS "changedCount",
      coalesce(array_agg(name ORDER BY name) FILTER (WHERE is_made AND is_used), '{}') AS used
    FROM named`;
  return row ?? { madeCount: 0, changedCount: 0, used: [] };
}

/** Those of these that are there, by name. */
export async function namesOf(db: Sql, organisationId: string, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db.query<{ name: string }[]>`
    SELECT name FROM customers WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])
    ORDER BY name`;
  return rows.map(({ name }) => name);
}

/** What later imports have changed of these, the first of them first. */
export async function laterChanges(
  tx: Transaction,
  { organisationId, importNumber }: ImportRef,
  ids: readonly string[],
): Promise<readonly (ChangedCustomer & { readonly changeId: bigint })[]> {
  return tx.query`
    SELECT id AS "changeId", item AS id, before AS pieces FROM import_changes
    WHERE organisation_id = ${organisationId}::uuid AND kind = 'customer' AND item = ANY(${[...ids]}::text[])
      AND import_number > ${importNumber}::int ORDER BY import_changes.id`;
}

export async function saveChanges(
  tx: Transaction,
  organisationId: string,
  changes: readonly { readonly changeId: bigint; readonly pieces: ChangedPieces }[],
): Promise<void> {
  if (changes.length === 0) return;
  const told = changes.map(({ changeId, pieces }) => ({ id: String(changeId), pieces }));
  await tx.execute`
    UPDATE import_changes c SET before = t.pieces
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS t(id bigint, pieces jsonb)
    WHERE c.id = t.id AND c.organisation_id = ${organisationId}::uuid`;
}

/** Writes these as they were. @param keys of the names */
export async function restoreStates(
  tx: Transaction,
  organisationId: string,
  states: readonly { readonly now: CustomerState; readonly then: CustomerState; readonly key: string }[],
): Promise<void> {
  const told = JSON.stringify(states.map(({ then, key }) => ({ ...then, key })));
  await tx.execute`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${told}::jsonb) AS t(id uuid, name text, key text, segment text, "ownerId" uuid,
        "isPerson" boolean, attributes jsonb, "attributesGone" jsonb, preferences jsonb)
    ), keyed AS (
      UPDATE customer_keys k SET key = told.key FROM told
      WHERE k.customer_id = told.id AND k.alias IS NULL AND k.key <> told.key
    )
    UPDATE customers c SET name = told.name, segment = told.segment, owner_id = told."ownerId", is_person = told."isPerson",
      attributes = told.attributes, attributes_gone = told."attributesGone", preferences = told.preferences
    FROM told WHERE c.id = told.id AND c.organisation_id = ${organisationId}::uuid`;
  const gone = (part: 'people' | 'links' | 'pairs' | 'aliases') =>
    states.flatMap(({ now, then }) =>
      Object.entries(now[part]).flatMap(([name, row]) => (Object.hasOwn(then[part], name) ? [] : [row as object])),
    );
  const aliases = states.flatMap(({ now, then }) =>
    Object.keys(now.aliases).flatMap((alias) => (Object.hasOwn(then.aliases, alias) ? [] : [{ id: now.id, alias }])),
  );
  await deleteAliases(tx, organisationId, aliases);
  await deleteRows(tx, organisationId, { table: 'customer_ids', keys: ['kind', 'value'], rows: gone('links') });
  await deleteRows(tx, organisationId, { table: 'customer_people', keys: ['id'], rows: gone('people') });
  await deleteRows(tx, organisationId, { table: 'customer_pairs', keys: ['one_id', 'other_id'], rows: gone('pairs') });
  const back = states.flatMap(({ now, then }) =>
    Object.entries(then.people).flatMap(([id, row]) => (now.people[id] === row ? [] : [row])),
  );
  await restorePeople(tx, organisationId, back);
}

async function deleteAliases(tx: Transaction, organisationId: string, aliases: readonly object[]): Promise<void> {
  if (aliases.length === 0) return;
  await tx.execute`
    DELETE FROM customer_keys k USING jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) AS t(id uuid, alias text)
    WHERE k.organisation_id = ${organisationId}::uuid AND k.customer_id = t.id AND k.alias = t.alias`;
}

/** Of pairs that were answered the answer stays. */
async function deleteRows(
  tx: Transaction,
  organisationId: string,
  { table, keys, rows }: { readonly table: string; readonly keys: readonly string[]; readonly rows: readonly object[] },
): Promise<void> {
  if (rows.length === 0) return;
  const same = sql.raw(keys.map((key) => `r.${key} = t.${key}`).join(' AND '));
  await tx.execute`
    DELETE FROM ${sql.raw(table)} r USING jsonb_populate_recordset(NULL::${sql.raw(table)}, ${JSON.stringify(rows)}::jsonb) t
    WHERE r.organisation_id = ${organisationId}::uuid AND ${same}`;
}

async function restorePeople(tx: Transaction, organisationId: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute`
    UPDATE customer_people p SET name = t.name, role = t.role, email = t.email, email_key = t.email_key, email_domain = t.email_domain,
      attributes = t.attributes, attributes_gone = t.attributes_gone, told_at = t.told_at,
      asked_elsewhere_at = t.asked_elsewhere_at, mail_fails_since = t.mail_fails_since, unwanted = t.unwanted
    FROM jsonb_populate_recordset(NULL::customer_people, ${JSON.stringify(rows)}::jsonb) t
    WHERE p.id = t.id AND p.organisation_id = ${organisationId}::uuid`;
}
