/** SQL of people who have several accounts, one in Slack and one in Teams. Used by join-people.ts. */
import type { Platform } from '../../../kernel/person.js';
import { replaceId, type Transaction } from '../../../storage/database.js';

/** One account of a member. */
export interface Account {
  readonly id: string;
  readonly workspaceId: string;
  readonly platform: Platform;
  readonly workspaceName: string;
}

/** A member's accounts, their first one first; locked. */
export async function lockAccounts(tx: Transaction, memberId: string): Promise<readonly Account[]> {
  return tx.query`
    SELECT m.id, m.workspace_id AS "workspaceId", w.platform, w.name AS "workspaceName"
    FROM members m JOIN workspaces w ON w.id = m.workspace_id
    WHERE m.id = ${memberId}::uuid OR m.same_as_id = ${memberId}::uuid ORDER BY m.same_as_id IS NOT NULL, m.id
    FOR UPDATE OF m`;
}

/** The second becomes an account of the first: all that was the second's is the first's. */
export async function joinAccounts(tx: Transaction, firstId: string, secondId: string): Promise<void> {
  await replaceId(tx, secondId, firstId);
  await tx.execute`
    UPDATE members SET delegate_id = NULLIF(delegate_id, id), manager_id = NULLIF(manager_id, id),
      directory_manager_id = NULLIF(directory_manager_id, id), inbox_id = NULL
    WHERE id = ${firstId}::uuid`;
  await tx.execute`
    UPDATE members SET same_as_id = ${firstId}::uuid, delegate_id = NULL, manager_id = NULL,
      directory_manager_id = NULL, inbox_id = NULL
    WHERE id = ${secondId}::uuid`;
}

/** Each account is a member of its own again. */
export async function partAccounts(tx: Transaction, memberId: string): Promise<void> {
  await tx.execute`
    UPDATE members SET same_as_id = NULL, inbox_id = NULL
    WHERE id = ${memberId}::uuid OR same_as_id = ${memberId}::uuid`;
}

/** Under which of their accounts they get messages. */
export async function saveInbox(tx: Transaction, memberId: string, accountId: string): Promise<void> {
  await tx.execute`UPDATE members SET inbox_id = ${accountId}::uuid WHERE id = ${memberId}::uuid`;
}
