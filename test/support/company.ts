/** A small made-up organisation for tests: six people in three zones, a champion, an admin, two places. */
import type { InteractionContext } from '../../src/chat/interaction.js';
import type { People, WorkspaceSetup } from '../../src/features/people/index.js';
import type { Actor, PlaceRef } from '../../src/kernel/person.js';

/** By handle. Maya is the champion, Ben the admin; Noor and Arjun are in Kathmandu, Luis and Tess in New York. */
export const companyPeople = ['maya', 'ben', 'noor', 'arjun', 'luis', 'tess'] as const;
export type CompanyPerson = (typeof companyPeople)[number];

export const companyPlaces = ['general', 'news'] as const;
export type CompanyPlace = (typeof companyPlaces)[number];

export interface Company {
  readonly organisationId: string;
  readonly workspaceId: string;
  /** Our ids by handle. */
  readonly memberIds: Readonly<Record<CompanyPerson, string>>;
  readonly places: Readonly<Record<CompanyPlace, PlaceRef>>;
  /** The person as they act now, with the role and zone of the moment. */
  actor(who: CompanyPerson): Promise<Actor>;
  /** What comes along when this person does something in a place, or privately (null). Default: #general. */
  context(who: CompanyPerson, place?: CompanyPlace | null): Promise<InteractionContext>;
}

export interface CompanyOptions {
  /** Of the organisation and, with it, of the workspace. Two companies of different names are two organisations. */
  readonly name?: string;
  /** Default: Maya is. */
  readonly withoutChampion?: boolean;
}

export async function makeCompany(people: People, options: CompanyOptions = {}): Promise<Company> {
  const { name = 'Lantern' } = options;
  const { organisationId, workspaceId, memberIds, placeIds } = await people.connectWorkspace(setupOf(name, options));
  const idOf = (ids: ReadonlyMap<string, string>, externalId: string) => ids.get(externalId) ?? '';
  const places = record(companyPlaces, (place) => ({ id: idOf(placeIds, `${name}-${place}`), name: place }));
  const members = record(companyPeople, (person) => idOf(memberIds, `${name}-${person}`));
  const actor = async (who: CompanyPerson) => {
    const found = await people.actorOf(members[who]);
    if (!found) throw new Error(`${who} is not here any more`);
    return found;
  };
  let interactionCount = 0;
  return {
    organisationId,
    workspaceId,
    memberIds: members,
    places,
    actor,
    async context(who, place = 'general') {
      interactionCount += 1;
      const interactionId = `${name}-${interactionCount}`;
      return { interactionId, platform: 'playground', actor: await actor(who), place: place && places[place] };
    },
  };
}

const zones: Readonly<Record<CompanyPerson, string>> = {
  maya: 'Europe/London',
  ben: 'Europe/London',
  noor: 'Asia/Kathmandu',
  arjun: 'Asia/Kathmandu',
  luis: 'America/New_York',
  tess: 'America/New_York',
};

const names: Readonly<Record<CompanyPerson, string>> = {
  maya: 'Maya Chen',
  ben: 'Ben Okafor',
  noor: 'Noor Rana',
  arjun: 'Arjun Thapa',
  luis: 'Luis Ortega',
  tess: 'Tess Meyer',
};

/** @param name also begins the platform's ids, so that companies don't meet */
function setupOf(name: string, { withoutChampion }: CompanyOptions): WorkspaceSetup {
  return {
    platform: 'playground',
    externalId: name,
    name,
    timeZone: 'Europe/London',
    members: companyPeople.map((handle) => ({
      externalId: `${name}-${handle}`,
      name: names[handle],
      handle,
      timeZone: zones[handle],
      isAdmin: handle === 'ben',
    })),
    places: companyPlaces.map((place) => ({ externalId: `${name}-${place}`, name: place })),
    ...(!withoutChampion && { championExternalId: `${name}-maya` }),
  };
}

function record<Key extends string, T>(keys: readonly Key[], make: (key: Key) => T): Readonly<Record<Key, T>> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, T>;
}
