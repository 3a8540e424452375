/** What a database consists of, read from its own catalogue: tables in an order in which they can be filled, columns, counters. */
import { type RunSql, unfinishedTable } from '../migrate.js';

/** A table's contents as two figures, which do not depend on the order of its rows or on the kind of database. */
export interface TableFigures {
  readonly name: string;
  readonly count: number;
  /** Sum of the first eight bytes of the SHA-256 of each row, as a decimal number. */
  readonly sum: string;
}

/** Where a counter of ids stands. */
export interface Counter {
  readonly table: string;
  readonly column: string;
  /** The last id given, as a decimal number. */
  readonly last: string;
}

export interface CopiedColumn {
  readonly name: string;
  /** As SQL writes it: `timestamp(3) with time zone`. */
  readonly type: string;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const tablesSql = `
  SELECT c.relname::text AS name, ARRAY(SELECT DISTINCT p.relname::text FROM pg_constraint k
    JOIN pg_class p ON p.oid = k.confrelid WHERE k.conrelid = c.oid AND k.contype = 'f' AND p.oid <> c.oid) AS parents
  FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    AND c.relname NOT IN ('_prisma_migrations', '${unfinishedTable}') ORDER BY 1`;

/** All tables but those of migrating and copying; each comes after those that its rows refer to. */
export async function tablesInOrder(run: RunSql): Promise<readonly string[]> {
  const { rows } = await run(tablesSql);
  const waiting = new Map((rows as { name: string; parents: string[] }[]).map(({ name, parents }) => [name, parents]));
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, parents]) => parents.every((parent) => !waiting.has(parent)));
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}.`);
    for (const [name] of free) {
      ordered.push(name);
      waiting.delete(name);
    }
  }
  return ordered;
}

/** In the table's own order, without those that the database computes. */
export async function columnsOf(run: RunSql, table: string): Promise<readonly CopiedColumn[]> {
  const { rows } = await run(
    `SELECT a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a
     WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY a.attnum`,
    [`public.${quoted(table)}`],
  );
  return rows as CopiedColumn[];
}

/** SQL of a row as one line of JSON: each column as PostgreSQL writes it, so that it reads the very same from it. */
export const rowAsText = (columns: readonly { readonly name: string }[]): string =>
  `array_to_json(ARRAY[${columns.map(({ name }) => `t.${quoted(name)}::text`).join(', ')}]::text[])::text`;

/** Reads the whole table. */
export async function figuresOf(run: RunSql, table: string): Promise<TableFigures> {
  const text = rowAsText(await columnsOf(run, table));
  const hash = `('x' || encode(substr(sha256(convert_to(${text}, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint`;
  const { rows } = await run(
    `SELECT count(*)::float8 AS count, coalesce(sum(${hash}), 0)::text AS sum FROM public.${quoted(table)} t`,
  );
  const [figures] = rows as { count: number; sum: string }[];
  return { name: table, count: figures?.count ?? 0, sum: figures?.sum ?? '0' };
}

const countersSql = `
  SELECT c.relname::text AS table, a.attname::text AS column,
    pg_get_serial_sequence(format('public.%I', c.relname), a.attname) AS sequence
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
    AND pg_get_serial_sequence(format('public.%I', c.relname), a.attname) IS NOT NULL ORDER BY 1, 2`;

export async function countersOf(run: RunSql): Promise<readonly Counter[]> {
  const counters: Counter[] = [];
  for (const { table, column, sequence } of (await run(countersSql)).rows as Record<
    'table' | 'column' | 'sequence',
    string
  >[]) {
    const { rows } = await run(`SELECT CASE WHEN is_called THEN last_value ELSE 0 END::text AS last FROM ${sequence}`);
    counters.push({ table, column, last: (rows[0] as { last: string } | undefined)?.last ?? '0' });
  }
  return counters;
}

/** Lets each counter go on behind its last id and `gap` more. */
export async function setCounters(run: RunSql, counters: readonly Counter[], gap: number): Promise<void> {
  for (const { table, column, last } of counters) {
    const next = BigInt(last) + BigInt(gap);
    if (next > 0n)
      await run('SELECT setval(pg_get_serial_sequence($1::text, $2::text), $3::text::bigint)::text', [
        `public.${quoted(table)}`,
        column,
        String(next),
      ]);
  }
}
