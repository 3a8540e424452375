/** Channels whose names platforms keep to themselves: kept under words of ours, which each reads in their language. */
import { phrase, say } from '../kernel/language/say.js';
import type { PlaceRef } from '../kernel/person.js';

/** What such a channel is called where it is kept. */
export const namelessPlaces = {
  slack: phrase('private channel'),
  teams: phrase('a Teams channel'),
  /** The first channel of each team: Teams names it in the language of whoever looks. */
  general: phrase('General'),
} as const;

const ours: ReadonlySet<string> = new Set(Object.values(namelessPlaces));

/** The place by its own name, or by ours in the reader's language. */
export const placeToShow = (place: PlaceRef): PlaceRef =>
  ours.has(place.name) ? { ...place, name: say(place.name) } : place;
