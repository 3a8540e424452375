/** Reads a moment as people type it: `16:30`, `tomorrow 10:00`, `2h`, `2h ago`, `fri 9am`, a date alone. Pure: now is given. */

import { InvalidInput } from '../errors.js';
import { say } from '../language/say.js';
import { longestNotation } from '../long-text.js';
import { dayNumberOf } from './calendar-date.js';
import { parseDuration } from './duration.js';
import { dateInZone, firstInstantAt } from './local-day.js';
import { dateWords, readDate } from './read-date.js';

/** What a moment is counted from. */
export interface MomentGround {
  readonly now: Date;
  /** Of whoever says it. */
  readonly timeZone: string;
  /** Which end of the day a date alone means. */
  readonly dateMeans: 'start' | 'end';
}

const clock = /(?:^|[\s,T]|\bat\b)\s*(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$/iu;

/**
 * The moment that somebody typed; it may lie in the past.
 * @throws InvalidInput `time.invalidMoment`, or that of `parseDuration`, on `field`
 */
export function parseMoment(typed: string, field: string, { now, timeZone, dateMeans }: MomentGround): Date {
  const text = typed.trim().slice(0, longestNotation).replace(/\s+/gu, ' ');
  if (/^now$/iu.test(text)) return now;
  const away = /^(?:in )?(\d.*?[a-z])( ago)?$/iu.exec(text);
  if (away?.[1] !== undefined && /^[\d\s.,hmd]+$|hour|min|day/iu.test(away[1]) && !/\d[ap]m$/iu.test(text)) {
    const ms = parseDuration(away[1], field);
    return new Date(now.getTime() + (away[2] === undefined ? ms : -ms));
  }
  const today = dateInZone(timeZone, now);
  const time = readClock(text);
  const day = time === null ? text : text.slice(0, time.from).replace(/[\s,]+$|\s+at$/giu, '');
  const date = day === '' && time !== null ? today : readDate(day, { today, towards: 'future' });
  if (typeof date !== 'string') throw InvalidInput.field('time.invalidMoment', field, momentWords(typed, date));
  const number = dayNumberOf(date) ?? 0;
  if (time !== null) return new Date(firstInstantAt(timeZone, number, time.minutes));
  return new Date(firstInstantAt(timeZone, dateMeans === 'start' ? number : number + 1));
}

function momentWords(typed: string, meant: readonly string[]): string {
  if (meant.length > 1) return dateWords(typed, meant);
  return say('“{typed}” is not a time. Write it as 16:30, 2h, tomorrow 10:00 or 2026-12-01 10:00.', {
    typed: [...typed.trim()].slice(0, 40).join(''),
  });
}

/** The time of day at the end of a text: `16:30`, `9am`; null: there is none. */
function readClock(text: string): { readonly from: number; readonly minutes: number } | null {
  const found = clock.exec(text);
  const [, hour = '', minute, half] = found ?? [];
  // A number alone is a day: `in 3 days` has none, and `12` says too little.
  if (!found || (minute === undefined && half === undefined)) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/pm/iu.test(half) ? 12 : 0);
  const minutes = hours * 60 + Number(minute ?? 0);
  return hours < 24 && Number(minute ?? 0) < 60 ? { from: found.index, minutes } : null;
}
