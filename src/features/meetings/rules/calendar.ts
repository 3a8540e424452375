/** Which meetings follow from a calendar's events: recurrences, exceptions, moves and cancellations. Pure. */
import { fold } from '../../../chat/nearest.js';
import { groupBy } from '../../../kernel/group-by.js';
import type { DayNumber } from '../../../kernel/time/calendar-date.js';
import { dayAt } from '../../../kernel/time/local-day.js';
import { type Budget, EndlessRecurrence, type Recurrence, recur, type WallTime } from './recurrence.js';

/** One date of a series: of a calendar, or of a rule of our own. */
export interface Occurrence {
  /** The same when the calendar moves the date. */
  readonly id: string;
  readonly name: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** IANA zone in which it is meant. */
  readonly timeZone: string;
}

/** One VEVENT with a time; all-day ones are left out where they are read. */
export interface CalendarEvent {
  /** Made of its name where the calendar gives it none. */
  readonly uid: string;
  readonly hasUid: boolean;
  /**
   * Which date of its series it stands in for: the instant, or what the clock of the series shows then (`minutes` null:
   * whatever the time of day). null: it is the series, or a single event.
   */
  readonly replaces: Date | { readonly day: number; readonly minutes: number | null } | null;
  readonly name: string;
  readonly isCancelled: boolean;
  /** Of two that say something about the same date, the higher is the later word. */
  readonly sequence: number;
  /** As the calendar writes it; empty: it does not say. Later texts sort behind earlier ones. */
  readonly modifiedAt: string;
  readonly start: WallTime;
  readonly durationMs: number;
  readonly zone: EventZone;
  readonly recurrences: readonly { readonly rule: Recurrence; readonly until: Date | null }[];
  readonly extraDates: readonly Date[];
  readonly exceptDates: readonly Date[];
  /** Left out by their day alone, on the wall of the event. */
  readonly exceptDays: readonly DayNumber[];
}

/** The zone that an event is meant in. */
export interface EventZone {
  /** IANA name to show times in; another calendar's own zone is shown in the series'. */
  readonly timeZone: string;
  /** When the wall clock there shows this, as epoch ms. */
  instantOf(wall: WallTime): number;
}

export interface Window {
  readonly from: Date;
  readonly until: Date;
}

export interface Expansion {
  /** By start. */
  readonly occurrences: readonly Occurrence[];
  /** Of the events that were left out because they recur without end or sense. */
  readonly endlessUids: readonly string[];
}

/** No more dates than this are kept of one calendar: a year of two meetings a day. */
export const occurrenceLimit = 750;

/** Days looked at for all events of one calendar: a second of work, two thousand recurring events. */
const calendarBudget = 1_000_000;

