/** SQL of how owners answer: one answer, and how many in a row were given within the promise. */
import { type Sql, sql } from '../../../storage/database.js';
import type { Feedback } from '../rules/feedback.js';

/** How a piece of feedback was answered. */
export interface Answered
  extends Pick<Feedback, 'id' | 'number' | 'confidential' | 'ownerId' | 'resolvedById' | 'placeId' | 'saidSolved'> {
  readonly isInTime: boolean;
}

/** null: it is not resolved, or not any more. */
export async function findAnswered(db: Sql, organisationId: string, id: string): Promise<Answered | null> {
  const [row] = await db.query<Answered[]>`
    SELECT id, number, confidential, owner_id AS "ownerId", resolved_by_id AS "resolvedById", place_id AS "placeId",
      said_solved AS "saidSolved", clock_used_ms <= promise_ms AS "isInTime"
    FROM feedback WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid
      AND state = 'resolved' AND resolved_at IS NOT NULL`;
  return row ?? null;
}

/** What an owner answered since they were late last. */
export interface Streak {
  readonly count: number;
  /** When they answered too late last; null: never. */
  readonly lastLateAt: Date | null;
  /** Something of theirs is late at this moment. */
  readonly isLateNow: boolean;
}

/** What came back counts once, by its last answer; what was old when it came counts nowhere. */
export async function readStreak(
  db: Sql,
  { organisationId, ownerId, now }: { readonly organisationId: string; readonly ownerId: string; readonly now: Date },
): Promise<Streak> {
  const resolved = sql`owner_id = ${ownerId}::uuid AND resolved_at IS NOT NULL AND state = 'resolved'`;
  const [row] = await db.query<Streak[]>`
    WITH last_late AS (
      SELECT resolved_at AS at FROM feedback
      WHERE organisation_id = ${organisationId}::uuid AND ${resolved} AND clock_used_ms > promise_ms
      ORDER BY resolved_at DESC LIMIT 1
    )
    SELECT (SELECT count(*)::int FROM feedback
        WHERE organisation_id = ${organisationId}::uuid AND ${resolved} AND clock_used_ms <= promise_ms
        AND resolved_at > coalesce((SELECT at FROM last_late), '-infinity')) AS count,
      (SELECT at FROM last_late) AS "lastLateAt",
      EXISTS (SELECT FROM feedback
        WHERE organisation_id = ${organisationId}::uuid AND owner_id = ${ownerId}::uuid
        AND state <> 'resolved' AND state <> 'withdrawn' AND promise_ends_at < ${now}) AS "isLateNow"`;
  return row ?? { count: 0, lastLateAt: null, isLateNow: false };
}
