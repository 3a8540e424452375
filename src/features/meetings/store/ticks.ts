/** SQL of ticks, of preventions and of turns: a row each, so that two people at once never overwrite one another. */
import { organisationsOf } from '../../../kernel/organisations-of.js';
import type { Sql, Transaction } from '../../../storage/database.js';
import type { Tick } from '../rules/agenda.js';
import type { Turn } from '../rules/turns.js';

/**
 * Whoever is first ticks it, and whoever is first to write a note signs it; answers the tick that stands, and whether
 * it is this one.
 */
export async function insertTick(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  tick: Tick,
): Promise<{ readonly tick: Tick; readonly isNew: boolean }> {
  const { item, memberId, tickedAt, decision } = tick;
  const inserted = await tx.execute`
    INSERT INTO agenda_ticks (organisation_id, meeting_id, item, ticked_at, member_id, decision)
    VALUES (${organisationId}::uuid, ${meetingId}::uuid, ${item}, ${tickedAt}, ${memberId}::uuid, ${decision})
    ON CONFLICT ON CONSTRAINT agenda_ticks_pkey DO UPDATE SET ticked_at = EXCLUDED.ticked_at, member_id = EXCLUDED.member_id,
      decision = EXCLUDED.decision
    WHERE agenda_ticks.decision IS NULL AND EXCLUDED.decision IS NOT NULL`;
  if (inserted === 1) return { tick, isNew: true };
  const standing = (await listTicks(tx, organisationId, meetingId)).find((each) => each.item === item);
  return { tick: standing ?? tick, isNew: false };
}

/** Takes a tick back; what it said of a prevention is open again. */
export async function deleteTick(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  item: string,
): Promise<void> {
  await tx.execute`DELETE FROM agenda_ticks WHERE organisation_id = ${organisationId}::uuid
      AND meeting_id = ${meetingId}::uuid AND item = ${item}`;
  await tx.execute`
    UPDATE preventions SET ticked_at = NULL, ticked_by_id = NULL, meeting_id = NULL, decision = NULL
    WHERE organisation_id = ${organisationId}::uuid
      AND meeting_id = ${meetingId}::uuid AND 'feedback:' || feedback_id = ${item}`;
}

/** The ticks of a meeting. */
export async function listTicks(db: Sql, organisationId: string, meetingId: string): Promise<readonly Tick[]> {
  return db.query`
    SELECT item, member_id AS "memberId", ticked_at AS "tickedAt", decision FROM agenda_ticks
    WHERE organisation_id = ${organisationId}::uuid AND meeting_id = ${meetingId}::uuid ORDER BY ticked_at, item`;
}

export interface NewPrevention {
  readonly feedbackId: string;
  readonly organisationId: string;
  /** Whose meetings speak of it. */
  readonly placeId: string;
  readonly resolvedAt: Date;
}

/** Takes resolved feedback up; what was reopened and resolved anew is to be spoken of anew. */
export async function takeUpPreventions(tx: Transaction, preventions: readonly NewPrevention[]): Promise<void> {
  if (preventions.length === 0) return;
  await tx.execute`
    INSERT INTO preventions (feedback_id, organisation_id, place_id, resolved_at)
    SELECT "feedbackId", "organisationId", "placeId", "resolvedAt"
    FROM jsonb_to_recordset(${JSON.stringify(preventions)}::jsonb) AS r("feedbackId" uuid, "organisationId" uuid,
      "placeId" uuid, "resolvedAt" timestamptz)
    ON CONFLICT ON CONSTRAINT preventions_pkey DO UPDATE SET resolved_at = EXCLUDED.resolved_at, ticked_at = NULL, ticked_by_id = NULL,
      meeting_id = NULL, decision = NULL
    WHERE preventions.resolved_at < EXCLUDED.resolved_at`;
}

/**
 * At most `limit` of what the place still has to speak of, the oldest first, with how many there are in all. What a
 * place had to speak of whose series has been stopped is spoken of wherever one meets next.
 */
