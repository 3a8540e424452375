/** Statements as stores write them, handed straight to the driver. server.ts and embedded.ts say how one is run. */
import { SqlPart, sql } from './sql-parts.js';

/**
 * Runs one statement with $1, $2 …; rows come back by column name, a bigint as BigInt, an instant as Date.
 * `isLast`: the transaction is committed with it.
 */
export type RunStatement = (
  text: string,
  values: unknown[],
  isLast?: boolean,
) => Promise<{ readonly rows: unknown[]; readonly changedCount: number }>;

/** A text with values in its `${}`, or one that `sql` made. */
type SqlText = TemplateStringsArray | SqlPart;

/** Statements with bound values. */
export interface Sql {
  /** Answers the rows. */
  query<T = unknown>(text: SqlText, ...values: readonly unknown[]): Promise<T>;
  /** Answers how many rows were written. */
  execute(text: SqlText, ...values: readonly unknown[]): Promise<number>;
  /** Takes a text that was put together, with $1, $2 …; nothing that somebody typed may be in it. */
  queryText<T = unknown>(text: string, ...values: readonly unknown[]): Promise<T>;
  /** The same, and answers how many rows were written. */
  executeText(text: string, ...values: readonly unknown[]): Promise<number>;
}

/** Statements that `run` runs. */
export function sqlOver(run: RunStatement): Sql {
  const send = (text: string, values: readonly unknown[]) => run(text, values.map(toValue));
  const sendSql = (text: SqlText, values: readonly unknown[]) => {
    const part = text instanceof SqlPart ? text : sql(text, ...values);
    return send(part.text, part.values);
  };
  return {
    query: async <T>(text: SqlText, ...values: readonly unknown[]) => (await sendSql(text, values)).rows as T,
    execute: async (text, ...values) => (await sendSql(text, values)).changedCount,
    queryText: async <T>(text: string, ...values: readonly unknown[]) => (await send(text, values)).rows as T,
    executeText: async (text, ...values) => (await send(text, values)).changedCount,
  };
}

/** Drivers write an instant in the zone of this process. */
function toValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toValue);
  return value ?? null;
}
