/** Reads a recurrence rule (RRULE) as a calendar writes it. Pure; on which dates it recurs is rules/recurrence.ts's answer. */
import type { Recurrence } from '../dates/recurrence.js';
import type { RuleFault } from '../dates/unread.js';
import { type ReadTime, readWall } from './read-values.js';

export interface ReadRule {
  readonly rule: Recurrence;
  /** null: no end by date. */
  readonly until: ReadTime | null;
}

const frequencies: Readonly<Record<string, Recurrence['frequency']>> = {
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
  YEARLY: 'yearly',
};
const tooFrequent: Readonly<Record<string, RuleFault>> = { SECONDLY: 'second', MINUTELY: 'minute', HOURLY: 'hour' };
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Times of one day: a meeting an hour is more than enough. */
const timesADay = 24;

/** `FREQ=WEEKLY;BYDAY=TU;UNTIL=20270427T163000Z`. */
export function readRule(text: string): ReadRule | RuleFault {
  const parts = new Map(
    text
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=').map((piece) => piece.trim()) as [string, string?])
      .map(([name, value]) => [name, value ?? '']),
  );
  const typed = parts.get('FREQ') ?? '';
  const frequency = frequencies[typed];
  if (!frequency) return tooFrequent[typed] ?? 'sense';
  if (parts.get('BYWEEKNO')) return 'week';
  const numbers = (name: string, limit: number): readonly number[] | null => numbersIn(parts.get(name), limit);
  const weekdays = weekdaysIn(parts.get('BYDAY'));
  const lists = {
    months: numbers('BYMONTH', 12),
    monthDays: numbers('BYMONTHDAY', 31),
    yearDays: numbers('BYYEARDAY', 366),
    hours: numbers('BYHOUR', 23),
    minutes: numbers('BYMINUTE', 59),
    positions: numbers('BYSETPOS', 366),
  };
  const { months, monthDays, yearDays, hours, minutes, positions } = lists;
  if (!months || !monthDays || !yearDays || !hours || !minutes || !positions || !weekdays) return 'sense';
  if (Math.max(1, hours.length) * Math.max(1, minutes.length) > timesADay) return 'often';
  const end = parts.get('UNTIL');
  const until = end ? readWall(end) : null;
  if (end && !until) return 'sense';
  const count = parts.get('COUNT');
  const rule: Recurrence = {
    frequency,
    interval: Math.min(Math.max(1, Number(parts.get('INTERVAL')) || 1), 10_000),
    count: count ? Number(count) || 0 : null,
    months,
    monthDays,
    yearDays,
    weekdays,
    hours,
    minutes,
    positions,
    weekStart: weekdayNames.indexOf(parts.get('WKST') ?? '') + 1 || 1,
  };
  return { rule, until };
}

/** Each once, in order; null: one of them is none. */
function numbersIn(list: string | undefined, limit: number): readonly number[] | null {
  if (!list) return [];
  const numbers = new Set(list.split(',').map(Number));
  const isFitting = [...numbers].every((number) => Number.isInteger(number) && Math.abs(number) <= limit);
  return isFitting ? [...numbers].sort((a, b) => a - b) : null;
}

function weekdaysIn(list: string | undefined): Recurrence['weekdays'] | null {
  if (!list) return [];
  const read = [...new Set(list.split(','))].map((each) => {
    const [, nth, name = ''] = /^\s*([+-]?\d{1,2})?([A-Z]{2})\s*$/u.exec(each) ?? [];
    return {
      weekday: weekdayNames.indexOf(name) + 1,
      nth: nth === undefined || Number(nth) === 0 ? null : Number(nth),
    };
  });
  return read.every(({ weekday }) => weekday > 0) ? read : null;
}
