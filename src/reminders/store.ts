/** SQL of reminders: planned, queued for their recipient's next message, sent or dropped. */
import { organisationsOf } from '../kernel/organisations-of.js';
import { claimable, dueNext, type Sql, sql } from '../storage/database.js';
import type { PlannedReminder, Reminder } from './kind.js';
import type { RecipientRole } from './roles.js';

const columns = sql.raw(`r.id, r.organisation_id AS "organisationId", r.kind, r.subject_id AS "subjectId", r.round,
  r.step, r.repeat, r.role, r.recipient_id AS "recipientId", r.instead_of_id AS "insteadOfId", r.due_at AS "dueAt"`);

/** Plans reminders; one that was planned before (a crash, a second copy) is left as it is. */
export async function insertReminders(tx: Sql, planned: readonly PlannedReminder[]): Promise<void> {
  if (planned.length === 0) return;
  await tx.execute`
    INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, instead_of_id,
      due_at, state)
    SELECT "organisationId", kind, "subjectId", round, step, repeat, role, "recipientId", "insteadOfId", "dueAt", 'planned'
    FROM jsonb_to_recordset(${JSON.stringify(planned)}::jsonb) AS r("organisationId" uuid, kind text, "subjectId" uuid,
      round int, step int, repeat int, role text, "recipientId" uuid, "insteadOfId" uuid, "dueAt" timestamptz)
    ON CONFLICT DO NOTHING`;
}

export interface Addressee {
  readonly organisationId: string;
  readonly recipientId: string;
  readonly isPlace: boolean;
}

/** Ordering what a recipient is to hear, as put_aside names it: by the recipient's id. */
export const messagesWork = 'reminders.messages';

/** Who is to get a message, of which reminders. */
export interface DueAddressee extends Addressee {
  /** The recipient's. */
  readonly id: string;
  readonly reminderIds: readonly bigint[];
}

/** Locks up to `limit` due reminders and answers who is to get a message. */
export async function claimAddressees(tx: Sql, now: Date, limit: number): Promise<readonly DueAddressee[]> {
  return tx.query`
    WITH due AS (
      SELECT r.id, r.organisation_id, r.recipient_id, r.role = 'place' AS is_place FROM reminders r
      WHERE r.state = 'planned' AND r.due_at <= ${now} AND ${claimable(messagesWork, 'r', now, 'recipient_id')}
      ORDER BY r.due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
    )
    SELECT recipient_id AS id, organisation_id AS "organisationId", recipient_id AS "recipientId",
      is_place AS "isPlace", array_agg(id) AS "reminderIds"
    FROM due GROUP BY organisation_id, recipient_id, is_place`;
}

/** Their next message carries these. */
export async function markQueued(tx: Sql, addressees: readonly DueAddressee[]): Promise<void> {
  const ids = addressees.flatMap(({ reminderIds }) => reminderIds.map(String));
  await tx.execute`
    UPDATE reminders SET state = 'queued'
    WHERE organisation_id = ANY(${organisationsOf(addressees)}::uuid[]) AND id = ANY(${ids}::bigint[])`;
}

/** In one statement: few enough that nobody else waits for it. */
const takenAtOnce = 200;

/**
 * Takes what its recipient is to be told now into the message: what is queued for them, and what has fallen due
 * meanwhile. What another message has taken stays there.
 */
export async function takeIntoMessage(
  db: Sql,
  { organisationId, recipientId, batchId }: Pick<Addressee, 'organisationId' | 'recipientId'> & { batchId: string },
  now: Date,
): Promise<void> {
  const taken = () => db.execute`
    UPDATE reminders SET state = 'queued', batch_id = ${batchId}::uuid, is_over = false
    WHERE (id, organisation_id) IN (SELECT id, organisation_id FROM reminders
      WHERE organisation_id = ${organisationId}::uuid AND recipient_id = ${recipientId}::uuid
        AND ((state = 'queued' AND batch_id IS NULL) OR (state = 'planned' AND due_at <= ${now}))
      LIMIT ${takenAtOnce}::int FOR UPDATE)`;
  while ((await taken()) === takenAtOnce);
  // Of an earlier attempt at this message: how they stand is read anew.
  await db.execute`
    UPDATE reminders SET is_over = false
    WHERE organisation_id = ${organisationId}::uuid AND batch_id = ${batchId}::uuid AND state = 'queued' AND is_over`;
}

