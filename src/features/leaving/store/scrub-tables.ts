/** SQL that looks through every column in which names and quotations may stand, in batches. The columns are rules/policies.ts. */
import type { Transaction } from '../../../storage/database.js';
import { type Searched, searchedColumns } from '../rules/policies.js';
import { type Forgotten, type Scrub, scrubJson } from '../rules/scrub.js';

/** Rows in one batch: each is read, looked through and, rarely, written. */
const batchSize = 200;

/** Whose rows of tables without an organisation of their own. */
const reach: Readonly<Record<string, string>> = {
  organisations: 't.id = $1::uuid',
  playground_messages: `t.channel IN (SELECT 'place:' || id FROM places WHERE organisation_id = $1::uuid
    UNION ALL SELECT kind || id FROM members, unnest('{inbox:,reply:}'::text[]) AS kind WHERE organisation_id = $1::uuid)`,
};

/** So many that looking for quotations in each would take hours: only names are looked for. */
const large: ReadonlySet<string> = new Set([
  'feedback',
  'scores',
  'history',
  'deliveries',
  'customers',
  'import_changes',
]);

/** Where the search stands: a table, and the last row that was looked at there. */
export interface Place {
  readonly table: string;
  readonly after: string;
}

/** Tables in the order in which they are looked through. */
export const searchedTables: readonly string[] = [...searchedColumns.keys()];

interface Search {
  readonly organisationId: string;
  readonly forgotten: Forgotten;
  readonly scrub: Scrub;
}

/** Blocks of a table that one statement reads: while it does, an embedded database gives nobody else a turn. */
const blocksAtOnce = 32;

const blockOf = (tid: string): number => Number(/^\((\d+),/.exec(tid)?.[1] ?? 0);

async function blockCount(tx: Transaction, table: string): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>`
    SELECT (pg_relation_size(quote_ident(${table})::regclass) / current_setting('block_size')::int)::int AS count`;
  return row?.count ?? 0;
}

/** What one batch did. `after` null: the table is done. */
export interface Scrubbed {
  readonly after: string | null;
  /** Ids of rows that were changed, where the table has ids. */
  readonly ids: readonly string[];
  readonly changedCount: number;
}

/** One batch of a table. The tables with an organisation are read from the database. */
export async function scrubBatch(tx: Transaction, place: Place, search: Search): Promise<Scrubbed> {
  const { table, after } = place;
  const columns = searchedColumns.get(table) ?? [];
  const belongs = await reachOf(tx, table);
  const patterns = patternsOf(search.forgotten);
  const isFiltered = large.has(table) || search.forgotten.texts.length === 0;
  const holds = columns.map(({ column }) => `t."${column}"::text ILIKE ANY($4::text[])`).join(' OR ');
  const end = blockOf(after) + blocksAtOnce;
  const range = `t.ctid > $2::tid AND t.ctid < $3::tid`;
  const parameters: unknown[] = [search.organisationId, after, `(${end},0)`, ...(isFiltered ? [patterns] : [])];
  const rows = await tx.queryText<Row[]>(
    `SELECT t.ctid::text AS at, to_jsonb(t) AS row FROM "${table}" t WHERE ${belongs} AND ${range}
       ${isFiltered ? `AND (${holds})` : ''} ORDER BY t.ctid LIMIT ${batchSize} FOR UPDATE`,
    ...parameters,
  );
  const ids: string[] = [];
  let changedCount = 0;
  for (const { at, row } of rows) {
    const changes = columns.flatMap((each) => changeOf(row, each, search.scrub));
    if (changes.length === 0) continue;
    const set = changes.map(
      ({ column, policy }, index) => `"${column}" = $${index + 2}${policy === 'document' ? '::jsonb' : ''}`,
    );
    await tx.executeText(
      `UPDATE "${table}" SET ${set.join(', ')} WHERE ctid = $1::tid`,
      at,
      ...changes.map(({ to }) => to),
    );
    changedCount += 1;
    if (typeof row.id === 'string') ids.push(row.id);
  }
  const next = rows.length < batchSize ? `(${end},0)` : (rows.at(-1)?.at ?? null);
  const isOver = rows.length < batchSize && end >= (await blockCount(tx, table));
  return { after: isOver ? null : next, ids, changedCount };
}

interface Row {
  readonly at: string;
  readonly row: Readonly<Record<string, unknown>>;
}

interface Change extends Pick<Searched, 'column' | 'policy'> {
  readonly to: string;
}

function changeOf(row: Row['row'], { column, policy }: Searched, scrub: Scrub): readonly Change[] {
  const before = row[column];
  if (before === null || before === undefined) return [];
  if (policy === 'words') {
    const to = scrub(String(before));
    return to === before ? [] : [{ column, policy, to }];
  }
  const from = JSON.stringify(before);
  const to = JSON.stringify(scrubJson(before, scrub));
  return to === from ? [] : [{ column, policy, to }];
}

async function reachOf(tx: Transaction, table: string): Promise<string> {
  const own = await tx.query<unknown[]>`
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ${table} AND column_name = 'organisation_id'`;
  return own.length > 0 ? 't.organisation_id = $1::uuid' : (reach[table] ?? 'false');
}

/** As they stand in text, and in JSON. */
function patternsOf({ terms }: Forgotten): readonly string[] {
  const inJson = terms.map((term) => JSON.stringify(term).slice(1, -1));
  const anywhere = (term: string) => `%${term.replaceAll(/[\\%_]/gu, '\\$&')}%`;
  return [...new Set([...terms, ...inJson])].map(anywhere);
}

/** How many texts and documents name them: what forgetting changes beside what is theirs. At most 1,000 a table. */
export async function countMentions(tx: Transaction, organisationId: string, forgotten: Forgotten): Promise<number> {
  let count = 0;
  if (forgotten.terms.length === 0) return 0;
  for (const [table, columns] of searchedColumns) {
    const holds = columns.map(({ column }) => `t."${column}"::text ILIKE ANY($2::text[])`).join(' OR ');
    const belongs = await reachOf(tx, table);
    const blocks = await blockCount(tx, table);
    let ofTable = 0;
    for (let from = 0; from < blocks && ofTable < mostCounted; from += blocksAtOnce) {
      const [found] = await tx.queryText<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM "${table}" t WHERE ${belongs}
           AND t.ctid >= $3::tid AND t.ctid < $4::tid AND (${holds})`,
        organisationId,
        patternsOf(forgotten),
        `(${from},0)`,
        `(${from + blocksAtOnce},0)`,
      );
      ofTable += found?.count ?? 0;
    }
    count += Math.min(ofTable, mostCounted);
  }
  return count;
}

/** Of each table: more is many. */
const mostCounted = 1_000;

/** Lets this transaction empty entries of the audit log, which nothing else may change. */
export async function allowForgetting(tx: Transaction): Promise<void> {
  await tx.execute`SELECT set_config('chair.forgetting', 'on', true)`;
}
