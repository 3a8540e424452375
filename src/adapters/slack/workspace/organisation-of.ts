/** Which organisation a workspace belongs to, for what nobody in particular does. Events ask. */
import { createCache } from '../../platform/cache.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import type { Workspace } from './workspace.js';

/** The id of the organisation that a workspace belongs to. */
export type OrganisationOf = (at: Workspace) => Promise<string>;

const keptTeams = 10_000;

/** A workspace never changes its organisation, so each is asked for once. */
export function createOrganisationOf(people: Pick<PlatformPeople, 'connectWorkspace'>): OrganisationOf {
  const known = createCache<string>(keptTeams);
  return async ({ teamId: externalId, name }) => {
    const before = known.get(externalId);
    if (before !== undefined) return before;
    const workspace = { platform: 'slack', externalId, name, members: [], places: [] } as const;
    const { organisationId } = await people.connectWorkspace(workspace);
    known.set(externalId, organisationId);
    return organisationId;
  };
}
