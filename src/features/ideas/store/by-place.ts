/** SQL of what places did with ideas in a period, bound to one organisation. */
import type { Database } from '../../../storage/database.js';
import type { Experiment } from '../rules/experiment.js';
import type { Idea } from '../rules/idea.js';

interface Span {
  readonly organisationId: string;
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly until: Date;
}

/** Figures of the ideas of one place. */
export interface PlaceCounts {
  /** Where they were posted; null: written privately. */
  readonly placeId: string | null;
  readonly postedCount: number;
  readonly withEvidenceCount: number;
  readonly triedCount: number;
  readonly adoptedCount: number;
}

/** Of each place where something happened, in no order. */
export function countByPlace(database: Database, { organisationId, from, until }: Span): Promise<PlaceCounts[]> {
  return database.query`
    WITH moved AS (
      SELECT CASE WHEN subject LIKE 'idea:%' THEN substr(subject, 6)::uuid END AS idea_id, details->>'to' AS to_state
      FROM history WHERE organisation_id = ${organisationId}::uuid AND what = 'moved' AND subject LIKE 'idea:%'
        AND at >= ${from} AND at < ${until}
    ), happened AS (
      SELECT place_id, id, true AS posted, NULL AS to_state,
        EXISTS (SELECT FROM idea_evidence e WHERE e.organisation_id = ideas.organisation_id AND e.idea_id = ideas.id) AS cites
      FROM ideas WHERE organisation_id = ${organisationId}::uuid AND posted_at >= ${from} AND posted_at < ${until}
      UNION ALL
      SELECT i.place_id, i.id, false, m.to_state, false FROM moved m
        JOIN ideas i ON i.organisation_id = ${organisationId}::uuid AND i.id = m.idea_id
      WHERE m.to_state IN ('trying', 'adopted')
    )
    SELECT place_id AS "placeId", count(*) FILTER (WHERE posted)::int AS "postedCount",
      count(*) FILTER (WHERE cites)::int AS "withEvidenceCount",
      count(DISTINCT id) FILTER (WHERE to_state = 'trying')::int AS "triedCount",
      count(DISTINCT id) FILTER (WHERE to_state = 'adopted')::int AS "adoptedCount"
    FROM happened GROUP BY place_id`;
}

/** An experiment that has its value after, with its idea. */
export type MeasuredIdea = Pick<Experiment, 'metric' | 'valueBefore' | 'valueAfter' | 'better'> &
  Pick<Idea, 'number' | 'title' | 'placeId'>;

/** Those whose value after was entered in the period, the latest first. */
export function readResults(database: Database, { organisationId, from, until }: Span): Promise<MeasuredIdea[]> {
  return database.query`
    SELECT i.number, i.title, i.place_id AS "placeId", e.metric, e.value_before AS "valueBefore",
      e.value_after AS "valueAfter", e.better
    FROM experiments e JOIN ideas i ON i.organisation_id = e.organisation_id AND i.id = e.idea_id
    WHERE e.organisation_id = ${organisationId}::uuid AND e.state = 'answered'
      AND e.answered_at >= ${from} AND e.answered_at < ${until}
    ORDER BY e.answered_at DESC, i.number`;
}
