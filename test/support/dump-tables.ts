/** All that a database holds, table by table, for comparing before and after. */
import type { Database } from '../../src/storage/database.js';

/** Kept on purpose when an import is taken back: what was done, what was sent, which numbers were given; and an index. */
const ledgers = new Set([
  'history',
  'audit',
  'imports',
  'numbers',
  'deliveries',
  'living_messages',
  'delivery_rests',
  'delivery_notices',
  'handled_acts',
  'playground_messages',
  'playground_clock',
  // Made of feedback's words, and anew when some are taken back.
  'feedback_words',
  'feedback_word_marks',
]);

/** What was sent stays noted, and what was dropped on the way. */
const unsent = "WHERE t.state NOT IN ('sent', 'dropped')";

/** By table, its rows as text in a fixed order; without ledgers unless all is wanted, and without migrations. */
export async function dumpTables(
  database: Pick<Database, 'queryText'>,
  { whole = false } = {},
): Promise<Record<string, readonly string[]>> {
  const tables = await database.queryText<{ name: string }[]>(
    `SELECT table_name::text AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const dump: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    if ((!whole && ledgers.has(name)) || /migration/.test(name)) continue;
    const rows = await database.queryText<{ row: string }[]>(
      // When a row changed last is for analysts: what is taken back has changed, too.
      `SELECT (to_jsonb(t) ${whole ? '' : "- 'changed_at'"})::text AS row FROM "${name}" t ${name === 'reminders' && !whole ? unsent : ''} ORDER BY 1`,
    );
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}
