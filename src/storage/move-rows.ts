/**
 * Gives rows of all tables to somebody else: those of one organisation to another, or what is one member's or one customer's
 * to another. The tables are read from the database, so that a new one is not forgotten.
 */
import { isRowRefused } from './failure.js';
import type { Transaction } from './transaction.js';

/** Our own names, from the database's catalogue; nothing in them was typed by anybody. */
interface Column {
  readonly table: string;
  readonly column: string;
}

const quote = (name: string) => `"${name}"`;

const columnsSql = `
  SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
    AND a.atttypid = 'uuid'::regtype ORDER BY 1, 2`;

async function uuidColumns(tx: Transaction): Promise<readonly Column[]> {
  return tx.queryText<Column[]>(columnsSql);
}

async function organisationTables(tx: Transaction): Promise<readonly string[]> {
  return (await uuidColumns(tx)).filter(({ column }) => column === 'organisation_id').map(({ table }) => table);
}

/** The tables in which the organisation has a row. */
export async function tablesOf(tx: Transaction, organisationId: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of await organisationTables(tx)) {
    const sql = `SELECT 1 FROM ${quote(table)} WHERE organisation_id = $1::uuid LIMIT 1`;
    if ((await tx.queryText<unknown[]>(sql, organisationId)).length > 0) found.push(table);
  }
  return found;
}

/** All its rows become the other's, but the audit log: it is of the one that ends. What would then be there twice throws. */
export async function moveOrganisation(tx: Transaction, from: string, to: string): Promise<void> {
  // Keys hold the organisation, so for a moment a row is with the other while what it hangs by is not.
  await tx.executeText('SET CONSTRAINTS ALL DEFERRED');
  for (const table of await organisationTables(tx)) {
    if (table === 'audit') continue;
    const sql = `UPDATE ${quote(table)} SET organisation_id = $2::uuid WHERE organisation_id = $1::uuid`;
    await tx.executeText(sql, from, to);
  }
}

/** Rows in which one id was replaced by another. */
export interface MovedRows extends Column {
  /** Of each row its primary key, by column, without `column` itself. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  /** Whole rows that went, because the other had one like them. Absent in what an older version noted. */
  readonly gone?: readonly Readonly<Record<string, unknown>>[];
}

/** Where ids of one kind stand: in columns of these names, but in some tables. */
export interface Naming {
  readonly columns: readonly string[];
  readonly except: readonly string[];
}

async function columnsNaming(tx: Transaction, naming: Naming | undefined): Promise<readonly Column[]> {
  const all = (await uuidColumns(tx)).filter(
    ({ column, table }) => column !== 'id' && table !== 'history' && table !== 'audit',
  );
  if (!naming) return all;
  return all.filter(({ column, table }) => naming.columns.includes(column) && !naming.except.includes(table));
}

const primaryKeysSql = `
  SELECT c.relname AS table, a.attname AS column FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
  WHERE i.indisprimary AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`;

/** By table the columns of its primary key. */
async function primaryKeys(tx: Transaction): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const { table, column } of await tx.queryText<Column[]>(primaryKeysSql)) {
    found.set(table, [...(found.get(table) ?? []), column]);
  }
  return found;
}

/**
 * Everything that names the one id names the other instead, but the row of that id itself, the history and the audit log. What would then be there
 * twice (both voted, both are in the group) goes: one of them is enough. Answers what `giveBack` needs.
 * @param naming where ids of this kind stand; absent: in any column
 */
export async function replaceId(
  tx: Transaction,
  from: string,
  to: string,
  naming?: Naming,
): Promise<readonly MovedRows[]> {
  const moved: MovedRows[] = [];
  const primary = await primaryKeys(tx);
  for (const { table, column } of await columnsNaming(tx, naming)) {
    const others = (primary.get(table) ?? []).filter((each) => each !== column);
    const key = others.map((each) => `'${each}', ${quote(each)}`).join(', ');
    const where = `FROM ${quote(table)} WHERE ${quote(column)} = $1::uuid`;
    const set = `UPDATE ${quote(table)} SET ${quote(column)} = $2::uuid WHERE ${quote(column)} = $1::uuid`;
    const gone: Record<string, unknown>[] = [];
    const keys = await tx.queryText<{ at: string; key: Record<string, unknown> }[]>(
      `SELECT ctid::text AS at, jsonb_build_object(${key}) AS key ${where}`,
      from,
    );
    if (keys.length === 0) continue;
    const kept = new Set(keys);
    if (!(await trial(tx, () => tx.executeText(set, from, to)))) {
      for (const row of keys) {
        if (await trial(tx, () => tx.executeText(`${set} AND ctid = $3::tid`, from, to, row.at))) continue;
        kept.delete(row);
        const sql = `DELETE ${where} AND ctid = $2::tid RETURNING to_jsonb(${quote(table)}) AS row`;
        const deleted = await tx.queryText<{ row: Record<string, unknown> }[]>(sql, from, row.at);
        gone.push(...deleted.map((each) => each.row));
      }
    }
    moved.push({ table, column, keys: [...kept].map((row) => row.key), gone });
  }
  return moved;
}

/**
 * Takes `replaceId` back, for what still names `to`: what was given to somebody else since, or is gone, stays as it is.
 * @param moved as `replaceId` answered it, also from an older form of the database
 */
export async function giveBack(
  tx: Transaction,
  moved: readonly MovedRows[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const primary = await primaryKeys(tx);
  const columns = await uuidColumns(tx);
  for (const { table, column, keys, gone = [] } of moved) {
    // What an older form of the database noted knows fewer columns.
    const others = (primary.get(table) ?? []).filter((each) => each !== column && keys.every((key) => each in key));
    const isKnown = columns.some((each) => each.table === table && each.column === column);
    if (!isKnown || others.length === 0) continue;
    const same = others.map((each) => `t.${quote(each)} = m.${quote(each)}`).join(' AND ');
    const set = `
      UPDATE ${quote(table)} t SET ${quote(column)} = $2::uuid
      FROM jsonb_populate_recordset(NULL::${quote(table)}, $3::jsonb) m WHERE ${same} AND t.${quote(column)} = $1::uuid`;
    await trial(tx, () => tx.executeText(set, to, from, JSON.stringify(keys)));
    const put = `INSERT INTO ${quote(table)} SELECT * FROM jsonb_populate_record(NULL::${quote(table)}, $1::jsonb)`;
    for (const row of gone) await trial(tx, () => tx.executeText(put, JSON.stringify(row)));
  }
}

/** False, and nothing is done, when a row like it is there already, or what it refers to is gone. */
async function trial(tx: Transaction, work: () => Promise<unknown>): Promise<boolean> {
  await tx.executeText('SAVEPOINT trial');
  try {
    await work();
    await tx.executeText('RELEASE SAVEPOINT trial');
    return true;
  } catch (error) {
    if (!isRowRefused(error)) throw error;
    await tx.executeText('ROLLBACK TO SAVEPOINT trial');
    return false;
  }
}
