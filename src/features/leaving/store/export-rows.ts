/** SQL that reads an organisation out of the database, table by table and page by page. Which tables and columns, the database says. */
import { type Sql, sql } from '../../../storage/database.js';

/** A column as a reader of the file needs it. */
export interface ExportColumn {
  readonly name: string;
  /** PostgreSQL's: `text`, `timestamp(3) with time zone`, `jsonb` … */
  readonly type: string;
  readonly isNullable: boolean;
}

/** A table with the key by which its rows are read in turn. */
export interface ExportTable {
  readonly table: string;
  readonly columns: readonly ExportColumn[];
  readonly keys: readonly { readonly name: string; readonly type: string }[];
}

/** Left out of every export, by table and column. */
export const leftOutColumns: Readonly<Record<string, readonly string[]>> = {
  api_keys: ['key_hash', 'signing_secret'],
  brief_calendars: ['url'],
  ideas: ['search'],
  slack_installations: ['bot_token', 'refresh_token', 'key_id'],
  workspace_invitations: ['code_hash'],
};

/** Tables of an organisation that are left out, each with its reason. */
export const leftOutTables: Readonly<Record<string, string>> = {
  put_aside: 'work that failed and waits to be tried again',
  feedback_words: 'hashes of words, made anew from the feedback',
  feedback_word_marks: 'how far the feedback is filed under them',
  forgettings: 'who is being forgotten at this moment',
};

/** Every table that carries an organisation, and the organisation itself, by name. */
export async function exportTables(db: Sql): Promise<readonly ExportTable[]> {
  const rows = await db.query<ExportTable[]>`
    SELECT c.relname::text AS "table",
      (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'isNullable', NOT a.attnotnull) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL))
          ORDER BY array_position(i.indkey::int[], a.attnum::int)), '[]')
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS keys
    FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND (c.relname = 'organisations' OR EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped))
    ORDER BY 1`;
  return rows.flatMap(({ table, columns, keys }) => {
    if (table in leftOutTables) return [];
    const out = leftOutColumns[table] ?? [];
    return [{ table, columns: columns.filter(({ name }) => !out.includes(name)), keys }];
  });
}

/** Rows in one page: at most some megabytes. */
const pageSize = 500;

/** A page of one table. `after` null: it was the last. */
export interface ExportPage {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly after: readonly string[] | null;
}

/** Rows behind `after` in the order of the table's key. @param about narrows it to one customer */
export async function exportRows(
  db: Sql,
  { table, keys }: ExportTable,
  { organisationId, after, about }: { organisationId: string; after: readonly string[] | null; about?: About },
): Promise<ExportPage> {
  const own = table === 'organisations' ? 't.id = $1::uuid' : 't.organisation_id = $1::uuid';
  // All rows are of one organisation: the rest of the key tells them apart.
  const rest = keys.filter(({ name }) => name !== 'organisation_id');
  const key = rest.map(({ name }) => `t."${name}"`);
  const values: unknown[] = [organisationId, [...(leftOutColumns[table] ?? [])]];
  const bound = rest.map(({ type }, index) => `$${values.length + index + 1}::text::${type}`);
  const behind = after === null || rest.length === 0 ? '' : `AND (${key.join(', ')}) > (${bound.join(', ')})`;
  if (behind !== '') values.push(...(after ?? []));
  const narrowed =
    about === undefined ? '' : `AND (${about.where.replaceAll('$ID', `$${values.push(about.id)}::text`)})`;
  const rows = await db.queryText<{ row: Record<string, unknown>; key: string[] }[]>(
    `SELECT to_jsonb(t) - $2::text[] AS row, ARRAY[${key.map((each) => `${each}::text`).join(', ')}]::text[] AS key
     FROM "${table}" t WHERE ${own} ${behind} ${narrowed} ${key.length > 0 ? `ORDER BY ${key.join(', ')}` : ''} LIMIT ${pageSize}`,
    ...values,
  );
  const last = rows.length === pageSize && rest.length > 0 ? rows.at(-1) : undefined;
  return { rows: rows.map(({ row }) => row), after: last?.key ?? null };
}

/** A condition about `t`, in which `$ID` stands for an id as text. */
export interface About {
  readonly id: string;
  readonly where: string;
}

const ofFeedback = 'SELECT f.id FROM feedback f WHERE f.organisation_id = $1::uuid AND f.customer_id::text = $ID';

/** What is about one customer in tables that do not name them in a column `customer_id`. */
const aboutCustomer: Readonly<Record<string, string>> = {
  customers: 't.id::text = $ID',
  customer_pairs: 't.one_id::text = $ID OR t.other_id::text = $ID',
  history: `t.subject IN (SELECT 'feedback:' || id FROM (${ofFeedback}) theirs)`,
  idea_evidence: `t.feedback_id IN (${ofFeedback})`,
  import_changes: `(t.kind = 'customer' AND t.item = $ID) OR (t.kind = 'feedback' AND t.item IN (SELECT id::text FROM (${ofFeedback}) theirs))`,
  merged_customers: 't.whole_id::text = $ID',
  notice_mails:
    't.person_id IN (SELECT p.id FROM customer_people p WHERE p.organisation_id = $1::uuid AND p.customer_id::text = $ID)',
  notice_subscribers: `t.email_key IN (SELECT p.email_key FROM customer_people p
    WHERE p.organisation_id = $1::uuid AND p.customer_id::text = $ID)`,
  preventions: `t.feedback_id IN (${ofFeedback})`,
  survey_answers: `t.form_id IN (SELECT s.id FROM survey_askings s JOIN customer_people p
    ON p.organisation_id = s.organisation_id AND p.id = s.person_id WHERE s.organisation_id = $1::uuid AND p.customer_id::text = $ID)
    OR t.form_id IN (SELECT s.id FROM solved_askings s WHERE s.organisation_id = $1::uuid AND s.feedback_id IN (${ofFeedback}))`,
  solved_askings: `t.feedback_id IN (${ofFeedback})`,
  survey_askings:
    't.person_id IN (SELECT p.id FROM customer_people p WHERE p.organisation_id = $1::uuid AND p.customer_id::text = $ID)',
};

/** What narrows this table to one customer; null: nothing of theirs is in it. */
export function aboutIn({ table, columns }: ExportTable, customerId: string): About | null {
  const where =
    aboutCustomer[table] ?? (columns.some(({ name }) => name === 'customer_id') ? 't.customer_id::text = $ID' : null);
  return where === null ? null : { id: customerId, where };
}

/** Who may read confidential words beside owner and capturer. */
export async function championOf(db: Sql, organisationId: string): Promise<string | null> {
  const [row] = await db.query<{ championId: string | null }[]>`
    SELECT champion_id AS "championId" FROM organisations WHERE ${sql`id = ${organisationId}::uuid`}`;
  return row?.championId ?? null;
}
