/** SQL of those who asked on a page to be told by mail; each statement is bound to the organisation. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';

/** Somebody who gets mails of a page, or asked for them. */
export interface Subscriber {
  readonly organisationId: string;
  readonly id: string;
  /** A notice's id; the organisation's own: all that is for everybody. */
  readonly pageId: string;
  readonly email: string;
  readonly requestedAt: Date;
  readonly confirmedAt: Date | null;
}

const columns = sql.raw(`organisation_id AS "organisationId", id, page_id AS "pageId", email,
  requested_at AS "requestedAt", confirmed_at AS "confirmedAt"`);

/** null: they left, or never were. */
export async function findSubscriber(db: Sql, organisationId: string, id: string): Promise<Subscriber | null> {
  const [found] = await db.query<Subscriber[]>`
    SELECT ${columns} FROM notice_subscribers
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return found ?? null;
}

/** Who asked and never confirmed is forgotten after so long. */
const forgottenAfter = '7 days';

/** How many asked since then and have not confirmed. Whoever asked long ago is forgotten first. */
export async function countUnconfirmed(
  tx: Transaction,
  organisationId: string,
  now: Date,
  since: Date,
): Promise<number> {
  await tx.execute`
    DELETE FROM notice_subscribers WHERE organisation_id = ${organisationId}::uuid AND confirmed_at IS NULL
      AND requested_at < ${now}::timestamptz - ${forgottenAfter}::interval`;
  const [row] = await tx.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM notice_subscribers WHERE organisation_id = ${organisationId}::uuid
      AND confirmed_at IS NULL AND requested_at >= ${since}`;
  return row?.count ?? 0;
}

/**
 * Notes that somebody asked; null: this address was written to after `quietSince`, so that it gets nothing now.
 * The same statement whether the address is known or not.
 */
export async function askFor(
  tx: Transaction,
  asked: Omit<Subscriber, 'confirmedAt'>,
  quietSince: Date,
): Promise<Subscriber | null> {
  const [row] = await tx.query<Subscriber[]>`
    INSERT INTO notice_subscribers AS s (organisation_id, id, page_id, email, email_key, requested_at)
    VALUES (${asked.organisationId}::uuid, ${asked.id}::uuid, ${asked.pageId}::uuid, ${asked.email}, lower(${asked.email}),
      ${asked.requestedAt})
    ON CONFLICT (organisation_id, page_id, email_key) DO UPDATE SET requested_at = excluded.requested_at
      WHERE s.requested_at < ${quietSince}
    RETURNING ${columns}`;
  return row ?? null;
}

/** From now on they get mails; who has confirmed before keeps their time. */
export async function confirm(tx: Transaction, organisationId: string, id: string, at: Date): Promise<void> {
  await tx.execute`
    UPDATE notice_subscribers SET confirmed_at = coalesce(confirmed_at, ${at})
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Nothing is kept of whoever leaves; false: they had left. */
export async function removeSubscriber(db: Sql, organisationId: string, id: string): Promise<boolean> {
  const count = await db.execute`
    DELETE FROM notice_subscribers WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return count > 0;
}
