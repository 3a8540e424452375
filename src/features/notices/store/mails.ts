/** SQL of who is told an update by mail; each statement is bound to the organisation, but for claims of what is due. */
import { claimable, dueNext, type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';

/** An update whose mails are planned or sent. */
export interface MailedUpdate {
  readonly organisationId: string;
  readonly id: string;
  readonly noticeId: string;
  readonly at: Date;
  readonly planDueAt: Date | null;
  readonly plannedUpTo: string | null;
}

const columns = sql.raw(`u.id, u.notice_id AS "noticeId", u.at,
  u.plan_due_at AS "planDueAt", u.planned_up_to AS "plannedUpTo"`);

const claimDue =
  (work: string, dueAt: SqlPart) =>
  (tx: Transaction, now: Date, limit: number): Promise<readonly MailedUpdate[]> =>
    tx.query<MailedUpdate[]>`
    SELECT u.organisation_id AS "organisationId", ${columns} FROM notice_updates u WHERE ${dueAt} <= ${now} AND ${claimable(work, 'u', now)}
    ORDER BY ${dueAt} LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** As put_aside names it. */
export const planningWork = 'notices.plan';
/** When the next piece of planning is due. */
export const planningDue = dueNext(planningWork, { table: 'notice_updates', dueAt: 'plan_due_at' });
/** Those that are to be planned further. */
export const claimPlanning = claimDue(planningWork, sql`u.plan_due_at`);

/** As put_aside names it. */
export const sendingWork = 'notices.send';
/** When the next mails are due. */
export const sendingDue = dueNext(sendingWork, { table: 'notice_updates', dueAt: 'send_due_at' });
/** Those whose mails are due. */
export const claimSending = claimDue(sendingWork, sql`u.send_due_at`);

type OfUpdate = Pick<MailedUpdate, 'organisationId' | 'id'>;

/** How far planning is. @param planDueAt null: it is done */
export async function savePlanning(
  tx: Transaction,
  { organisationId, id }: OfUpdate,
  { planDueAt, plannedUpTo }: Pick<MailedUpdate, 'planDueAt' | 'plannedUpTo'>,
): Promise<void> {
  await tx.execute`
    UPDATE notice_updates SET plan_due_at = ${planDueAt}, planned_up_to = ${plannedUpTo}::uuid
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** @param dueAt null: there are no more */
export async function saveSending(
  tx: Transaction,
  { organisationId, id }: OfUpdate,
  dueAt: Date | null,
): Promise<void> {
  await tx.execute`
    UPDATE notice_updates SET send_due_at = ${dueAt}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** A person is told an update once, however often it is planned. */
export async function insertMails(
  tx: Transaction,
  { organisationId, id: updateId }: OfUpdate,
  mails: readonly { readonly id: string; readonly personId: string }[],
): Promise<void> {
  if (mails.length === 0) return;
  await tx.execute`
    INSERT INTO notice_mails (organisation_id, id, update_id, person_id)
    SELECT ${organisationId}::uuid, id, ${updateId}::uuid, "personId"
    FROM jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) AS t(id uuid, "personId" uuid)
    ON CONFLICT (organisation_id, update_id, person_id) DO NOTHING`;
}

/** The subscribers of these pages who are not told as a person at a customer: each address once. */
export async function insertSubscribersMails(
  tx: Transaction,
  { organisationId, id: updateId }: OfUpdate,
  pageIds: readonly string[],
): Promise<void> {
  await tx.execute`
    INSERT INTO notice_mails (organisation_id, id, update_id, subscriber_id)
    SELECT ${organisationId}::uuid, gen_random_uuid(), ${updateId}::uuid, one.id FROM (
      SELECT DISTINCT ON (s.email_key) s.id, s.email_key FROM notice_subscribers s
      WHERE s.organisation_id = ${organisationId}::uuid AND s.page_id = ANY(${[...pageIds]}::uuid[])
        AND s.confirmed_at IS NOT NULL ORDER BY s.email_key, s.id) one
    WHERE NOT EXISTS (SELECT FROM notice_mails m JOIN customer_people p
        ON p.organisation_id = m.organisation_id AND p.id = m.person_id
      WHERE m.organisation_id = ${organisationId}::uuid AND m.update_id = ${updateId}::uuid AND p.email_key = one.email_key)
    ON CONFLICT (organisation_id, update_id, subscriber_id) DO NOTHING`;
}

/** How many mails of all notices were handed to delivery since then. */
export async function countTaken(db: Sql, organisationId: string, since: Date): Promise<number> {
  const [row] = await db.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM notice_mails
    WHERE organisation_id = ${organisationId}::uuid AND taken_at >= ${since}`;
  return row?.count ?? 0;
}

/** One mail. */
export interface NoticeMail {
  readonly id: string;
  readonly updateId: string;
  readonly personId: string | null;
  readonly subscriberId: string | null;
}

const mailColumns = sql.raw(
  `m.id, m.update_id AS "updateId", m.person_id AS "personId", m.subscriber_id AS "subscriberId"`,
);

/** Takes the next of those who have not been told. Only under the lock on their update. */
export async function takeToMail(
  tx: Transaction,
  { organisationId, id: updateId }: OfUpdate,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<readonly NoticeMail[]> {
  return tx.query`
    WITH next AS (
      SELECT id FROM notice_mails
      WHERE organisation_id = ${organisationId}::uuid AND update_id = ${updateId}::uuid AND taken_at IS NULL
      ORDER BY id LIMIT ${limit}::int
    )
    UPDATE notice_mails m SET taken_at = ${at} FROM next
    WHERE m.organisation_id = ${organisationId}::uuid AND m.id = next.id RETURNING ${mailColumns}`;
}

/** null: it is gone, or another organisation's. */
export async function findMail(db: Sql, organisationId: string, id: string): Promise<NoticeMail | null> {
  const [found] = await db.query<NoticeMail[]>`
    SELECT ${mailColumns} FROM notice_mails m WHERE m.organisation_id = ${organisationId}::uuid AND m.id = ${id}::uuid`;
  return found ?? null;
}

/** The mail server took it. */
export async function markMailed(db: Sql, organisationId: string, id: string, at: Date): Promise<void> {
  await db.execute`
    UPDATE notice_mails SET mailed_at = ${at} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}
