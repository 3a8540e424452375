/** SQL of imports: each file that was taken in, bound to one organisation. */
import type {
  EarlierImport,
  EndedImport,
  ImportCounts,
  ImportOf,
  NewImport,
  WhichImport,
} from '../../../chat/import-book.js';
import { NotFound } from '../../../kernel/errors.js';
import { type Sql, sql } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import { holdsWords, readRows } from '../../../storage/page.js';

/** An import as it is kept, without its rows. */
export interface KeptImport extends Omit<NewImport, 'rows'> {
  readonly number: number;
  readonly refusedLines: readonly number[];
  readonly counts: ImportCounts | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly undoneAt: Date | null;
}

/** Answers its number. */
export async function insertImport(tx: Sql, given: NewImport, now: Date): Promise<number> {
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('import', given.organisationId)})
    INSERT INTO imports (organisation_id, number, kind, metric, source, file_name, digest, shape, family, undated, settings,
      rows, started_at)
    SELECT ${given.organisationId}::uuid, last, ${given.kind}, ${given.metric}, ${given.source}, ${given.fileName},
      ${given.digest}, ${given.shape}, ${given.family}, ${given.undated}, ${JSON.stringify(given.settings)}::jsonb,
      ${given.rows}, ${now}
    FROM numbering RETURNING number`;
  return row?.number ?? 0;
}

/** Writes what became of the rows: from now on the import has ended. Answers what it was. */
export async function endImport(
  tx: Sql,
  { organisationId, number, counts, refusedLines }: EndedImport,
  at: Date,
): Promise<Pick<NewImport, 'fileName' | 'kind' | 'source'>> {
  const [ended] = await tx.query<Pick<NewImport, 'fileName' | 'kind' | 'source'>[]>`
    UPDATE imports SET counts = ${JSON.stringify(counts)}::jsonb,
      refused_lines = ${JSON.stringify(refusedLines)}::jsonb, ended_at = ${at}
    WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int
    RETURNING file_name AS "fileName", kind, source`;
  if (!ended) throw new NotFound('imports.none', `There is no import ${number}.`);
  return ended;
}

const columns = sql.raw(`organisation_id AS "organisationId", number, kind, metric, source, file_name AS "fileName",
  digest, shape, family, undated, settings, refused_lines AS "refusedLines", counts, started_at AS "startedAt",
  ended_at AS "endedAt", undone_at AS "undoneAt"`);

/** The newest first. */
export function listImports(
  database: Sql,
  { organisationId, search = '' }: { readonly organisationId: string; readonly search?: string },
  cut: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly KeptImport[]; readonly totalCount: number }> {
  const conditions = [
    sql`organisation_id = ${organisationId}::uuid`,
    ...holdsWords(sql`concat_ws(' ', file_name, source, metric)`, search),
  ];
  const from = sql`imports WHERE ${sql.join(conditions, ' AND ')}`;
  return readRows(database, { columns, from, order: sql`number DESC` }, cut);
}

/** Locks it until the transaction ends. null: there is none of that number. */
export async function lockImport(tx: Sql, organisationId: string, number: number): Promise<KeptImport | null> {
  const rows = await tx.query<KeptImport[]>`
    SELECT ${columns} FROM imports WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int FOR UPDATE`;
  return rows[0] ?? null;
}

/** @param byId null: an operator at the command line */
export async function markUndone(
  tx: Sql,
  { organisationId, number }: WhichImport,
  { at, byId }: { readonly at: Date; readonly byId: string | null },
): Promise<void> {
  await tx.execute`
    UPDATE imports SET undone_at = ${at}, undone_by_id = ${byId}::uuid
    WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int`;
}

/** How many earlier files a new one is compared with. */
const comparedCount = 8;

/** Those of the kind and source that stand, the newest first, with their rows. */
export async function earlierImports(
  database: Sql,
  { organisationId, kind, metric, source }: ImportOf,
): Promise<readonly (Omit<EarlierImport, 'rows'> & { readonly rows: string | null })[]> {
  return database.query`
    SELECT number, digest, shape, undated, family, settings, refused_lines AS "refusedLines", rows FROM imports
    WHERE organisation_id = ${organisationId}::uuid AND kind = ${kind} AND metric IS NOT DISTINCT FROM ${metric}
      AND source = ${source} AND undone_at IS NULL
    ORDER BY number DESC LIMIT ${comparedCount}::int`;
}
