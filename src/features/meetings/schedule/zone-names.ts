/**
 * Finds the IANA zone behind the names that calendars give: Windows names (CLDR's windowsZones, by windows-iana), the
 * labels of Windows' list of zones in any language, Exchange's numbers, and names as people of a country say them.
 */
import { Temporal } from 'temporal-polyfill';
import { IANA_ALIAS_MAP, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { isKnownZone } from '../../../kernel/time/zone.js';

/** CLDR's zone for the world of each Windows name, in small letters. */
const windowsZones = new Map(
  WINDOWS_TO_IANA_MAP.flatMap(({ windowsName, territory, iana }) =>
    territory === '001' && iana[0] ? [[windowsName.toLowerCase(), iana[0]]] : [],
  ),
);
/** One zone for each way in which clocks go today. */
export const worldZones: readonly string[] = [...new Set(windowsZones.values())];

/** `Europe/London`, also behind a maker’s prefix: `/mozilla.org/20050126_1/Europe/London`. null: no such place. */
export function zoneOfPlace(name: string): string | null {
  const parts = name.replaceAll(' ', '_').split('/').filter(Boolean);
  if (parts.length < 2) return null;
  return [parts.join('/'), parts.slice(-3).join('/'), parts.slice(-2).join('/')].find(isKnownZone) ?? null;
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
  return (
    windowsZone(name) ??
    windowsZone(bare) ??
    russianZone(name) ??
    labelZone(name, now) ??
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

/** `Pacific Standard Time`, also as `Pacific Time (US & Canada)` and `Pacific`. */
function windowsZone(name: string): string | null {
  const key = name.toLowerCase();
  const stem = key.replace(/\s*\(.*\)$/u, '').replace(/ (?:standard |daylight |summer )?time$/u, '');
  return windowsZones.get(key) ?? windowsZones.get(`${stem} standard time`) ?? null;
}

/** `RTZ 2 (зима)`: Russia’s zones by their numbers. */
function russianZone(name: string): string | null {
  const [, number] = /^RTZ (\d{1,2})\b/u.exec(name) ?? [];
  return number && Number(number) >= 1 && Number(number) <= 11 ? `Etc/GMT-${Number(number) + 1}` : null;
}

/** `(UTC-05:00) Eastern Time (US & Canada)`, `(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien`. */
function labelZone(name: string, now: Date): string | null {
  const [, stated, rest = ''] = /^\(((?:UTC|GMT)[^)]*)\)\s*(.+)$/iu.exec(name) ?? [];
  if (stated === undefined) return null;
  const minutes = offsetIn(stated);
  if (minutes === null) return null;
  if (/(?<!\p{L})(?:US|USA|U\.S\.|EE\.?\s?UU\.?|États-Unis|É\.?-\s?U\.?)(?!\p{L}).*\b[CK]anad/iu.test(rest))
    return northAmerica[minutes / 60] ?? null;
  const named = citiesIn(rest).filter((zone) => standardMinutes(zone, now) === minutes);
  return agreed(named, now) ?? windowsZone(rest) ?? localZone(rest, now);
}

const northAmerica: Readonly<Record<number, string>> = {
  [-9]: 'America/Anchorage',
  [-8]: 'America/Los_Angeles',
  [-7]: 'America/Denver',
  [-6]: 'America/Chicago',
  [-5]: 'America/New_York',
};

let cities: ReadonlyMap<string, string> | null = null;

/** The zones of all cities that a list names; those that it does not know are left out. */
function citiesIn(list: string): readonly string[] {
  cities ??= new Map(
    IANA_ALIAS_MAP.flatMap(({ alias }) => alias).map((zone) => [
      zone.slice(zone.lastIndexOf('/') + 1).toLowerCase(),
      zone,
    ]),
  );
  return list
    .split(/[,،、;]/u)
    .map((city) => city.replace(/^.*:/u, '').trim().replaceAll(' ', '_').toLowerCase())
    .flatMap((city) => cities?.get(city) ?? [])
    .filter(isKnownZone);
}

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

const minuteNs = 60_000_000_000;

/** Minutes that the zone lies ahead of UTC. */
export function minutesAhead(timeZone: string, instantMs: number): number {
  const at = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
  return at.offsetNanoseconds / minuteNs;
}

function standardMinutes(zone: string, now: Date): number {
  return Math.min(...seasons(now).map((at) => minutesAhead(zone, at)));
}

/** Every month of two years. */
function seasons(now: Date): readonly number[] {
  return Array.from({ length: 24 }, (_, month) => Date.UTC(now.getUTCFullYear(), month, 15));
}

/** The first of them, when all their clocks go alike. */
export function agreed(zones: readonly string[], now: Date): string | null {
  const [first, ...others] = zones;
  if (first === undefined) return null;
  const alike = others.every((zone) => seasons(now).every((at) => minutesAhead(zone, at) === minutesAhead(first, at)));
  return alike ? first : null;
}

/** Exchange's numbers of zones (CdoTimeZoneId), from 0. */
const cdoZones = `Etc/UTC Europe/London Europe/Lisbon Europe/Paris Europe/Berlin Europe/Bucharest Europe/Prague
  Europe/Athens America/Sao_Paulo America/Halifax America/New_York America/Chicago America/Denver America/Los_Angeles
  America/Anchorage Pacific/Honolulu Pacific/Midway Pacific/Auckland Australia/Brisbane Australia/Adelaide Asia/Tokyo
  Asia/Singapore Asia/Bangkok Asia/Kolkata Asia/Muscat Asia/Tehran Asia/Baghdad Asia/Jerusalem America/St_Johns
  Atlantic/Azores Etc/GMT+2 Atlantic/Reykjavik America/Argentina/Buenos_Aires America/Caracas
  America/Indiana/Indianapolis America/Bogota America/Regina America/Mexico_City America/Phoenix Etc/GMT+12 Pacific/Fiji
  Asia/Magadan Australia/Hobart Pacific/Guam Australia/Darwin Asia/Shanghai Asia/Almaty Asia/Karachi Asia/Kabul
  Africa/Cairo Africa/Harare Europe/Moscow`.split(/\s+/u);

/** The zone with this number of Exchange's (X-MICROSOFT-CDO-TZID). */
export function zoneOfNumber(number: string): string | null {
  return /^\d+$/u.test(number) ? (cdoZones[Number(number)] ?? null) : null;
}
