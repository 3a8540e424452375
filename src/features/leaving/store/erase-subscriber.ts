/** SQL that erases who asked on a page to be told by mail, and is nobody whom customers know. */
import type { Sql, Transaction } from '../../../storage/database.js';
import type { Forgotten } from '../rules/scrub.js';

/** Whose it is. */
export interface OfSubscriber {
  readonly organisationId: string;
  readonly subscriberId: string;
}

/** By their address; null: nobody asked for mails with it. */
export async function findSubscriber(
  db: Sql,
  organisationId: string,
  typed: string,
): Promise<{ readonly id: string; readonly email: string } | null> {
  const [found] = await db.query<{ id: string; email: string }[]>`
    SELECT id, email FROM notice_subscribers
    WHERE organisation_id = ${organisationId}::uuid AND email_key = lower(${typed}) ORDER BY id LIMIT 1`;
  return found ?? null;
}

/** Their address; nothing where it is gone. */
export async function gatherSubscriber(db: Sql, { organisationId, subscriberId }: OfSubscriber): Promise<Forgotten> {
  const rows = await db.query<{ email: string }[]>`
    SELECT email FROM notice_subscribers WHERE organisation_id = ${organisationId}::uuid AND id = ${subscriberId}::uuid`;
  return { terms: rows.map(({ email }) => email), texts: [] };
}

/** On every page where they asked. */
export async function eraseSubscriber(tx: Transaction, { organisationId, subscriberId }: OfSubscriber): Promise<void> {
  await tx.execute`
    DELETE FROM notice_subscribers WHERE organisation_id = ${organisationId}::uuid AND email_key IN (
      SELECT email_key FROM notice_subscribers WHERE organisation_id = ${organisationId}::uuid AND id = ${subscriberId}::uuid)`;
}
