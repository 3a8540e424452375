/** SQL of answers by day and hour: counted from the feedback of a few days, and kept for days that are over. */
import type { Database } from '../../../storage/database.js';
import type { AnswerDay, CountedHour } from '../rules/answer-hours.js';

/** The days of one organisation, as dates in its zone, both included. */
export interface Days {
  readonly organisationId: string;
  readonly timeZone: string;
  readonly first: string;
  readonly last: string;
}

/** Those that are counted already. */
export async function keptDays(
  database: Database,
  { organisationId, timeZone, first, last }: Days,
): Promise<AnswerDay[]> {
  return database.query<AnswerDay[]>`
    SELECT day, answered, kept FROM answer_days
    WHERE organisation_id = ${organisationId}::uuid AND day >= ${first} AND day <= ${last} AND time_zone = ${timeZone}`;
}

/** Counts what was resolved from `from` until `until` and is so still. */
export async function countAnswers(
  database: Database,
  { organisationId, timeZone }: Pick<Days, 'organisationId' | 'timeZone'>,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly CountedHour[]> {
  return database.query<CountedHour[]>`
    SELECT to_char(resolved_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day,
      ((extract(isodow FROM captured_at AT TIME ZONE ${timeZone}) - 1) * 24
        + extract(hour FROM captured_at AT TIME ZONE ${timeZone}))::int AS hour,
      count(*)::int AS answered, (count(*) FILTER (WHERE clock_used_ms <= promise_ms))::int AS kept
    FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND resolved_at >= ${from} AND resolved_at < ${until} AND state = 'resolved'
    GROUP BY 1, 2`;
}

/** Keeps them. */
export async function saveDays(
  database: Database,
  { organisationId, timeZone }: Pick<Days, 'organisationId' | 'timeZone'>,
  days: readonly AnswerDay[],
  now: Date,
): Promise<void> {
  await database.execute`
    INSERT INTO answer_days (organisation_id, day, time_zone, counted_at, answered, kept)
    SELECT ${organisationId}::uuid, day, ${timeZone}, ${now}::timestamptz, answered, kept
    FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS t(day text, answered int[], kept int[])
    ON CONFLICT (organisation_id, day) DO UPDATE SET time_zone = excluded.time_zone, counted_at = excluded.counted_at,
      answered = excluded.answered, kept = excluded.kept`;
}

/** What is past its promise: how much, how much of it confidential, and the end of the oldest. */
export async function countOverdue(
  database: Database,
  organisationId: string,
  now: Date,
): Promise<{ readonly count: number; readonly confidentialCount: number; readonly oldestAt: Date | null }> {
  const [row] = await database.query<{ count: number; confidentialCount: number; oldestAt: Date | null }[]>`
    SELECT count(*)::int AS count, (count(*) FILTER (WHERE confidential))::int AS "confidentialCount",
      min(promise_ends_at) AS "oldestAt"
    FROM feedback WHERE organisation_id = ${organisationId}::uuid AND promise_ends_at <= ${now}`;
  return row ?? { count: 0, confidentialCount: 0, oldestAt: null };
}

/** The most urgent of it that is not confidential. */
export async function mostOverdue(
  database: Database,
  organisationId: string,
  now: Date,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }[]>`
    SELECT id FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND promise_ends_at <= ${now} AND NOT confidential
    ORDER BY promise_ends_at, number LIMIT ${limit}::int`;
  return rows.map(({ id }) => id);
}
