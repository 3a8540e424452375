/** Which names of time zones are known, and what was probably meant: for settings, commands and sign-up. */

import { distance } from 'fastest-levenshtein';
import { Temporal } from 'temporal-polyfill';
import { InvalidInput } from '../errors.js';
import { say } from '../language/say.js';
import { longestNotation } from '../long-text.js';

/** Whether `name` is a zone of the IANA database, in any case. Bare offsets (`+05:30`) are not: they know no summer time. */
export function isKnownZone(name: string): boolean {
  return canonicalCase(name) !== null;
}

/**
 * What a person typed as a zone, in the database's spelling: `europe/london` gives `Europe/London`.
 * @throws InvalidInput `time.unknownZone` on `field`, naming the nearest
 */
export function parseZone(typed: string, field: string): string {
  const zone = canonicalCase(typed.trim().replaceAll(' ', '_'));
  if (zone !== null) return zone;
  const guess = nearestZone(typed.trim());
  const hint = guess
    ? say('Did you mean {meant}?', { meant: guess })
    : say('Write it as continent and city, for example Europe/London.');
  const unknown = say('There is no time zone called “{zone}”.', { zone: [...typed.trim()].slice(0, 60).join('') });
  throw InvalidInput.field('time.unknownZone', field, `${unknown} ${hint}`);
}

/** By what was written; only zones that exist, so it can't grow beyond a few hundred. Asking anew takes some 10 µs. */
const spellings = new Map<string, string>();

function canonicalCase(name: string): string | null {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    const zone = new Temporal.ZonedDateTime(0n, name).timeZoneId;
    if (zone === name) spellings.set(name, zone);
    return zone;
  } catch {
    return null;
  }
}

/** People type the city alone more often than they misspell the whole, so both are compared. */
function nearestZone(typed: string): string | null {
  if (typed.length > longestNotation) return null;
  const wanted = typed.toLowerCase().replaceAll(' ', '_');
  let best: { zone: string; off: number } | null = null;
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const name = zone.toLowerCase();
    const off = Math.min(distance(wanted, name), distance(wanted, name.slice(name.lastIndexOf('/') + 1)));
    if (!best || off < best.off) best = { zone, off };
  }
  return best && best.off <= Math.max(1, wanted.length / 3) ? best.zone : null;
}
