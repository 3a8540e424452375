/** SQL of what customers got against what they expected; bound to the organisation. */
import type { ReportPeriod } from '../../../chat/feature.js';
import { type Sql, sql } from '../../../storage/database.js';
import type { ExpectedCounts } from '../rules/gap.js';

/** Which answers: of one survey, or of all about a touchpoint (null: about any) in a period. */
export type ExpectedQuery =
  | { readonly surveyId: string }
  | { readonly touchpoint: string | null; readonly period: ReportPeriod };

/** What was answered, with the latest words of each answer. */
export interface ExpectedAnswers extends ExpectedCounts {
  readonly worseWords: readonly string[];
  readonly betterWords: readonly string[];
}

/** Words of each answer that are told. */
const wordsShown = 3;

/** The last answer of each form. */
export async function countExpected(db: Sql, organisationId: string, query: ExpectedQuery): Promise<ExpectedAnswers> {
  const [found] = await db.query<ExpectedAnswers[]>`
    WITH last AS (
      SELECT DISTINCT ON (w.form_id) w.choice, w.comment, w.at FROM survey_answers w
        JOIN surveys s ON s.organisation_id = w.organisation_id AND s.id = w.survey_id
      WHERE w.organisation_id = ${organisationId}::uuid AND s.kind = 'expected' AND ${among(query)}
      ORDER BY w.form_id, w.at DESC, w.id DESC
    )
    SELECT (count(*) FILTER (WHERE choice = 'worse'))::int AS worse, (count(*) FILTER (WHERE choice = 'as'))::int AS as,
      (count(*) FILTER (WHERE choice = 'better'))::int AS better,
      ${wordsOf('worse')} AS "worseWords", ${wordsOf('better')} AS "betterWords"
    FROM last`;
  return found ?? { worse: 0, as: 0, better: 0, worseWords: [], betterWords: [] };
}

const wordsOf = (choice: string) => sql`(SELECT coalesce(array_agg(comment ORDER BY at DESC), '{}') FROM (
  SELECT comment, at FROM last WHERE choice = ${choice} AND comment IS NOT NULL ORDER BY at DESC LIMIT ${wordsShown}::int) told)`;

function among(query: ExpectedQuery) {
  if ('surveyId' in query) return sql`s.id = ${query.surveyId}::uuid`;
  const { touchpoint, period } = query;
  const about = touchpoint === null ? sql.empty : sql`AND lower(s.about ->> 'touchpoint') = lower(${touchpoint})`;
  return sql`w.at >= ${period.from} AND w.at < ${period.until} ${about}`;
}

/** The touchpoints that were asked about, as they were typed last; by name. */
export async function listTouchpoints(db: Sql, organisationId: string): Promise<readonly string[]> {
  const rows = await db.query<{ touchpoint: string }[]>`
    SELECT DISTINCT ON (lower(about ->> 'touchpoint')) about ->> 'touchpoint' AS touchpoint FROM surveys
    WHERE organisation_id = ${organisationId}::uuid AND kind = 'expected'
    ORDER BY lower(about ->> 'touchpoint'), number DESC LIMIT 50`;
  return rows.map(({ touchpoint }) => touchpoint);
}
