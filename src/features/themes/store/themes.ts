/** SQL of themes and of how far they are found; each statement is bound to the organisation, but for the claim of what is due. */
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import type { Terms, Theme } from '../rules/theme.js';

const columns = sql.raw(`organisation_id AS "organisationId", id, number, given_name AS "givenName", words, terms,
  is_fixed AS "isFixed", central_ids::text[] AS "centralIds", merged_into_id AS "mergedIntoId",
  split_from_id AS "splitFromId", hidden_at AS "hiddenAt", created_at AS "createdAt"`);

/** All that are kept: at most some hundreds. By their number. */
export const listThemes = (db: Sql, organisationId: string): Promise<readonly Theme[]> =>
  db.query<Theme[]>`
    SELECT ${columns} FROM themes WHERE organisation_id = ${organisationId}::uuid ORDER BY number`;

/** Locked until `tx` ends; null: there is none. */
export async function lockTheme(tx: Transaction, organisationId: string, number: number): Promise<Theme | null> {
  const [found] = await tx.query<Theme[]>`
    SELECT ${columns} FROM themes WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int FOR UPDATE`;
  return found ?? null;
}

/** What is new about it; the database gives its number. */
export type NewTheme = Pick<
  Theme,
  'organisationId' | 'id' | 'givenName' | 'words' | 'terms' | 'isFixed' | 'centralIds' | 'splitFromId' | 'createdAt'
>;

/** Answers its number. */
export async function insertTheme(tx: Transaction, theme: NewTheme): Promise<number> {
  const { organisationId, id, givenName, words, terms, isFixed, centralIds, splitFromId, createdAt } = theme;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('theme', organisationId)})
    INSERT INTO themes (organisation_id, id, number, given_name, words, terms, is_fixed, central_ids, split_from_id,
      created_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${givenName}, ${JSON.stringify(words)}::jsonb,
      ${JSON.stringify(terms)}::jsonb, ${isFixed}::boolean, ${[...centralIds]}::uuid[], ${splitFromId}::uuid,
      ${createdAt}::timestamptz
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted theme has a number.');
  return row.number;
}

/** What finding learned about it. */
export async function saveWords(
  tx: Transaction,
  { organisationId, id }: Pick<Theme, 'organisationId' | 'id'>,
  { words, terms, centralIds }: Pick<Theme, 'words' | 'centralIds'> & { readonly terms: Terms },
): Promise<void> {
  await tx.execute`
    UPDATE themes SET words = ${JSON.stringify(words)}::jsonb, terms = ${JSON.stringify(terms)}::jsonb,
      central_ids = ${[...centralIds]}::uuid[]
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** What a person decided about it. */
export async function saveDecision(
  tx: Transaction,
  { organisationId, id, givenName, mergedIntoId, hiddenAt }: Theme,
): Promise<void> {
  await tx.execute`
    UPDATE themes SET given_name = ${givenName}, merged_into_id = ${mergedIntoId}::uuid, hidden_at = ${hiddenAt}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Those of which nothing is left: nobody speaks of them, and no person decided anything about them. */
export async function dropSilent(tx: Transaction, organisationId: string, kept: number): Promise<void> {
  await tx.execute`
    DELETE FROM themes t WHERE t.organisation_id = ${organisationId}::uuid AND t.given_name IS NULL
      AND t.merged_into_id IS NULL AND t.hidden_at IS NULL AND t.split_from_id IS NULL
      AND NOT EXISTS (SELECT FROM themes o WHERE o.organisation_id = ${organisationId}::uuid
        AND (o.merged_into_id = t.id OR o.split_from_id = t.id))
      AND NOT EXISTS (SELECT FROM theme_items i WHERE i.organisation_id = ${organisationId}::uuid AND i.theme_id = t.id)
      AND (SELECT count(*) FROM themes k WHERE k.organisation_id = ${organisationId}::uuid) > ${kept}::int`;
}

/** How far an organisation is. */
export interface ThemeRun {
  readonly organisationId: string;
  readonly dueAt: Date;
  readonly foundAt: Date | null;
  readonly readNumber: number;
}

const runColumns = sql.raw(
  `r.organisation_id AS "organisationId", r.due_at AS "dueAt", r.found_at AS "foundAt", r.read_number AS "readNumber"`,
);

/** null: nobody asked for themes yet. */
export async function findRun(db: Sql, organisationId: string): Promise<ThemeRun | null> {
  const [run] = await db.query<ThemeRun[]>`
    SELECT ${runColumns} FROM theme_runs r WHERE r.organisation_id = ${organisationId}::uuid`;
  return run ?? null;
}

/** Locked until `tx` ends, so that of two who sort new feedback one does it. */
export async function lockRun(tx: Transaction, organisationId: string): Promise<ThemeRun | null> {
  const [run] = await tx.query<ThemeRun[]>`
    SELECT ${runColumns} FROM theme_runs r WHERE r.organisation_id = ${organisationId}::uuid FOR UPDATE`;
  return run ?? null;
}

/** Themes are to be found at `dueAt`, where that was not said before. */
export async function beginRun(db: Sql, organisationId: string, dueAt: Date): Promise<void> {
  await db.execute`
    INSERT INTO theme_runs (organisation_id, due_at) VALUES (${organisationId}::uuid, ${dueAt}::timestamptz)
    ON CONFLICT (organisation_id) DO NOTHING`;
}

/** @param change what is not named stays */
export async function saveRun(
  db: Sql,
  organisationId: string,
  change: { readonly dueAt?: Date; readonly foundAt?: Date; readonly readNumber?: number },
): Promise<void> {
  const { dueAt = null, foundAt = null, readNumber = null } = change;
  await db.execute`
    UPDATE theme_runs SET due_at = coalesce(${dueAt}::timestamptz, due_at),
      found_at = coalesce(${foundAt}::timestamptz, found_at), read_number = coalesce(${readNumber}::int, read_number)
    WHERE organisation_id = ${organisationId}::uuid`;
}

/** As put_aside names it. */
export const findingWork = 'themes.find';

/** When themes are next to be found. */
export const findingDue = dueNext(findingWork, {
  table: 'theme_runs',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** An organisation whose themes are to be found. */
export interface DueRun extends ThemeRun {
  /** As batch work names it: of the organisation. */
  readonly id: string;
}

/** Locks those that are due, and leases them: whoever dies meanwhile is stood in for from `until` on. */
export const claimRuns = (
  tx: Transaction,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly DueRun[]> =>
  tx.query<DueRun[]>`
    UPDATE theme_runs r SET due_at = ${until}::timestamptz
    WHERE r.organisation_id IN (SELECT d.organisation_id FROM theme_runs d
      WHERE d.due_at <= ${now} AND ${claimable(findingWork, 'd', now, 'organisation_id')}
      ORDER BY d.due_at, d.organisation_id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
    RETURNING r.organisation_id AS id, ${runColumns}`;
