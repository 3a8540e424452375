/** The people of the playground's one workspace, as the room people keeps them; receive, find and the page ask. */
import { languageFor } from '../../../kernel/language/languages.js';
import type { Actor, PlaceRef } from '../../../kernel/person.js';
import type { PlatformPeople, PlatformPerson } from '../../platform/platform-deps.js';
import type { Company } from './company.js';

/** What the playground needs of the people room. */
export interface PlaygroundPeople {
  members(): Promise<readonly PlatformPerson[]>;
  places(): Promise<readonly PlaceRef[]>;
  /** BCP 47: in which the bot writes to places. */
  languageOfPlaces(): Promise<string>;
  actorOf(memberId: string): Promise<Actor | null>;
  /** Makes the made-up company known: organisation, workspace, members, places. Doing it again changes nothing. */
  setUp(company: Company): Promise<void>;
}

/** Builds it on the people room. */
export function createPlaygroundPeople(
  people: Pick<PlatformPeople, 'actorOf' | 'allMembers' | 'connectWorkspace' | 'organisation'>,
): PlaygroundPeople {
  let organisationId: string | null = null;
  let places: readonly PlaceRef[] = [];
  return {
    members: async () => (organisationId === null ? [] : people.allMembers(organisationId)),
    places: async () => places,
    async languageOfPlaces() {
      const { language } = organisationId === null ? {} : (await people.organisation(organisationId)).settings;
      return languageFor(typeof language === 'string' ? language : null);
    },
    actorOf: (memberId) => people.actorOf(memberId),
    async setUp(company) {
      const connected = await people.connectWorkspace({
        platform: 'playground',
        externalId: company.externalId,
        name: company.name,
        timeZone: company.timeZone,
        members: company.people.map(({ role, ...person }) => ({ ...person, isAdmin: role === 'admin' })),
        places: company.places,
        championExternalId: company.people.find(({ role }) => role === 'champion')?.externalId,
      });
      organisationId = connected.organisationId;
      places = company.places.flatMap(({ externalId, name }) => {
        const id = connected.placeIds.get(externalId);
        return id ? [{ id, name }] : [];
      });
    },
  };
}
