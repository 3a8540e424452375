/** SQL of series and of their dates that have not come yet. Claims are by partial index and skip what another copy holds. */
import {
  boundTo,
  claimable,
  type Database,
  dueNext,
  type Sql,
  sql,
  type Transaction,
} from '../../../storage/database.js';
import type { CalendarState } from '../rules/calendar-state.js';
import type { PlannedMeeting } from '../rules/plan.js';
import type { Series, SeriesRule } from '../rules/series.js';

/** A series with what is known of its calendar. */
export interface SeriesRow extends Series {
  readonly calendar: CalendarState | null;
}

/** A date as lists show it, with its place. */
export interface ListedMeeting extends PlannedMeeting {
  readonly organisationId: string;
  readonly placeId: string;
  readonly seriesId: string;
}

const seriesColumns = sql.raw(`id, organisation_id AS "organisationId", place_id AS "placeId", name, kind, rule,
  time_zone AS "timeZone", lead_minutes AS "leadMinutes", length_minutes AS "lengthMinutes",
  created_by_id AS "createdById", created_at AS "createdAt", stopped_at AS "stoppedAt", plan_due_at AS "planDueAt",
  calendar`);
const meetingColumns =
  sql.raw(`id, organisation_id AS "organisationId", series_id AS "seriesId", place_id AS "placeId", occurrence, name,
  starts_at AS "startsAt", ends_at AS "endsAt", opens_at AS "opensAt", time_zone AS "timeZone", state,
  skipped_for AS "skippedFor", ask_due_at AS "askDueAt", due_at AS "dueAt"`);
/** States of what has not come yet. */
const ahead = sql.raw(`state IN ('planned', 'skipped', 'cancelled') AND occurrence IS NOT NULL`);

type RawSeries = Omit<SeriesRow, 'rule' | 'calendar'> & {
  readonly kind: string;
  readonly rule: object;
  readonly calendar: Record<keyof CalendarState, unknown> | null;
};

/** Reads what saveSeries wrote; dates went into JSON as text. Throws for what somebody else wrote there. */
export function toSeries({ kind, rule, calendar, ...row }: RawSeries): SeriesRow {
  return { ...row, rule: toRule(kind, rule), calendar: calendar && toState(calendar) };
}

/** The host stands beside the address since that is sealed. */
function toRule(kind: string, kept: object): SeriesRule {
  const rule = { kind, ...kept } as SeriesRule;
  return rule.kind !== 'calendar' || rule.host ? rule : { ...rule, host: new URL(rule.url).host };
}

/** A calendar's address as it is kept for this place, and on buttons of cards that ask which event is meant. */
export const sealAddress = ({ seal }: Pick<Database, 'seal'>, placeId: string, address: string): string =>
  seal.seal(address, boundTo('meeting_series', placeId));

/** The address again. @throws Error when it was sealed for another place */
export const openAddress = ({ seal }: Pick<Database, 'seal'>, placeId: string, sealed: string): string =>
  seal.open(sealed, boundTo('meeting_series', placeId));

function toState(kept: Record<keyof CalendarState, unknown>): CalendarState {
  const state = kept as unknown as CalendarState;
  return {
    ...state,
    fetchDueAt: new Date(state.fetchDueAt),
    fetchedAt: state.fetchedAt && new Date(state.fetchedAt),
    knownUntil: new Date(state.knownUntil),
    occurrences: state.occurrences.map((each) => ({
      ...each,
      startsAt: new Date(each.startsAt),
      endsAt: new Date(each.endsAt),
    })),
  };
}

/** The living series of a place. */
export async function findSeriesOf(db: Sql, organisationId: string, placeId: string): Promise<SeriesRow | null> {
  const rows = await db.query<RawSeries[]>`
    SELECT ${seriesColumns} FROM meeting_series
    WHERE organisation_id = ${organisationId}::uuid AND place_id = ${placeId}::uuid AND stopped_at IS NULL`;
  return rows[0] ? toSeries(rows[0]) : null;
}

