/** SQL of who gets the newsletter by mail, and of the mails; each statement is bound to the organisation, but for claims of what is due. */
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';

/** Where a member gets it by mail. */
export interface Reader {
  readonly organisationId: string;
  readonly memberId: string;
  /** Names this address; another address of theirs has another id. */
  readonly id: string;
  readonly email: string;
  /** null: they have not said yet that it is theirs. */
  readonly confirmedAt: Date | null;
}

const columns = sql.raw(`r.organisation_id AS "organisationId", r.member_id AS "memberId", r.id, r.email,
  r.confirmed_at AS "confirmedAt"`);

/** Those with an address who have not left the organisation. */
const here =
  sql.raw(`newsletter_readers r JOIN members m ON m.organisation_id = r.organisation_id AND m.id = r.member_id
  AND m.left_at IS NULL`);

/** null: they left, or gave another address since. */
export async function findReader(db: Sql, organisationId: string, id: string): Promise<Reader | null> {
  const [found] = await db.query<Reader[]>`
    SELECT ${columns} FROM ${here}
    WHERE r.organisation_id = ${organisationId}::uuid AND r.id = ${id}::uuid AND r.email IS NOT NULL`;
  return found ?? null;
}

/** By whose address it is; null: they gave none. */
export async function findReaderOf(db: Sql, organisationId: string, memberId: string): Promise<Reader | null> {
  const [found] = await db.query<Reader[]>`
    SELECT ${columns} FROM ${here}
    WHERE r.organisation_id = ${organisationId}::uuid AND r.member_id = ${memberId}::uuid AND r.email IS NOT NULL`;
  return found ?? null;
}

/** How many addresses get it. */
export async function countReaders(db: Sql, organisationId: string): Promise<number> {
  const [row] = await db.query<{ count: number }[]>`
    SELECT count(DISTINCT r.email_key)::int AS count FROM ${here}
    WHERE r.organisation_id = ${organisationId}::uuid AND r.confirmed_at IS NOT NULL`;
  return row?.count ?? 0;
}

/**
 * Notes an address that is to be confirmed, instead of the one before.
 * @returns how often they were asked since `since`, this time too
 */
export async function askReader(
  tx: Transaction,
  { organisationId, memberId, id, email }: Omit<Reader, 'confirmedAt'>,
  { at, since }: { readonly at: Date; readonly since: Date },
): Promise<number> {
  const [row] = await tx.query<{ askCount: number }[]>`
    INSERT INTO newsletter_readers AS r (organisation_id, member_id, id, email, email_key, asked_at, ask_count)
    VALUES (${organisationId}::uuid, ${memberId}::uuid, ${id}::uuid, ${email}, lower(${email}), ${at}, 1)
    ON CONFLICT (organisation_id, member_id) DO UPDATE SET id = excluded.id, email = excluded.email,
      email_key = excluded.email_key, confirmed_at = NULL,
      ask_count = CASE WHEN r.asked_at > ${since} THEN r.ask_count + 1 ELSE 1 END,
      asked_at = CASE WHEN r.asked_at > ${since} THEN r.asked_at ELSE excluded.asked_at END
    RETURNING ask_count AS "askCount"`;
  return row?.askCount ?? 1;
}

/** From now on they get it; who has confirmed before keeps their time. */
export async function confirmReader(db: Sql, organisationId: string, id: string, at: Date): Promise<void> {
  await db.execute`
    UPDATE newsletter_readers SET confirmed_at = coalesce(confirmed_at, ${at})
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND email IS NOT NULL`;
}

/** Their address goes; how often they were asked stays. null: they had left. */
export async function removeReader(
  db: Sql,
  organisationId: string,
  reader: { readonly id: string } | { readonly memberId: string },
): Promise<{ readonly memberId: string } | null> {
  const who = 'id' in reader ? sql`id = ${reader.id}::uuid` : sql`member_id = ${reader.memberId}::uuid`;
  const [row] = await db.query<{ memberId: string }[]>`
    UPDATE newsletter_readers SET email = NULL, email_key = NULL, confirmed_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND ${who} AND email IS NOT NULL RETURNING member_id AS "memberId"`;
  return row ?? null;
}

