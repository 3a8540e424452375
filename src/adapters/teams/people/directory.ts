/** The people whom Teams knows, for the room people: who is in a conversation, and one person by Entra's id. start.ts makes it. */
import type { Directory } from '../../../chat/directory.js';
import type { Sql } from '../../../storage/database.js';
import type { Connector, MembersPage } from '../send/connector.js';
import { ConnectorFailure } from '../send/outcome.js';
import { findAnyConversation, findConversation, type TeamsConversation } from '../workspace/store.js';
import type { TeamsPeopleSync } from './people-sync.js';
import { readMember } from './read-member.js';

export interface DirectoryDeps {
  readonly database: Sql;
  readonly connector: Pick<Connector, 'member' | 'members'>;
  readonly peopleSync: Pick<TeamsPeopleSync, 'readEverybody'>;
}

/** The people of a tenant, asked of the rosters of the conversations in which the bot is. */
export function createDirectory(tenantId: string, { database, connector, peopleSync }: DirectoryDeps): Directory {
  return {
    async person(externalId) {
      const anywhere = await findAnyConversation(database, tenantId);
      const told = anywhere && (await connector.member(anywhere, externalId));
      const read = readMember(told, tenantId);
      return read?.isOurs ? { externalId: read.setup.externalId, name: read.setup.name } : null;
    },
    async placeMembers(conversationId) {
      const known = await findConversation(database, tenantId, conversationId);
      return known ? peopleSync.readEverybody({ ...known, name: 'Microsoft Teams' }) : [];
    },
    async isShared(conversationId) {
      const known = await findConversation(database, tenantId, conversationId);
      if (known === null) return null;
      return hasOutsiders(known, connector).catch((error: unknown) => {
        // Where the bot may not look it may not write either.
        if (error instanceof ConnectorFailure && error.isRefusal) return null;
        throw error;
      });
    },
  };
}

/** Whether guests, or people of other tenants in a shared channel, are there: the roster marks them. */
async function hasOutsiders(known: TeamsConversation, connector: DirectoryDeps['connector']): Promise<boolean> {
  let continuation: string | null = null;
  do {
    const page: MembersPage = await connector.members(known, continuation);
    if (page.members.some((one) => readMember(one, known.tenantId)?.isOurs === false)) return true;
    continuation = page.continuation;
  } while (continuation !== null);
  return false;
}
