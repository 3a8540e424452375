/** SQL of how platforms name the members and places that we know. Used by the door. */
import type { Destination } from '../../../chat/messenger.js';
import { isId } from '../../../kernel/id.js';
import type { Platform } from '../../../kernel/person.js';
import { Prisma } from '../../../storage/generated/client.js';
import type { Queries } from './members.js';

/** Where something is, in its platform's own ids. */
export interface Address {
  readonly organisationId: string;
  readonly platform: Platform;
  readonly workspaceExternalId: string;
  /** The person's or the channel's. */
  readonly externalId: string;
}

export async function findAddress(db: Queries, to: Destination): Promise<Address | null> {
  const [table, id] =
    to.kind === 'member' ? [Prisma.sql`members`, to.memberId] : ([Prisma.sql`places`, to.placeId] as const);
  if (!isId(id)) return null;
  const [address] = await db.$queryRaw<Address[]>`
    SELECT w.organisation_id AS "organisationId", w.platform, w.external_id AS "workspaceExternalId",
      x.external_id AS "externalId"
    FROM ${table} x JOIN workspaces w ON w.id = x.workspace_id WHERE x.id = ${id}::uuid`;
  return address ?? null;
}
