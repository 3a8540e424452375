/** Takes a written date apart into numbers, in whatever order and language it was written. dates.ts asks. */
import { longestNotation } from '../../../../kernel/long-text.js';
import { isWeekday, monthNamed } from './month-names.js';
import { type ZoneMark, zoneMark } from './zones.js';

export interface PartsOfTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** null: it names none. */
  readonly zone: ZoneMark | null;
}

export interface DateParts {
  readonly year: number;
  /** 0 where `first` and `second` are day and month in an order that the file decides. */
  readonly month: number;
  readonly day: number;
  readonly first?: number;
  readonly second?: number;
  readonly mark?: string;
  readonly time: PartsOfTime | null;
}

const yearFirst = /^(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)\.?(.*)$/;
const yearLast = /^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)\.?(.*)$/;
const compact = /^(20\d{2})(0[1-9]|1[0-2])([0-3]\d)(?:[T ]?(\d{2})(\d{2})(\d{2})?(Z?))?$/;

/** @param text plain, see plain-text.ts @returns null when it is no date */
export function partsOf(text: string): DateParts | null {
  if (text.length > longestNotation) return null;
  const written = withLatinMarks(text);
  const short = compact.exec(written);
  if (short) return ofCompact(short);
  const bare = written.replace(/^\p{L}{2,14}\.?,? (?=\d)/u, (word) =>
    isWeekday(word.replace(/[ ,.]+$/, '')) ? '' : word,
  );
  const iso = yearFirst.exec(bare);
  if (iso) return withTime({ year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) }, iso[5]);
  const numbers = yearLast.exec(bare);
  if (numbers) {
    const [, first, mark, second, year = '', rest] = numbers;
    return withTime(
      { year: fullYear(year), month: 0, day: 0, first: Number(first), second: Number(second), mark },
      rest,
    );
  }
  return /\p{L}/u.test(written) && written.length <= 80 ? inWords(written) : null;
}

/** 2026年10月5日 and 2026년 10월 5일 as 2026-10-05, their morning and afternoon as AM and PM. */
function withLatinMarks(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text
    .replace(/(\d)\s?[年년]\s?(\d)/gu, '$1-$2')
    .replace(/(\d)\s?[月월]\s?(\d)/gu, '$1-$2')
    .replace(/(\d)\s?[日일]/gu, '$1 ')
    .replace(/上午|午前|오전|(?<![\p{L}])ص(?![\p{L}])|π\.?\s?μ\.?/gu, ' AM ')
    .replace(/下午|午後|오후|(?<![\p{L}])م(?![\p{L}])|μ\.?\s?μ\.?/gu, ' PM ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

function ofCompact([, year, month, day, hour, minute, second = '0', zone]: RegExpExecArray): DateParts {
  const time = hour === undefined ? null : clock([hour, minute, second], null, zone === 'Z' ? 0 : null);
  return { year: Number(year), month: Number(month), day: Number(day), time: time ?? null };
}

/** Between a date and its time: `T`, a comma, or "at" in some language. */
const between = /^(?:[T,]|\s|(?:at|um|à|klo|kl\.?|ore|alle|a las|às|las|o|v|om|u)\s)+/i;
/** And not the first letters of America/New_York. */
const half = String.raw`([AP])\.?\s?M(?![A-Za-z])\.?`;
const timeShape = new RegExp(
  String.raw`^(?:${half}\s?)?(\d{1,2})(?:[:.h]\s?(\d{2}))?(?:[:.m](\d{2})(?:[.,:]\d{1,9})?)?s?\s?(?:${half})?(?:\s?(?:Uhr|h))?\s?(.*)$`,
  'i',
);

function withTime(date: Omit<DateParts, 'time'>, rest = ''): DateParts | null {
  const typed = rest.replace(between, '').trim();
  if (typed === '') return { ...date, time: null };
  const [, before, hour, minute, second, behind, zone = ''] = timeShape.exec(typed) ?? [];
  const halfOfDay = before ?? behind ?? null;
  if (hour === undefined || (minute === undefined && halfOfDay === null)) return null;
  const mark = zoneAt(zone);
  if (mark === undefined) return null;
  const time = clock([hour, minute, second], halfOfDay, mark);
  return time && { ...date, time };
}

/** undefined: something stands there that is no zone. `GMT+0200 (Central European Summer Time)`: the name is left out. */
function zoneAt(typed: string): ZoneMark | null | undefined {
  const [, inBrackets] = /\[([^\]]+)\]$/.exec(typed) ?? [];
  const bare = typed.replace(/(?<=\S)\s?(?:\([^)]*\)|\[[^\]]*\])$/, '').trim();
  if (bare === '') return inBrackets === undefined ? null : (zoneMark(inBrackets) ?? undefined);
  return zoneMark(bare) ?? undefined;
}

