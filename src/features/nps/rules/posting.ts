/** When the number is posted by itself: a weekday and a time, or every day. Read, written back and counted on. Pure. */
import { say } from '../../../kernel/language/say.js';
import { weekdayOf } from '../../../kernel/time/calendar-date.js';
import { dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';
import { daysInWords, daysToText, readDays } from '../../../kernel/time/weekdays.js';

/** On which days, and when in the day, the number is posted; in the organisation's zone. */
export interface Posting {
  /** ISO weekdays, ascending; at least one. */
  readonly days: readonly number[];
  /** After local midnight. */
  readonly minutes: number;
}

/** `monday 10:00`, `mon,thu 9:30`; `off`: never. undefined: can't be read. */
export function readPosting(typed: string): Posting | 'off' | undefined {
  const words = typed.trim().toLowerCase().split(/\s+/u);
  const [first = ''] = words;
  if (words.length === 1 && ['off', 'none', 'never'].includes(first)) return 'off';
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::(\d{2}))?$/u.exec(words.at(-1) ?? '') ?? [];
  const named = words.slice(first === 'every' ? 1 : 0, words.at(-2) === 'at' ? -2 : -1).join(' ');
  const days = named === 'day' || named === 'daily' ? [1, 2, 3, 4, 5, 6, 7] : readDays(named);
  if (hours === undefined || days === null || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return { days, minutes: Number(hours) * 60 + Number(minutes) };
}

/** As `readPosting` takes it. */
export function postingToText(posting: Posting | 'off'): string {
  if (posting === 'off') return 'off';
  const { days, minutes } = posting;
  return `${daysToText(days)} ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The same for people: `Monday at 10:00`. */
export function postingInWords(posting: Posting | 'off'): string {
  if (posting === 'off') return say('Off');
  const { days, minutes } = posting;
  return say('{days} at {time}', {
    days: daysInWords(days),
    time: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`,
  });
}

/** The first such moment after `now`, by the wall clock of the zone; a time that summer time skips is the moment of the change. */
export function nextPosting({ days, minutes }: Posting, timeZone: string, now: Date): Date {
  for (let day = dayAt(timeZone, now.getTime()); ; day += 1) {
    const at = firstInstantAt(timeZone, day, minutes);
    if (at > now.getTime() && days.includes(weekdayOf(day))) return new Date(at);
  }
}
