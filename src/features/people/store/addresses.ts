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

/**
 * Remembers what was found: what a member or a place is to its platform never changes, and each message asks for it.
 * What was not found is asked again; it may come.
 */
export function createAddressBook(db: Queries): (to: Destination) => Promise<Address | null> {
  const known = new Map<string, Address>();
  return async (to) => {
    const id = to.kind === 'member' ? to.memberId : to.placeId;
    const found = known.get(id) ?? (await findAddress(db, to));
    // Beyond so many it begins anew: a bound, no more.
    if (known.size >= 20_000) known.clear();
    if (found) known.set(id, found);
    return found;
  };
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

/** The way back: our place for a channel; null: nobody ever heard of it here. */
export async function findPlaceAt(
  db: Queries,
  { platform, workspaceExternalId, externalId }: Omit<Address, 'organisationId'>,
): Promise<{ readonly organisationId: string; readonly placeId: string } | null> {
  const [place] = await db.$queryRaw<{ organisationId: string; placeId: string }[]>`
    SELECT p.organisation_id AS "organisationId", p.id AS "placeId" FROM places p JOIN workspaces w ON w.id = p.workspace_id
    WHERE w.platform = ${platform} AND w.external_id = ${workspaceExternalId} AND p.external_id = ${externalId}`;
  return place ?? null;
}
