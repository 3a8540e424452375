/** Dates and times as other programs write them: one reader for scores and feedback. date-parts.ts takes them apart. */
import { dayNumberOf } from '../../../../kernel/time/calendar-date.js';
import { firstInstantAt } from '../../../../kernel/time/local-day.js';
import { type DateParts, type PartsOfTime, partsOf } from './date-parts.js';
import { plain } from './plain-text.js';
import type { ZoneMark } from './zones.js';

/** Which comes first in 03/04/2026. */
export const dateOrders = ['day-first', 'month-first'] as const;
/** What comes first in 03/04/2026. */
export type DateOrder = (typeof dateOrders)[number];

/** How the dates of one column are read. */
export interface DateStyle {
  readonly order: DateOrder;
  /** Of times that name no zone: the column's own, else the plan's or the organisation's. */
  readonly zone: ZoneMark;
}

/** Seconds or milliseconds since 1970, from 2001 on. */
const epoch = /^1\d{9}(?:\d{3})?$/;
/** Days since the end of 1899, as Excel counts them: 2000 to 2099. */
const serial = /^(?:3[6-9]|[4-6]\d|7[0-2])\d{3}(?:[.,]\d{1,12})?$/;
/** In characters. */
const longestDate = 120;
const dayMs = 86_400_000;

/**
 * The instant in ISO 8601, UTC, or the date alone where there is no time: whose day it is, the room knows.
 * @returns null when it is no date
 */
export function instantIn(typed: string, { order, zone }: DateStyle): string | null {
  // Longer texts are no date, and would take long to look at.
  if (typed.length > longestDate) return null;
  const text = plain(typed);
  if (epoch.test(text)) return new Date(Number(text) * (text.length === 10 ? 1000 : 1)).toISOString();
  if (serial.test(text)) return ofSerial(Number(text.replace(',', '.')), zone);
  const parts = partsOf(text);
  if (parts === null) return null;
  const date = dateOf(parts, order);
  if (date === null || dayNumberOf(date) === null) return null;
  return parts.time === null ? date : momentOf(date, parts.time, zone);
}

function dateOf({ year, month, day, first, second, mark }: DateParts, order: DateOrder): string | null {
  if (first === undefined || second === undefined) return isoDate(year, month, day);
  // 03.04.2026: whoever writes dots has the day first, unless that can't be.
  const isDayFirst = mark === '.' ? second <= 12 : order === 'day-first';
  return isDayFirst ? isoDate(year, second, first) : isoDate(year, first, second);
}

function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

function ofSerial(days: number, zone: ZoneMark): string {
  const minutes = Math.round((days % 1) * 1440);
  const date = new Date((Math.floor(days) - 25_569) * dayMs).toISOString().slice(0, 10);
  if (minutes === 0) return date;
  return momentOf(date, { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, zone: null }, zone);
}

function momentOf(date: string, { hour, minute, second, zone }: PartsOfTime, usual: ZoneMark): string {
  const mark = zone ?? usual;
  const minutes = hour * 60 + minute;
  if (typeof mark === 'number') return at(Date.parse(`${date}T00:00:00Z`) + (minutes - mark) * 60_000, second);
  // Clocks change at a quarter of an hour: what is kept of a zone then serves every minute of it.
  const quarter = minutes - (minutes % 15);
  const start = firstInstantAt(mark, dayNumberOf(date) ?? 0, quarter);
  return at(start + (minutes - quarter) * 60_000, second);
}

const at = (ms: number, second: number): string => new Date(ms + second * 1000).toISOString().replace('.000Z', 'Z');

/** What a date says about the order of its file: one, either (`open`), or nothing. */
export function orderIn(typed: string): DateOrder | 'open' | null {
  const { first, second, mark } = typed.length > longestDate ? {} : (partsOf(plain(typed)) ?? {});
  if (first === undefined || second === undefined || first === second) return null;
  if (first > 12) return 'day-first';
  if (second > 12) return 'month-first';
  return mark === '.' ? null : 'open';
}
