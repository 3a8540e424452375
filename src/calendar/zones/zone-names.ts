/**
 * Finds the IANA zone behind the names that calendars give: Windows names (CLDR's windowsZones, by windows-iana), the
 * labels of Windows' list of zones in any language, Exchange's numbers, and names as people of a country say them.
 */
import { isKnownZone } from '../../kernel/time/zone.js';
import { citiesIn } from './city-names.js';
import { windowsZone, worldZones } from './windows-zones.js';
import { agreed, minutesAhead, seasons, standardMinutes } from './zone-clocks.js';

/** `Europe/London`, also behind a maker’s prefix: `/mozilla.org/20050126_1/Europe/London`. null: no such place. */
export function zoneOfPlace(name: string): string | null {
  const parts = name.replaceAll(' ', '_').split('/').filter(Boolean);
  if (parts.length < 2) return placeWithDash(name);
  return [parts.join('/'), parts.slice(-3).join('/'), parts.slice(-2).join('/')].find(isKnownZone) ?? null;
}

/** `Europe-London`: in addresses and file names a slash can't stand. */
function placeWithDash(name: string): string | null {
  const place = name.trim().replace('-', '/');
  return /^[A-Z][a-z]+\/[A-Z]/u.test(place) && isKnownZone(place) ? place : null;
}

/**
 * The zone that a name without a place means: `W. Europe Standard Time`, `(UTC+01:00) Amsterdam, Berlin, Bern, Rom`,
 * `Mitteleuropäische Zeit`, `EST`. null: nobody knows it, or it means zones whose clocks differ.
 */
export function zoneOfName(typed: string, now: Date): string | null {
  const name = typed
    .replace(/^["']|["']$/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  // Outlook numbers its second definition of a zone.
  const bare = name.replace(/(?:[ _-]|\()\d{1,2}\)?$/u, '');
  // What states how far it lies ahead of UTC is never a zone that lies elsewhere.
  const [, stated = '', rest = ''] = /^\(((?:UTC|GMT)[^)]*)\) ?(\S.*)$/iu.exec(name) ?? [];
  const minutes = offsetIn(stated);
  if (minutes !== null) return labelZone(rest, minutes, now);
  if (offsetIn(name) === 0) return 'Etc/UTC';
  return (
    windowsZone(name) ??
    windowsZone(bare) ??
    // French for “East”, and not the abbreviation.
    (/^Est(?: \(|$)/u.test(name) ? 'America/New_York' : null) ??
    (isKnownZone(name) ? name : null) ??
    agreed(citiesIn(name), now) ??
    localZone(name, now) ??
    (bare === name ? null : localZone(bare, now))
  );
}

/** Minutes that `UTC+01:00`, `GMT-5` or `+0530` lie ahead of UTC; null: it is no such name. */
export function offsetIn(name: string): number | null {
  const [, sign, hours, minutes = '0'] =
    /^\(?(?:UTC|GMT)?\s*([+\-−])(\d{1,2})(?::?(\d{2}))?\)?$/iu.exec(name.trim()) ?? [];
  if (/^(?:Z|UTC|GMT|\(UTC\)|tzone:\/\/Microsoft\/Utc)$/iu.test(name.trim())) return 0;
  if (!sign || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes)) || 0;
}

/** `Eastern Time (US & Canada)`, `Amsterdam, Berlin, Bern, Rom, Stockholm, Wien`, of what lies so far ahead of UTC. */
function labelZone(label: string, minutes: number, now: Date): string | null {
  if (northAmericans.test(label) && canadians.test(label)) return northAmerica[minutes / 60] ?? null;
  const isThere = (zone: string | null): zone is string => zone !== null && standardMinutes(zone, now) === minutes;
  const isThereNow = (zone: string | null): zone is string =>
    zone !== null && seasons(now).some((at) => minutesAhead(zone, at) === minutes);
  const named = citiesIn(label);
  const found = agreed(named.filter(isThere), now) ?? agreed(named.filter(isThereNow), now);
  return found ?? [windowsZone(label), localZone(label, now)].find(isThereNow) ?? null;
}

const northAmericans =
  /(?<!\p{L})(?:US|USA|EUA|VS|ABD|U\.S\.|E\.U\.A\.|EE\.?\s?UU\.?|États-Unis|É\.?-\s?U\.?|Stany|Förenta|Forente|США)(?!\p{L})|Yhdysv|Spojené|米国|미국|美国|美國/iu;
const canadians = /[CK]anad|Канад|カナダ|캐나다|加拿大/iu;

const northAmerica: Readonly<Record<number, string>> = {
  [-9]: 'America/Anchorage',
  [-8]: 'America/Los_Angeles',
  [-7]: 'America/Denver',
  [-6]: 'America/Chicago',
  [-5]: 'America/New_York',
};

/** The languages that people write calendars in; a name in another is told as unknown. */
const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'ru',
  'tr',
  'ja',
  'zh',
];
const localNames = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** As Intl writes it in one of the languages: `Mitteleuropäische Zeit`, `heure d’Europe centrale`. */
function localZone(name: string, now: Date): string | null {
  const wanted = folded(name);
  for (const language of languages) {
    const names = localNames.get(language) ?? namesOfZones(language, now);
    localNames.set(language, names);
    const found = agreed(names.get(wanted) ?? [], now);
    if (found) return found;
  }
  return null;
}

const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function namesOfZones(language: string, now: Date): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const year = now.getUTCFullYear();
  for (const timeZone of worldZones) {
    for (const style of ['longGeneric', 'long'] as const) {
      const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: style });
      const winterAndSummer = [Date.UTC(year, 0, 10), Date.UTC(year, 6, 10)].map(
        (at) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '',
      );
      for (const name of new Set(winterAndSummer.map(folded))) {
        const known = names.get(name);
        if (known) known.push(timeZone);
        else names.set(name, [timeZone]);
      }
    }
  }
  return names;
}
