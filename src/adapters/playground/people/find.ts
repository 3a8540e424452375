/** Finds the people and places that a request names, by id or by the name that a script would type. */
import type { Actor, PlaceRef } from '../../../kernel/person.js';
import { noSuchThing, type Problem } from '../../http/problem.js';
import type { PlaygroundPeople } from '../ports.js';

/** Finds who and what a request names. */
export interface Finder {
  /** @throws Problem naming `field` and who there is. */
  person(typed: string, field: string): Promise<Actor>;
  /** @throws Problem naming `field` and which places there are. */
  place(typed: string, field: string): Promise<PlaceRef>;
  /** A member's name; a stand-in when they are not there any more. */
  nameOf(memberId: string): Promise<string>;
}

/** Finds people and places by id or by name. */
export function createFinder(people: PlaygroundPeople): Finder {
  return {
    async person(typed, field) {
      // Of this company alone: beside it there may be a real one, whose members' ids somebody may know.
      const members = await people.members();
      const member = members.find(({ id, handle }) => id === typed.toLowerCase() || handle === bare(typed));
      const actor = member && (await people.actorOf(member.id));
      if (actor) return actor;
      throw unknown(
        field,
        `nobody “${cut(typed)}”`,
        members.map((one) => one.handle),
      );
    },
    async place(typed, field) {
      const places = await people.places();
      const place = places.find((one) => one.id === typed) ?? places.find((one) => one.name === bare(typed));
      if (place) return place;
      throw unknown(
        field,
        `no place “${cut(typed)}”`,
        places.map((one) => one.name),
      );
    },
    async nameOf(memberId) {
      const members = await people.members();
      return members.find((one) => one.id === memberId)?.name ?? 'somebody who left';
    },
  };
}

const bare = (typed: string) => typed.replace(/^[@#]/, '').toLowerCase();
const cut = (typed: string) => (typed.length > 40 ? `${typed.slice(0, 40)}…` : typed);

function unknown(field: string, what: string, known: readonly string[]): Problem {
  const sentence = `There is ${what} here. Known are ${known.join(', ')}, by these names or by their ids.`;
  return noSuchThing('playground.unknown', field, sentence);
}
