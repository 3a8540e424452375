/** Columns that say the rest of a date: its time of day, its zone. columns.ts finds them, row-item.ts joins them. */
import { fold } from './judge/names.js';
import { partsOf } from './read/date-parts.js';
import { plain } from './read/plain-text.js';
import { zoneMark } from './read/zones.js';

const timeNames =
  /^(?:time|timeofday|uhrzeit|heure|hora|ora|orario|tid|klockslag|klokkeslett?|kellonaika|godzina|saat|tijd|时间|時刻)$/;
const zoneNames =
  /^(?:(?:user|response|local)?(?:time)?zone|tz|timezone(?:name|id)|utcoffset|gmtoffset|zeitzone|fuseauhoraire|zonahoraria|fusohorario|fusoorario|tijdzone|tidszone?|aikavyohyke)$/;

type Cells = readonly string[];

/** @returns the columns of the time and of the zone, in this order, where the dates leave them open */
export function besideDate(header: readonly string[], rows: readonly Cells[], dateAt: number): readonly number[] {
  const valuesOf = (at: number) => rows.map((cells) => plain(cells[at] ?? '')).filter((value) => value !== '');
  const find = (names: RegExp, fits: (value: string) => boolean) =>
    header.flatMap((name, at) => {
      const values = valuesOf(at);
      return at !== dateAt && names.test(fold(name)) && values.length > 0 && values.every(fits) ? [at] : [];
    });
  const isBare = valuesOf(dateAt).every((value) => partsOf(value)?.time === null);
  const times = isBare ? find(timeNames, (value) => /^(?:[AP]M )?\d{1,2}[:.h]\d{2}/i.test(value)) : [];
  return [...times.slice(0, 1), ...find(zoneNames, (value) => zoneMark(value) !== null).slice(0, 1)];
}

/** A date with its time and its zone; the date alone where they do not fit together, as where it names its own zone. */
export function wholeDate([date = '', ...beside]: readonly string[]): string {
  const whole = [date, ...beside].filter((part) => part.trim() !== '').join(' ');
  return date.trim() === '' || partsOf(plain(whole)) === null ? date : whole;
}