function clock(
  [hour = '0', minute = '0', second = '0']: readonly (string | undefined)[],
  halfOfDay: string | null,
  zone: ZoneMark | null,
): PartsOfTime | null {
  const onTwelve = halfOfDay === null ? Number(hour) : (Number(hour) % 12) + (/p/i.test(halfOfDay) ? 12 : 0);
  if (onTwelve > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (halfOfDay !== null && (Number(hour) > 12 || Number(hour) === 0) && !/^0+$/.test(hour)) return null;
  return { hour: onTwelve, minute: Number(minute), second: Number(second), zone };
}

const clockInWords =
  /(?:([AP])\.?\s?M\.?\s)?(?<![\d.])(\d{1,2})(?:[:h](\d{2})(?:[:m](\d{2})(?:[.,]\d{1,9})?)?|\.(\d{2})(?=\s|$))s?(?:\s?([AP])\.?\s?M\b\.?)?/i;
const offsetBehind = /^\s*(?:(?:GMT|UTC)\s?)?[-+\u2212]\d{1,2}:?(?:\d{2})?(?!\d)|^\s*(?:GMT|UTC)\b/i;
/** What stands in dates beside their numbers and names, in the languages of month-names.ts. */
const smallWords = new Set(
  ['de', 'del', 'of', 'the', 'at', 'um', 'uhr', 'à', 'a', 'às', 'las', 'klo', 'kl', 'ore', 'alle', 'den', 'der', 'am']
    .concat(['le', 'el', 'il', 'do', 'o', 'v', 'om', 'op', 'г', 'года', 'р', 'року', 'm', 'd', 't', 'th', 'st', 'nd'])
    .concat(['rd', 'er', 'ère', 'on', 'h', 'dia', 'день', 'ώρα', 'στις', 'i']),
);

/** `5 October 2026 9:14 AM`, `keskiviikko 4. marraskuuta 2026 klo 9.14`, `Mon Oct 05 2026 09:14:40 GMT+0200 (…)`. */
function inWords(text: string): DateParts | null {
  const whole = text.replace(/\s?\([^)]*\)$/, '');
  const found = clockInWords.exec(whole);
  const behind = found ? whole.slice(found.index + found[0].length) : '';
  const [offset = ''] = found ? (offsetBehind.exec(behind) ?? []) : [];
  const rest = found ? `${whole.slice(0, found.index)} ${behind.slice(offset.length)}` : whole;
  const read = readWords(rest.replace(/(\d)(?:st|nd|rd|th|er|ère|[ºª.])(?![\p{L}\d])/giu, '$1 '));
  if (read === null) return null;
  const zone = offset === '' ? read.zone : zoneMark(offset.trim());
  if (!found) return zone === null && read.half === null ? { ...read.date, time: null } : null;
  const [, before, hour, minute, second, minuteBehindDot, after] = found;
  const time = clock([hour, minute ?? minuteBehindDot, second], before ?? after ?? read.half, zone);
  return time && { ...read.date, time };
}

interface Words {
  readonly date: Omit<DateParts, 'time'>;
  readonly zone: ZoneMark | null;
  readonly half: string | null;
}

function readWords(text: string): Words | null {
  const months: string[] = [];
  const numbers: string[] = [];
  let zone: ZoneMark | null = null;
  let halfOfDay: string | null = null;
  for (const token of text.match(/[\p{L}][\p{L}\p{M}.’'/_]*|\d+/gu) ?? []) {
    const word = token.replace(/[.’']+$/, '');
    const month = monthNamed(word);
    const mark = /^[A-Z]{2,5}$|^[A-Z][a-z]+\//.test(token) ? zoneMark(token) : null;
    if (/^\d+$/.test(token)) numbers.push(token);
    else if (month !== undefined) months.push(word);
    else if (mark !== null) zone = mark;
    else if (/^[ap]\.?m$/i.test(word)) halfOfDay = word;
    else if (!isWeekday(word) && !smallWords.has(word.toLowerCase())) return null;
  }
  const date = dateFrom(months.length > 1 ? months.filter((word) => !isWeekday(word)) : months, numbers);
  return date && { date, zone, half: halfOfDay };
}

function dateFrom(months: readonly string[], numbers: readonly string[]): Omit<DateParts, 'time'> | null {
  const [name, second] = months;
  const [one, other, more] = numbers;
  if (name === undefined || second !== undefined || one === undefined || other === undefined || more !== undefined)
    return null;
  const [year, day] = one.length === 4 ? [one, other] : [other, one];
  const month = monthNamed(name) ?? 0;
  const isDate = month > 0 && day.length <= 2 && (year.length === 4 || year.length === 2);
  return isDate ? { year: fullYear(year), month, day: Number(day) } : null;
}