/** The same, and nobody else changes it before the transaction ends. */
export async function lockSeriesOf(
  tx: Transaction,
  organisationId: string,
  placeId: string,
): Promise<SeriesRow | null> {
  const rows = await tx.query<RawSeries[]>`
    SELECT ${seriesColumns} FROM meeting_series
    WHERE organisation_id = ${organisationId}::uuid AND place_id = ${placeId}::uuid AND stopped_at IS NULL FOR UPDATE`;
  return rows[0] ? toSeries(rows[0]) : null;
}

/** By its id; null: there is none. */
export async function findSeriesById(db: Sql, organisationId: string, id: string): Promise<SeriesRow | null> {
  const rows = await db.query<
    RawSeries[]
  >`SELECT ${seriesColumns} FROM meeting_series WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return rows[0] ? toSeries(rows[0]) : null;
}

/** null when it is stopped. */
export async function lockSeries(tx: Transaction, organisationId: string, id: string): Promise<SeriesRow | null> {
  const rows = await tx.query<RawSeries[]>`
    SELECT ${seriesColumns} FROM meeting_series WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid AND stopped_at IS NULL FOR UPDATE`;
  return rows[0] ? toSeries(rows[0]) : null;
}

/** Makes it or writes it anew under its id. false: somebody else made one for the place at the same moment. */
export async function saveSeries(tx: Transaction, series: SeriesRow): Promise<boolean> {
  const { kind, ...rule } = series.rule;
  const calendar = series.calendar === null ? null : JSON.stringify(series.calendar);
  const written = await tx.execute`
    INSERT INTO meeting_series (id, organisation_id, place_id, name, kind, rule, time_zone, lead_minutes, length_minutes,
      created_by_id, created_at, stopped_at, plan_due_at, calendar)
    VALUES (${series.id}::uuid, ${series.organisationId}::uuid, ${series.placeId}::uuid, ${series.name}, ${kind},
      ${JSON.stringify(rule)}::jsonb, ${series.timeZone}, ${series.leadMinutes}::int, ${series.lengthMinutes}::int,
      ${series.createdById}::uuid, ${series.createdAt}, ${series.stoppedAt}, ${series.planDueAt}, ${calendar}::jsonb)
    ON CONFLICT DO NOTHING`;
  if (written > 0) return true;
  return (
    (await tx.execute`
      UPDATE meeting_series SET name = ${series.name}, kind = ${kind}, rule = ${JSON.stringify(rule)}::jsonb,
        time_zone = ${series.timeZone}, lead_minutes = ${series.leadMinutes}::int,
        length_minutes = ${series.lengthMinutes}::int, stopped_at = ${series.stoppedAt},
        plan_due_at = ${series.planDueAt}, calendar = ${calendar}::jsonb
      WHERE organisation_id = ${series.organisationId}::uuid AND id = ${series.id}::uuid`) > 0
  );
}

/** The name of the work that plans meetings. */
export const planningWork = 'meetings.plan';
/** When the next series has to be planned. */
export const planningDue = dueNext(planningWork, { table: 'meeting_series', dueAt: 'plan_due_at' });

/**
 * Locks series that have to be looked at and are not being looked at by another copy of the bot. As they are kept: one
 * that can't be read is the fault of its own, and `toSeries` throws where only that one is put aside.
 */
export function claimSeries(tx: Transaction, now: Date, limit: number): Promise<readonly RawSeries[]> {
  return tx.query<RawSeries[]>`
    SELECT ${seriesColumns} FROM meeting_series
    WHERE plan_due_at <= ${now} AND ${claimable(planningWork, 'meeting_series', now)}
    ORDER BY plan_due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}

/** Notes when each series is to be planned next; null: never. */
export async function savePlanDueAt(
  tx: Transaction,
  organisationIds: readonly string[],
  dues: readonly { readonly id: string; readonly planDueAt: Date | null }[],
): Promise<void> {
  if (dues.length === 0) return;
  await tx.execute`
    UPDATE meeting_series SET plan_due_at = r."planDueAt"
    FROM jsonb_to_recordset(${JSON.stringify(dues)}::jsonb) AS r(id uuid, "planDueAt" timestamptz)
    WHERE meeting_series.organisation_id = ANY(${[...organisationIds]}::uuid[]) AND meeting_series.id = r.id`;
}

