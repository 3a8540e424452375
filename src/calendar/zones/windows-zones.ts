/**
 * The zones that Windows and Exchange know, by their English names (CLDR's windowsZones, by windows-iana) and numbers, and
 * by the names that Windows in another language leaves half in English: `Hora estándar romance`, `Eastern Normalzeit`.
 */
import { WINDOWS_TO_IANA_MAP } from 'windows-iana';

/** Places whose clocks have moved away since that list was made; CLDR names others now. */
const movedAway: Readonly<Record<string, string>> = {
  'mountain standard time (mexico)': 'America/Mazatlan',
  'central asia standard time': 'Asia/Bishkek',
};

/** CLDR's zone for the world of each Windows name, in small letters. */
const windowsZones: ReadonlyMap<string, string> = new Map([
  ...WINDOWS_TO_IANA_MAP.flatMap(({ windowsName, territory, iana }): [string, string][] =>
    territory === '001' && iana[0] ? [[windowsName.toLowerCase(), iana[0]]] : [],
  ),
  ...Object.entries(movedAway),
]);

/** One zone for each way in which clocks go today. */
export const worldZones: readonly string[] = [...new Set(windowsZones.values())];

/** `Pacific Standard Time`, also as `Pacific Time (US & Canada)`, `Pacific` and `Pacific, normaltid`. null: it is none. */
export function windowsZone(name: string): string | null {
  const key = name.toLowerCase();
  const stem = key.replace(/\s*\(.*\)$/u, '').replace(/ (?:standard |daylight |summer )?time$/u, '');
  return (
    windowsZones.get(key) ??
    windowsZones.get(`${stem} standard time`) ??
    windowsZones.get(`${localStem(key)} standard time`) ??
    russianZone(name)
  );
}

/** What other languages put around a zone's name: “standard time”, “summer time”, “zone”. */
const timeWords = new Set(
  `standard daylight summer time hora horario horaria estandar verano invierno de del da do la padrao oficial
  verao heure normale standard d ete hiver fuso ora solare legale zeit normalzeit sommerzeit winterzeit standaardtijd
  zomertijd wintertijd tijd tid normaltid sommartid sommertid vinteridtid standardtid normaaliaika kesaaika aika czas
  standardowy stand letni bezny cas letni standart saati yaz`.split(/\s+/u),
);
/** Directions of which no place but North America's zones is named, and Windows' own “Romance”. */
const stems: ReadonlyMap<string, string> = new Map(
  Object.entries({
    romanische: 'romance',
    pacifico: 'pacific',
    pacifique: 'pacific',
    este: 'eastern',
    orientale: 'eastern',
  }),
);

/** `hora estándar romance`: `romance`; what is not wholly a name and words for time stays as it is. */
function localStem(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !timeWords.has(word));
  const [word = ''] = words;
  return words.length === 1 ? (stems.get(word) ?? word) : words.join(' ');
}

/** `RTZ 2 (зима)`: Russia’s zones by their numbers. */
function russianZone(name: string): string | null {
  const [, number] = /^RTZ (\d{1,2})\b/u.exec(name) ?? [];
  return number && Number(number) >= 1 && Number(number) <= 11 ? `Etc/GMT-${Number(number) + 1}` : null;
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
