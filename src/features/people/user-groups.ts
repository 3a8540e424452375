/** A platform's own groups, kept as they are there, so that rules can route to `@marketing-team`. Adapters call it. */
import { fold } from '../../chat/nearest.js';
import type { UserGroupSetup } from '../../chat/workspace-setup.js';
import { newId } from '../../kernel/id.js';
import type { PeopleDeps } from './deps.js';
import type { GroupProfile } from './rules/profiles.js';
import { plainLine } from './rules/reference.js';
import type { Address } from './store/addresses.js';
import { findGroupByName, replaceGroupMembers, upsertUserGroup } from './store/groups.js';
import { lockConnecting } from './store/workspaces.js';

/** Doing it again changes nothing. A workspace that is not known is passed over. */
export async function saveUserGroup({ database, clock }: PeopleDeps, group: UserGroupSetup): Promise<void> {
  await database.transaction(async (tx) => {
    // Two groups may not take one name at once.
    await lockConnecting(tx);
    const made = await upsertUserGroup(tx, {
      ...group,
      id: newId(clock.now()),
      name: groupName(group.handle),
    });
    if (made) await replaceGroupMembers(tx, made.organisationId, made.id, group);
  });
}

/** By what is typed: `@marketing-team`. null: there is no such group. */
export async function findUserGroup(
  { database }: PeopleDeps,
  organisationId: string,
  typed: string,
): Promise<GroupProfile | null> {
  const name = plainLine(typed).replace(/^@+/u, '');
  return name === '' ? null : findGroupByName(database, organisationId, groupName(name));
}

/** The permission that the asker's platform wants before it shows its groups; null: it shows them, or has none. */
export async function groupsWant({ directoryFor }: PeopleDeps, asker: Address | null): Promise<string | null> {
  const directory = asker && (await directoryFor?.(asker.platform, asker.workspaceExternalId));
  return directory?.groupsWant?.() ?? null;
}

/** The @ keeps them apart from groups that rules make. */
const groupName = (handle: string): string => `@${fold(plainLine(handle).replace(/^@+/u, ''))}`;
