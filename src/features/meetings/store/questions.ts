/** SQL of what is asked before meetings: planned by the day before, asked in working hours, answered or expired. */

import type { MessageRef } from '../../../chat/messenger.js';
import { claimable, type Database, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { Asked } from '../rules/agenda.js';
import { type Question, type QuestionState, questionKind } from '../rules/question.js';

const columns = sql.raw(`q.id, q.organisation_id AS "organisationId", q.meeting_id AS "meetingId",
  q.member_id AS "memberId", q.kind, q.due_at AS "dueAt", q.state, q.learning_id AS "learningId"`);

/** Planning a meeting's questions, as put_aside names it. */
export const askingWork = 'meetings.ask';

/** A meeting whose day before has come. */
export interface MeetingToAsk {
  readonly id: string;
  readonly organisationId: string;
  readonly placeId: string;
  readonly askDueAt: Date;
  readonly opensAt: Date;
}

/**
 * Meetings whose day before has come, without locking: whom to look up before `claimAsking`.
 * @param after the last one of the page before; null: from the earliest
 */
export async function peekAsking(
  database: Database,
  now: Date,
  { after, limit }: { readonly after: MeetingToAsk | null; readonly limit: number },
): Promise<readonly MeetingToAsk[]> {
  const later = after ? sql`AND (ask_due_at, id) > (${after.askDueAt}::timestamptz, ${after.id}::uuid)` : sql.empty;
  return database.query`
    SELECT id, organisation_id AS "organisationId", place_id AS "placeId", ask_due_at AS "askDueAt",
      opens_at AS "opensAt"
    FROM meetings m WHERE ask_due_at <= ${now} ${later} AND ${claimable(askingWork, 'm', now)}
    ORDER BY ask_due_at, id LIMIT ${limit}::int`;
}

/** When the next meeting's questions are to be planned. */
export const askingDue = dueNext(askingWork, { table: 'meetings', dueAt: 'ask_due_at' });

/** Of these, the ones still to be asked about; their day before is looked at once. Answers those that are still ahead. */
export async function claimAsking(
  tx: Transaction,
  now: Date,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly opensAt: Date }[]> {
  const rows = await tx.query<{ id: string; opensAt: Date; state: string }[]>`
    WITH due AS (
      SELECT id, organisation_id FROM meetings WHERE of_shard(organisation_id) AND id = ANY(${[...ids]}::uuid[])
        AND ask_due_at <= ${now} FOR UPDATE SKIP LOCKED
    )
    UPDATE meetings SET ask_due_at = NULL FROM due
    WHERE meetings.id = due.id AND meetings.organisation_id = due.organisation_id
    RETURNING meetings.id, opens_at AS "opensAt", state`;
  return rows.filter(({ state, opensAt }) => state === 'planned' && opensAt > now);
}

/** Plans questions; one that is there already is left as it is. */
export async function insertQuestions(tx: Transaction, questions: readonly Question[]): Promise<void> {
  if (questions.length === 0) return;
  await tx.execute`
    INSERT INTO meeting_questions (id, organisation_id, meeting_id, member_id, kind, due_at, state)
    SELECT id, "organisationId", "meetingId", "memberId", kind, "dueAt", state
    FROM jsonb_to_recordset(${JSON.stringify(questions)}::jsonb) AS r(id uuid, "organisationId" uuid, "meetingId" uuid,
      "memberId" uuid, kind text, "dueAt" timestamptz, state text)
    ON CONFLICT DO NOTHING`;
}

/** When the next planned question is to be asked. */
export const questionsDue = dueNext(questionKind, {
  table: 'meeting_questions',
  dueAt: 'due_at',
  where: "state = 'planned'",
});

/** Locks what is due; what another copy holds is left to it. */
export async function claimQuestions(tx: Transaction, now: Date, limit: number): Promise<readonly Question[]> {
  return tx.query`
    SELECT ${columns} FROM meeting_questions q
    WHERE q.state = 'planned' AND q.due_at <= ${now} AND ${claimable(questionKind, 'q', now)}
    ORDER BY q.due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}

/** Marks them as asked and answers them; those for a meeting that is skipped, or has begun, are forgotten. */
export async function markAsked(
  tx: Transaction,
  organisationIds: readonly string[],
  ids: readonly string[],
  now: Date,
): Promise<readonly Question[]> {
  await tx.execute`
    DELETE FROM meeting_questions q USING meetings m
    WHERE q.organisation_id = ANY(${[...organisationIds]}::uuid[]) AND q.id = ANY(${[...ids]}::uuid[])
      AND m.id = q.meeting_id AND m.organisation_id = q.organisation_id AND (m.state <> 'planned' OR m.opens_at <= ${now})`;
  return tx.query`
    UPDATE meeting_questions q SET state = 'asked' WHERE q.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND q.id = ANY(${[...ids]}::uuid[]) RETURNING ${columns}`;
}

/** How questions stand, as reminders ask just before they are sent. */
export async function findQuestionStandings(
  database: Database,
  organisationId: string,
  ids: readonly string[],
): Promise<
  readonly {
    readonly id: string;
    readonly ownerId: string;
    readonly isOpen: boolean;
    readonly placeId: string;
    readonly urgentAt: Date;
  }[]
> {
  return database.query`
    SELECT q.id, q.member_id AS "ownerId", q.state = 'asked' AND m.state = 'planned' AS "isOpen",
      m.place_id AS "placeId", m.starts_at AS "urgentAt"
    FROM meeting_questions q JOIN meetings m ON m.id = q.meeting_id AND m.organisation_id = q.organisation_id
    WHERE q.organisation_id = ${organisationId}::uuid AND q.id = ANY(${[...ids]}::uuid[])`;
}

/** By our own ids, in no order, across organisations; unknown ids are left out. */
export async function findQuestions(
  db: Sql,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<readonly Question[]> {
  return db.query`SELECT ${columns} FROM meeting_questions q
    WHERE q.organisation_id = ANY(${[...organisationIds]}::uuid[]) AND q.id = ANY(${[...ids]}::uuid[])`;
}

/**
 * Who of these members has an open question about what they learned already, besides the ones just claimed. Waits for
 * another copy of the bot that asks one of them at this moment, so that two don't ask the same person.
 */
export async function listAlreadyAsked(
  tx: Transaction,
  organisationIds: readonly string[],
  claimed: readonly Pick<Question, 'id' | 'memberId'>[],
): Promise<readonly string[]> {
  const memberIds = [...new Set(claimed.map(({ memberId }) => memberId))].sort();
  for (const id of memberIds) {
    await tx.execute`SELECT pg_advisory_xact_lock(hashtextextended(${`question:${id}`}, 0))`;
  }
  const rows = await tx.query<{ memberId: string }[]>`
    SELECT DISTINCT q.member_id AS "memberId" FROM meeting_questions q JOIN meetings
      ON meetings.id = q.meeting_id AND meetings.organisation_id = q.organisation_id
    WHERE q.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND q.member_id = ANY(${memberIds}::uuid[]) AND q.kind = 'learned' AND q.state = 'asked'
      AND meetings.state = 'planned' AND q.id <> ALL(${claimed.map(({ id }) => id)}::uuid[])`;
  return rows.map(({ memberId }) => memberId);
}

/** By our own id, as reminders and buttons keep it; null: there is none. */
export async function findQuestion(db: Sql, organisationId: string, id: string): Promise<Question | null> {
  const rows = await db.query<
    Question[]
  >`SELECT ${columns} FROM meeting_questions q WHERE q.organisation_id = ${organisationId}::uuid AND q.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** The same with its row locked until the transaction ends, so that two answers are taken one after the other. */
export async function lockQuestion(tx: Transaction, organisationId: string, id: string): Promise<Question | null> {
  const rows = await tx.query<Question[]>`
    SELECT ${columns} FROM meeting_questions q WHERE q.organisation_id = ${organisationId}::uuid
      AND q.id = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

/** The questions that stand there, if they were asked of this member; those that are still open first. */
export async function listByMessage(
  database: Database,
  organisationId: string,
  memberId: string,
  { channel, message }: MessageRef,
): Promise<readonly Question[]> {
  return database.query`
    SELECT ${columns} FROM meeting_questions q
    WHERE q.organisation_id = ${organisationId}::uuid
      AND channel = ${channel} AND message = ${message} AND member_id = ${memberId}::uuid
    ORDER BY state = 'asked' DESC, due_at`;
}

/** What this member was asked and has not answered, of meetings that are still ahead; the nearest first. */
export async function listOpenOf(
  db: Sql,
  organisationId: string,
  memberId: string,
): Promise<
  readonly (Question & { readonly meetingName: string; readonly startsAt: Date; readonly timeZone: string })[]
> {
  return db.query`
    SELECT ${columns}, meetings.name AS "meetingName", meetings.starts_at AS "startsAt", meetings.time_zone AS "timeZone"
    FROM meeting_questions q JOIN meetings
      ON meetings.id = q.meeting_id AND meetings.organisation_id = q.organisation_id
    WHERE q.organisation_id = ${organisationId}::uuid
      AND q.member_id = ${memberId}::uuid AND q.state = 'asked' AND meetings.state = 'planned'
    ORDER BY meetings.starts_at, q.kind`;
}

/** Notes in which message these stand, so that a reply in its thread finds them. */
export async function noteMessage(
  tx: Sql,
  organisationIds: readonly string[],
  ids: readonly string[],
  { channel, message }: MessageRef,
): Promise<void> {
  await tx.execute`
    UPDATE meeting_questions SET channel = ${channel}, message = ${message}
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND id = ANY(${[...ids]}::uuid[])`;
}

/** Ends these at `at`. A learning that was noted before stays unless `learningId` names another. */
export async function settleQuestions(
  tx: Transaction,
  organisationIds: readonly string[],
  ids: readonly string[],
  { state, at, learningId = null }: { state: QuestionState; at: Date; learningId?: string | null },
): Promise<void> {
  await tx.execute`
    UPDATE meeting_questions SET state = ${state}, settled_at = ${at}, learning_id = coalesce(${learningId}::uuid, learning_id)
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND id = ANY(${[...ids]}::uuid[])`;
}

/** Their answer was taken back: while the meeting is ahead or under way, they may still be answered. */
export async function reopenAnswered(tx: Transaction, organisationId: string, learningId: string): Promise<void> {
  await tx.execute`
    UPDATE meeting_questions q SET state = 'asked', settled_at = NULL, learning_id = NULL
    FROM meetings m WHERE m.id = q.meeting_id AND m.organisation_id = q.organisation_id
      AND q.organisation_id = ${organisationId}::uuid AND q.learning_id = ${learningId}::uuid AND q.state = 'answered'
      AND m.state IN ('planned', 'open')`;
}

/** The meetings have begun: what nobody answered is over. What was not asked yet is forgotten when it falls due. */
export async function expireQuestions(
  tx: Transaction,
  organisationIds: readonly string[],
  meetingIds: readonly string[],
  at: Date,
): Promise<readonly (Question & { readonly wasPosted: boolean })[]> {
  return tx.query`
    UPDATE meeting_questions q SET state = 'expired', settled_at = ${at}
    WHERE q.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND q.meeting_id = ANY(${[...meetingIds]}::uuid[]) AND q.state = 'asked'
    RETURNING ${columns}, q.message IS NOT NULL AS "wasPosted"`;
}

/** They never reached their members, so they count as never asked; what stands in their chats is left as it is. */
export async function forgetUnasked(
  database: Database,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<void> {
  await database.execute`
    DELETE FROM meeting_questions WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${[...ids]}::uuid[]) AND state = 'asked' AND message IS NULL`;
}

/**
 * When this member took a turn before, in the same place, at sharing something new, as `isTurn` has it; null: never. A
 * meeting that is not held takes none.
 */
export async function lastTurnAt(tx: Transaction, { id, organisationId, memberId }: Question): Promise<Date | null> {
  const rows = await tx.query<{ at: Date | null }[]>`
    SELECT max(q.settled_at) AS at FROM meeting_questions q JOIN meetings m ON m.id = q.meeting_id AND m.organisation_id = q.organisation_id
    WHERE q.organisation_id = ${organisationId}::uuid
      AND q.member_id = ${memberId}::uuid AND q.kind = 'share' AND q.id <> ${id}::uuid
      AND (q.state IN ('accepted', 'declined') OR (q.state = 'expired' AND q.message IS NOT NULL))
      AND m.state NOT IN ('skipped', 'cancelled')
      AND m.place_id = (SELECT place_id FROM meetings JOIN meeting_questions this
          ON this.meeting_id = meetings.id AND this.organisation_id = meetings.organisation_id
        WHERE this.organisation_id = ${organisationId}::uuid AND this.id = ${id}::uuid)`;
  return rows[0]?.at ?? null;
}

/** Everything asked for these meetings, by when it was due. */
export async function listQuestions(
  db: Sql,
  organisationIds: readonly string[],
  meetingIds: readonly string[],
): Promise<readonly Question[]> {
  return db.query`
    SELECT ${columns} FROM meeting_questions q WHERE q.organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND q.meeting_id = ANY(${[...meetingIds]}::uuid[])
    ORDER BY q.due_at, q.id`;
}

/** Who was asked what they learned, and who has answered. Those whom the question never reached are not among them. */
export function askedOf(questions: readonly Question[]): readonly Asked[] {
  return questions
    .filter(({ kind, state }) => kind === 'learned' && state !== 'planned')
    .map(({ memberId, state }) => ({ memberId, hasAnswered: state === 'answered' }));
}
