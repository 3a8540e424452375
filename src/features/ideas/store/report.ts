/** SQL of the report: figures of a period, bound to one organisation. */
import type { Database } from '../../../storage/database.js';
import type { IdeaState } from '../rules/idea.js';

/** What is counted of ideas in a period. */
export interface Figures {
  readonly postedCount: number;
  readonly withEvidenceCount: number;
  /** Which say how people with disabilities would use them. */
  readonly withAccessCount: number;
  /** Of those posted in the period: settled within two meetings, and those of which that is known by now. */
  readonly soonCount: number;
  readonly knownCount: number;
  readonly triedCount: number;
  readonly adoptedCount: number;
}

interface Span {
  readonly organisationId: string;
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly until: Date;
}

/** Counts the ideas and experiments of a period. */
export async function readFigures(database: Database, { organisationId, from, until }: Span): Promise<Figures> {
  const rows = await database.query<Figures[]>`
    WITH posted AS (
      SELECT id, settled_after, access,
        EXISTS (SELECT FROM idea_evidence e WHERE e.idea_id = ideas.id) AS cites,
        (SELECT count(*) FROM idea_showings s WHERE s.idea_id = ideas.id) AS shown
      FROM ideas WHERE organisation_id = ${organisationId}::uuid AND posted_at >= ${from} AND posted_at < ${until}
    ), moved AS (
      SELECT subject, details->>'to' AS to_state FROM history
      WHERE organisation_id = ${organisationId}::uuid AND what = 'moved' AND subject LIKE 'idea:%' AND at >= ${from} AND at < ${until}
    )
    SELECT count(*)::int AS "postedCount",
      count(*) FILTER (WHERE cites)::int AS "withEvidenceCount",
      count(access)::int AS "withAccessCount",
      count(*) FILTER (WHERE settled_after <= 2)::int AS "soonCount",
      count(*) FILTER (WHERE settled_after IS NOT NULL OR shown > 2)::int AS "knownCount",
      (SELECT count(DISTINCT subject)::int FROM moved WHERE to_state = 'trying') AS "triedCount",
      (SELECT count(DISTINCT subject)::int FROM moved WHERE to_state = 'adopted') AS "adoptedCount"
    FROM posted`;
  const [figures] = rows;
  if (!figures) throw new Error('A count has one row.');
  return figures;
}

/** Ideas by month (`YYYY-MM`, in `timeZone`), the earliest first; months without any are left out. */
export function countByMonth(
  database: Database,
  { organisationId, from, until }: Span,
  timeZone: string,
): Promise<{ readonly month: string; readonly count: number }[]> {
  return database.query`
    SELECT month, count(*)::int AS count FROM (
      SELECT to_char(posted_at AT TIME ZONE ${timeZone}, 'YYYY-MM') AS month FROM ideas
      WHERE organisation_id = ${organisationId}::uuid AND posted_at >= ${from} AND posted_at < ${until}
    ) AS posted GROUP BY month ORDER BY month`;
}

/** Ideas by author, most first. */
export function countByAuthor(
  database: Database,
  { organisationId, from, until }: Span,
): Promise<{ readonly authorId: string; readonly count: number }[]> {
  return database.query`
    SELECT author_id AS "authorId", count(*)::int AS count FROM ideas
    WHERE organisation_id = ${organisationId}::uuid AND posted_at >= ${from} AND posted_at < ${until}
    GROUP BY author_id ORDER BY count(*) DESC, min(number)`;
}

/** How many there are in each state; states without any are left out. */
export async function countByState(
  database: Database,
  organisationId: string,
): Promise<ReadonlyMap<IdeaState, number>> {
  const rows = await database.query<{ state: IdeaState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM ideas WHERE organisation_id = ${organisationId}::uuid GROUP BY state`;
  return new Map(rows.map(({ state, count }) => [state, count]));
}
