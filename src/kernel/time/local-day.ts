/**
 * Where the days and wall-clock times of a zone lie on the line of real time; for working-time.ts.
 * Answers are kept: one through Temporal takes some 40 µs, and a sweep asks for the same few days a thousand times.
 */

import { Temporal } from 'temporal-polyfill';
import { InvalidInput } from '../errors.js';
import { say } from '../language/say.js';
import type { DayNumber } from './calendar-date.js';
import { dateOfDay, dayNumberOf } from './calendar-date.js';
import { isKnownZone } from './zone.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const minutesPerDay = 1_440;
/** Kept per zone, about 300 kB at most; then the zone starts afresh. */
const keptPerZone = 4_096;
const keptByZone = new Map<string, Map<number, number>>();

type Reading = 'first' | 'last';

/**
 * Epoch ms of the first instant of `day` whose wall clock shows `minutes` after midnight or later.
 * A time that summer time skips is the moment of the change; one that comes twice is the first of the two.
 */
export function firstInstantAt(zone: string, day: DayNumber, minutes = 0): number {
  return instantAt(zone, day * minutesPerDay + minutes, 'first');
}

/** The same, but of a time that comes twice the second. */
export function lastInstantAt(zone: string, day: DayNumber, minutes: number): number {
  return instantAt(zone, day * minutesPerDay + minutes, 'last');
}

/**
 * The date in `zone` at an instant. Days follow each other without gaps, each from its first midnight to the next
 * one's: where clocks once went back from 00:01 to 23:01, that hour counts to the new day.
 */
export function dayAt(zone: string, instantMs: number): DayNumber {
  let day = Math.floor(instantMs / dayMs);
  while (firstInstantAt(zone, day) > instantMs) day -= 1;
  while (firstInstantAt(zone, day + 1) <= instantMs) day += 1;
  return day;
}

/** The calendar date, `YYYY-MM-DD`, that people in `zone` have at `instant`. */
export function dateInZone(zone: string, instant: Date): string {
  return dateOfDay(dayAt(zone, instant.getTime()));
}

/**
 * When the date `YYYY-MM-DD` begins in `zone`: midnight, or the first moment after it where midnight is skipped.
 * @throws RangeError when `date` isn't one: parse what people typed first
 */
export function startOfDate(zone: string, date: string): Date {
  const day = dayNumberOf(date);
  if (day === null) throw new RangeError(`Not a calendar date: ${date}`);
  return new Date(firstInstantAt(zone, day));
}

function instantAt(zone: string, localMinute: number, reading: Reading): number {
  const kept = keptOf(zone);
  const key = localMinute * 2 + (reading === 'first' ? 0 : 1);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const instant = lookUp(zone, localMinute, reading);
  if (kept.size >= keptPerZone) kept.clear();
  kept.set(key, instant);
  return instant;
}

function keptOf(zone: string): Map<number, number> {
  let kept = keptByZone.get(zone);
  if (!kept) {
    if (!isKnownZone(zone)) {
      throw InvalidInput.field('time.unknownZone', 'timeZone', say('There is no time zone called “{zone}”.', { zone }));
    }
    kept = new Map();
    keptByZone.set(zone, kept);
  }
  return kept;
}

function lookUp(zone: string, localMinute: number, reading: Reading): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(localMinute * minuteMs)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isSkipped = !earlier.toPlainDateTime().equals(wall);
  if (isSkipped) {
    const change = earlier.getTimeZoneTransition('next');
    if (change) return change.epochMilliseconds;
  }
  if (reading === 'first') return earlier.epochMilliseconds;
  return wall.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
}
