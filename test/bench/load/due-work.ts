/** What falls due in a load, and how long after that each is in the outbox: by the database, whichever copy did it. */
import type { Database } from '../../../src/storage/database.js';

/**
 * Plans so many reminders for each second from now on, of what is open already, and notes what climbs a step of its
 * ladder in that time.
 */
export async function planDue(
  database: Pick<Database, 'executeSql'>,
  { seconds, perSecond }: { readonly seconds: number; readonly perSecond: number },
): Promise<void> {
  await database.executeSql(
    `INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state)
     SELECT organisation_id, 'feedback.promise', id, 1, 75, (SELECT coalesce(max(repeat), 0) + 1 FROM reminders), 'owner', owner_id,
       now() + interval '1 second' * row_number() OVER () / $1::float8, 'planned'
     FROM (SELECT * FROM feedback WHERE state = 'open' ORDER BY md5(id::text) LIMIT $2::int) AS picked`,
    [perSecond, Math.floor(seconds * perSecond)],
  );
  await database.executeSql(
    `CREATE TABLE load_due AS
     SELECT subject_id, due_at FROM reminders WHERE state = 'planned'
     UNION ALL
     SELECT id, due_at FROM feedback WHERE due_at <= now() + interval '1 second' * ${seconds}`,
  );
}

export interface DueFigures {
  /** From due to the outbox, of each that got there, in ms; with the instant at which it fell due. */
  readonly lags: readonly { readonly dueAt: Date; readonly ms: number }[];
  /** Due for more than five seconds, and nothing happened. */
  readonly overdueCount: number;
}

/** Of what was due when this is asked. A reminder that joins a message which waits to be sent counts as at once. */
export async function readDue(database: Database): Promise<DueFigures> {
  const lags = await database.executeSql(
    `WITH sent AS (
       SELECT (payload ->> 'batchId')::uuid AS batch_id, min(created_at) AS at FROM deliveries
       WHERE kind = 'reminders.message' GROUP BY 1)
     SELECT d.due_at AS "dueAt", greatest(0, EXTRACT(EPOCH FROM min(sent.at) - d.due_at) * 1000)::float8 AS ms
     FROM load_due d JOIN reminders r ON r.kind = 'feedback.promise' AND r.subject_id = d.subject_id AND r.due_at >= d.due_at
       JOIN sent ON sent.batch_id = r.batch_id
     WHERE d.due_at <= now() GROUP BY d.subject_id, d.due_at`,
  );
  const overdue = await database.executeSql(
    `SELECT (SELECT count(*) FROM reminders WHERE state = 'planned' AND due_at < now() - interval '5 seconds')::int
       + (SELECT count(*) FROM feedback WHERE due_at < now() - interval '5 seconds')::int AS count`,
  );
  return {
    lags: (lags.rows as readonly { dueAt: Date | string; ms: number }[]).map(({ dueAt, ms }) => ({
      dueAt: new Date(dueAt),
      ms,
    })),
    overdueCount: (overdue.rows[0] as { count: number }).count,
  };
}
