/**
 * SQL as stores write it, handed straight to the driver: Prisma's client takes longer to pass a short statement on than
 * the server to answer it, and 60 MB. server.ts and embedded.ts say how a statement is run.
 */
import * as Prisma from './sql-parts.js';

/**
 * Runs one statement with $1, $2 …; rows come back by column name, a bigint as BigInt, an instant as Date.
 * `isLast`: the transaction is committed with it.
 */
export type RunStatement = (
  text: string,
  values: unknown[],
  isLast?: boolean,
) => Promise<{ readonly rows: unknown[]; readonly changedCount: number }>;

/** A text with values in its `${}`, or one that `Prisma.sql` made. */
type SqlText = TemplateStringsArray | Prisma.Sql;

/** Statements with bound values. */
export interface Sql {
  /** Answers the rows. */
  $queryRaw<T = unknown>(text: SqlText, ...values: readonly unknown[]): Promise<T>;
  /** Answers how many rows were written. */
  $executeRaw(text: SqlText, ...values: readonly unknown[]): Promise<number>;
  /** Takes a text that was put together, with $1, $2 …; nothing that somebody typed may be in it. */
  $queryRawUnsafe<T = unknown>(text: string, ...values: readonly unknown[]): Promise<T>;
  /** The same, and answers how many rows were written. */
  $executeRawUnsafe(text: string, ...values: readonly unknown[]): Promise<number>;
}

/** Statements that `run` runs. */
export function sqlOver(run: RunStatement): Sql {
  const send = (text: string, values: readonly unknown[]) => run(text, values.map(toValue));
  const sendSql = (text: SqlText, values: readonly unknown[]) => {
    const sql = text instanceof Prisma.Sql ? text : Prisma.sql(text, ...values);
    return send(sql.text, sql.values);
  };
  return {
    $queryRaw: async <T>(text: SqlText, ...values: readonly unknown[]) => (await sendSql(text, values)).rows as T,
    $executeRaw: async (text, ...values) => (await sendSql(text, values)).changedCount,
    $queryRawUnsafe: async <T>(text: string, ...values: readonly unknown[]) => (await send(text, values)).rows as T,
    $executeRawUnsafe: async (text, ...values) => (await send(text, values)).changedCount,
  };
}

/** Drivers write an instant in the zone of this process. */
function toValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toValue);
  return value ?? null;
}
