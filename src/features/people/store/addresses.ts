/** SQL of how platforms name the members and places that we know. Used by the door. */
import type { Destination } from '../../../chat/messenger.js';
import type { Clock } from '../../../kernel/clock.js';
import { isId } from '../../../kernel/id.js';
import type { Platform } from '../../../kernel/person.js';
import { type Sql, sql } from '../../../storage/database.js';

/** Where something is, in its platform's own ids. */
export interface Address {
  readonly organisationId: string;
  readonly platform: Platform;
  readonly workspaceExternalId: string;
  /** The person's or the channel's. */
  readonly externalId: string;
}

/** How long what was found is taken for true: an account may be joined to another, or parted, by another copy of the bot. */
const freshMs = 60_000;

/** Finds addresses, and remembers them for a minute: each message asks. What was not found is asked again; it may come. */
export interface AddressBook {
  /** @param within of the member's accounts the one in this workspace, where there is one; absent: where messages go */
  find(to: Destination, within?: string): Promise<Address | null>;
  /** Somebody's account has changed. */
  forget(): void;
}

/** Builds it on the database. */
export function createAddressBook(db: Sql, clock: Clock): AddressBook {
  const known = new Map<string, { readonly address: Address; readonly untilMs: number }>();
  return {
    forget: () => known.clear(),
    async find(to, within = '') {
      if (to.kind === 'person') return null;
      const key = `${to.kind === 'member' ? to.memberId : to.placeId} ${within}`;
      const now = clock.now().getTime();
      const before = known.get(key);
      if (before && before.untilMs > now) return before.address;
      const address = to.kind === 'member' ? await accountOf(db, to.memberId, within) : await findPlace(db, to.placeId);
      // Emptied beyond this many, which bounds its memory.
      if (known.size >= 20_000) known.clear();
      if (address) known.set(key, { address, untilMs: now + freshMs });
      return address;
    },
  };
}

const columns = sql`w.organisation_id AS "organisationId", w.platform, w.external_id AS "workspaceExternalId",
  x.external_id AS "externalId"`;

async function findPlace(db: Sql, id: string): Promise<Address | null> {
  if (!isId(id)) return null;
  const [address] = await db.query<Address[]>`
    SELECT ${columns} FROM places x JOIN workspaces w
      ON w.id = x.workspace_id AND w.organisation_id = x.organisation_id WHERE x.id = ${id}::uuid`;
  return address ?? null;
}

/**
 * Of a member’s accounts: the one in that workspace, else the one of their choice, else any that has not left. Joined ones
 * are looked up by themselves: with both conditions in one, PostgreSQL read everybody in the workspace for each message.
 */
async function accountOf(db: Sql, id: string, within: string): Promise<Address | null> {
  if (!isId(id)) return null;
  const [address] = await db.query<Address[]>`
    SELECT ${columns} FROM members asked
      JOIN members m ON m.organisation_id = asked.organisation_id AND m.id = coalesce(asked.same_as_id, asked.id)
      CROSS JOIN LATERAL (
        SELECT m.organisation_id, m.id, m.workspace_id, m.external_id, m.left_at
        UNION ALL SELECT o.organisation_id, o.id, o.workspace_id, o.external_id, o.left_at FROM members o
        WHERE o.organisation_id = m.organisation_id AND o.same_as_id = m.id
      ) x JOIN workspaces w ON w.id = x.workspace_id AND w.organisation_id = x.organisation_id
    WHERE asked.id = ${id}::uuid
    ORDER BY w.external_id = ${within} DESC, x.left_at IS NULL DESC, x.id = coalesce(m.inbox_id, m.id) DESC LIMIT 1`;
  return address ?? null;
}

/** The way back: our place for a channel; null: nobody ever heard of it here. */
export async function findPlaceAt(
  db: Sql,
  { platform, workspaceExternalId, externalId }: Omit<Address, 'organisationId'>,
): Promise<{ readonly organisationId: string; readonly placeId: string } | null> {
  const [place] = await db.query<{ organisationId: string; placeId: string }[]>`
    SELECT p.organisation_id AS "organisationId", p.id AS "placeId" FROM places p JOIN workspaces w ON w.id = p.workspace_id
    WHERE w.platform = ${platform} AND w.external_id = ${workspaceExternalId} AND p.external_id = ${externalId}`;
  return place ?? null;
}
