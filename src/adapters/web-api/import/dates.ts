/** Dates and times as other programs write them. kinds.ts reads with it, date-order.ts finds out which order a file means. */

/** Which comes first in 03/04/2026. */
export const dateOrders = ['day-first', 'month-first'] as const;
/** What comes first in 03/04/2026. */
export type DateOrder = (typeof dateOrders)[number];

const time = String.raw`(?:[T, ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?([AP]\.?M\.?)?)?`;
const zone = String.raw`(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}${zone}$`, 'i');
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${time}${zone}$`, 'i');
const inWords = new RegExp(
  String.raw`^(?:\p{L}{2,9},? )?(?:(\d{1,2})(?:st|nd|rd|th)?[- .]+(\p{L}{3,9})|(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?)[- .,]+(\d{4})${time}${zone}$`,
  'iu',
);
/** Seconds or milliseconds since 1970, from 2001 on. */
const epoch = /^1\d{9}(?:\d{3})?$/;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The instant in ISO 8601, or the date alone where there is no time: whose day it is, the room knows. A time without a
 * zone is UTC. Dots have the day first (03.04.2026), as whoever writes dots means it; slashes and dashes follow `order`.
 * @returns null when it is no date
 */
export function instantIn(typed: string, order: DateOrder): string | null {
  if (epoch.test(typed)) return new Date(Number(typed) * (typed.length === 10 ? 1000 : 1)).toISOString();
  const parts = dayAndRest(typed, order);
  if (parts === null) return null;
  const [year, month, day, ...rest] = parts;
  if (month < 1 || month > 12 || day < 1 || (day > 28 && day > daysIn(year, month))) return null;
  return withTime(`${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`, rest);
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

type Text = string | undefined;

/** Year, month, day; then hour, minute, second, AM or PM, zone as they are written. */
function dayAndRest(typed: string, order: DateOrder): [number, number, number, ...Text[]] | null {
  const iso = yearFirst.exec(typed);
  if (iso) return [Number(iso[1]), Number(iso[3]), Number(iso[4]), ...iso.slice(5)];
  const numbers = yearLast.exec(typed);
  if (numbers) {
    const [, first = '', mark, second = '', year = '', ...rest] = numbers;
    const [day, month] = mark === '.' || order === 'day-first' ? [first, second] : [second, first];
    return [year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day), ...rest];
  }
  const words = inWords.exec(typed);
  if (!words) return null;
  const [, dayBefore, monthBehind, monthBefore, dayBehind, year, ...rest] = words;
  const name = (monthBehind ?? monthBefore ?? '').toLowerCase();
  const month = months.indexOf(name.slice(0, 3)) + 1;
  return [Number(year), month, Number(dayBefore ?? dayBehind), ...rest];
}

function withTime(
  day: string,
  [hour, minute = '00', second = '00', half, zoned = 'Z']: readonly Text[],
): string | null {
  if (hour === undefined) return day;
  const onTwelve = half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  const isTime = onTwelve < 24 && Number(minute) < 60 && Number(second) < 60 && !(half && Number(hour) > 12);
  const offset = /^[+-]/.test(zoned) ? zoned.replace(/(\d{2}):?(\d{2})$/, '$1:$2') : 'Z';
  return isTime ? `${day}T${twoDigits(onTwelve)}:${minute}:${second}${offset}` : null;
}

/** What a date says about the order of its file: one, either (`open`), or nothing. */
export function orderIn(typed: string): DateOrder | 'open' | null {
  const [, first = '', mark, second = ''] = yearLast.exec(typed) ?? [];
  if (mark === undefined || mark === '.' || first === second) return null;
  if (Number(first) > 12) return 'day-first';
  return Number(second) > 12 ? 'month-first' : 'open';
}