/** A message by what all of it carries. */
export interface MessageRef {
  readonly organisationId: string;
  readonly batchId: string;
}

/** What a message is to carry, by id, a page at a time. */
export async function pageOfMessage(
  db: Sql,
  { organisationId, batchId }: MessageRef,
  { after, limit }: { readonly after: bigint; readonly limit: number },
): Promise<readonly Reminder[]> {
  return db.query`
    SELECT ${columns} FROM reminders r
    WHERE r.organisation_id = ${organisationId}::uuid AND r.batch_id = ${batchId}::uuid AND r.state = 'queued'
      AND r.id > ${String(after)}::bigint
    ORDER BY r.id LIMIT ${limit}::int`;
}

/** Deletes reminders that are not sent, or (with `until`) plans them again for then. */
export async function takeOut(
  db: Sql,
  reminders: readonly Pick<Reminder, 'id' | 'organisationId'>[],
  until: Date | null,
): Promise<void> {
  if (reminders.length === 0) return;
  const state = until ? 'planned' : 'dropped';
  await db.execute`
    UPDATE reminders SET state = ${state}, due_at = coalesce(${until}, due_at), batch_id = NULL, position = NULL
    WHERE organisation_id = ANY(${organisationsOf(reminders)}::uuid[])
      AND id = ANY(${reminders.map(({ id }) => String(id))}::bigint[])`;
}

/** Puts the whole message off until then. */
export async function postponeMessage(db: Sql, { organisationId, batchId }: MessageRef, until: Date): Promise<void> {
  await db.execute`
    UPDATE reminders SET state = 'planned', due_at = ${until}, batch_id = NULL, position = NULL
    WHERE organisation_id = ${organisationId}::uuid AND batch_id = ${batchId}::uuid AND state = 'queued'`;
}

/** The lines that the message shows, in their order. */
export async function saveLines(
  db: Sql,
  { organisationId, batchId }: MessageRef,
  ids: readonly bigint[],
): Promise<void> {
  await db.execute`
    UPDATE reminders r SET position = array_position(${ids.map(String)}::bigint[], r.id)
    WHERE r.organisation_id = ${organisationId}::uuid AND r.batch_id = ${batchId}::uuid
      AND (r.position IS NOT NULL OR r.id = ANY(${ids.map(String)}::bigint[]))`;
}

/** A line as it was sent; `isOver`: its subject has moved on since. */
export type SentLine = Reminder & { readonly isOver: boolean };

/** What a message showed that was sent, and how many things more it counted that are still open; null: it was not sent. */
export async function findSent(
  db: Sql,
  { organisationId, batchId }: MessageRef,
): Promise<{ readonly lines: readonly SentLine[]; readonly restCount: number } | null> {
  const lines = await db.query<SentLine[]>`
    SELECT ${columns}, r.is_over AS "isOver" FROM reminders r
    WHERE r.organisation_id = ${organisationId}::uuid AND r.batch_id = ${batchId}::uuid AND r.state = 'sent'
      AND r.position IS NOT NULL
    ORDER BY r.position`;
  if (lines.length === 0) return null;
  const [rest] = await db.query<{ count: number }[]>`
    SELECT count(DISTINCT (r.kind, r.subject_id))::int AS count FROM reminders r
    WHERE r.organisation_id = ${organisationId}::uuid AND r.batch_id = ${batchId}::uuid AND r.state = 'sent'
      AND NOT r.is_over AND r.position IS NULL
      AND NOT EXISTS (SELECT FROM reminders shown
        WHERE shown.organisation_id = r.organisation_id AND shown.batch_id = r.batch_id AND shown.kind = r.kind
        AND shown.subject_id = r.subject_id AND shown.position IS NOT NULL)`;
  return { lines, restCount: rest?.count ?? 0 };
}

