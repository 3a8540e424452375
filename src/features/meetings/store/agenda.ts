/** SQL of meetings as they open, are held and close. Gives back the rules' types. */
import { claimable, type Database, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { Meeting } from '../rules/agenda.js';
import type { Chair } from '../rules/chair.js';
import type { Minutes } from '../rules/minutes.js';
import { planningWork } from './series.js';

/** What is read of a meeting. */
export const meetingColumns =
  sql.raw(`id, organisation_id AS "organisationId", place_id AS "placeId", series_id AS "seriesId", name,
  starts_at AS "startsAt", ends_at AS "endsAt", opens_at AS "opensAt", time_zone AS "timeZone", state,
  opened_at AS "openedAt", call_id AS "callId", closed_at AS "closedAt", closed_by_id AS "closedById", chair, presenter_id AS "presenterId",
  minutes`);

/** By its id; null: there is none. */
export async function findMeeting(db: Sql, organisationId: string, id: string): Promise<Meeting | null> {
  const rows = await db.query<
    Meeting[]
  >`SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** By the id in an address that this bot signed: whose meeting it is says the row. null: there is none. */
export async function findMeetingOfAddress(db: Sql, id: string): Promise<Meeting | null> {
  const rows = await db.query<Meeting[]>`SELECT ${meetingColumns} FROM meetings WHERE id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** These, by start. */
export async function listMeetings(
  db: Sql,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<readonly Meeting[]> {
  return db.query`
    SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${[...ids]}::uuid[]) ORDER BY starts_at, id`;
}

/** Locks the row until the transaction ends, so that a meeting is opened and closed once. */
export async function lockMeeting(tx: Transaction, organisationId: string, id: string): Promise<Meeting | null> {
  const rows = await tx.query<
    Meeting[]
  >`SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

/** The name of the work that opens meetings. */
export const openingWork = 'meetings.open';
/** When the next planned meeting opens. */
export const openingDue = dueNext(openingWork, { table: 'meetings', dueAt: 'due_at', where: "state = 'planned'" });

/** The name of the work that closes meetings. */
export const closingWork = 'meetings.close';
/** When the next open meeting closes by itself. */
export const closingDue = dueNext(closingWork, { table: 'meetings', dueAt: 'due_at', where: "state = 'open'" });

/** Open ones that are to close, without locking. */
export async function peekToClose(database: Database, now: Date, limit: number): Promise<readonly Meeting[]> {
  return database.query`
    SELECT ${meetingColumns} FROM meetings
    WHERE due_at <= ${now} AND state = 'open' AND ${claimable(closingWork, 'meetings', now)}
    ORDER BY due_at LIMIT ${limit}::int`;
}

/**
 * What is to be opened, without locking: what to read before `claimMeetings`. Of a place that missed one come all that
 * it missed, however many, as they are one message; they wait until the schedule has counted up to now, if it can.
 */
export async function peekToOpen(database: Database, now: Date, limit: number): Promise<readonly Meeting[]> {
  return database.query`
    WITH due AS (
      SELECT id, place_id, ends_at FROM meetings WHERE due_at <= ${now} AND state = 'planned'
        AND ${claimable(openingWork, 'meetings', now)}
        AND (ends_at > ${now} OR NOT EXISTS
          (SELECT FROM meeting_series s WHERE s.id = meetings.series_id AND s.organisation_id = meetings.organisation_id
             AND s.plan_due_at <= ${now}
             AND ${claimable(planningWork, 's', now)}))
      ORDER BY due_at LIMIT ${limit}::int
    )
    SELECT ${meetingColumns} FROM meetings WHERE due_at <= ${now} AND state = 'planned'
      AND ${claimable(openingWork, 'meetings', now)} AND (id IN (SELECT id FROM due)
      OR (ends_at <= ${now} AND place_id IN (SELECT place_id FROM due WHERE ends_at <= ${now})))
    ORDER BY due_at, id`;
}

/** Of these, the ones still planned and due and not being opened by another copy of the bot; locked. */
export async function claimMeetings(tx: Transaction, now: Date, ids: readonly string[]): Promise<readonly Meeting[]> {
  return tx.query`
    SELECT ${meetingColumns} FROM meetings WHERE of_shard(organisation_id) AND id = ANY(${[...ids]}::uuid[])
      AND due_at <= ${now} AND state = 'planned'
    ORDER BY due_at, id FOR UPDATE SKIP LOCKED`;
}

export interface Opened {
  readonly id: string;
  readonly chair: Chair | null;
  readonly presenterId: string | null;
}

/** Opens them; each closes by itself at its end. What was to be asked before is over. */
export async function saveOpened(
  tx: Transaction,
  organisationIds: readonly string[],
  opened: readonly Opened[],
  now: Date,
): Promise<void> {
  if (opened.length === 0) return;
  await tx.execute`
    UPDATE meetings SET state = 'open', opened_at = ${now}, due_at = ends_at, ask_due_at = NULL,
      chair = r.chair, customer_id = (r.chair->>'customerId')::uuid, presenter_id = r."presenterId"
    FROM jsonb_to_recordset(${JSON.stringify(opened)}::jsonb) AS r(id uuid, chair jsonb, "presenterId" uuid)
    WHERE meetings.organisation_id = ANY(${[...organisationIds]}::uuid[]) AND meetings.id = r.id`;
}

/** The organisation's meetings that are open, or planned and begin before `until`, and are not over at `now`. */
export async function listExpected(
  db: Sql,
  organisationId: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<readonly Pick<Meeting, 'id' | 'organisationId' | 'placeId'>[]> {
  return db.query`
    SELECT id, organisation_id AS "organisationId", place_id AS "placeId" FROM meetings
    WHERE organisation_id = ${organisationId}::uuid AND starts_at <= ${until} AND ends_at > ${now}
      AND state IN ('planned', 'open')`;
}

/** Notes the call in which the place of an open meeting meets; the first one stands. */
export async function saveCall(tx: Transaction, organisationId: string, id: string, callId: string): Promise<void> {
  await tx.execute`UPDATE meetings SET call_id = ${callId} WHERE organisation_id = ${organisationId}::uuid
      AND id = ${id}::uuid AND call_id IS NULL`;
}

/** Marks planned meetings as missed. */
export async function saveMissed(
  tx: Transaction,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute`
    UPDATE meetings SET state = 'missed', due_at = NULL, ask_due_at = NULL
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND id = ANY(${[...ids]}::uuid[])`;
}

/** Closes an open meeting with its minutes. `byId`: null when it closed by itself. */
export async function saveClosed(
  tx: Transaction,
  organisationId: string,
  { id, at, byId, minutes }: { id: string; at: Date; byId: string | null; minutes: Minutes },
): Promise<void> {
  await tx.execute`
    UPDATE meetings SET state = 'closed', closed_at = ${at}, closed_by_id = ${byId}::uuid, due_at = NULL,
      minutes = ${JSON.stringify(minutes)}::jsonb
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Notes who sits in the empty chair. */
export async function saveChair(tx: Transaction, organisationId: string, id: string, chair: Chair): Promise<void> {
  await tx.execute`
    UPDATE meetings SET chair = ${JSON.stringify(chair)}::jsonb, customer_id = ${chair.customerId}::uuid
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Notes who presents what was learned. */
export async function savePresenter(
  tx: Transaction,
  organisationId: string,
  id: string,
  presenterId: string | null,
): Promise<void> {
  await tx.execute`UPDATE meetings SET presenter_id = ${presenterId}::uuid
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Opened by hand; its start tells it from the others of its place. */
export async function insertMeeting(
  tx: Transaction,
  meeting: Pick<
    Meeting,
    'id' | 'organisationId' | 'placeId' | 'seriesId' | 'name' | 'startsAt' | 'endsAt' | 'timeZone'
  >,
): Promise<void> {
  const { id, organisationId, placeId, seriesId, name, startsAt, endsAt, timeZone } = meeting;
  await tx.execute`
    INSERT INTO meetings (id, organisation_id, place_id, series_id, name, starts_at, ends_at, time_zone, opens_at, state,
      due_at)
    VALUES (${id}::uuid, ${organisationId}::uuid, ${placeId}::uuid, ${seriesId}::uuid, ${name}, ${startsAt}, ${endsAt},
      ${timeZone}, ${startsAt}, 'planned', ${startsAt})`;
}

/**
 * Whoever opens a meeting of these places by hand, or says what they missed, waits for whoever does so already, until
 * the transaction ends.
 */
export async function lockPlaces(tx: Transaction, placeIds: readonly string[]): Promise<void> {
  for (const placeId of [...new Set(placeIds)].sort()) {
    await tx.execute`SELECT pg_advisory_xact_lock(hashtextextended(${`meetings:${placeId}`}, 0))`;
  }
}

/** The place's open meeting, else the next planned one that opens before `until` and is not over at `now`; locked. */
export async function findPresent(
  tx: Transaction,
  organisationId: string,
  placeId: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<Meeting | null> {
  const rows = await tx.query<Meeting[]>`
    SELECT ${meetingColumns} FROM meetings
    WHERE organisation_id = ${organisationId}::uuid AND place_id = ${placeId}::uuid
      AND (state = 'open' OR (state = 'planned' AND opens_at <= ${until} AND ends_at > ${now}))
    ORDER BY state = 'planned', opens_at LIMIT 1 FOR UPDATE`;
  return rows[0] ?? null;
}

/**
 * What is open already in the places of these meetings and began before them. Of a series' own dates only those whose
 * successor has begun: an agenda that opens a lead before its time takes nothing from them.
 */
export async function listUnderWay(
  database: Database,
  organisationIds: readonly string[],
  meetingIds: readonly string[],
  now: Date,
): Promise<readonly Pick<Meeting, 'id' | 'organisationId'>[]> {
  return database.query`
    SELECT DISTINCT former.id, former.organisation_id AS "organisationId"
    FROM meetings former JOIN meetings next
      ON next.organisation_id = former.organisation_id AND next.place_id = former.place_id
    WHERE next.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND next.id = ANY(${[...meetingIds]}::uuid[]) AND former.state = 'open' AND former.starts_at < next.starts_at
      AND (former.occurrence IS NULL OR next.starts_at <= ${now})
    ORDER BY former.id`;
}

/** The place's last two meetings that opened before this instant, the latest first. */
export async function listPrevious(
  db: Sql,
  organisationId: string,
  placeId: string,
  before: Date,
): Promise<readonly Meeting[]> {
  return db.query`
    SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ${organisationId}::uuid
      AND place_id = ${placeId}::uuid AND opened_at < ${before}
    ORDER BY opened_at DESC LIMIT 2`;
}

/** When the last meeting of each of these places opened, and who sat in the chair in its last four, the latest first. */
export async function listLately(
  database: Database,
  organisationIds: readonly string[],
  placeIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly openedAt: Date; readonly satLately: readonly (string | null)[] }>> {
  const rows = await database.query<{ placeId: string; openedAt: Date; customerId: string | null }[]>`
    SELECT place.id AS "placeId", lately.* FROM unnest(${[...placeIds]}::uuid[]) AS place(id) CROSS JOIN LATERAL (
      SELECT opened_at AS "openedAt", customer_id AS "customerId" FROM meetings
      WHERE meetings.organisation_id = ANY(${[...organisationIds]}::uuid[])
        AND place_id = place.id AND opened_at IS NOT NULL ORDER BY opened_at DESC LIMIT 4
    ) lately ORDER BY lately."openedAt" DESC`;
  const places = new Map<string, { openedAt: Date; satLately: (string | null)[] }>();
  for (const { placeId, openedAt, customerId } of rows) {
    const known = places.get(placeId);
    if (known) known.satLately.push(customerId);
    else places.set(placeId, { openedAt, satLately: [customerId] });
  }
  return places;
}

/** The places of these organisations that have a living series: what was captured there is spoken of there. */
export async function listMeetingPlaces(
  database: Database,
  organisationIds: readonly string[],
): Promise<readonly { readonly organisationId: string; readonly placeId: string }[]> {
  return database.query`
    SELECT organisation_id AS "organisationId", place_id AS "placeId" FROM meeting_series
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND stopped_at IS NULL`;
}

/** The place's living series, as much as a meeting opened by hand takes from it. */
export async function findSeriesOf(
  db: Sql,
  organisationId: string,
  placeId: string,
): Promise<{
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly lengthMinutes: number;
} | null> {
  const rows = await db.query<{ id: string; name: string; timeZone: string; lengthMinutes: number }[]>`
    SELECT id, name, time_zone AS "timeZone", length_minutes AS "lengthMinutes" FROM meeting_series
    WHERE organisation_id = ${organisationId}::uuid AND place_id = ${placeId}::uuid AND stopped_at IS NULL`;
  return rows[0] ?? null;
}
