/** SQL of what `report` counts in a period. */
import type { ReportPeriod } from '../../../chat/feature.js';
import { type Database, sql } from '../../../storage/database.js';
import type { CapturedItem, LeftOut, ResolvedItem } from '../rules/report.js';

/** All that the customer `c` is in. */
const segments = sql`CASE WHEN c.segment IS NULL THEN coalesce(c.rule_segments, '{}')
  ELSE c.segment || array_remove(c.rule_segments, c.segment) END`;

/** As the index history_answers_idx has them: somebody owns it, or took it up. Nothing of an item is before its capture. */
const answers = sql`what = 'acknowledged' OR what = 'resolved' OR (what = 'routed' OR what = 'handedOver') AND (details ->> 'ownerId') IS NOT NULL`;

/** What was captured within the period; what was old when it came waits for no answer, and is left out. */
export async function capturedIn(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
  now: Date,
): Promise<readonly CapturedItem[]> {
  return database.query`
    SELECT f.captured_at AS "capturedAt", coalesce(f.promise_ends_at <= ${now}, false) AS "isOverdue", ${segments} AS segments,
      e."ownedAt", e."acknowledgedAt"
    FROM feedback f LEFT JOIN customers c ON c.id = f.customer_id AND c.organisation_id = f.organisation_id
      LEFT JOIN (
        SELECT subject, min(at) FILTER (WHERE what IN ('routed', 'handedOver')) AS "ownedAt",
          min(at) FILTER (WHERE what IN ('acknowledged', 'resolved')) AS "acknowledgedAt"
        FROM history WHERE organisation_id = ${organisationId}::uuid AND at >= ${from} AND (${answers}) GROUP BY subject
      ) e ON e.subject = 'feedback:' || f.id
    WHERE f.organisation_id = ${organisationId}::uuid AND f.captured_at >= ${from} AND f.captured_at < ${until}
      AND f.state <> 'withdrawn' AND NOT (f.state = 'resolved' AND f.resolved_at IS NULL)`;
}

/** What was resolved within the period. */
export async function resolvedIn(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
): Promise<readonly ResolvedItem[]> {
  type Row = Omit<ResolvedItem, 'steps'> & { steps: { what: string; at: string; isOwned: boolean }[] };
  const rows = await database.query<Row[]>`
    SELECT f.clock_used_ms::float8 AS "clockMs", f.promise_ms::float8 AS "promiseMs",
      f.came_back_from_id IS NOT NULL AS "cameBack", f.captured_at AS "capturedAt", f.resolved_at AS "resolvedAt",
      ${segments} AS segments,
      coalesce((SELECT json_agg(json_build_object('what', e.what, 'at', e.at,
          'isOwned', e.details->>'ownerId' IS NOT NULL) ORDER BY e.id)
        FROM history e WHERE e.subject = 'feedback:' || f.id
          AND e.what IN ('routed', 'handedOver', 'acknowledged', 'waiting', 'resumed', 'resolved')), '[]') AS steps
    FROM feedback f LEFT JOIN customers c ON c.id = f.customer_id AND c.organisation_id = f.organisation_id
    WHERE f.organisation_id = ${organisationId}::uuid AND f.state = 'resolved' AND f.resolved_at >= ${from}
      AND f.resolved_at < ${until}`;
  return rows.map(({ steps, ...item }) => ({
    ...item,
    steps: steps.map((step) => ({ ...step, at: new Date(step.at) })),
  }));
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
    SELECT count(DISTINCT f.id)::int AS count FROM feedback f JOIN history e ON e.subject = 'feedback:' || f.id
    WHERE f.organisation_id = ${organisationId}::uuid AND f.round > 1 AND f.state <> 'withdrawn' AND e.what = 'reopened' AND e.at >= ${from}
      AND e.at < ${until}`;
  return rows[0]?.count ?? 0;
}
