/** Whether anybody else is served here; the one statement that is not bound to an organisation. */
import { acrossOrganisations, type Sql } from '../../../storage/database.js';

/** Whether this bot serves no other organisation. */
export async function isOnlyOrganisation(db: Sql, organisationId: string): Promise<boolean> {
  const others = await acrossOrganisations(
    'counting',
    () => db.query<unknown[]>`SELECT 1 FROM organisations WHERE id <> ${organisationId}::uuid LIMIT 1`,
  );
  return others.length === 0;
}
