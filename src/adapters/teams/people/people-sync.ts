/** Reads who is in a conversation, page by page, and makes those of the tenant known. start.ts and receive.ts call it. */
import type { Clock } from '../../../kernel/clock.js';
import type { Database } from '../../../storage/database.js';
import type { Patience } from '../../platform/patience.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import type { Connector, MembersPage } from '../send/connector.js';
import { savePerson } from '../workspace/store.js';
import type { Tenant } from '../workspace/tenant.js';
import { type ReadMember, readMember } from './read-member.js';

export interface PeopleSyncDeps {
  readonly connector: Connector;
  readonly database: Pick<Database, 'prisma'>;
  readonly people: Pick<PlatformPeople, 'connectWorkspace'>;
  readonly patience: Patience;
  readonly clock: Clock;
}

/** Answers Entra's ids of those who may be asked: of this tenant, no guests. */
export type ReadPeople = (at: Tenant, organisationId: string) => Promise<readonly string[]>;

/** Builds the reader. It makes people known and notes their addresses, so that the bot can write to them. */
export function createReadPeople(deps: PeopleSyncDeps): ReadPeople {
  const { connector, database, people, patience, clock } = deps;

  async function keep(at: Tenant, organisationId: string, ours: readonly ReadMember[]): Promise<void> {
    if (ours.length === 0) return;
    const { tenantId, serviceUrl, botId, name } = at;
    const members = ours.map(({ setup }) => setup);
    await people.connectWorkspace({ platform: 'teams', externalId: tenantId, name, members, places: [] });
    for (const { setup, userId } of ours) {
      const person = { tenantId, personId: setup.externalId, organisationId, userId, serviceUrl, botId };
      await savePerson(database.prisma, { ...person, conversationId: null, isOpen: false }, clock.now());
    }
  }

  return async (at, organisationId) => {
    const found: string[] = [];
    let continuation: string | null = null;
    do {
      const from: string | null = continuation;
      const page: MembersPage = await patience.through(() => connector.members(at, from));
      const ours = page.members.flatMap((one) => {
        const read = readMember(one, at.tenantId);
        return read?.isOurs ? [read] : [];
      });
      await keep(at, organisationId, ours);
      found.push(...ours.map(({ setup }) => setup.externalId));
      continuation = page.continuation;
    } while (continuation !== null);
    return found;
  };
}
