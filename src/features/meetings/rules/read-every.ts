/** Reads `every monday 10:00`, as people type when a meeting is, into a rule. Pure. */
import { nearest } from '../../../chat/nearest.js';
import type { WeeklyRule } from './series.js';

/** What keeps it from being read; the words are in cards/series-refusals.ts. */
export type EveryProblem =
  | { readonly kind: 'noDay' | 'noTime' }
  | { readonly kind: 'badTime'; readonly word: string }
  | { readonly kind: 'badWord'; readonly word: string; readonly guess: string | null };

const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const groups: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    day: [1, 2, 3, 4, 5, 6, 7],
    weekday: [1, 2, 3, 4, 5],
  }),
);
const seconds = new Set(['second', '2nd', 'other', '2']);
const fillers = new Set(['every', 'at', 'and', 'on', 'the', 'week', 'weeks', 'o’clock', "o'clock"]);

/** @param from `YYYY-MM-DD`: today, from which every second week is counted */
export function readEvery(typed: string, from: string): WeeklyRule | EveryProblem {
  const words = typed
    .toLowerCase()
    .split(/[\s,;&+]+/u)
    .filter((word) => word !== '');
  const weekdays = new Set<number>();
  let minutes: number | null = null;
  let everyWeeks = 1;
  for (const [index, word] of words.entries()) {
    const days = daysOf(word);
    if (days) for (const day of days) weekdays.add(day);
    else if (seconds.has(word) && weekdays.size === 0 && index < words.length - 1 && !isMeridiem(words[index + 1]))
      everyWeeks = 2;
    else if (isMeridiem(word) || fillers.has(word)) continue;
    else {
      const time = readTime(isMeridiem(words[index + 1]) ? `${word}${words[index + 1]}` : word);
      if (time === null) return wordProblem(word);
      if (minutes !== null) return { kind: 'badWord', word, guess: null };
      minutes = time;
    }
  }
  if (weekdays.size === 0) return { kind: 'noDay' };
  if (minutes === null) return { kind: 'noTime' };
  return { kind: 'weekly', weekdays: [...weekdays].sort((a, b) => a - b), minutes, everyWeeks, from };
}

function isMeridiem(word: string | undefined): boolean {
  return word === 'am' || word === 'pm';
}

/** `mon`, `monday`, `mondays`, `weekday`, `mon-thu`. */
function daysOf(word: string): readonly number[] | null {
  const group = groups.get(word.replace(/s$/u, ''));
  if (group) return group;
  const [first = '', last, ...more] = word.split(/[-–]/u);
  const from = dayOf(first);
  if (from === null || more.length > 0) return null;
  if (last === undefined) return [from];
  const to = dayOf(last);
  if (to === null) return null;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => ((from - 1 + step) % 7) + 1);
}

function dayOf(word: string): number | null {
  if (word.length < 3) return null;
  const index = names.findIndex((name) => `${name}s`.startsWith(word));
  return index < 0 ? null : index + 1;
}

/** `10:00`, `9.30`, `10`, `10am`, `2:30pm`, `10h`: minutes after midnight; null: no time of day. */
export function readTime(word: string): number | null {
  const [, hour, minute = '00', half] = /^(\d{1,2})(?:[:.h](\d{2}))?h?(am|pm)?$/u.exec(word.toLowerCase()) ?? [];
  if (hour === undefined || Number(minute) > 59) return null;
  if (half === undefined) return Number(hour) < 24 ? Number(hour) * 60 + Number(minute) : null;
  if (Number(hour) < 1 || Number(hour) > 12) return null;
  return ((Number(hour) % 12) + (half === 'pm' ? 12 : 0)) * 60 + Number(minute);
}

function wordProblem(word: string): EveryProblem {
  if (/^\d/u.test(word)) return { kind: 'badTime', word };
  return { kind: 'badWord', word, guess: nearest(word, [...names, 'weekday', 'day']) };
}
