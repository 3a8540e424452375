/** SQL that erases what is kept of one person at a customer. */
import { forgottenPerson } from '../../../chat/forgotten.js';
import { type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import type { Forgotten } from '../rules/scrub.js';

/** Whose it is. */
export interface OfContact {
  readonly organisationId: string;
  readonly contactId: string;
}

/** Somebody at a customer, by their address or their name; several where the name is that of several. */
export async function findContacts(
  db: Sql,
  organisationId: string,
  typed: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly customer: string }[]> {
  return db.query`
    SELECT p.id, p.name, c.name AS customer FROM customer_people p JOIN customers c ON c.organisation_id = p.organisation_id AND c.id = p.customer_id
    WHERE p.organisation_id = ${organisationId}::uuid
      AND (p.email_key = lower(${typed}) OR lower(p.name) = lower(${typed})) LIMIT 5`;
}

/** Their name, address and ids. */
export async function gatherContact(db: Sql, { organisationId, contactId }: OfContact): Promise<Forgotten> {
  const rows = await db.query<{ term: string | null }[]>`
    SELECT name AS term FROM customer_people WHERE organisation_id = ${organisationId}::uuid AND id = ${contactId}::uuid
    UNION SELECT email FROM customer_people WHERE organisation_id = ${organisationId}::uuid AND id = ${contactId}::uuid
    UNION SELECT value FROM customer_ids WHERE organisation_id = ${organisationId}::uuid AND person_id = ${contactId}::uuid`;
  const words = await db.query<{ comment: string | null }[]>`
    SELECT a.comment FROM survey_answers a JOIN survey_askings s ON s.organisation_id = a.organisation_id AND s.id = a.form_id
    WHERE a.organisation_id = ${organisationId}::uuid AND s.person_id = ${contactId}::uuid AND a.comment IS NOT NULL
    UNION ALL
    SELECT a.comment FROM survey_answers a JOIN solved_askings s ON s.organisation_id = a.organisation_id AND s.id = a.form_id
    WHERE a.organisation_id = ${organisationId}::uuid AND s.person_id = ${contactId}::uuid AND a.comment IS NOT NULL`;
  const terms = rows.flatMap(({ term }) => (term === null || term === forgottenPerson ? [] : term));
  return { terms, texts: words.flatMap(({ comment }) => comment ?? []) };
}

/** Leaves a row without a name, so that surveys count whom they asked. */
export async function eraseContact(tx: Transaction, { organisationId, contactId }: OfContact): Promise<void> {
  await tx.execute`DELETE FROM customer_ids WHERE organisation_id = ${organisationId}::uuid AND person_id = ${contactId}::uuid`;
  await tx.execute`
    UPDATE survey_answers SET comment = NULL WHERE organisation_id = ${organisationId}::uuid AND form_id IN (
      SELECT id FROM survey_askings WHERE organisation_id = ${organisationId}::uuid AND person_id = ${contactId}::uuid
      UNION SELECT id FROM solved_askings WHERE organisation_id = ${organisationId}::uuid AND person_id = ${contactId}::uuid)`;
  await tx.execute`
    UPDATE trial_invitations SET is_closed = true
    WHERE organisation_id = ${organisationId}::uuid AND person_id = ${contactId}::uuid`;
  await makePeopleNameless(tx, organisationId, sql`id = ${contactId}::uuid`);
}

/** Of all that `which` holds for. @param which a condition about customer_people */
export async function makePeopleNameless(tx: Transaction, organisationId: string, which: SqlPart): Promise<void> {
  await tx.execute`
    DELETE FROM notice_subscribers WHERE organisation_id = ${organisationId}::uuid AND email_key IN (
      SELECT email_key FROM customer_people WHERE organisation_id = ${organisationId}::uuid AND ${which})`;
  await tx.execute`
    UPDATE customer_people SET name = ${forgottenPerson}, role = NULL, email = NULL, email_key = NULL, email_domain = NULL,
      attributes = '{}', attributes_gone = '{}', told_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND ${which}`;
}
