/** SQL of people who have several accounts, one in Slack and one in Teams. Used by join-people.ts. */
import type { Platform } from '../../../kernel/person.js';
import { giveBack, type MovedRows, replaceId, type Transaction } from '../../../storage/database.js';

/** One account of a member. */
export interface Account {
  readonly id: string;
  readonly workspaceId: string;
  readonly platform: Platform;
  readonly workspaceName: string;
}

/** A member's accounts, their first one first; locked. */
export async function lockAccounts(
  tx: Transaction,
  organisationId: string,
  memberId: string,
): Promise<readonly Account[]> {
  return tx.query`
    SELECT m.id, m.workspace_id AS "workspaceId", w.platform, w.name AS "workspaceName"
    FROM members m JOIN workspaces w ON w.id = m.workspace_id AND w.organisation_id = m.organisation_id
    WHERE m.organisation_id = ${organisationId}::uuid AND (m.id = ${memberId}::uuid OR m.same_as_id = ${memberId}::uuid)
    ORDER BY m.same_as_id IS NOT NULL, m.id
    FOR UPDATE OF m`;
}

/** The second becomes an account of the first: all that was the second's is the first's, and it is noted what that was. */
export async function joinAccounts(
  tx: Transaction,
  organisationId: string,
  { firstId, secondId }: { readonly firstId: string; readonly secondId: string },
  now: Date,
): Promise<void> {
  const moved = await replaceId(tx, secondId, firstId);
  await tx.execute`
    INSERT INTO joined_accounts (account_id, organisation_id, moved, joined_at)
    SELECT ${secondId}, organisation_id, ${JSON.stringify(moved)}::jsonb, ${now} FROM members WHERE id = ${firstId}::uuid`;
  await tx.execute`
    UPDATE members SET delegate_id = NULLIF(delegate_id, id), manager_id = NULLIF(manager_id, id),
      directory_manager_id = NULLIF(directory_manager_id, id), inbox_id = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${firstId}::uuid`;
  await tx.execute`
    UPDATE members SET same_as_id = ${firstId}::uuid, delegate_id = NULL, manager_id = NULL,
      directory_manager_id = NULL, inbox_id = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${secondId}::uuid`;
}

/** Each account is a member of its own again, with what was its own and is still the member's. The first joined comes first. */
export async function partAccounts(tx: Transaction, organisationId: string, memberId: string): Promise<void> {
  const joined = await tx.query<{ accountId: string; moved: readonly MovedRows[]; joinedAt: Date }[]>`
    DELETE FROM joined_accounts j USING members m
    WHERE m.organisation_id = ${organisationId}::uuid AND m.same_as_id = ${memberId}::uuid
      AND j.organisation_id = m.organisation_id AND j.account_id = m.id::text
    RETURNING j.account_id AS "accountId", j.moved, j.joined_at AS "joinedAt"`;
  const inOrder = joined.toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime());
  for (const { accountId, moved } of inOrder) await giveBack(tx, moved, { from: accountId, to: memberId });
  await tx.execute`
    UPDATE members SET same_as_id = NULL, inbox_id = NULL
    WHERE organisation_id = ${organisationId}::uuid AND (id = ${memberId}::uuid OR same_as_id = ${memberId}::uuid)`;
}

/** Under which of their accounts they get messages. */
export async function saveInbox(
  tx: Transaction,
  organisationId: string,
  memberId: string,
  accountId: string,
): Promise<void> {
  await tx.execute`UPDATE members SET inbox_id = ${accountId}::uuid WHERE organisation_id = ${organisationId}::uuid
      AND id = ${memberId}::uuid`;
}
