/** SQL of what `report` counts of meetings, learnings and follow-ups in a period. */
import type { ReportPeriod } from '../../../chat/feature.js';
import type { Database } from '../../../storage/database.js';
import type { FollowUp } from '../rules/follow-up.js';
import type { MeetingCounts, MeetingsReport } from '../rules/report.js';

/** Counts the meetings of a period. */
export async function countMeetings(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
): Promise<MeetingCounts> {
  const [row] = await database.query<MeetingCounts[]>`
    SELECT count(*) FILTER (WHERE opened_at >= ${from} AND opened_at < ${until})::int AS "heldCount",
      count(*) FILTER (WHERE opened_at >= ${from} AND opened_at < ${until} AND customer_id IS NOT NULL)::int
        AS "customerFirstCount",
      count(*) FILTER (WHERE state = 'missed' AND starts_at >= ${from} AND starts_at < ${until})::int AS "missedCount"
    FROM meetings WHERE organisation_id = ${organisationId}::uuid
      AND starts_at >= ${from}::timestamptz - interval '2 days' AND starts_at < ${until}::timestamptz + interval '2 days'`;
  return row ?? { heldCount: 0, customerFirstCount: 0, missedCount: 0 };
}

/** Most first. */
export async function countLearnings(
  database: Database,
  organisationId: string,
  { from, until }: ReportPeriod,
): Promise<MeetingsReport['learningsBy']> {
  return database.query`
    SELECT member_id AS "memberId", count(*)::int AS count FROM learnings
    WHERE organisation_id = ${organisationId}::uuid AND at >= ${from} AND at < ${until}
      AND withdrawn_at IS NULL
    GROUP BY member_id ORDER BY count DESC, min(at)`;
}

/** @param days first and last date, inclusive */
export async function promisesDue(
  database: Database,
  organisationId: string,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<readonly Pick<FollowUp, 'dueOn' | 'state' | 'settledAt' | 'ownerId'>[]> {
  return database.query`
    SELECT due_on AS "dueOn", state, settled_at AS "settledAt", owner_id AS "ownerId" FROM follow_ups
    WHERE organisation_id = ${organisationId}::uuid AND due_on BETWEEN ${first} AND ${last}`;
}
