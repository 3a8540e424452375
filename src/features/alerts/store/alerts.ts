/** SQL of alerts; each statement is bound to the organisation, but for the claim of whose turn it is. */
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import type { Alert } from '../rules/alert.js';

const columns = sql.raw(`organisation_id AS "organisationId", id, number, figure, unit, sign, bound, days, segment,
  place_id AS "placeId", member_id AS "memberId", then_do AS "thenDo", created_by_id AS "createdById",
  created_at AS "createdAt", removed_at AS "removedAt", firing_since AS "firingSince", round, value, count,
  value_before AS "valueBefore", checked_at AS "checkedAt"`);

/** Those that are not taken off, by number. */
export const listAlerts = (db: Sql, organisationId: string): Promise<readonly Alert[]> =>
  db.query<Alert[]>`
    SELECT ${columns} FROM alerts WHERE organisation_id = ${organisationId}::uuid AND removed_at IS NULL ORDER BY number`;

/** By 1 of AL-1, also one that is taken off; null: there is none. */
export async function findAlert(db: Sql, organisationId: string, number: number): Promise<Alert | null> {
  const [found] = await db.query<Alert[]>`
    SELECT ${columns} FROM alerts WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int`;
  return found ?? null;
}

/** The same, locked until `tx` ends. */
export async function lockAlert(tx: Transaction, organisationId: string, number: number): Promise<Alert | null> {
  const [found] = await tx.query<Alert[]>`
    SELECT ${columns} FROM alerts WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int FOR UPDATE`;
  return found ?? null;
}

/** A row to insert: the database gives its number, and nothing is measured yet. */
export type NewAlert = Omit<
  Alert,
  'number' | 'removedAt' | 'firingSince' | 'round' | 'value' | 'count' | 'valueBefore' | 'checkedAt'
>;

/** Answers its number. */
export async function insertAlert(tx: Transaction, alert: NewAlert): Promise<number> {
  const { organisationId, id, figure, unit, sign, bound, days, segment, placeId, memberId, thenDo } = alert;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('alert', organisationId)})
    INSERT INTO alerts (organisation_id, id, number, figure, unit, sign, bound, days, segment, place_id, member_id, then_do,
      created_by_id, created_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${figure}, ${unit}, ${sign}, ${bound}::float8, ${days}::int,
      ${segment}, ${placeId}::uuid, ${memberId}::uuid, ${thenDo}, ${alert.createdById}::uuid,
      ${alert.createdAt}::timestamptz
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted alert has a number.');
  return row.number;
}

/** Writes one as it is now. Its id, number, organisation and maker never change. */
export async function saveAlert(tx: Transaction, alert: Alert): Promise<void> {
  const { organisationId, id, figure, unit, sign, bound, days, segment, placeId, memberId, thenDo } = alert;
  await tx.execute`
    UPDATE alerts SET figure = ${figure}, unit = ${unit}, sign = ${sign}, bound = ${bound}::float8, days = ${days}::int,
      segment = ${segment}, place_id = ${placeId}::uuid, member_id = ${memberId}::uuid, then_do = ${thenDo},
      removed_at = ${alert.removedAt}, firing_since = ${alert.firingSince}, round = ${alert.round}::int,
      value = ${alert.value}::float8, count = ${alert.count}::int, value_before = ${alert.valueBefore}::float8,
      checked_at = ${alert.checkedAt}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** As put_aside names it: by the organisation. */
export const alertWork = 'alerts.look';

/** When an organisation's alerts are looked at. */
export interface AlertWatch {
  readonly organisationId: string;
  /** null: it has none. */
  readonly dueAt: Date | null;
  readonly measureDueAt: Date | null;
  readonly seen: string | null;
}

/** When the next is looked at. */
export const alertsDue = dueNext(alertWork, {
  table: 'alert_watches',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** Those whose turn it is. */
export const dueWatches = (
  db: Sql,
  now: Date,
  limit: number,
): Promise<readonly (AlertWatch & { readonly id: string })[]> =>
  db.query<(AlertWatch & { id: string })[]>`
    SELECT organisation_id AS id, organisation_id AS "organisationId", due_at AS "dueAt",
      measure_due_at AS "measureDueAt", seen FROM alert_watches
    WHERE due_at <= ${now} AND ${claimable(alertWork, 'alert_watches', now, 'organisation_id')}
    ORDER BY due_at LIMIT ${limit}::int`;

/** All of its alerts are measured at this time. */
export async function startWatch(tx: Transaction, organisationId: string, dueAt: Date): Promise<void> {
  await tx.execute`
    INSERT INTO alert_watches (organisation_id, due_at, measure_due_at)
    VALUES (${organisationId}::uuid, ${dueAt}, ${dueAt})
    ON CONFLICT (organisation_id) DO UPDATE SET due_at = excluded.due_at, measure_due_at = excluded.measure_due_at`;
}

/** Moves on when it is looked at next. */
export async function saveWatch(db: Sql, { organisationId, dueAt, measureDueAt, seen }: AlertWatch): Promise<void> {
  await db.execute`
    UPDATE alert_watches SET due_at = ${dueAt}, measure_due_at = ${measureDueAt}, seen = ${seen}
    WHERE organisation_id = ${organisationId}::uuid`;
}

/** A mark of what is measured, by look-ups in indexes: another one says that facts have come. */
export async function factsMark(db: Sql, organisationId: string): Promise<string> {
  const ours = sql`organisation_id = ${organisationId}::uuid`;
  const [row] = await db.query<{ mark: string }[]>`
    SELECT concat_ws(' ',
      -- Given under a lock: it goes up with each that is kept, whenever it was said.
      (SELECT last FROM numbers WHERE organisation_id = ${organisationId}::uuid AND kind = 'feedback'),
      (SELECT max(captured_at) FROM feedback WHERE ${ours}),
      (SELECT max(said_solved_at) FROM feedback WHERE ${ours} AND said_solved_at IS NOT NULL),
      (SELECT max(resolved_at) FROM feedback WHERE ${ours} AND resolved_at IS NOT NULL),
      (SELECT max(at) FROM history WHERE ${ours} AND (what = 'acknowledged' OR what = 'resolved'
        OR (what = 'routed' OR what = 'handedOver') AND (details ->> 'ownerId') IS NOT NULL)),
      (SELECT sum(answer_count) || '/' || coalesce(max(last_taken_at)::text, '') FROM metrics WHERE ${ours})) AS mark`;
  return row?.mark ?? '';
}
