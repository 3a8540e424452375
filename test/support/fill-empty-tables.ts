/** Gives every table that has no row one, whatever its schema: so that a migration is tried on data of each. */

/** Of PGlite, or of a connection. */
export type RunSql = (sql: string) => Promise<{ readonly rows: readonly unknown[] }>;

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** What a foreign key leads to; null: none does. */
  readonly parent: string | null;
  readonly parentColumn: string | null;
}

const byType: Readonly<Record<string, string>> = {
  text: `'text'`,
  _text: `'{}'`,
  uuid: 'gen_random_uuid()',
  int4: '1',
  int8: '1',
  float8: '1',
  bool: 'false',
  bytea: `''`,
  jsonb: `'{}'`,
  timestamptz: 'now()',
};

const columnsSql = `
  SELECT c.table_name AS "table", c.column_name AS name, c.udt_name AS type,
    c.is_nullable = 'NO' AND c.column_default IS NULL AS "isRequired", fk.parent, fk."parentColumn"
  FROM information_schema.columns c
  JOIN information_schema.tables t USING (table_schema, table_name)
  LEFT JOIN LATERAL (
    SELECT p.relname AS parent, pa.attname AS "parentColumn"
    FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
    JOIN pg_class ch ON ch.oid = k.conrelid AND ch.relname = c.table_name
    JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (child, parent) ON true
    JOIN pg_attribute ca ON ca.attrelid = k.conrelid AND ca.attnum = pair.child AND ca.attname = c.column_name
    JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = pair.parent
    WHERE k.contype = 'f' LIMIT 1
  ) fk ON true
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'`;

/** Answers the tables that it filled. Before there were foreign keys, `customer_id` leads to `customers`. */
export async function fillEmptyTables(run: RunSql): Promise<readonly string[]> {
  const columns = (await run(columnsSql)).rows as readonly Column[];
  const tables = [...new Set(columns.map(({ table }) => table))];
  const isEmpty = async (table: string) => (await run(`SELECT FROM "${table}" LIMIT 1`)).rows.length === 0;
  const filled: string[] = [];
  let waiting: string[] = [];
  for (const table of tables) if (await isEmpty(table)) waiting.push(table);
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => !parentsOf(table).some((parent) => waiting.includes(parent)));
    if (ready.length === 0) throw new Error(`These tables need each other: ${waiting.join(', ')}.`);
    for (const table of ready) await run(insertInto(table));
    filled.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return filled;

  function requiredOf(table: string): readonly Column[] {
    return columns.filter((column) => column.table === table && column.isRequired);
  }
  function parentsOf(table: string): readonly string[] {
    return requiredOf(table).flatMap((column) => parentOf(column)?.table ?? []);
  }
  function parentOf({ table, name, type, parent, parentColumn }: Column) {
    if (parent && parentColumn) return { table: parent, column: parentColumn };
    const [, stem] = /^(.+)_id$/.exec(name) ?? [];
    const plural = `${stem}s`;
    if (type !== 'uuid' || !stem) return null;
    return tables.includes(plural) && plural !== table ? { table: plural, column: 'id' } : null;
  }
  function insertInto(table: string): string {
    const required = requiredOf(table);
    const values = required.map((column) => {
      const parent = parentOf(column);
      // The first row each time, so that a key of several columns leads to one.
      if (parent) return `(SELECT "${parent.column}" FROM "${parent.table}" ORDER BY 1 LIMIT 1)`;
      return byType[column.type] ?? `'text'`;
    });
    if (required.length === 0) return `INSERT INTO "${table}" DEFAULT VALUES`;
    return `INSERT INTO "${table}" (${required.map(({ name }) => `"${name}"`).join()}) VALUES (${values.join()})`;
  }
}