/** Of these series what is kept and has not begun to open, locked, by start. */
export async function lockAhead(
  tx: Transaction,
  organisationIds: readonly string[],
  seriesIds: readonly string[],
  now: Date,
): Promise<readonly ListedMeeting[]> {
  return tx.query`
    SELECT ${meetingColumns} FROM meetings
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND series_id = ANY(${[...seriesIds]}::uuid[]) AND opens_at > ${now} AND ${ahead}
    ORDER BY starts_at, id FOR UPDATE`;
}

/** What the place's series has ahead, also what was skipped; not what was cancelled. */
export async function listAhead(
  db: Sql,
  organisationId: string,
  seriesId: string,
  now: Date,
): Promise<readonly ListedMeeting[]> {
  return db.query`
    SELECT ${meetingColumns} FROM meetings
    WHERE organisation_id = ${organisationId}::uuid
      AND series_id = ${seriesId}::uuid AND starts_at > ${now} AND state IN ('planned', 'skipped')
    ORDER BY starts_at, id LIMIT 10`;
}

/** The next dates of the whole organisation, at most one of a place. */
export async function listNext(db: Sql, organisationId: string, now: Date): Promise<readonly ListedMeeting[]> {
  return db.query`
    SELECT * FROM (
      SELECT DISTINCT ON (place_id) ${meetingColumns} FROM meetings
      WHERE organisation_id = ${organisationId}::uuid AND starts_at > ${now} AND state = 'planned'
      ORDER BY place_id, starts_at
    ) AS next ORDER BY "startsAt", id LIMIT 50`;
}

/** One of the organisation's dates, whatever became of it. */
export async function findPlanned(db: Sql, organisationId: string, id: string): Promise<ListedMeeting | null> {
  const rows = await db.query<ListedMeeting[]>`
    SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return rows[0] ?? null;
}

export interface PlannedRow extends PlannedMeeting {
  readonly organisationId: string;
  readonly placeId: string;
  readonly seriesId: string;
}

/** Adds planned dates; those that are there already stay. */
export async function insertMeetings(tx: Transaction, rows: readonly PlannedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute`
    INSERT INTO meetings (id, organisation_id, place_id, series_id, occurrence, name, starts_at, ends_at, opens_at,
      time_zone, state, skipped_for, ask_due_at, due_at)
    SELECT id, "organisationId", "placeId", "seriesId", occurrence, name, "startsAt", "endsAt", "opensAt", "timeZone",
      state, "skippedFor", "askDueAt", "dueAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "organisationId" uuid, "placeId" uuid,
      "seriesId" uuid, occurrence text, name text, "startsAt" timestamptz, "endsAt" timestamptz,
      "opensAt" timestamptz, "timeZone" text, state text, "skippedFor" text, "askDueAt" timestamptz,
      "dueAt" timestamptz)
    ON CONFLICT DO NOTHING`;
}

/** Only of dates that have not begun: what is open is the agenda's. */
export async function saveMeetings(
  tx: Transaction,
  organisationIds: readonly string[],
  rows: readonly PlannedMeeting[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute`
    UPDATE meetings SET name = r.name, starts_at = r."startsAt", ends_at = r."endsAt", opens_at = r."opensAt",
      time_zone = r."timeZone", state = r.state, skipped_for = r."skippedFor", ask_due_at = r."askDueAt",
      due_at = r."dueAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, name text, "startsAt" timestamptz,
      "endsAt" timestamptz, "opensAt" timestamptz, "timeZone" text, state text, "skippedFor" text,
      "askDueAt" timestamptz, "dueAt" timestamptz)
    WHERE meetings.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND meetings.id = r.id AND meetings.state IN ('planned', 'skipped', 'cancelled')`;
}
