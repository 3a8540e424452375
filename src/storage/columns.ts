/** Hands rows to a statement column by column, each column as one value: a fraction of what JSON or a parameter per value costs. */
import { type SqlPart, sql } from './sql-parts.js';

type Type = 'uuid' | 'text' | 'int' | 'float8' | 'boolean' | 'timestamptz' | 'jsonb';

/** A column's name in the statement, its type, and its value in each row; undefined is null. */
export interface Column<Row> {
  readonly name: string;
  readonly type: Type;
  readonly of: (row: Row) => unknown;
}

/** For FROM: `rows` as a table of these columns and `position`, from 1. */
export function rowsAs<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): SqlPart {
  const lists = columns.map(({ type, of }) => {
    const list = listOf(rows.map(of), type);
    return sql`${list}::text::${sql.raw(type)}[]`;
  });
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  return sql`unnest(${sql.join(lists)}) WITH ORDINALITY AS r(${sql.raw(names)}, position)`;
}

/** As PostgreSQL writes an array. A column that is empty throughout is left short, which reads as null. */
function listOf(values: readonly unknown[], type: Type): string {
  if (values.every((value) => value == null)) return '{}';
  const write = writers[type] ?? String;
  return `{${values.map((value) => (value == null ? 'NULL' : write(value))).join(',')}}`;
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** Nothing in the others needs quotes. */
const writers: { readonly [Name in Type]?: (value: unknown) => string } = {
  text: (value) => quoted(String(value)),
  jsonb: (value) => quoted(JSON.stringify(value)),
  timestamptz: (value) => (value as Date).toISOString(),
};