/** What each of these follows: how many messages reminded the same recipient of the same thing before, and the last one. */
export interface Earlier {
  readonly id: bigint;
  readonly count: number;
  readonly at: Date | null;
  readonly step: number | null;
}

export async function findEarlier(
  db: Sql,
  { organisationId }: Pick<MessageRef, 'organisationId'>,
  ids: readonly bigint[],
): Promise<readonly Earlier[]> {
  return db.query`
    SELECT r.id, count(DISTINCT e.batch_id)::int AS count, max(e.sent_at) AS at,
      (array_agg(e.step ORDER BY e.sent_at DESC, e.step DESC))[1] AS step
    FROM reminders r LEFT JOIN reminders e
      ON e.organisation_id = r.organisation_id AND e.kind = r.kind AND e.subject_id = r.subject_id AND e.round = r.round
      AND e.recipient_id = r.recipient_id AND e.state = 'sent'
      AND e.sent_at < coalesce(r.sent_at, 'infinity'::timestamptz)
    WHERE r.organisation_id = ${organisationId}::uuid AND r.id = ANY(${ids.map(String)}::bigint[]) GROUP BY r.id`;
}

/** The message went out, or never will: answers up to `limit` of what it carried, each once. */
export async function settleMessage(
  tx: Sql,
  { organisationId, batchId }: MessageRef,
  { sentAt, limit }: { readonly sentAt: Date | null; readonly limit: number },
): Promise<readonly Reminder[]> {
  return tx.query`
    WITH page AS (
      SELECT id FROM reminders
      WHERE organisation_id = ${organisationId}::uuid AND batch_id = ${batchId}::uuid AND state = 'queued'
      ORDER BY id LIMIT ${limit}::int
      FOR UPDATE
    )
    UPDATE reminders r SET state = ${sentAt ? 'sent' : 'lost'}, sent_at = ${sentAt}
    FROM page WHERE r.organisation_id = ${organisationId}::uuid AND r.id = page.id RETURNING ${columns}`;
}

export interface MovedMessage extends Addressee {
  readonly batchId: string;
  /** false: it is being sent at this moment. */
  readonly isSent: boolean;
}

/**
 * Subjects have moved on: what is planned for these roles is dropped, what was sent is over. Answers the messages that
 * show them, the latest first: those with buttons for them, at the end all.
 */
export async function moveOn(
  tx: Sql,
  { kind, subjectIds }: { readonly kind: string; readonly subjectIds: readonly string[] },
  { dropped, isEnd }: { readonly dropped: readonly RecipientRole[]; readonly isEnd: boolean },
): Promise<readonly MovedMessage[]> {
  return tx.query`
    WITH dropped AS (
      UPDATE reminders SET state = 'dropped'
      WHERE kind = ${kind} AND subject_id = ANY(${[...subjectIds]}::uuid[]) AND state = 'planned'
        AND role = ANY(${[...dropped]})
    ), over AS (
      UPDATE reminders SET is_over = true
      WHERE kind = ${kind} AND subject_id = ANY(${[...subjectIds]}::uuid[]) AND state IN ('queued', 'sent')
    )
    SELECT DISTINCT batch_id AS "batchId", organisation_id AS "organisationId", recipient_id AS "recipientId",
      role = 'place' AS "isPlace", state = 'sent' AS "isSent"
    FROM reminders
    WHERE kind = ${kind} AND subject_id = ANY(${[...subjectIds]}::uuid[]) AND state IN ('queued', 'sent')
      AND position IS NOT NULL AND (${isEnd} OR NOT is_over)
    ORDER BY batch_id DESC`;
}

/** When the next message is to go out. */
export const messagesDue = dueNext(messagesWork, {
  ...{ table: 'reminders', dueAt: 'due_at', where: "state = 'planned'" },
  id: { column: 'recipient_id', type: 'uuid' },
});
