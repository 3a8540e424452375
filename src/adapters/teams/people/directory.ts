/** The people whom Teams knows, for the room people: who is in a conversation, and one person by Entra's id. start.ts makes it. */
import type { Directory } from '../../../chat/directory.js';
import type { Sql } from '../../../storage/database.js';
import type { Connector, MembersPage } from '../send/connector.js';
import { findAnyConversation, findConversation } from '../workspace/store.js';
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
    /** Guests, and people of other tenants in a shared channel: the roster marks them. */
    async isShared(conversationId) {
      const known = await findConversation(database, tenantId, conversationId);
      let continuation: string | null = null;
      while (known) {
        const page: MembersPage = await connector.members(known, continuation);
        if (page.members.some((one) => readMember(one, tenantId)?.isOurs === false)) return true;
        continuation = page.continuation;
        if (continuation === null) break;
      }
      return false;
    },
  };
}
