/**
 * Which of a calendar's events are one series: its last word, the dates that it leaves out, those that stand in for one of
 * them, and those that change it from a date on (RANGE=THISANDFUTURE). Pure.
 */
import { fold } from '../../chat/nearest.js';
import { groupBy } from '../../kernel/group-by.js';
import type { CalendarEvent, EventZone } from './calendar-event.js';
import type { WallTime } from './recurrence.js';

export interface EventSeries {
  /** Several where a calendar writes its dates out under one UID; none where it shows only some dates of a series. */
  readonly mains: readonly CalendarEvent[];
  /** By the epoch ms of the date they stand in for. */
  readonly replacements: ReadonlyMap<number, CalendarEvent>;
  /** By the date from which they hold. */
  readonly changes: readonly Change[];
  /** Goes on by a rule of its own where the last change gives one; null: it gives none. */
  readonly continued: CalendarEvent | null;
}

/** From a date on, a series is as this event says. */
interface Change {
  /** The epoch ms of the first date that it replaces, as the series says it. */
  readonly from: number;
  readonly event: CalendarEvent;
  /** Of the event's own wall clock against that of the series. */
  readonly shiftMinutes: number;
}

/** By UID. */
export function seriesOf(events: readonly CalendarEvent[]): ReadonlyMap<string, EventSeries> {
  const byUid = groupBy(events, ({ uid }) => uid);
  return new Map([...byUid].map(([uid, group]) => [uid, seriesIn(group)]));
}

function seriesIn(group: readonly CalendarEvent[]): EventSeries {
  const mains = latestOf(group.filter(({ replaces }) => replaces === null));
  const replacements = new Map<number, CalendarEvent>();
  for (const event of group) {
    if (event.replaces === null || (event.isOnwards && mains.length === 1)) continue;
    // What it replaces is told by the clock of its series, which may stand behind it.
    const key = replacedInstant(event.replaces, mains[0] ?? event);
    if (isLaterWord(event, replacements.get(key))) replacements.set(key, event);
  }
  // Moved first, deleted later: the series' own later word says so.
  for (const [original, event] of replacements)
    if (mains.some((main) => main.sequence > event.sequence && isLeftOut(main, original)))
      replacements.delete(original);
  const [main, ...others] = mains;
  const changes = main && others.length === 0 ? changesIn(group, main) : [];
  return { mains, replacements, changes, continued: main ? continuedBy(changes, main) : null };
}

function continuedBy(changes: readonly Change[], main: CalendarEvent): CalendarEvent | null {
  const event = changes.at(-1)?.event;
  if (!event || event.isCancelled || event.recurrences.length === 0) return null;
  const exceptDates = [...main.exceptDates, ...event.exceptDates];
  return { ...event, exceptDates, exceptDays: [...main.exceptDays, ...event.exceptDays] };
}

function changesIn(group: readonly CalendarEvent[], main: CalendarEvent): readonly Change[] {
  const changes = new Map<number, Change>();
  for (const event of group) {
    if (event.replaces === null || !event.isOnwards) continue;
    const from = replacedInstant(event.replaces, main);
    if (!isLaterWord(event, changes.get(from)?.event)) continue;
    changes.set(from, { from, event, shiftMinutes: minutesOf(event.start) - minutesOf(wallAt(main.zone, from)) });
  }
  return [...changes.values()].sort((a, b) => a.from - b.from);
}

/** A date that the series itself puts at `start`: what takes place, and when (epoch ms). null: it does not. */
export function changedDate(
  main: CalendarEvent,
  { changes, continued }: EventSeries,
  start: number,
): { readonly event: CalendarEvent; readonly at: number } | null {
  const change = changes.findLast(({ from }) => from <= start);
  if (!change) return { event: main, at: start };
  const { event, shiftMinutes } = change;
  if (event.isCancelled || (continued && change === changes.at(-1))) return null;
  const minutes = minutesOf(wallAt(main.zone, start)) + shiftMinutes;
  const day = Math.floor(minutes / minutesPerDay);
  return { event, at: event.zone.instantOf({ day, minutes: minutes - day * minutesPerDay }) };
}

const minuteMs = 60_000;
const minutesPerDay = 1_440;
const minutesOf = ({ day, minutes }: WallTime): number => day * minutesPerDay + minutes;

/** What the clock of the zone shows at an instant: the wall that gives it back, found in two steps from UTC's. */
function wallAt(zone: EventZone, instant: number): WallTime {
  const wallOf = (ms: number): WallTime => {
    const day = Math.floor(ms / minuteMs / minutesPerDay);
    return { day, minutes: Math.floor(ms / minuteMs) - day * minutesPerDay };
  };
  const near = instant + (instant - zone.instantOf(wallOf(instant)));
  return wallOf(near + (instant - zone.instantOf(wallOf(near))));
}

const isLaterWord = (event: CalendarEvent, known: CalendarEvent | undefined): boolean =>
  !known || known.sequence <= event.sequence;

/** Of those with a number the highest are the last word; of equal ones each stands, unless they are one series. */
function latestOf(mains: readonly CalendarEvent[]): readonly CalendarEvent[] {
  const highest = Math.max(...mains.map(({ sequence }) => sequence));
  const latest = mains.filter(({ hasUid, sequence }) => !hasUid || sequence === highest);
  const byDate = new Map<string, CalendarEvent>();
  for (const event of latest) {
    const { day, minutes } = event.start;
    const key = event.recurrences.length > 0 && event.hasUid ? 'series' : `${day}/${minutes} ${fold(event.name)}`;
    const known = byDate.get(key);
    if (!known || known.modifiedAt <= event.modifiedAt) byDate.set(key, event);
  }
  return [...byDate.values()];
}

/** By its instant, or by its day on the wall of the event. */
export function isLeftOut({ exceptDates, exceptDays, zone }: CalendarEvent, instant: number): boolean {
  if (exceptDates.some((date) => date.getTime() === instant)) return true;
  return exceptDays.some((day) => {
    const start = zone.instantOf({ day, minutes: 0 });
    return start <= instant && instant < zone.instantOf({ day: day + 1, minutes: 0 });
  });
}

function replacedInstant(replaces: NonNullable<CalendarEvent['replaces']>, { zone, start }: CalendarEvent): number {
  if (replaces instanceof Date) return replaces.getTime();
  return zone.instantOf({ day: replaces.day, minutes: replaces.minutes ?? start.minutes });
}
