/** Which indexes of the migrations a database lacks: a restored copy without them works, and is slow. The doctor asks. */
import type { Database } from './database-type.js';
import { type Migration, readMigrations } from './migrate.js';

export interface IndexStatement {
  readonly name: string;
  /** What makes it. */
  readonly statement: string;
}

interface Known {
  readonly table: string;
  readonly statement: string;
}

/** The indexes that these migrations lead to, without those that a key brings. */
export function indexesOf(migrations: readonly Migration[]): readonly IndexStatement[] {
  const found = new Map<string, Known>();
  for (const { sql } of migrations) {
    for (const statement of sql.replace(/^--.*$/gm, '').split(/;\s*(?:\n|$)/)) follow(found, statement.trim());
  }
  return [...found].map(([name, { statement }]) => ({ name, statement }));
}

function follow(found: Map<string, Known>, statement: string): void {
  const [, name, table] = /^CREATE (?:UNIQUE )?INDEX "?(\w+)"? ON "?(\w+)"?/.exec(statement) ?? [];
  if (name && table) found.set(name, { table, statement });
  // An index that became a key's can't be missing alone.
  const [, dropped] = /(?:^DROP INDEX(?: IF EXISTS)?|USING INDEX) "?(\w+)"?/.exec(statement) ?? [];
  if (dropped) found.delete(dropped);
  const [, gone] = /^DROP TABLE (?:IF EXISTS )?"?(\w+)"?/.exec(statement) ?? [];
  const [, kind, from, to] = /^ALTER (TABLE|INDEX) "?(\w+)"? RENAME TO "?(\w+)"?/.exec(statement) ?? [];
  for (const [index, known] of [...found]) {
    const isRenamed = from && to && from === (kind === 'INDEX' ? index : known.table);
    if (known.table === gone || isRenamed) found.delete(index);
    if (!isRenamed) continue;
    const renamed = known.statement.replace(new RegExp(`\\b${from}\\b`), to);
    found.set(kind === 'INDEX' ? to : index, { table: kind === 'INDEX' ? known.table : to, statement: renamed });
  }
}

/** What makes those that are not there, or were left invalid. */
export async function missingIndexes(database: Pick<Database, 'executeSql'>): Promise<readonly IndexStatement[]> {
  const { rows } = await database.executeSql(
    `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND i.indisvalid`,
  );
  const there = new Set((rows as { readonly name: string }[]).map(({ name }) => name));
  return indexesOf(await readMigrations()).filter(({ name }) => !there.has(name));
}
