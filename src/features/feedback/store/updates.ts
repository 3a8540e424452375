/** SQL of feedback that an import says anew: its content, what people have edited of it, and the way back. */
import { organisationsOf } from '../../../kernel/organisations-of.js';
import { type Column, rowsAs, type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import { historyOf } from '../../../storage/history.js';
import { changesTakenOut, forgetChanges, type ImportRef, noteChanges } from '../../../storage/import-changes.js';
import { keptFields } from '../fields.js';
import type { Feedback, KeptValues } from '../rules/feedback.js';
import { columns, type Row, toFeedback } from './feedback.js';

/** What a source says of a piece, by its columns. */
const content: readonly Column<Feedback>[] = [
  { name: 'text', type: 'text', of: ({ text }) => text },
  { name: 'customer_id', type: 'uuid', of: ({ customerId }) => customerId },
  { name: 'said_at', type: 'timestamptz', of: ({ saidAt }) => saidAt },
  ...keptFields.map(({ name, column, type }) => ({
    name: column,
    type,
    of: (feedback: Feedback) => feedback[name as keyof KeptValues],
  })),
];
const assigned = (from: string) => sql.raw(content.map(({ name }) => `${name} = ${from}."${name}"`).join(', '));
const described = sql.raw(content.map(({ name, type }) => `"${name}" ${type}`).join(', '));

export type { ImportRef };

/** Notes what pieces said before an import changes them. */
export function noteContent(
  tx: Transaction,
  ref: ImportRef,
  { at, pieces }: { readonly at: Date; readonly pieces: readonly Feedback[] },
): Promise<void> {
  const before = (piece: Feedback) => Object.fromEntries(content.map(({ name, of }) => [name, of(piece)]));
  const changes = pieces.map((piece) => ({ kind: 'feedback' as const, item: piece.id, before: before(piece) }));
  return noteChanges(tx, ref, { at, changes });
}

/** Forgets what pieces said before, of those that are gone. */
export const forgetContent = (tx: Transaction, organisationId: string, ids: readonly string[]): Promise<void> =>
  forgetChanges(tx, organisationId, { kind: 'feedback', items: ids });

/** Locked until the transaction ends, in the order of their numbers. */
export async function lockByNumbers(
  tx: Transaction,
  organisationId: string,
  numbers: readonly number[],
): Promise<readonly Feedback[]> {
  if (numbers.length === 0) return [];
  const rows = await tx.query<Row[]>`
    SELECT ${columns} FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND number = ANY(${[...numbers]}::int[]) ORDER BY number FOR UPDATE`;
  return rows.map(toFeedback);
}

/** Writes what the pieces say. */
export async function saveContent(tx: Transaction, pieces: readonly Feedback[]): Promise<void> {
  const id: Column<Feedback> = { name: 'id', type: 'uuid', of: (feedback) => feedback.id };
  await tx.execute`
    UPDATE feedback SET ${assigned('r')} FROM ${rowsAs(pieces, [id, ...content])}
    WHERE feedback.organisation_id = ANY(${organisationsOf(pieces)}::uuid[]) AND feedback.id = r.id`;
}

/** By piece, the fields that a person has edited; `text` where the words themselves were. */
export async function editedByHand(
  tx: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx.query<{ id: string; field: string }[]>`
    SELECT f.id, field FROM feedback f CROSS JOIN LATERAL ${historyOf('feedback', 'f')}
      AND e.what = 'edited' AND e.actor_id IS NOT NULL
      CROSS JOIN LATERAL jsonb_object_keys(e.details->'edits') AS field
    WHERE f.organisation_id = ${organisationId}::uuid AND f.id = ANY(${[...ids]}::uuid[])
    UNION
    SELECT f.id, 'text' FROM feedback f
    WHERE f.organisation_id = ${organisationId}::uuid
      AND f.id = ANY(${[...ids]}::uuid[]) AND f.further_words @> '[{"kind":"before"}]'`;
  const edited = new Map<string, Set<string>>();
  for (const { id, field } of rows) edited.set(id, (edited.get(id) ?? new Set()).add(field));
  return edited;
}

/** A piece that an import changed and did not bring. */
export interface ChangedPiece {
  readonly id: string;
  readonly number: number;
  /** Somebody has done something with it since: it stays as it is. */
  readonly isActedOn: boolean;
}

/** Somebody acted after the instant `at`. */
const actedSince = (at: SqlPart) => sql`EXISTS (
  SELECT FROM ${historyOf('feedback', 'f')}
    WHERE e.actor_id IS NOT NULL AND e.what <> 'captured' AND e.at >= ${at})`;

/** In the order of their numbers. */
export async function piecesChangedBy(
  db: Sql,
  { organisationId, importNumber }: ImportRef,
): Promise<readonly ChangedPiece[]> {
  return db.query`
    SELECT f.id, f.number, bool_or(${actedSince(sql`c.at`)}) AS "isActedOn"
    FROM import_changes c JOIN feedback f ON f.id = CASE WHEN c.kind = 'feedback' THEN c.item::uuid END
    WHERE c.organisation_id = ${organisationId}::uuid AND c.import_number = ${importNumber}::int
      AND f.import_number IS DISTINCT FROM ${importNumber}::int
    GROUP BY f.id, f.number ORDER BY f.number`;
}

/** What brings a restored piece's cards up to date, and whom it was of as long as the import stood. */
export interface RestoredPiece extends Pick<Feedback, 'id' | 'organisationId' | 'ownerId' | 'placeId'> {
  readonly customerId: string | null;
}

/** Writes back what pieces said before the import, unless somebody has acted on them since or a later one changed them. */
export async function restoreContent(tx: Transaction, ref: ImportRef): Promise<readonly RestoredPiece[]> {
  return tx.query`
    WITH ${changesTakenOut(ref, 'feedback')}, old AS (
      SELECT f.id, f.customer_id, undone.before FROM undone JOIN feedback f ON f.id = undone.item::uuid
      WHERE NOT ${actedSince(sql`undone.at`)}
    )
    UPDATE feedback SET ${assigned('b')}
    FROM old CROSS JOIN LATERAL jsonb_to_record(old.before) AS b(${described})
    WHERE feedback.id = old.id
    RETURNING feedback.id, feedback.organisation_id AS "organisationId", feedback.owner_id AS "ownerId",
      feedback.place_id AS "placeId", old.customer_id AS "customerId"`;
}
