/**
 * What things were before an import changed them, so that the import can be taken back. Each room whose things files
 * change notes them here, in the transaction that changes them.
 */
import type { Sql } from './sql.js';
import { type SqlPart, sql } from './sql-parts.js';

/** Answers, values that are kept by date, pieces of feedback, customers, and what files tell of customers. */
type ChangedKind = 'score' | 'value' | 'feedback' | 'customer' | 'customerField';

/** Which import, of which organisation. */
export interface ImportRef {
  readonly organisationId: string;
  readonly importNumber: number;
}

/** What something was before an import changed it. */
interface ImportChange {
  readonly kind: ChangedKind;
  /** Its id among its kind. */
  readonly item: string;
  /** JSON-ready, as the room's own store reads it. */
  readonly before: object;
}

/** Notes what these were. */
export async function noteChanges(
  tx: Sql,
  { organisationId, importNumber }: ImportRef,
  { at, changes }: { readonly at: Date; readonly changes: readonly ImportChange[] },
): Promise<void> {
  if (changes.length === 0) return;
  await tx.execute`
    INSERT INTO import_changes (organisation_id, import_number, kind, item, at, before)
    SELECT ${organisationId}::uuid, ${importNumber}::int, kind, item, ${at}, before
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS (kind text, item text, before jsonb))
      WITH ORDINALITY ORDER BY ordinality`;
}

/**
 * For a WITH clause: takes the import's changes of a kind out, as the table `undone (item, at, before)`. What a later
 * import has changed again is left out of it: that import remembers from now on what was before the two.
 */
export function changesTakenOut({ organisationId, importNumber }: ImportRef, kind: ChangedKind): SqlPart {
  return sql`
    taken_out AS (
      DELETE FROM import_changes
      WHERE organisation_id = ${organisationId}::uuid AND import_number = ${importNumber}::int AND kind = ${kind}
      RETURNING id, item, at, before
    ), first_of AS (
      SELECT DISTINCT ON (item) id, item, at, before FROM taken_out ORDER BY item, id
    ), changed_again AS (
      SELECT DISTINCT ON (first_of.item) first_of.item, first_of.before, later.id AS later_id
      FROM first_of JOIN import_changes later ON later.organisation_id = ${organisationId}::uuid AND later.kind = ${kind}
        AND later.item = first_of.item AND later.id > first_of.id AND later.import_number <> ${importNumber}::int
      ORDER BY first_of.item, later.id
    ), handed_on AS (
      UPDATE import_changes SET before = changed_again.before FROM changed_again WHERE import_changes.id = later_id
    ), undone AS (
      SELECT item, at, before FROM first_of WHERE item NOT IN (SELECT item FROM changed_again)
    )`;
}

/** Forgets what was noted of things that are gone. */
export async function forgetChanges(
  tx: Sql,
  organisationId: string,
  { kind, items }: { readonly kind: ChangedKind; readonly items: readonly string[] },
): Promise<void> {
  if (items.length === 0) return;
  await tx.execute`
    DELETE FROM import_changes
    WHERE organisation_id = ${organisationId}::uuid AND kind = ${kind} AND item = ANY(${[...items]}::text[])`;
}
