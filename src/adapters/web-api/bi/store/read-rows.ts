/** All SQL that reads the views of analysts: rows of one organisation in an order, piece by piece. */
import { type Sql, type SqlPart, sql } from '../../../../storage/database.js';
import type { ColumnType, View, ViewColumn } from '../view.js';

export { type Database, type SqlPart, sql } from '../../../../storage/database.js';
export { inPages, pageSizeOf } from '../../../../storage/page.js';

/**
 * As JSON has it: an instant is ISO 8601 in UTC, a day and an id are texts too, a bigint is a number (ids are far below 2^53).
 * Nothing is made a Date on the way: that took as long as the query.
 */
export type Value = string | number | boolean | null;
/** A row of a view, by its columns. */
export type Row = Readonly<Record<string, Value>>;

export interface Ordering {
  readonly column: ViewColumn;
  readonly isDescending: boolean;
}

/** Which rows are read. */
export interface RowsWish {
  readonly organisationId: string;
  readonly view: View;
  /** Which columns come back, beside those of the order. */
  readonly columns: readonly ViewColumn[];
  /** What holds of the rows; see `columnOf`. Absent: all. */
  readonly condition?: SqlPart | undefined;
  /** Ends with the key, so that no two rows are alike in it. */
  readonly order: readonly Ordering[];
  /** The values of the last row that was read, by the order. Absent: from the first on. */
  readonly after?: readonly Value[] | undefined;
  readonly offset?: number;
  readonly limit: number;
}

/** A column in a condition. */
export const columnOf = ({ name }: ViewColumn): SqlPart => sql.raw(`v."${name}"`);

/** PostgreSQL's type for a value that is compared with a column of ours. */
export const typeOf: Readonly<Record<ColumnType, string>> = {
  ...{ uuid: 'uuid', text: 'text', int: 'bigint', bigint: 'bigint', number: 'float8', boolean: 'boolean' },
  ...{ instant: 'timestamptz', date: 'date' },
};

/** In the order that is asked for; null stands before all else, as OData has it. */
export async function readRows(db: Sql, wish: RowsWish): Promise<readonly Row[]> {
  const { view, columns, order, limit, offset = 0 } = wish;
  const asked = [...new Set([...columns, ...order.map(({ column }) => column)])];
  const ordered = order.map(({ column, isDescending }) =>
    sql.raw(`v."${column.name}" ${isDescending ? 'DESC NULLS LAST' : column.isNullable ? 'ASC NULLS FIRST' : 'ASC'}`),
  );
  // How many are wanted decides the plan, so it stands in the text.
  const rows = await db.query<Record<string, Value>[]>`
    SELECT ${sql.join(asked.map(shown))} FROM ${from(view)} WHERE ${where(wish)}
    ORDER BY ${sql.join(ordered)} LIMIT ${sql.raw(String(limit))} OFFSET ${offset}::int`;
  const instants = asked.filter(({ type }) => type === 'instant').map(({ name }) => name);
  for (const row of rows) for (const name of instants) row[name] = isoOf(row[name]);
  return rows;
}

/** PostgreSQL writes `2026-11-28 09:00:00.5`. */
const isoOf = (written: Value | undefined): Value =>
  typeof written === 'string' ? `${written.slice(0, 10)}T${written.slice(11)}Z` : null;

/** How many rows of a view there are, under a condition. */
export async function countRows(
  db: Sql,
  wish: Pick<RowsWish, 'organisationId' | 'view' | 'condition'>,
): Promise<number> {
  const [row] = await db.query<{ count: number }[]>`
    SELECT count(*)::float8 AS count FROM ${from(wish.view)} WHERE ${where(wish)}`;
  return row?.count ?? 0;
}

/** By how much a reader who reads on repeats itself: what commits that much later than its clock says is read all the same. */
export const marginMinutes = 5;

/** The instant from which on a later read finds all that this one, which begins now, has not seen. */
export async function nextChangedSince(db: Sql): Promise<Date> {
  const [row] = await db.query<{ at: Date }[]>`
    SELECT date_trunc('milliseconds', clock_timestamp()) - ${marginMinutes}::int * interval '1 minute' AS at`;
  if (!row) throw new Error('The database told no time.');
  return row.at;
}

/** The condition that a row changed at `since` or later. */
export const changedSince = (since: Date): SqlPart => sql`v.changed_at >= ${since}::timestamptz`;

const from = ({ name }: View): SqlPart => sql.raw(`bi_${name} v`);

function where({ organisationId, condition, order = [], after }: Partial<RowsWish>): SqlPart {
  const own = sql`v.organisation_id = ${organisationId}::uuid`;
  const parts = [own, ...(condition ? [sql`(${condition})`] : []), ...(after ? [behind(order, after)] : [])];
  return sql.join(parts, ' AND ');
}

function shown({ name, type }: ViewColumn): SqlPart {
  if (type === 'instant') return sql.raw(`(v."${name}" AT TIME ZONE 'UTC')::text AS "${name}"`);
  if (type === 'date') return sql.raw(`v."${name}"::text AS "${name}"`);
  return sql.raw(type === 'bigint' ? `v."${name}"::float8 AS "${name}"` : `v."${name}"`);
}

/** Rows behind one: alike in the first columns of the order, and later in the next. */
function behind(order: readonly Ordering[], after: readonly Value[]): SqlPart {
  const [first, ...others] = order;
  if (first === undefined) return sql`false`;
  const later = laterThan(first, after[0] ?? null);
  if (others.length === 0) return later;
  return sql`(${later} OR (${sameAs(first, after[0] ?? null)} AND ${behind(others, after.slice(1))}))`;
}

function laterThan({ column, isDescending }: Ordering, value: Value): SqlPart {
  const name = columnOf(column);
  if (value === null) return isDescending ? sql`false` : sql`${name} IS NOT NULL`;
  const bound = boundAs(column.type, value);
  if (!isDescending) return sql`${name} > ${bound}`;
  return column.isNullable ? sql`(${name} < ${bound} OR ${name} IS NULL)` : sql`${name} < ${bound}`;
}

const sameAs = ({ column }: Ordering, value: Value): SqlPart =>
  value === null ? sql`${columnOf(column)} IS NULL` : sql`${columnOf(column)} = ${boundAs(column.type, value)}`;

const boundAs = (type: ColumnType, value: Value): SqlPart => sql`${value}::${sql.raw(typeOf[type])}`;
