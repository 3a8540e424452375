/** Teams' part of keeping people current: how the people of a conversation are read. start.ts builds it. */
import type { Clock } from '../../../kernel/clock.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Sql } from '../../../storage/database.js';
import type { Patience } from '../../platform/patience.js';
import { createPeopleSync, type DirectoryEntry, type PeopleSync } from '../../platform/people-sync.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import type { Connector, MembersPage } from '../send/connector.js';
import { ConnectorFailure } from '../send/outcome.js';
import { savePeople } from '../workspace/store.js';
import type { Tenant } from '../workspace/tenant.js';
import { readMember } from './read-member.js';

export interface TeamsPeopleSyncDeps {
  readonly connector: Connector;
  readonly database: Sql;
  readonly people: Pick<PlatformPeople, 'connectWorkspace' | 'saveUserGroup'>;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A conversation of a tenant that is known. */
export interface KnownTenant extends Tenant {
  readonly organisationId: string;
}

/** Makes the people of a conversation known and notes their addresses, so that the bot can write to them. */
export type TeamsPeopleSync = Pick<PeopleSync<KnownTenant>, 'readAll' | 'readEverybody'>;

/** Builds it. Guests and people of other tenants are left out. */
export function createTeamsPeopleSync(deps: TeamsPeopleSyncDeps): TeamsPeopleSync {
  const { connector, database, people, patience, clock, log } = deps;

  async function* readPeople(at: KnownTenant): AsyncGenerator<readonly DirectoryEntry[]> {
    let continuation: string | null = null;
    do {
      const from: string | null = continuation;
      const page: MembersPage = await patience.through(() => connector.members(at, from));
      const read = page.members.flatMap((one) => readMember(one, at.tenantId) ?? []);
      const ours = read.filter(({ isOurs }) => isOurs);
      const known = ours.map(({ setup, userId }) => ({ personId: setup.externalId, userId, conversationId: null }));
      await savePeople(database, { ...at, people: known }, clock.now());
      yield read.map(({ isOurs, setup }) => ({ externalId: setup.externalId, setup: isOurs ? setup : null }));
      continuation = page.continuation;
    } while (continuation !== null);
  }

  return createPeopleSync<KnownTenant>({
    platform: 'teams',
    people,
    log,
    workspaceOf: ({ tenantId, name }) => ({ externalId: tenantId, name }),
    readPeople,
    async readPerson(at, externalId) {
      const read = readMember(await connector.member(at, externalId), at.tenantId);
      return { externalId, setup: read?.isOurs ? read.setup : null };
    },
    refusalCode: (error) => (error instanceof ConnectorFailure ? error.code : null),
  });
}