/** A newsletter whose mails go out. */
export interface MailedNewsletter {
  readonly organisationId: string;
  readonly id: string;
  readonly isOver: boolean;
  readonly growsAt: null;
}

/** As put_aside names it. */
export const mailingWork = 'newsletter.mail';
/** When the next mails are due. */
export const mailingDue = dueNext(mailingWork, { table: 'newsletters', dueAt: 'send_due_at' });

/** Locks those whose mails are due. */
export const claimMailing = (tx: Transaction, now: Date, limit: number): Promise<readonly MailedNewsletter[]> =>
  tx.query<MailedNewsletter[]>`
    SELECT n.organisation_id AS "organisationId", n.id, n.state <> 'sent' AS "isOver", NULL AS "growsAt" FROM newsletters n
    WHERE n.send_due_at <= ${now} AND ${claimable(mailingWork, 'n', now)}
    ORDER BY n.send_due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** @param dueAt null: there are no more */
export async function saveMailing(
  tx: Transaction,
  { organisationId, id }: Pick<MailedNewsletter, 'organisationId' | 'id'>,
  dueAt: Date | null,
): Promise<void> {
  await tx.execute`
    UPDATE newsletters SET send_due_at = ${dueAt}::timestamptz
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/**
 * One for each address that is confirmed, however many members gave it. Addresses of those who left go.
 * @returns how many
 */
export async function planMails(
  tx: Transaction,
  { organisationId, id }: Pick<MailedNewsletter, 'organisationId' | 'id'>,
): Promise<number> {
  await tx.execute`
    DELETE FROM newsletter_readers r USING members m WHERE r.organisation_id = ${organisationId}::uuid
      AND m.organisation_id = r.organisation_id AND m.id = r.member_id AND m.left_at IS NOT NULL`;
  return tx.execute`
    INSERT INTO newsletter_mails (organisation_id, newsletter_id, member_id, id)
    SELECT DISTINCT ON (r.email_key) r.organisation_id, ${id}::uuid, r.member_id, gen_random_uuid() FROM ${here}
    WHERE r.organisation_id = ${organisationId}::uuid AND r.confirmed_at IS NOT NULL
    ORDER BY r.email_key, r.member_id ON CONFLICT DO NOTHING`;
}

/** How many mails of all newsletters were handed to delivery since then. */
export async function countTaken(db: Sql, organisationId: string, since: Date): Promise<number> {
  const [row] = await db.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM newsletter_mails
    WHERE organisation_id = ${organisationId}::uuid AND taken_at >= ${since}`;
  return row?.count ?? 0;
}

/** One mail, and whose address it goes to. */
export interface TakenMail {
  readonly id: string;
  readonly readerId: string;
}

/** Takes the next of those that were not handed over; who has left meanwhile is passed over. Only under the lock on their newsletter. */
export const takeMails = (
  tx: Transaction,
  { organisationId, id: newsletterId }: Pick<MailedNewsletter, 'organisationId' | 'id'>,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<readonly TakenMail[]> => tx.query<TakenMail[]>`
    WITH next AS (
      SELECT w.id, r.id AS reader_id FROM newsletter_mails w JOIN ${here}
        ON r.organisation_id = w.organisation_id AND r.member_id = w.member_id AND r.confirmed_at IS NOT NULL
      WHERE w.organisation_id = ${organisationId}::uuid AND w.newsletter_id = ${newsletterId}::uuid AND w.taken_at IS NULL
      ORDER BY w.id LIMIT ${limit}::int
    )
    UPDATE newsletter_mails w SET taken_at = ${at} FROM next
    WHERE w.organisation_id = ${organisationId}::uuid AND w.id = next.id RETURNING w.id, next.reader_id AS "readerId"`;

/** The mail server took it. */
export async function markMailed(db: Sql, organisationId: string, id: string, at: Date): Promise<void> {
  await db.execute`
    UPDATE newsletter_mails SET mailed_at = ${at} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}