/** @param event a name: only events that are called so (without case); null: all */
export function expandCalendar(events: readonly CalendarEvent[], window: Window, event: string | null): Expansion {
  const occurrences = new Map<string, Occurrence>();
  const budget = { daysLeft: calendarBudget };
  const endlessUids: string[] = [];
  for (const [uid, series] of seriesOf(events)) {
    if (event !== null && !isCalled(series, event)) continue;
    try {
      // A meeting that stands in the calendar twice, under two UIDs, is one.
      for (const found of occurrencesOf(series, window, budget)) {
        const key = timeAndName(found);
        if (found.id < (occurrences.get(key)?.id ?? '\uffff')) occurrences.set(key, found);
      }
    } catch (error) {
      if (!(error instanceof EndlessRecurrence)) throw error;
      endlessUids.push(uid);
    }
  }
  const sorted = [...occurrences.values()].sort(
    (a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  return { occurrences: sorted.slice(0, occurrenceLimit), endlessUids };
}

/** By what a date is known where UIDs are made anew or stand for several events. */
export function timeAndName({ name, startsAt }: Pick<Occurrence, 'name' | 'startsAt'>): string {
  return `${startsAt.getTime()} ${fold(name)}`;
}

/** Of which event a date is, as its id tells. */
export function uidOf({ id }: Pick<Occurrence, 'id'>): string {
  return id.replace(/\/\d{4}-\d\d-\d\dT[\d:.]+Z$/u, '');
}

/** The names of what is still to come, each once, the soonest first. */
export function namesIn(occurrences: readonly Occurrence[]): readonly string[] {
  return [...new Map(occurrences.map(({ name }) => [fold(name), name])).values()];
}

interface EventSeries {
  /** Several where a calendar writes its dates out under one UID; none where it shows only some dates of a series. */
  readonly mains: readonly CalendarEvent[];
  /** By the epoch ms of the date they stand in for. */
  readonly replacements: ReadonlyMap<number, CalendarEvent>;
}

function seriesOf(events: readonly CalendarEvent[]): ReadonlyMap<string, EventSeries> {
  const byUid = groupBy(events, ({ uid }) => uid);
  return new Map([...byUid].map(([uid, group]) => [uid, seriesIn(group)]));
}

function seriesIn(group: readonly CalendarEvent[]): EventSeries {
  const mains = latestOf(group.filter(({ replaces }) => replaces === null));
  const replacements = new Map<number, CalendarEvent>();
  for (const event of group) {
    if (event.replaces === null) continue;
    // What it replaces is told by the clock of its series, which may stand behind it.
    const key = replacedInstant(event.replaces, mains[0] ?? event);
    if (isLaterWord(event, replacements.get(key))) replacements.set(key, event);
  }
  // Moved first, deleted later: the series' own later word says so.
  for (const [original, event] of replacements)
    if (mains.some((main) => main.sequence > event.sequence && isLeftOut(main, original)))
      replacements.delete(original);
  return { mains, replacements };
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
function isLeftOut({ exceptDates, exceptDays, zone }: CalendarEvent, instant: number): boolean {
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

/** A date that was renamed still belongs to its series. */
function isCalled({ mains, replacements }: EventSeries, name: string): boolean {
  const events = mains.length > 0 ? mains : [...replacements.values()];
  return events.some((event) => fold(event.name) === fold(name));
}

function occurrencesOf({ mains, replacements }: EventSeries, window: Window, budget: Budget): readonly Occurrence[] {
  const living = mains.filter((event) => !event.isCancelled);
  const isWhollyCancelled = mains.length > 0 && living.length === 0;
  const replaced = [...replacements.entries()].flatMap(([original, event]) =>
    event.isCancelled || isWhollyCancelled
      ? []
      : [occurrenceOf(event, event.zone.instantOf(event.start), `${event.uid}/${isoOf(original)}`)],
  );
  const isAlone = mains.length === 1;
  const regular = living.flatMap((main) => regularOccurrences(main, replacements, { window, budget, isAlone }));
  return [...regular, ...replaced].filter(({ startsAt, endsAt }) => endsAt > window.from && startsAt < window.until);
}

function regularOccurrences(
  main: CalendarEvent,
  replacements: ReadonlyMap<number, CalendarEvent>,
  bounds: Bounds,
): readonly Occurrence[] {
  const isSingle = main.recurrences.length === 0 && main.extraDates.length === 0;
  const first = main.zone.instantOf(main.start);
  if (isSingle && bounds.isAlone) return [occurrenceOf(main, first, main.uid)];
  const starts = new Set([...recurringStarts(main, bounds), ...main.extraDates.map((date) => date.getTime())]);
  const exceptInstants = new Set(main.exceptDates.map((date) => date.getTime()));
  const exceptDays = { ...main, exceptDates: [] };
  return [...starts]
    .filter((start) => !exceptInstants.has(start) && !replacements.has(start) && !isLeftOut(exceptDays, start))
    .map((start) => occurrenceOf(main, start, `${main.uid}/${isoOf(start)}`));
}

interface Bounds {
  readonly window: Window;
  readonly budget: Budget;
  /** No other event has its UID. */
  readonly isAlone: boolean;
}

/** The event's own first date counts even where only extra dates follow it, and where its rule would not give it. */
function recurringStarts(
  { start, zone, recurrences, durationMs }: CalendarEvent,
  { window, budget }: Bounds,
): readonly number[] {
  if (recurrences.length === 0) return [zone.instantOf(start)];
  const first = dayAt('UTC', window.from.getTime() - durationMs) - 2;
  const last = dayAt('UTC', window.until.getTime()) + 2;
  return recurrences.flatMap(({ rule, until }) => {
    const instants: number[] = [];
    if (until && until < window.from) return [];
    for (const wall of recur(rule, start, { first, last, budget })) {
      const instant = zone.instantOf(wall);
      if (until && instant > until.getTime()) break;
      instants.push(instant);
    }
    return instants;
  });
}

function occurrenceOf({ name, durationMs, zone }: CalendarEvent, start: number, id: string): Occurrence {
  return { id, name, startsAt: new Date(start), endsAt: new Date(start + durationMs), timeZone: zone.timeZone };
}

const isoOf = (instant: number): string => new Date(instant).toISOString();
