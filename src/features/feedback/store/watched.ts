/** SQL of what alerts watch of feedback: counts of a time, and how soon the latest items were taken up. */
import type { FigureAsked } from '../../../chat/figures.js';
import { type Sql, sql } from '../../../storage/database.js';
import { historyOf } from '../../../storage/history.js';
import { ofSegment } from '../../customers/index.js';

/** Counts of a time, but `open` and `overdue`, which are of now. */
export interface Watched {
  readonly captured: number;
  readonly resolved: number;
  /** Of the resolved ones within their promise. */
  readonly kept: number;
  readonly cameBack: number;
  readonly reopened: number;
  readonly open: number;
  readonly overdue: number;
  /** How many said whether it is solved, and of them that it is. */
  readonly said: number;
  readonly saidSolved: number;
  readonly medianClockMs: number | null;
}

const andSegment = ({ organisationId, segment }: FigureAsked) =>
  segment === null ? sql.empty : sql`AND ${ofSegment('f.customer_id', organisationId, segment)}`;

/** Each part is read by an index of its own. */
export async function countWatched(db: Sql, asked: FigureAsked, now: Date): Promise<Watched> {
  const { organisationId, from, until } = asked;
  const segment = andSegment(asked);
  const ours = sql`f.organisation_id = ${organisationId}::uuid ${segment}`;
  const within = (column: string) => sql`${sql.raw(column)} >= ${from} AND ${sql.raw(column)} < ${until}`;
  const [row] = await db.query<Watched[]>`
    SELECT captured.*, resolved.*, open.*, reopened.*, said.* FROM
      (SELECT count(*)::int AS captured FROM feedback f
        WHERE f.organisation_id = ${organisationId}::uuid ${segment} AND ${within('f.captured_at')}
        AND f.state <> 'withdrawn' AND NOT (f.state = 'resolved' AND f.resolved_at IS NULL)) captured,
      (SELECT count(*)::int AS resolved, count(*) FILTER (WHERE f.clock_used_ms <= f.promise_ms)::int AS kept,
          count(f.came_back_from_id)::int AS "cameBack",
          percentile_cont(0.5) WITHIN GROUP (ORDER BY f.clock_used_ms) AS "medianClockMs"
        FROM feedback f WHERE ${ours} AND f.state = 'resolved' AND ${within('f.resolved_at')}) resolved,
      (SELECT count(*)::int AS open, count(*) FILTER (WHERE f.promise_ends_at <= ${now})::int AS overdue
        FROM feedback f WHERE ${ours} AND f.state <> 'resolved' AND f.state <> 'withdrawn') open,
      (SELECT count(DISTINCT f.id)::int AS reopened FROM feedback f CROSS JOIN LATERAL ${historyOf('feedback', 'f')}
        WHERE ${ours} AND f.round > 1 AND f.state <> 'withdrawn' AND e.what = 'reopened' AND ${within('e.at')}) reopened,
      (SELECT count(*)::int AS said, count(*) FILTER (WHERE f.said_solved)::int AS "saidSolved"
        FROM feedback f WHERE ${ours} AND ${within('f.said_solved_at')}) said`;
  if (!row) throw new Error('Counts are one row.');
  return row;
}

/** Enough for a middle that stands, few enough to be read each minute. */
const latestCount = 1_000;

/** When the latest of that time were first owned and taken up. */
export async function takenUp(
  db: Sql,
  asked: FigureAsked,
): Promise<
  readonly { readonly capturedAt: Date; readonly ownedAt: Date | null; readonly acknowledgedAt: Date | null }[]
> {
  const { organisationId, from, until } = asked;
  return db.query`
    SELECT f.captured_at AS "capturedAt", e."ownedAt", e."acknowledgedAt" FROM (
      SELECT f.id, f.organisation_id, f.captured_at FROM feedback f
      WHERE f.organisation_id = ${organisationId}::uuid ${andSegment(asked)} AND f.captured_at >= ${from}
        AND f.captured_at < ${until} AND f.state <> 'withdrawn' AND NOT (f.state = 'resolved' AND f.resolved_at IS NULL)
      ORDER BY f.captured_at DESC LIMIT ${latestCount}::int
    ) f LEFT JOIN LATERAL (
      SELECT min(at) FILTER (WHERE what = 'routed' AND details ->> 'ownerId' IS NOT NULL OR what = 'handedOver') AS "ownedAt",
        min(at) FILTER (WHERE what IN ('acknowledged', 'resolved')) AS "acknowledgedAt"
      FROM ${historyOf('feedback', 'f')}
    ) e ON true`;
}
