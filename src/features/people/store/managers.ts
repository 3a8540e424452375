/** SQL of whom a platform's directory names as people's managers. */
import type { Platform } from '../../../kernel/person.js';
import { claimable, dueNext, type Sql } from '../../../storage/database.js';

/** As put_aside names it: by the workspace's id. */
export const managersWork = 'people.managers';

/** When a directory is asked next. */
export const managersDue = dueNext(managersWork, { table: 'workspaces', dueAt: 'managers_due_at' });

/** A workspace whose directory is to be asked. */
export interface AskedWorkspace {
  readonly id: string;
  readonly organisationId: string;
  readonly platform: Platform;
  readonly externalId: string;
  readonly doneId: string | null;
}

/** Its directory tells managers: asked from now on, if it is not yet. */
export async function startAsking(
  db: Sql,
  { platform, externalId }: { readonly platform: Platform; readonly externalId: string },
  now: Date,
): Promise<void> {
  await db.execute`
    UPDATE workspaces SET managers_due_at = ${now}
    WHERE platform = ${platform} AND external_id = ${externalId} AND managers_due_at IS NULL`;
}

/** Those that are due; nobody else takes them before `until`. */
export async function takeDue(db: Sql, now: Date, until: Date): Promise<readonly AskedWorkspace[]> {
  return db.query`
    UPDATE workspaces w SET managers_due_at = ${until}
    WHERE (id, organisation_id) IN (SELECT id, organisation_id FROM workspaces WHERE managers_due_at <= ${now}
      AND ${claimable(managersWork, 'workspaces', now)} ORDER BY managers_due_at LIMIT 10 FOR UPDATE SKIP LOCKED)
    RETURNING id, organisation_id AS "organisationId", platform, external_id AS "externalId", managers_done_id AS "doneId"`;
}

/** The next accounts of a workspace, by the platform's ids, in their order. */
export async function nextAccounts(
  db: Sql,
  organisationId: string,
  { id, doneId }: Pick<AskedWorkspace, 'id' | 'doneId'>,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db.query<{ externalId: string }[]>`
    SELECT external_id AS "externalId" FROM members
    WHERE organisation_id = ${organisationId}::uuid
      AND workspace_id = ${id}::uuid AND external_id > ${doneId ?? ''} AND left_at IS NULL
    ORDER BY external_id LIMIT ${limit}::int`;
  return rows.map(({ externalId }) => externalId);
}

/** How far a round is, and when the directory is asked again; `dueAt` null: it tells no managers any more. */
export async function saveRound(
  db: Sql,
  organisationId: string,
  workspaceId: string,
  { doneId, dueAt }: { readonly doneId: string | null; readonly dueAt: Date | null },
): Promise<void> {
  await db.execute`
    UPDATE workspaces SET managers_done_id = ${doneId}, managers_due_at = ${dueAt}::timestamptz
    WHERE organisation_id = ${organisationId}::uuid AND id = ${workspaceId}::uuid`;
}

/** Notes what the directory tells; a second account by which it names nobody says nothing. */
export async function saveTold(
  db: Sql,
  organisationId: string,
  workspaceId: string,
  told: readonly { readonly externalId: string; readonly managerExternalId: string | null }[],
): Promise<void> {
  await db.execute`
    UPDATE members person SET directory_manager_id = NULLIF(coalesce(manager.same_as_id, manager.id), person.id)
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS told("externalId" text, "managerExternalId" text)
    JOIN members account ON account.organisation_id = ${organisationId}::uuid
      AND account.workspace_id = ${workspaceId}::uuid AND account.external_id = told."externalId"
    LEFT JOIN members manager ON manager.organisation_id = ${organisationId}::uuid
      AND manager.workspace_id = ${workspaceId}::uuid AND manager.left_at IS NULL
      AND manager.external_id = told."managerExternalId"
    WHERE person.organisation_id = ${organisationId}::uuid
      AND person.id = coalesce(account.same_as_id, account.id) AND (manager.id IS NOT NULL OR account.same_as_id IS NULL)
      AND person.directory_manager_id IS DISTINCT FROM NULLIF(coalesce(manager.same_as_id, manager.id), person.id)`;
}

/** Its directory tells no managers any more: what it told is forgotten. */
export async function forgetTold(db: Sql, organisationId: string, workspaceId: string): Promise<void> {
  await db.execute`
    UPDATE members SET directory_manager_id = NULL
    WHERE organisation_id = ${organisationId}::uuid
      AND workspace_id = ${workspaceId}::uuid AND directory_manager_id IS NOT NULL`;
}

/** Whether their manager is the one whom the directory names, because no person named one. */
export async function isToldByDirectory(db: Sql, organisationId: string, memberId: string): Promise<boolean> {
  const [row] = await db.query<{ told: boolean }[]>`
    SELECT manager_id IS NULL AND directory_manager_id IS NOT NULL AS told FROM members
    WHERE organisation_id = ${organisationId}::uuid AND id = ${memberId}::uuid`;
  return row?.told ?? false;
}
