/** The playground's answer to "who is there?": everybody of the made-up company sits in every place. */
import type { Directory } from '../../../chat/directory.js';
import type { Company } from './company.js';

/** The made-up company as a platform's directory. */
export function createDirectory(company: Company): Directory {
  return {
    async person(externalId) {
      const person = company.people.find((one) => one.externalId === externalId);
      return person ? { externalId, name: person.name, timeZone: person.timeZone, locale: 'en' } : null;
    },
    async placeMembers(placeExternalId) {
      const isKnown = company.places.some((place) => place.externalId === placeExternalId);
      return isKnown ? company.people.map((person) => person.externalId) : [];
    },
  };
}
