/** SQL of what somebody wrote and has not posted: kept so that nothing typed is lost. */
import { type Database, type Sql, sql, type Transaction } from '../../../storage/database.js';

/** A draft that waits for its author. */
export interface StoredDraft {
  readonly id: string;
  readonly organisationId: string;
  readonly authorId: string;
  readonly placeId: string | null;
  /** The form's values by field, as typed. */
  readonly values: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  /** The idea that was posted from it, or supported instead; null: it waits. */
  readonly ideaId: string | null;
}

/** Forgotten after this: what somebody did not post in a month is no longer on their mind. */
const keptDays = 30;

const columns = sql.raw(`id, organisation_id AS "organisationId", author_id AS "authorId", place_id AS "placeId",
  values, created_at AS "createdAt", idea_id AS "ideaId"`);

/** Keeps it, and lets go of this person's old ones. */
export async function saveDraft(database: Database, draft: StoredDraft): Promise<void> {
  const { id, values, authorId } = draft;
  await database.transaction(async (tx) => {
    await insertDraft(tx, draft);
    // Only its author's: the id came with a form, and somebody else may have made it up.
    await tx.execute`
      UPDATE idea_drafts SET values = ${JSON.stringify(values)}::jsonb
      WHERE organisation_id = ${draft.organisationId}::uuid
        AND id = ${id}::uuid AND author_id = ${authorId}::uuid AND idea_id IS NULL`;
  });
}

/** Unless there is one of this id. Lets go of this person's old ones. */
export async function insertDraft(tx: Transaction, draft: StoredDraft): Promise<void> {
  const { id, organisationId, authorId, placeId, values, createdAt, ideaId } = draft;
  const oldest = new Date(createdAt.getTime() - keptDays * 86_400_000);
  await tx.execute`DELETE FROM idea_drafts WHERE organisation_id = ${draft.organisationId}::uuid
      AND author_id = ${authorId}::uuid AND created_at < ${oldest}`;
  await tx.execute`
    INSERT INTO idea_drafts (id, organisation_id, author_id, place_id, values, created_at, idea_id)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${authorId}::uuid, ${placeId}::uuid, ${JSON.stringify(values)}::jsonb,
      ${createdAt}, ${ideaId}::uuid) ON CONFLICT DO NOTHING`;
}

/** Only its author's; null: not there any more. */
export async function findDraft(
  db: Sql,
  organisationId: string,
  authorId: string,
  id: string,
): Promise<StoredDraft | null> {
  const rows = await db.query<StoredDraft[]>`
    SELECT ${columns} FROM idea_drafts WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid AND author_id = ${authorId}::uuid`;
  return rows[0] ?? null;
}

/** The newest that waits. */
export async function findWaitingDraft(
  database: Database,
  organisationId: string,
  authorId: string,
): Promise<StoredDraft | null> {
  const rows = await database.query<StoredDraft[]>`
    SELECT ${columns} FROM idea_drafts WHERE organisation_id = ${organisationId}::uuid
      AND author_id = ${authorId}::uuid AND idea_id IS NULL
    ORDER BY created_at DESC LIMIT 1`;
  return rows[0] ?? null;
}

/** Locks it, so that two clicks on "post it anyway" post once. */
export async function lockDraft(
  tx: Transaction,
  organisationId: string,
  authorId: string,
  id: string,
): Promise<StoredDraft | null> {
  await tx.query`SELECT id FROM idea_drafts WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid FOR UPDATE`;
  return findDraft(tx, organisationId, authorId, id);
}

/** Marks the draft as posted, once. */
export async function settleDraft(tx: Transaction, organisationId: string, id: string, ideaId: string): Promise<void> {
  await tx.execute`UPDATE idea_drafts SET idea_id = ${ideaId}::uuid WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid AND idea_id IS NULL`;
}

/** Deletes the author's draft unless it was posted. */
export async function deleteDraft(
  database: Database,
  organisationId: string,
  authorId: string,
  id: string,
): Promise<void> {
  await database.execute`
    DELETE FROM idea_drafts WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid AND author_id = ${authorId}::uuid AND idea_id IS NULL`;
}
