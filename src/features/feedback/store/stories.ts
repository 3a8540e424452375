/** SQL of the two stories that a newsletter tells. */
import { type Database, sql } from '../../../storage/database.js';

/** The ids of one that went well and of one that went badly; null: there is none. */
export async function findStories(
  database: Database,
  organisationId: string,
  since: Date,
): Promise<{ readonly wellId: string | null; readonly badlyId: string | null }> {
  const isTold = sql`resolved_at >= ${since} AND state = 'resolved' AND NOT confidential AND root_cause IS NOT NULL`;
  const isLate = sql`(clock_used_ms > promise_ms OR round > 1 OR said_solved IS FALSE)`;
  const [row] = await database.query<{ wellId: string | null; badlyId: string | null }[]>`
    SELECT (SELECT id FROM feedback WHERE organisation_id = ${organisationId}::uuid AND ${isTold} AND NOT ${isLate}
        ORDER BY said_solved DESC NULLS LAST, clock_used_ms / promise_ms, number DESC LIMIT 1) AS "wellId",
      (SELECT id FROM feedback WHERE organisation_id = ${organisationId}::uuid AND ${isTold} AND ${isLate}
        ORDER BY clock_used_ms / promise_ms DESC, number DESC LIMIT 1) AS "badlyId"`;
  return row ?? { wellId: null, badlyId: null };
}
