/** SQL of what is known of customers that could tell whether they may leave: a piece of them in one statement. */
import { sql, type Transaction } from '../../../storage/database.js';
import type { SaidWords } from '../../feedback/index.js';
import type { Signals } from '../rules/reason.js';

/** Of one customer, with the words that are read for their tone. */
export interface SignalRow extends Omit<Signals, 'isFrustrated'> {
  readonly customerId: string;
  /** What was said last, within 30 days; null: nothing, or it is confidential. */
  readonly lastWords: SaidWords | null;
}

/** The next customers by id. A statement of the embedded database must be short: hundreds of them. */
export async function readSignals(
  tx: Transaction,
  organisationId: string,
  { after, limit, now }: { readonly after: string | null; readonly limit: number; readonly now: Date },
): Promise<readonly SignalRow[]> {
  const ours = sql`organisation_id = ${organisationId}::uuid`;
  const from = after === null ? sql.empty : sql`AND id > ${after}::uuid`;
  const at = sql`coalesce(f.said_at, f.captured_at)`;
  const since = (days: number) => sql`${new Date(now.getTime() - days * 86_400_000)}::timestamptz`;
  const recentDay = new Date(now.getTime() - 30 * 86_400_000).toISOString().slice(0, 10);
  return tx.query<SignalRow[]>`
    WITH piece AS MATERIALIZED (
      SELECT id FROM customers WHERE organisation_id = ${organisationId}::uuid ${from} ORDER BY id LIMIT ${limit}::int
    ), said AS (
      SELECT f.customer_id,
        count(*) FILTER (WHERE f.state IN ('open', 'acknowledged', 'waiting'))::int AS open,
        count(*) FILTER (WHERE f.promise_ends_at <= ${now})::int AS overdue,
        count(*) FILTER (WHERE f.came_back_from_id IS NOT NULL AND f.resolved_at > ${since(180)})::int AS again,
        count(*) FILTER (WHERE NOT f.said_solved AND f.said_solved_at > ${since(90)})::int AS unsolved,
        count(*) FILTER (WHERE ${at} > ${since(730)})::int AS count,
        min(${at}) FILTER (WHERE ${at} > ${since(730)}) AS first, max(${at}) AS last
      FROM feedback f WHERE f.${ours} AND f.customer_id IN (SELECT id FROM piece)
        AND (f.state <> 'withdrawn' OR f.same_as_id IS NOT NULL) GROUP BY 1
    ), newest AS MATERIALIZED (
      SELECT DISTINCT ON (f.customer_id) f.customer_id, f.id
      FROM feedback f WHERE f.${ours} AND f.customer_id IN (SELECT id FROM piece)
        AND ${at} > ${since(30)} AND f.state <> 'withdrawn'
      ORDER BY f.customer_id, ${at} DESC, f.number DESC
    ), words AS MATERIALIZED (
      SELECT newest.customer_id, (SELECT CASE WHEN NOT f.confidential THEN json_build_object(
          'text', left(f.text, 2000), 'furtherWords', f.further_words, 'wrongTones', coalesce(f.wrong_tones, '{}')) END
        FROM feedback f WHERE f.id = newest.id AND f.${ours}) AS words
      FROM newest
    ), scored AS (
      SELECT s.customer_id, array_agg(s.value ORDER BY s.given_at DESC, s.id DESC) AS given, count(*)::int AS count,
        min(s.given_at) AS first, max(s.given_at) AS last
      FROM scores s WHERE s.${ours} AND s.customer_id IN (SELECT id FROM piece) AND s.given_at > ${since(730)}
        AND s.metric_id = (SELECT id FROM metrics WHERE ${ours} AND key = 'nps') GROUP BY 1
    ), used AS (
      SELECT customer_id, coalesce(sum(count) FILTER (WHERE day > ${recentDay}), 0)::float8 AS recent,
        coalesce(sum(count) FILTER (WHERE day <= ${recentDay}), 0)::float8 AS earlier, min(first_at) AS first
      FROM customer_events WHERE ${ours} AND customer_id IN (SELECT id FROM piece) GROUP BY 1
    )
    SELECT piece.id AS "customerId",
      CASE WHEN scored.last > ${since(365)} THEN scored.given[1] END AS score, scored.last AS "scoreAt",
      scored.given[2] AS "scoreBefore",
      coalesce(said.open, 0) AS "openCount", coalesce(said.overdue, 0) AS "overdueCount",
      coalesce(said.again, 0) AS "cameBackCount", coalesce(said.unsolved, 0) AS "notSolvedCount",
      coalesce(said.count, 0) + coalesce(scored.count, 0) AS "contactCount",
      least(said.first, scored.first) AS "firstContactAt", greatest(said.last, scored.last) AS "lastContactAt",
      coalesce(used.recent, 0) AS "recentEventCount", coalesce(used.earlier, 0) AS "earlierEventCount",
      used.first AS "eventsSince", words.words AS "lastWords"
    FROM piece LEFT JOIN said ON said.customer_id = piece.id LEFT JOIN words ON words.customer_id = piece.id
      LEFT JOIN scored ON scored.customer_id = piece.id LEFT JOIN used ON used.customer_id = piece.id
    ORDER BY piece.id`;
}
