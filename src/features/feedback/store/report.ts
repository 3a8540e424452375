/** SQL of what `report` counts in a period. */
import type { ReportPeriod } from '../../../chat/feature.js';
import { type Database, sql } from '../../../storage/database.js';
import { historyOf } from '../../../storage/history.js';
import { inPages } from '../../../storage/page.js';
import type { CapturedItem, LeftOut, ResolvedItem } from '../rules/report.js';

/** All that the customer `c` is in. */
const segments = sql`CASE WHEN c.segment IS NULL THEN coalesce(c.rule_segments, '{}')
  ELSE c.segment || array_remove(c.rule_segments, c.segment) END`;

/** What was captured within the period, the oldest first; what was old when it came waits for no answer, and is left out. */
export function capturedIn(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
  now: Date,
): AsyncIterable<readonly CapturedItem[]> {
  type Row = CapturedItem & { id: string };
  return inPages<Row>(
    database,
    (last, limit) => database.query`
      SELECT f.id, f.captured_at AS "capturedAt", coalesce(f.promise_ends_at <= ${now}, false) AS "isOverdue",
        ${segments} AS segments, e."ownedAt", e."acknowledgedAt"
      FROM (SELECT * FROM feedback f
          WHERE f.organisation_id = ${organisationId}::uuid AND f.captured_at >= ${last?.capturedAt ?? from}
            AND f.captured_at < ${until} ${last ? sql`AND (f.captured_at, f.id) > (${last.capturedAt}, ${last.id}::uuid)` : sql``}
            AND f.state <> 'withdrawn' AND NOT (f.state = 'resolved' AND f.resolved_at IS NULL)
          ORDER BY f.captured_at, f.id LIMIT ${limit}::int) f
        LEFT JOIN customers c ON c.id = f.customer_id AND c.organisation_id = f.organisation_id
        LEFT JOIN LATERAL (
          SELECT min(at) FILTER (WHERE what IN ('routed', 'handedOver') AND (details ->> 'ownerId') IS NOT NULL) AS "ownedAt",
            min(at) FILTER (WHERE what IN ('acknowledged', 'resolved')) AS "acknowledgedAt"
          FROM ${historyOf('feedback', 'f')}
        ) e ON true
      ORDER BY f.captured_at, f.id`,
  );
}

/** What was resolved within the period. */
export function resolvedIn(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
): AsyncIterable<readonly ResolvedItem[]> {
  type Row = Omit<ResolvedItem, 'steps'> & { id: string; steps: { what: string; at: string; isOwned: boolean }[] };
  return inPages(database, async (last: (ResolvedItem & { id: string }) | null, limit) => {
    const rows = await database.query<Row[]>`
      SELECT f.id, f.clock_used_ms::float8 AS "clockMs", f.promise_ms::float8 AS "promiseMs",
        f.came_back_from_id IS NOT NULL AS "cameBack", f.captured_at AS "capturedAt", f.resolved_at AS "resolvedAt",
        ${segments} AS segments,
        coalesce((SELECT json_agg(json_build_object('what', e.what, 'at', e.at,
            'isOwned', e.details->>'ownerId' IS NOT NULL) ORDER BY e.id)
          FROM ${historyOf('feedback', 'f')}
            WHERE e.what IN ('routed', 'handedOver', 'acknowledged', 'waiting', 'resumed', 'resolved')), '[]') AS steps
      FROM (SELECT * FROM feedback f
          WHERE f.organisation_id = ${organisationId}::uuid AND f.state = 'resolved' AND f.resolved_at >= ${last?.resolvedAt ?? from}
            AND f.resolved_at < ${until} ${last ? sql`AND (f.resolved_at, f.id) > (${last.resolvedAt}, ${last.id}::uuid)` : sql``}
          ORDER BY f.resolved_at, f.id LIMIT ${limit}::int) f
        LEFT JOIN customers c ON c.id = f.customer_id AND c.organisation_id = f.organisation_id
      ORDER BY f.resolved_at, f.id`;
    return rows.map(({ steps, ...item }) => ({
      ...item,
      steps: steps.map((step) => ({ ...step, at: new Date(step.at) })),
    }));
  });
}

/** What rules left out of what came within the period and is left out still, by the name of the rule, the most first. */
export async function leftOutIn(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
): Promise<readonly LeftOut[]> {
  return database.query`
    SELECT coalesce(routing->>'name', '') AS rule, count(*)::int AS count FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND withdrawn_because = 'leftOut' AND captured_at >= ${from}
      AND captured_at < ${until}
    GROUP BY 1 ORDER BY 2 DESC, 1`;
}

/** Rounds count up with each reopening, so that only the few that were reopened at all are looked at. */
export async function countReopenedIn(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
): Promise<number> {
  const rows = await database.query<{ count: number }[]>`
    SELECT count(DISTINCT f.id)::int AS count FROM feedback f CROSS JOIN LATERAL ${historyOf('feedback', 'f')}
    WHERE f.organisation_id = ${organisationId}::uuid AND f.round > 1 AND f.state <> 'withdrawn' AND e.what = 'reopened' AND e.at >= ${from}
      AND e.at < ${until}`;
  return rows[0]?.count ?? 0;
}
