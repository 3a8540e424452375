/** SQL that takes back what an import brought, as long as nobody has acted on it. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import { historyOf } from '../../../storage/history.js';

/** A piece that an import brought. */
export interface ImportedPiece {
  readonly id: string;
  readonly number: number;
  readonly ownerId: string | null;
  readonly customerId: string | null;
  readonly source: string;
  readonly capturedAt: Date;
  /** Somebody has done something with it: it stays. */
  readonly isActedOn: boolean;
}

/** What says that somebody acted: a deed in the history, another round, words added, an idea or a meeting that names it. */
const actedOn = sql`(
  f.round > 1 OR f.acknowledged_at IS NOT NULL OR f.state IN ('acknowledged', 'waiting')
  OR f.state = 'withdrawn' AND f.withdrawn_because IS DISTINCT FROM 'leftOut'
  OR f.resolved_at IS NOT NULL OR f.further_words <> '[]'::jsonb
  OR EXISTS (SELECT FROM ${historyOf('feedback', 'f')}
    WHERE e.actor_id IS NOT NULL AND e.what <> 'captured')
  OR EXISTS (SELECT FROM idea_evidence e WHERE e.organisation_id = f.organisation_id AND e.feedback_id = f.id)
  OR EXISTS (SELECT FROM preventions p WHERE p.organisation_id = f.organisation_id AND p.feedback_id = f.id)
  OR EXISTS (SELECT FROM feedback part WHERE part.organisation_id = f.organisation_id AND part.same_as_id = f.id))`;

/** In the order of their numbers. */
export async function piecesOfImport(
  db: Sql,
  organisationId: string,
  importNumber: number,
): Promise<readonly ImportedPiece[]> {
  return db.query`
    SELECT f.id, f.number, f.owner_id AS "ownerId", f.customer_id AS "customerId", f.source, f.captured_at AS "capturedAt",
      ${actedOn} AS "isActedOn"
    FROM feedback f WHERE f.organisation_id = ${organisationId}::uuid AND f.import_number = ${importNumber}::int
    ORDER BY f.number`;
}

/** With their history and what was to be reminded of. Their numbers are not given again. */
export async function deletePieces(
  tx: Transaction,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<void> {
  await tx.execute`DELETE FROM history WHERE history.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND subject = ANY(${ids.map((id) => `feedback:${id}`)})`;
  await tx.execute`DELETE FROM reminders WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND subject_id = ANY(${[...ids]}::uuid[])`;
  await tx.execute`DELETE FROM feedback WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${[...ids]}::uuid[])`;
}
