/** SQL of who is invited to an early test and what they answered; each statement is bound to the organisation. */
import type { Cut } from '../../../chat/pages.js';
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import { readRows } from '../../../storage/page.js';

/** How an invitation reaches a customer. */
export type Way = 'mail' | 'owner';

/** That a customer is invited. */
export interface Invitation {
  readonly organisationId: string;
  readonly id: string;
  readonly trialId: string;
  readonly customerId: string;
  /** null: whoever the customer's owner gives the link to. */
  readonly personId: string | null;
  readonly way: Way;
  readonly givenAt: Date | null;
  readonly answer: 'accepted' | 'declined' | null;
  readonly answeredAt: Date | null;
  readonly toldAt: Date | null;
  /** Whoever it was for was forgotten. */
  readonly isClosed: boolean;
}

/** With whom it is for. */
export interface NamedInvitation extends Invitation {
  readonly customerName: string;
  readonly personName: string | null;
}

const columns = sql.raw(`i.organisation_id AS "organisationId", i.id, i.trial_id AS "trialId",
  i.customer_id AS "customerId", i.person_id AS "personId", i.way, i.given_at AS "givenAt", i.answer,
  i.answered_at AS "answeredAt", i.told_at AS "toldAt", i.is_closed AS "isClosed"`);
const named = sql`${columns}, c.name AS "customerName", p.name AS "personName"`;
const joined =
  sql.raw(`trial_invitations i JOIN customers c ON c.organisation_id = i.organisation_id AND c.id = i.customer_id
  LEFT JOIN customer_people p ON p.organisation_id = i.organisation_id AND p.id = i.person_id`);

/** One that is to be kept. */
export interface NewInvitation extends Pick<Invitation, 'id' | 'customerId' | 'personId' | 'way' | 'givenAt'> {}

/** A person is invited to a test once. */
export async function insertInvitations(
  tx: Transaction,
  of: { readonly organisationId: string; readonly trialId: string; readonly byId: string; readonly at: Date },
  invitations: readonly NewInvitation[],
): Promise<void> {
  const { organisationId, trialId, byId, at } = of;
  await tx.execute`
    INSERT INTO trial_invitations (organisation_id, id, trial_id, customer_id, person_id, invited_at, invited_by_id, way,
      given_at)
    SELECT ${organisationId}::uuid, id, ${trialId}::uuid, "customerId", "personId", ${at}, ${byId}::uuid, way, "givenAt"
    FROM jsonb_to_recordset(${JSON.stringify(invitations)}::jsonb)
      AS r(id uuid, "customerId" uuid, "personId" uuid, way text, "givenAt" timestamptz)
    ON CONFLICT (organisation_id, trial_id, person_id) DO NOTHING`;
}

/** null: it is gone, or another organisation's. */
export async function findInvitation(db: Sql, organisationId: string, id: string): Promise<NamedInvitation | null> {
  const [found] = await db.query<NamedInvitation[]>`
    SELECT ${named} FROM ${joined} WHERE i.organisation_id = ${organisationId}::uuid AND i.id = ${id}::uuid`;
  return found ?? null;
}

/** Those that are found, by customer. */
export const findInvitations = (
  db: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly NamedInvitation[]> =>
  db.query<NamedInvitation[]>`
    SELECT ${named} FROM ${joined} WHERE i.organisation_id = ${organisationId}::uuid AND i.id = ANY(${[...ids]}::uuid[])
    ORDER BY c.name, p.name NULLS LAST, i.id`;

/** Everybody who is invited, a page at a time, by customer. */
export const listInvitations = (
  db: Sql,
  { organisationId, trialId }: { readonly organisationId: string; readonly trialId: string },
  cut: Cut,
) =>
  readRows<NamedInvitation>(
    db,
    {
      columns: named,
      from: sql`${joined} WHERE i.organisation_id = ${organisationId}::uuid AND i.trial_id = ${trialId}::uuid`,
      order: sql`i.answer NULLS LAST, c.name, p.name NULLS LAST, i.id`,
    },
    cut,
  );

/** Which of these customers are invited already. */
export async function invitedAmong(
  db: Sql,
  { organisationId, trialId }: { readonly organisationId: string; readonly trialId: string },
  customerIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ customerId: string }[]>`
    SELECT DISTINCT customer_id AS "customerId" FROM trial_invitations
    WHERE organisation_id = ${organisationId}::uuid AND trial_id = ${trialId}::uuid
      AND customer_id = ANY(${[...customerIds]}::uuid[])`;
  return new Set(rows.map(({ customerId }) => customerId));
}

/** What they answered; the last answer counts. False: it was so already. */
export async function saveAnswer(
  tx: Transaction,
  { organisationId, id }: Pick<Invitation, 'organisationId' | 'id'>,
  answer: 'accepted' | 'declined',
  at: Date,
): Promise<boolean> {
  const count = await tx.execute`
    UPDATE trial_invitations SET answer = ${answer}, answered_at = ${at}, given_at = coalesce(given_at, ${at})
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND answer IS DISTINCT FROM ${answer}`;
  return count > 0;
}

/** Takes the next to whom no mail went yet: from now on one has. Only under the lock on their test. */
export const takeToMail = (
  tx: Transaction,
  { organisationId, id: trialId }: { readonly organisationId: string; readonly id: string },
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<readonly Invitation[]> =>
  tx.query<Invitation[]>`
    UPDATE trial_invitations i SET given_at = ${at}
    WHERE i.organisation_id = ${organisationId}::uuid AND i.id IN (
      SELECT id FROM trial_invitations
      WHERE organisation_id = ${organisationId}::uuid AND trial_id = ${trialId}::uuid AND way = 'mail'
        AND given_at IS NULL AND NOT is_closed
      ORDER BY id LIMIT ${limit}::int)
    RETURNING ${columns}`;

/** Takes the next of those who took part and were not told: from now on they are. Only under the lock on their test. */
export const takeToTell = (
  tx: Transaction,
  { organisationId, id: trialId }: { readonly organisationId: string; readonly id: string },
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<readonly (Invitation & { readonly isReachable: boolean })[]> =>
  tx.query<(Invitation & { readonly isReachable: boolean })[]>`
    UPDATE trial_invitations i SET told_at = ${at}
    WHERE i.organisation_id = ${organisationId}::uuid AND i.id IN (
      SELECT id FROM trial_invitations
      WHERE organisation_id = ${organisationId}::uuid AND trial_id = ${trialId}::uuid AND answer = 'accepted'
        AND told_at IS NULL AND NOT is_closed
      ORDER BY id LIMIT ${limit}::int)
    RETURNING ${columns}, EXISTS (SELECT FROM customer_people p WHERE p.organisation_id = i.organisation_id
      AND p.id = i.person_id AND p.email IS NOT NULL AND p.mail_fails_since IS NULL) AS "isReachable"`;

/** Mail does not reach them: their owner hands the link on. */
export async function handOver(
  tx: Transaction,
  { organisationId, id }: Pick<Invitation, 'organisationId' | 'id'>,
): Promise<void> {
  await tx.execute`
    UPDATE trial_invitations SET way = 'owner'
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}
