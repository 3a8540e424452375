/** Fills an empty database from another one or from a file, and checks that everything arrived as it was. */
import { Conflict } from '../../kernel/errors.js';
import {
  type AppliedMigration,
  appliedMigrations,
  migrate,
  missingMigrations,
  type RunSql,
  readMigrations,
  unfinishedTable,
} from '../migrate.js';
import { columnsOf, figuresOf, quoted, setCounters, type TableFigures, tablesInOrder } from './catalogue.js';
import { type Contents, writeAlike } from './source.js';

/** Throws Conflict when this version does not know the form that the contents have: they are of a newer one. */
export async function requireKnown({ migrations }: Pick<Contents, 'migrations'>): Promise<void> {
  missingMigrations(await readMigrations(), migrations);
}

/**
 * Makes the tables in the form that `migrations` lead to, marked as unfinished. Answers the rows that are there from an
 * earlier attempt, by table. Throws Conflict `copy.notEmpty` with nothing changed.
 * @param goesOn what an earlier attempt has copied stays; else it is deleted
 */
export async function prepare(
  run: RunSql,
  migrations: readonly AppliedMigration[],
  goesOn: boolean,
): Promise<ReadonlyMap<string, number>> {
  await writeAlike(run);
  const isUnfinished = await exists(run, unfinishedTable);
  if (!isUnfinished) await requireEmpty(run);
  await run('BEGIN');
  await run(`CREATE TABLE IF NOT EXISTS ${unfinishedTable} (begun_at timestamptz NOT NULL DEFAULT now())`);
  const names = new Set(migrations.map(({ migration_name: name }) => name));
  const wanted = (await readMigrations()).filter(({ name }) => names.has(name));
  if (isUnfinished && (await appliedMigrations(run)).length !== wanted.length)
    throw new Conflict(
      'copy.otherForm',
      'What an earlier attempt left in the database has another form. Make an empty database with createdb, and name that one.',
    );
  await migrate(run, wanted, true);
  const tables = await tablesInOrder(run);
  const isBegun = goesOn && isUnfinished;
  if (!isBegun) await (isUnfinished ? run(`TRUNCATE ${tables.map(quoted).join(', ')}`) : deleteFirstRows(run));
  await run('COMMIT');
  await run('SET synchronous_commit = off');
  const there = new Map<string, number>();
  for (const table of tables) there.set(table, isBegun ? await countRows(run, table) : 0);
  return there;
}

/** What a first start writes. */
const firstTables = ['secrets', 'playground_clock'];

/** Truncating makes new files for each table and its indexes: three hundred, where two tables have a row. */
async function deleteFirstRows(run: RunSql): Promise<void> {
  for (const table of firstTables) if (await exists(run, table)) await run(`DELETE FROM public.${quoted(table)}`);
}

/** A database is empty when it has no tables, or none with a row but what a first start writes. */
async function requireEmpty(run: RunSql): Promise<void> {
  const held: string[] = [];
  for (const table of await tablesInOrder(run)) {
    if (firstTables.includes(table)) continue;
    const { rows } = await run(`SELECT 1 FROM public.${quoted(table)} LIMIT 1`);
    if (rows.length > 0) held.push(table);
  }
  if (held.length === 0) return;
  throw new Conflict(
    'copy.notEmpty',
    `It is not empty: it has rows in ${held.slice(0, 3).join(', ')}${held.length > 3 ? ` and ${held.length - 3} more tables` : ''}. Make an empty one with createdb, and name that one.`,
  );
}

async function exists(run: RunSql, table: string): Promise<boolean> {
  const { rows } = await run(`SELECT to_regclass('public.${table}') IS NOT NULL AS exists`);
  return (rows[0] as { exists: boolean }).exists;
}

async function countRows(run: RunSql, table: string): Promise<number> {
  const { rows } = await run(`SELECT count(*)::float8 AS count FROM public.${quoted(table)}`);
  return (rows[0] as { count: number }).count;
}

/** Writes rows of one table; each batch is kept by itself. @param rows as Source's `rows` answers them */
export async function fillTable(
  run: RunSql,
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  rows: AsyncIterable<readonly string[]>,
  onRows: (count: number) => void,
): Promise<void> {
  const types = new Map((await columnsOf(run, name)).map((column) => [column.name, column.type]));
  // As jsonb, which is read once; json would be read from its beginning for each column.
  const values = columns.map((column, at) => `(r ->> ${at})::${types.get(column) ?? 'text'}`).join(', ');
  const sql = `INSERT INTO public.${quoted(name)} (${columns.map(quoted).join(', ')})
    SELECT ${values} FROM jsonb_array_elements($1::text::jsonb) r`;
  for await (const batch of rows) {
    await run(sql, [`[${batch.join(',')}]`]);
    onRows(batch.length);
  }
}

/** Throws Conflict `copy.differs`, naming the tables, unless the database holds exactly these contents. */
export async function requireSame(run: RunSql, tables: readonly TableFigures[]): Promise<void> {
  const wrong: string[] = [];
  for (const { name, count, sum } of tables) {
    const found = await figuresOf(run, name);
    if (found.count !== count) wrong.push(`${name} (${found.count} rows instead of ${count})`);
    else if (found.sum !== sum) wrong.push(`${name} (other contents)`);
  }
  if (wrong.length > 0) throw new Conflict('copy.differs', `What arrived is not what was there: ${wrong.join(', ')}.`);
}

/**
 * Counts what there is, by which PostgreSQL chooses how to look for it. It would do so by itself a while later, and an
 * embedded database never; until then each change of one row reads its whole table.
 */
export const countForPlans = (run: RunSql): Promise<unknown> => run('ANALYZE');

/** Lets ids go on behind those that were given. @param gap ids that are left out, because lost things may have them */
export async function goOnCounting(run: RunSql, { counters }: Pick<Contents, 'counters'>, gap: number): Promise<void> {
  await setCounters(run, counters, gap);
  await run('SET synchronous_commit = on');
}
