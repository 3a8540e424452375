/** Reads the values of an event's lines: texts, dates with their zones, lengths. Pure. */
import { Temporal } from 'temporal-polyfill';
import { dayNumberOf } from '../../kernel/time/calendar-date.js';
import type { WallTime } from '../dates/recurrence.js';
import type { Block, ContentLine } from './content-lines.js';

const lineOf = (block: Block, name: string): ContentLine | undefined => block.lines.find((line) => line.name === name);

/** The value of a property, without its escapes; empty: it has none. */
export function textIn(block: Block, name: string): string {
  const line = lineOf(block, name);
  return line
    ? textOf(line)
        .replace(/\\(.)/gsu, (_, sign: string) => (/n/iu.test(sign) ? '\n' : sign))
        .trim()
    : '';
}

/** The values of all lines with this name, apart by their commas. @param isWhole a comma parts nothing */
export function valuesIn(block: Block, name: string, { isWhole = false } = {}): readonly string[] {
  return block.lines
    .filter((line) => line.name === name)
    .map((line) => textOf(line).trim())
    .flatMap((value) => (isWhole ? [value] : value.split(',')))
    .filter(Boolean);
}

/** Behind the first colon that stands in no quotation marks. */
function textOf({ name, text }: ContentLine): string {
  const rest = text.slice(name.length);
  if (!rest.includes('"')) return rest.slice(rest.indexOf(':') + 1);
  const [parameters = ''] = /^(?:[^":]|"[^"]*")*:/u.exec(rest) ?? [];
  return rest.slice(parameters.length);
}

/** A property with a time or with several. */
export interface TimeLine {
  /** As the calendar names it; null: UTC where a value ends with Z, else the calendar’s own. */
  readonly tzid: string | null;
  /** RANGE: `onwards` is THISANDFUTURE; null: it is about one date. */
  readonly range: 'onwards' | 'other' | null;
  readonly values: readonly string[];
}

/**
 * Of all lines with this name. Names of zones with colons and commas in them, `(UTC+01:00) Amsterdam, Berlin`, are read
 * with and without their quotation marks: the values are what stands at the end.
 */
export function timesIn(block: Block, name: string): readonly TimeLine[] {
  return block.lines
    .filter((line) => line.name === name)
    .map(({ text }) => {
      const at = text.search(/:\s*\d{4}-?\d{2}-?\d{2}(?!\d*[^\d,TZ:;/.PWDHMS+\s-])/iu);
      const colon = at < 0 ? text.lastIndexOf(':') : at;
      const [parameters, value] = [text.slice(0, colon), text.slice(colon + 1)];
      const [, quoted, bare] = /;TZID=(?:"([^"]*)"|(.*?))(?=;[A-Z-]+=|$)/isu.exec(parameters) ?? [];
      const tzid = (quoted ?? bare ?? '').trim();
      return {
        tzid: tzid === '' ? null : tzid,
        range: /;RANGE="?THISANDFUTURE/iu.test(parameters) ? 'onwards' : /;RANGE=/iu.test(parameters) ? 'other' : null,
        values: value.split(',').map((each) => each.trim()),
      };
    });
}

/** A date, or a time on the wall. */
export interface ReadTime extends WallTime {
  readonly isDate: boolean;
  readonly isUtc: boolean;
}

const pattern = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(Z)?)?(?:\/.*)?$/iu;

/** `20261207`, `20261207T100000Z`, the beginning of a period. null: it is none. */
export function readWall(value: string): ReadTime | null {
  const [, year, month, date, hour, minute, , zulu] = pattern.exec(value.trim()) ?? [];
  const day = dayNumberOf([year, month, date].join('-'));
  if (day === null || Number(hour ?? 0) > 24 || Number(minute ?? 0) > 59) return null;
  return {
    day,
    minutes: Number(hour ?? 0) * 60 + Number(minute ?? 0),
    isDate: hour === undefined,
    isUtc: zulu !== undefined,
  };
}

/** `PT45M`, `P1W`; 0: it is none. */
export function lengthMsIn(block: Block): number {
  const text = textIn(block, 'DURATION').replace(/^[+]/u, '');
  try {
    const length = Temporal.Duration.from(text);
    if (length.years || length.months) return 0;
    return Math.max(0, length.total({ unit: 'milliseconds', relativeTo: '1970-01-01' }));
  } catch {
    return 0;
  }
}
