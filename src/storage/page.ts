/** Reads rows page by page: one with how many there are in all, for lists; or all of them, for files and figures. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import { searchWords } from '../kernel/search-words.js';
import type { Database } from './database-type.js';
import type { Sql } from './sql.js';
import { type SqlPart, sql } from './sql-parts.js';

export interface Selection {
  readonly columns: SqlPart;
  /** What stands behind FROM, with its WHERE. */
  readonly from: SqlPart;
  readonly order: SqlPart;
}

/** @param cut `offset`: how many rows to pass over. All rows are counted only where the page does not tell. */
export async function readRows<Row>(
  db: Sql,
  { columns, from, order }: Selection,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly Row[]; readonly totalCount: number }> {
  const items = await readSlice<Row>(db, { columns, from, order }, { limit, offset });
  const isLast = items.length < limit && (items.length > 0 || offset === 0);
  if (isLast) return { items, totalCount: offset + items.length };
  const [counted] = await db.query<{ count: number }[]>`SELECT count(*)::int AS count FROM ${from}`;
  return { items, totalCount: counted?.count ?? 0 };
}

/** The same page where nobody asks how many rows there are in all. */
export async function readSlice<Row>(
  db: Sql,
  { columns, from, order }: Selection,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<readonly Row[]> {
  return db.query<Row[]>`
    SELECT ${columns} FROM ${from} ORDER BY ${order} LIMIT ${limit}::int OFFSET ${offset}::int`;
}

/** Rows at a time. The embedded database answers without giving the event loop a turn, so it is asked for less. */
export const pageSizeOf = ({ kind }: Pick<Database, 'kind'>): number => (kind === 'server' ? 1_000 : 250);

/**
 * Never the whole in memory: the next page is read when the last one was taken, in another turn of the event loop.
 * @param read the rows behind `last`, which ended the page before; null: from the begin
 */
export async function* inPages<Row>(
  database: Pick<Database, 'kind'>,
  read: (last: Row | null, limit: number) => Promise<readonly Row[]>,
): AsyncIterable<readonly Row[]> {
  const limit = pageSizeOf(database);
  let last: Row | null = null;
  for (;;) {
    const rows: readonly Row[] = await read(last, limit);
    if (rows.length > 0) yield rows;
    last = rows.at(-1) ?? null;
    if (last === null || rows.length < limit) return;
    await oneTurn();
  }
}

/** The conditions that a column holds each of these words, in any order and case. */
export function holdsWords(column: SqlPart, words: string): readonly SqlPart[] {
  return searchWords(words).map((word) => sql`${column} ILIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
}
