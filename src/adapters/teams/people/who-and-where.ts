/** Who did something in Teams and where, as our members and places. receive.ts asks. */
import { namelessPlaces } from '../../../chat/nameless-place.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import { createWhoAndWhere, type WhoAndWhere } from '../../platform/who-and-where.js';
import type { Connector } from '../send/connector.js';
import type { Tenant } from '../workspace/tenant.js';
import { readMember } from './read-member.js';

/** Finds our member and place behind Teams' ids; makes known whoever is new. */
export type TeamsWhoAndWhere = WhoAndWhere<Tenant>;

/** A person's id here is Entra's, which every activity of a person carries. */
export function createTeamsWhoAndWhere(people: PlatformPeople, connector: Connector): TeamsWhoAndWhere {
  return createWhoAndWhere<Tenant>({
    platform: 'teams',
    people,
    workspaceOf: ({ tenantId, name }) => ({ externalId: tenantId, name }),
    isForeign: (at, home) => home.toLowerCase() !== at.tenantId,
    findPerson: async (at, userId) => readMember(await connector.member(at, userId), at.tenantId),
    isPrivateChat: (conversationId) => conversationId.startsWith('a:'),
    placeName: async () => namelessPlaces.teams,
  });
}
