/** SQL of for how long an organisation keeps words, and how many are older. */
import { claimable, dueNext, type Sql, type Transaction } from '../../../storage/database.js';
import { wordsOf } from './erase-words.js';

/** The daily work. */
export const retainWork = 'leaving.retain';

/** For how many months words are kept; null: for good. */
export async function readRetention(db: Sql, organisationId: string): Promise<number | null> {
  const [row] = await db.query<{ months: number }[]>`
    SELECT months FROM retentions WHERE organisation_id = ${organisationId}::uuid`;
  return row?.months ?? null;
}

/** @param months null: words are kept for good */
export async function saveRetention(
  tx: Transaction,
  { organisationId, months, byId, now }: { organisationId: string; months: number | null; byId: string; now: Date },
): Promise<void> {
  if (months === null) {
    await tx.execute`DELETE FROM retentions WHERE organisation_id = ${organisationId}::uuid`;
    return;
  }
  await tx.execute`
    INSERT INTO retentions (organisation_id, months, set_by_id, set_at, due_at)
    VALUES (${organisationId}::uuid, ${months}::int, ${byId}::uuid, ${now}, ${now})
    ON CONFLICT (organisation_id) DO UPDATE SET months = excluded.months, set_by_id = excluded.set_by_id,
      set_at = excluded.set_at, due_at = excluded.due_at`;
}

/** When the next organisation is due. */
export const retentionDue = dueNext(retainWork, {
  table: 'retentions',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** Organisations that are due, the longest first. */
export async function dueRetentions(
  db: Sql,
  now: Date,
): Promise<readonly { readonly organisationId: string; readonly months: number }[]> {
  return db.query`
    SELECT r.organisation_id AS "organisationId", r.months FROM retentions r
    WHERE r.due_at <= ${now} AND ${claimable(retainWork, 'r', now, 'organisation_id')} ORDER BY r.due_at LIMIT 20`;
}

/** When it is looked at next. */
export async function postpone(tx: Transaction, organisationId: string, dueAt: Date): Promise<void> {
  await tx.execute`UPDATE retentions SET due_at = ${dueAt} WHERE organisation_id = ${organisationId}::uuid`;
}

/** How many words of a month are older. */
export interface OldWords {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly feedback: number;
  readonly learnings: number;
  readonly comments: number;
}

/** By month, the oldest first. */
export async function countOldWords(db: Sql, organisationId: string, before: Date): Promise<readonly OldWords[]> {
  const { feedback, learnings, scores } = wordsOf(organisationId, { before });
  return db.query`
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*) FILTER (WHERE kind = 'feedback')::int AS feedback,
      count(*) FILTER (WHERE kind = 'learning')::int AS learnings, count(*) FILTER (WHERE kind = 'comment')::int AS comments
    FROM (SELECT 'feedback' AS kind, coalesce(said_at, captured_at) AS at FROM feedback
        WHERE organisation_id = ${organisationId}::uuid AND ${feedback}
      UNION ALL SELECT 'learning', at FROM learnings WHERE ${learnings}
      UNION ALL SELECT 'comment', given_at FROM scores WHERE ${scores}) words
    GROUP BY 1 ORDER BY 1`;
}
