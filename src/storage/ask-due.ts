/** Asks in one statement when each piece of work falls due next; app.ts hands it to the scheduler. */

import type { Sql } from './sql.js';
import { sql } from './sql-parts.js';

/** SQL text in pieces with the values that stand between them, as `sql` makes it. */
export interface SqlExpression {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}

/** By name; null: there is nothing to do. A name's `due` is an expression for one instant, of one look-up in an index. */
export async function askDue(
  database: Sql,
  works: readonly { readonly name: string; readonly due: SqlExpression }[],
): Promise<ReadonlyMap<string, Date | null>> {
  if (works.length === 0) return new Map();
  // A value alone has no type of its own, and the others would not match it.
  const instants = works.map(({ due }) => sql`(${sql(due.strings, ...due.values)})::timestamptz`);
  const [row] = await database.query<{ dueAt: readonly (string | null)[] }[]>`
    SELECT ARRAY[${sql.join(instants)}] AS "dueAt"`;
  return new Map(works.map(({ name }, index) => [name, toInstant(row?.dueAt[index])]));
}

function toInstant(value: unknown): Date | null {
  return value == null ? null : new Date(value as string | Date);
}
