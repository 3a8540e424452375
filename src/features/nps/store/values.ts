/** SQL of numbers that are typed in by hand, one a date. */
import { type Sql, sql } from '../../../storage/database.js';
import { tellWebhooks } from '../../../storage/tell-webhooks.js';

/** A value that was typed in for a date. */
export interface DatedValue {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly value: number;
}

/** A value as it is kept. */
export interface KeptValue {
  readonly value: number;
  readonly takenAt: Date;
  readonly takenById: string | null;
}

/** Answers what stood there before; null: nothing. The same value again changes nothing. Only under the lock on its metric. */
export async function saveValue(
  tx: Sql,
  organisationId: string,
  metricId: string,
  { date, value, at, takenById }: DatedValue & { readonly at: Date; readonly takenById: string | null },
): Promise<KeptValue | null> {
  const [before] = await tx.query<KeptValue[]>`
    SELECT value, taken_at AS "takenAt", taken_by_id AS "takenById" FROM metric_values
    WHERE organisation_id = ${organisationId}::uuid AND metric_id = ${metricId}::uuid AND date = ${date}`;
  // A file that says it again does not make it its own; a person who types it does.
  if (before?.value === value && takenById === null) return before;
  const data = JSON.stringify({ date, value, before: before?.value ?? null });
  await tx.execute`
    WITH saved AS (
      INSERT INTO metric_values (organisation_id, metric_id, date, value, taken_at, taken_by_id)
      VALUES (${organisationId}::uuid, ${metricId}::uuid, ${date}, ${value}, ${at}, ${takenById}::uuid)
      ON CONFLICT ON CONSTRAINT metric_values_pkey DO UPDATE SET value = excluded.value, taken_at = excluded.taken_at,
        taken_by_id = excluded.taken_by_id
      RETURNING organisation_id, metric_id, taken_at
    )
    ${tellWebhooks(sql`
      SELECT organisation_id, 'number.changed' AS mark, 'number:' || metric_id AS subject, NULL::bigint AS entry_id,
        ${data}::jsonb AS data, taken_at AS at FROM saved WHERE ${before?.value !== value}`)}`;
  return before ?? null;
}

/** The last value of each month from the date on, ascending, and at least the last two there are. */
export async function listValues(
  database: Sql,
  organisationId: string,
  metricId: string,
  fromDate: string,
): Promise<readonly DatedValue[]> {
  return database.query<DatedValue[]>`
    SELECT date, value FROM metric_values WHERE organisation_id = ${organisationId}::uuid
      AND metric_id = ${metricId}::uuid AND (date >= ${fromDate}
      OR date IN (SELECT date FROM metric_values WHERE organisation_id = ${organisationId}::uuid
        AND metric_id = ${metricId}::uuid
        ORDER BY date DESC LIMIT 2))
    ORDER BY date`;
}

/** What was typed in for a date, with the metric's name; null: nothing. */
export async function findValue(
  tx: Sql,
  organisationId: string,
  { metricId, date }: { readonly metricId: string; readonly date: string },
): Promise<{ readonly name: string; readonly takenById: string | null; readonly takenAt: Date } | null> {
  const rows = await tx.query<{ name: string; takenById: string | null; takenAt: Date }[]>`
    SELECT m.name, v.taken_by_id AS "takenById", v.taken_at AS "takenAt"
    FROM metric_values v JOIN metrics m ON m.id = v.metric_id
    WHERE m.organisation_id = ${organisationId}::uuid AND v.metric_id = ${metricId}::uuid AND v.date = ${date}`;
  return rows[0] ?? null;
}

/** No value is kept for that date any more. */
export async function deleteValue(tx: Sql, organisationId: string, metricId: string, date: string): Promise<void> {
  await tx.execute`DELETE FROM metric_values WHERE organisation_id = ${organisationId}::uuid
      AND metric_id = ${metricId}::uuid AND date = ${date}`;
}

/** The value of the last date; null: there is none. */
export async function latestValue(db: Sql, organisationId: string, metricId: string): Promise<number | null> {
  const [row] = await db.query<{ value: number }[]>`
    SELECT value FROM metric_values WHERE organisation_id = ${organisationId}::uuid AND metric_id = ${metricId}::uuid
    ORDER BY date DESC LIMIT 1`;
  return row?.value ?? null;
}
