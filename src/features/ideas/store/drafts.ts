/** SQL of what somebody wrote and has not posted: kept so that nothing typed is lost. */
import type { Database, Transaction } from '../../../storage/database.js';

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

/** Keeps it, and lets go of this person's old ones. */
export async function saveDraft(database: Database, draft: StoredDraft): Promise<void> {
  const { id, values, authorId } = draft;
  await database.transaction(async (tx) => {
    await insertDraft(tx, draft);
    // Only its author's: the id came with a form, and somebody else may have made it up.
    await tx.ideaDraft.updateMany({ where: { id, authorId, ideaId: null }, data: { values } });
  });
}

/** Unless there is one of this id. Lets go of this person's old ones. */
export async function insertDraft(tx: Transaction, draft: StoredDraft): Promise<void> {
  const { authorId, createdAt } = draft;
  const oldest = new Date(createdAt.getTime() - keptDays * 86_400_000);
  await tx.ideaDraft.deleteMany({ where: { authorId, createdAt: { lt: oldest } } });
  await tx.ideaDraft.createMany({ data: [draft], skipDuplicates: true });
}

/** Only its author's; null: not there any more. */
export async function findDraft(
  db: Database['prisma'] | Transaction,
  authorId: string,
  id: string,
): Promise<StoredDraft | null> {
  const row = await db.ideaDraft.findFirst({ where: { id, authorId } });
  return row && toDraft(row);
}

/** The newest that waits. */
export async function findWaitingDraft({ prisma }: Database, authorId: string): Promise<StoredDraft | null> {
  const row = await prisma.ideaDraft.findFirst({ where: { authorId, ideaId: null }, orderBy: { createdAt: 'desc' } });
  return row && toDraft(row);
}

/** Locks it, so that two clicks on "post it anyway" post once. */
export async function lockDraft(tx: Transaction, authorId: string, id: string): Promise<StoredDraft | null> {
  await tx.$queryRaw`SELECT id FROM idea_drafts WHERE id = ${id}::uuid FOR UPDATE`;
  return findDraft(tx, authorId, id);
}

/** Marks the draft as posted, once. */
export async function settleDraft(tx: Transaction, id: string, ideaId: string): Promise<void> {
  await tx.ideaDraft.updateMany({ where: { id, ideaId: null }, data: { ideaId } });
}

/** Deletes the author's draft unless it was posted. */
export async function deleteDraft({ prisma }: Database, authorId: string, id: string): Promise<void> {
  await prisma.ideaDraft.deleteMany({ where: { id, authorId, ideaId: null } });
}

type Row = Omit<StoredDraft, 'values'> & { readonly values: unknown };

/** What saveDraft wrote is what comes back. */
const toDraft = (row: Row): StoredDraft => ({ ...row, values: row.values as StoredDraft['values'] });
