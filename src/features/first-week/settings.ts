/** What an organisation sets for whoever is new. */
import { phrase } from '../../kernel/language/say.js';
import { placeSetting, type Setting } from '../people/index.js';

/** Whoever joins there gets the first week. */
export const newcomersPlaceId = placeSetting(
  { name: 'newcomers-place', key: 'newcomersPlaceId', label: phrase('Who joins there gets to know our customers') },
  phrase('nobody gets it by joining'),
);

/** What this room lets an organisation set. */
export const firstWeekSettings: readonly Setting[] = [newcomersPlaceId];
