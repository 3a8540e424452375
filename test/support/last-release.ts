/** What the last release asks of the database, as `npm run release:record` wrote it down. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Where it stands. */
export const releaseFile = fileURLToPath(new URL('../storage/last-release.json', import.meta.url));

/** By table and name: the type, with `?` behind it where a row may leave the column out. */
export type Columns = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Release {
  readonly version: string;
  readonly migrations: readonly string[];
  readonly columns: Columns;
  /** Each text once. */
  readonly statements: readonly string[];
}

export const readRelease = async (): Promise<Release> => JSON.parse(await readFile(releaseFile, 'utf8')) as Release;

/** The columns that there are. */
export async function columnsOf(
  run: (sql: string) => Promise<{ readonly rows: readonly unknown[] }>,
): Promise<Columns> {
  const { rows } = await run(
    `SELECT table_name AS "table", jsonb_object_agg(column_name, udt_name || CASE
       WHEN is_nullable = 'YES' OR column_default IS NOT NULL OR is_identity = 'YES' THEN '?' ELSE '' END
       ORDER BY column_name) AS columns
     FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name ORDER BY table_name`,
  );
  return Object.fromEntries(
    (rows as { table: string; columns: Columns[string] }[]).map((row) => [row.table, row.columns]),
  );
}
