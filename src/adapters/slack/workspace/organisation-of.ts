/** Which organisation a workspace belongs to, for what nobody in particular does. Events ask. */
import type { PlatformPeople } from '../../platform/platform-deps.js';
import type { Workspace } from './workspace.js';

/** The id of the organisation that a workspace belongs to. */
export type OrganisationOf = (at: Workspace) => Promise<string>;

/** Asked each time: a workspace may have joined another organisation since. */
export function createOrganisationOf(
  people: Pick<PlatformPeople, 'connectWorkspace' | 'organisationAt'>,
): OrganisationOf {
  return async ({ teamId: externalId, name }) =>
    (await people.organisationAt('slack', externalId)) ??
    (await people.connectWorkspace({ platform: 'slack', externalId, name, members: [], places: [] })).organisationId;
}
