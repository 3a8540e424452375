/** SQL of one organisation that joins another. Used by join-organisation.ts. */
import { moveOrganisation, type Transaction, tablesOf } from '../../../storage/database.js';

/** What an organisation has before anything was kept in it: its people, where they are, and what is said to them. */
const ofPeople: ReadonlySet<string> = new Set([
  'workspaces',
  'places',
  'members',
  'groups',
  'workspace_invitations',
  'slack_installations',
  'slack_huddlers',
  'teams_conversations',
  'teams_people',
  'deliveries',
  'history',
  'audit',
  // When customers are looked at: each organisation has one.
  'risk_sweeps',
]);

/** Whether anything was captured, learned, counted, planned or set up there. */
export async function keepsThings(tx: Transaction, organisationId: string): Promise<boolean> {
  const own = await tx.query<unknown[]>`
    SELECT FROM groups WHERE organisation_id = ${organisationId}::uuid AND external_id IS NULL LIMIT 1`;
  return own.length > 0 || (await tablesOf(tx, organisationId)).some((table) => !ofPeople.has(table));
}

/** Everybody of the organisation, also who left, the oldest first. */
export async function listHandles(
  tx: Transaction,
  organisationId: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly handle: string }[]> {
  return tx.query`SELECT id, name, handle FROM members WHERE organisation_id = ${organisationId}::uuid ORDER BY id`;
}

/** Gives each their handle; in two steps, as one may take what another has until then. */
export async function saveHandles(
  tx: Transaction,
  organisationId: string,
  members: readonly { readonly id: string; readonly handle: string }[],
): Promise<void> {
  for (const handle of ['m.id::text', 'told.handle']) {
    await tx.executeText(
      `UPDATE members m SET handle = ${handle} FROM jsonb_to_recordset($1::jsonb) AS told(id uuid, handle text)
       WHERE m.organisation_id = $2::uuid AND m.id = told.id`,
      JSON.stringify(members),
      organisationId,
    );
  }
}

/** All that the one has becomes the other's, and the one is no more. A platform's own groups are read anew. */
export async function moveIn(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.execute`DELETE FROM groups WHERE organisation_id = ${from}::uuid`;
  await tx.execute`DELETE FROM risk_sweeps WHERE organisation_id = ${from}::uuid`;
  await tx.execute`DELETE FROM workspace_invitations WHERE organisation_id = ${from}::uuid`;
  await moveOrganisation(tx, from, to);
  await tx.execute`DELETE FROM organisations WHERE id = ${from}::uuid`;
}