export async function listPreventions(
  db: Sql,
  { organisationId, placeId }: { organisationId: string; placeId: string },
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly totalCount: number }> {
  const rows = await db.query<{ feedbackId: string; totalCount: number }[]>`
    SELECT feedback_id AS "feedbackId", (count(*) OVER ())::int AS "totalCount" FROM preventions
    WHERE organisation_id = ${organisationId}::uuid AND ticked_at IS NULL
      AND (place_id = ${placeId}::uuid OR place_id IN (
        SELECT place_id FROM meeting_series WHERE organisation_id = ${organisationId}::uuid
        GROUP BY place_id HAVING bool_and(stopped_at IS NOT NULL)))
    ORDER BY resolved_at, feedback_id LIMIT ${limit}::int`;
  return { ids: rows.map(({ feedbackId }) => feedbackId), totalCount: rows[0]?.totalCount ?? 0 };
}

/** Notes that "how do we prevent it?" was answered for this feedback. */
export async function tickPrevention(
  tx: Transaction,
  organisationId: string,
  { feedbackId, meetingId, tick }: { feedbackId: string; meetingId: string; tick: Tick },
): Promise<void> {
  await tx.execute`
    UPDATE preventions SET ticked_at = ${tick.tickedAt}, ticked_by_id = ${tick.memberId}::uuid,
      meeting_id = ${meetingId}::uuid, decision = ${tick.decision}
    WHERE organisation_id = ${organisationId}::uuid AND feedback_id = ${feedbackId}::uuid`;
}

/** What a meeting decided to prevent. */
export interface Decided {
  readonly feedbackId: string;
  readonly tickedAt: Date;
  readonly decision: string | null;
  readonly meetingName: string;
}

/** What meetings decided about these. */
export async function listDecided(
  db: Sql,
  organisationId: string,
  feedbackIds: readonly string[],
): Promise<readonly Decided[]> {
  return db.query`
    SELECT feedback_id AS "feedbackId", ticked_at AS "tickedAt", decision, meetings.name AS "meetingName"
    FROM preventions JOIN meetings ON meetings.id = preventions.meeting_id
    WHERE preventions.organisation_id = ${organisationId}::uuid AND feedback_id = ANY(${[...feedbackIds]}::uuid[])
      AND ticked_at IS NOT NULL`;
}

/** What people take turns at. */
export type TurnKind = 'presenter' | 'share';

export type PlacedTurn = Turn & TurnPlace;

/** Where people take turns. */
export interface TurnPlace {
  readonly organisationId: string;
  readonly placeId: string;
}

/** Of these places; locked, so that two meetings of a place, or two clicks, take two turns. */
export async function lockTurns(
  tx: Transaction,
  kind: TurnKind,
  places: readonly TurnPlace[],
): Promise<readonly PlacedTurn[]> {
  return tx.query`
    SELECT organisation_id AS "organisationId", place_id AS "placeId", member_id AS "memberId", taken_count AS "takenCount",
      last_at AS "lastAt"
    FROM meeting_turns WHERE organisation_id = ANY(${organisationsOf(places)}::uuid[]) AND kind = ${kind}
      AND place_id = ANY(${[...new Set(places.map(({ placeId }) => placeId))]}::uuid[])
    ORDER BY place_id, member_id FOR UPDATE`;
}

/** The same without locking, for whoever only chooses. */
export async function listTurns(db: Sql, kind: TurnKind, places: readonly TurnPlace[]): Promise<readonly PlacedTurn[]> {
  return db.query`
    SELECT organisation_id AS "organisationId", place_id AS "placeId", member_id AS "memberId", taken_count AS "takenCount",
      last_at AS "lastAt"
    FROM meeting_turns WHERE organisation_id = ANY(${organisationsOf(places)}::uuid[]) AND kind = ${kind}
      AND place_id = ANY(${[...new Set(places.map(({ placeId }) => placeId))]}::uuid[]) ORDER BY place_id, member_id`;
}

/** Notes turns that were taken. */
export async function saveTurns(tx: Transaction, kind: TurnKind, turns: readonly PlacedTurn[]): Promise<void> {
  if (turns.length === 0) return;
  await tx.execute`
    INSERT INTO meeting_turns (organisation_id, place_id, member_id, kind, taken_count, last_at)
    SELECT "organisationId", "placeId", "memberId", ${kind}, "takenCount", "lastAt"
    FROM jsonb_to_recordset(${JSON.stringify(turns)}::jsonb) AS r("organisationId" uuid, "placeId" uuid, "memberId" uuid,
      "takenCount" int, "lastAt" timestamptz)
    ORDER BY "placeId", "memberId"
    ON CONFLICT ON CONSTRAINT meeting_turns_pkey DO UPDATE SET taken_count = EXCLUDED.taken_count, last_at = EXCLUDED.last_at`;
}
