/** SQL of messages that did not arrive: those that were given up, and those that were refused and wait. letters.ts asks. */
import type { LetterState, WhichLetters } from '../chat/outbox-book.js';
import { type Database, type SqlPart, sql } from '../storage/database.js';
import { newsChannel } from './order-store.js';

/** A message that did not arrive, with its destination as lane.ts writes it. */
export interface StoredLetter {
  readonly id: string;
  readonly state: LetterState;
  readonly kind: string;
  readonly payload: unknown;
  readonly lane: string;
  readonly reason: string;
  readonly attemptCount: number;
  readonly createdAt: Date;
}

/** As `deliveries.state` has them. What was never refused waits for its turn alone, and is nobody's concern. */
function fits({ organisationId, ids, state, kind, destination, reason }: WhichLetters): SqlPart {
  const states = state === 'given-up' ? ['failed'] : state === 'waiting' ? ['queued'] : ['failed', 'queued'];
  return sql`
    organisation_id = ${organisationId}::uuid AND failure IS NOT NULL
    AND state IN (SELECT jsonb_array_elements_text(${JSON.stringify(states)}::jsonb))
    AND (${ids ? JSON.stringify(ids) : null}::jsonb IS NULL
      OR id::text IN (SELECT jsonb_array_elements_text(${ids ? JSON.stringify(ids) : null}::jsonb)))
    AND (${kind ?? null}::text IS NULL OR kind = ${kind ?? null}::text)
    AND (${destination ?? null}::text IS NULL OR destination = ${destination ?? null}::text)
    AND (${reason ?? null}::text IS NULL OR failure = ${reason ?? null}::text)`;
}

/** The oldest first. */
export async function readLetters(
  database: Database,
  which: WhichLetters,
  limit: number,
): Promise<{ readonly letters: readonly StoredLetter[]; readonly totalCount: number }> {
  const letters = await database.query<StoredLetter[]>`
    SELECT id::text, CASE state WHEN 'failed' THEN 'given-up' ELSE 'waiting' END AS state, kind, payload,
      destination AS lane, failure AS reason, attempt_count AS "attemptCount", created_at AS "createdAt"
    FROM deliveries WHERE ${fits(which)} ORDER BY deliveries.id LIMIT ${limit}::int`;
  const [row] = await database.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM deliveries WHERE ${fits(which)}`;
  return { letters, totalCount: row?.count ?? 0 };
}

/** Puts them back into their lanes as if they had just been ordered, and tells every copy of the bot. Answers how many. */
export async function queueAgain(database: Database, which: WhichLetters): Promise<number> {
  const rows = await database.query<unknown[]>`
    WITH again AS (
      UPDATE deliveries SET state = 'queued', not_before = NULL, attempt_count = 0, defect_count = 0, failure = NULL,
        settled_at = NULL, owes_telling = false
      WHERE ${fits(which)} RETURNING destination
    ), notified AS (
      SELECT pg_notify(${newsChannel}, '')::text WHERE EXISTS (SELECT FROM again)
    )
    SELECT FROM again LEFT JOIN notified ON true`;
  return rows.length;
}

/** Answers how many. */
export function dropLetters(database: Database, which: WhichLetters, now: Date): Promise<number> {
  return database.execute`
    UPDATE deliveries SET state = 'skipped', failure = 'dropped', settled_at = ${now}, owes_telling = false
    WHERE ${fits(which)}`;
}
