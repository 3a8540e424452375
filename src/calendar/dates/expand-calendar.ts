/** Which meetings follow from a calendar's events: recurrences, exceptions, moves and cancellations. Pure. */
import { fold } from '../../chat/nearest.js';
import { groupBy } from '../../kernel/group-by.js';
import { dayAt } from '../../kernel/time/local-day.js';
import type { CalendarEvent, EventPerson } from './calendar-event.js';
import { changedDate, type EventSeries, isLeftOut, seriesOf } from './event-series.js';
import { type Budget, EndlessRecurrence, recur } from './recurrence.js';

/** One date of a series: of a calendar, or of a rule of our own. */
export interface Occurrence {
  /** The same when the calendar moves the date. */
  readonly id: string;
  readonly name: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** IANA zone in which it is meant. */
  readonly timeZone: string;
  /** Who takes part; absent: it was not asked. */
  readonly people?: readonly EventPerson[];
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

/** A date that was renamed still belongs to its series. */
function isCalled({ mains, replacements }: EventSeries, name: string): boolean {
  const events = mains.length > 0 ? mains : [...replacements.values()];
  return events.some((event) => fold(event.name) === fold(name));
}

function occurrencesOf(series: EventSeries, window: Window, budget: Budget): readonly Occurrence[] {
  const { mains, replacements } = series;
  const living = mains.filter((event) => !event.isCancelled);
  const isWhollyCancelled = mains.length > 0 && living.length === 0;
  const replaced = [...replacements.entries()].flatMap(([original, event]) =>
    event.isCancelled || isWhollyCancelled
      ? []
      : [occurrenceOf(event, event.zone.instantOf(event.start), `${event.uid}/${isoOf(original)}`)],
  );
  const isAlone = mains.length === 1;
  const slackDays = Math.max(...series.changes.map(daysMoved), 0);
  const bounds = { window, budget, isAlone, slackDays };
  const regular = living.flatMap((main) => regularOccurrences(main, series, bounds));
  const unchanged = { ...series, changes: [], continued: null };
  const { continued } = living.length > 0 ? series : unchanged;
  const later = continued ? regularOccurrences(continued, unchanged, { ...bounds, isAlone: false }) : [];
  const all = [...regular, ...later, ...replaced];
  return distinct(all.filter(({ startsAt, endsAt }) => endsAt > window.from && startsAt < window.until));
}

/** Where one UID stands for everything, two meetings may begin at the same time: the second by name gets an id of its own. */
function distinct(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const byId = groupBy(occurrences, ({ id }) => id);
  if (byId.size === occurrences.length) return occurrences;
  return [...byId.values()].flatMap((alike) =>
    alike
      .toSorted((a, b) => (fold(a.name) < fold(b.name) ? -1 : 1))
      .map((one, index) =>
        index === 0 ? one : { ...one, id: `${uidOf(one)} ${index + 1}/${isoOf(one.startsAt.getTime())}` },
      ),
  );
}

/** A series that moves by more than a year is another one. */
const daysMoved = ({ shiftMinutes }: EventSeries['changes'][number]): number =>
  Math.min(Math.ceil(Math.abs(shiftMinutes) / 1_440), 366);

function regularOccurrences(main: CalendarEvent, series: EventSeries, bounds: Bounds): readonly Occurrence[] {
  const isSingle = main.recurrences.length === 0 && main.extraDates.length === 0;
  const first = main.zone.instantOf(main.start);
  if (isSingle && bounds.isAlone && series.changes.length === 0) return [occurrenceOf(main, first, main.uid)];
  const starts = new Set([...recurringStarts(main, bounds), ...main.extraDates.map((date) => date.getTime())]);
  const exceptInstants = new Set(main.exceptDates.map((date) => date.getTime()));
  const exceptDays = { ...main, exceptDates: [] };
  const isGone = (at: number): boolean => exceptInstants.has(at) || series.replacements.has(at);
  return [...starts].flatMap((start) => {
    if (isGone(start) || isLeftOut(exceptDays, start)) return [];
    const date = changedDate(main, series, start);
    // Some calendars speak of a changed date by where it stands now.
    if (!date || (isGone(date.at) && !starts.has(date.at))) return [];
    return [occurrenceOf(date.event, date.at, `${main.uid}/${isoOf(start)}`)];
  });
}

interface Bounds {
  readonly window: Window;
  readonly budget: Budget;
  /** No other event has its UID. */
  readonly isAlone: boolean;
  /** So far its dates may stand from where its rule puts them. */
  readonly slackDays: number;
}

/** The event's own first date counts even where only extra dates follow it, and where its rule would not give it. */
function recurringStarts(
  { start, zone, recurrences, durationMs }: CalendarEvent,
  { window, budget, slackDays }: Bounds,
): readonly number[] {
  if (recurrences.length === 0) return [zone.instantOf(start)];
  const first = dayAt('UTC', window.from.getTime() - durationMs) - 2 - slackDays;
  const last = dayAt('UTC', window.until.getTime()) + 2 + slackDays;
  return recurrences.flatMap(({ rule, until }) => {
    const instants: number[] = [];
    if (until && dayAt('UTC', until.getTime()) < first) return [];
    for (const wall of recur(rule, start, { first, last, budget })) {
      const instant = zone.instantOf(wall);
      if (until && instant > until.getTime()) break;
      instants.push(instant);
    }
    return instants;
  });
}

function occurrenceOf({ name, durationMs, zone, people }: CalendarEvent, start: number, id: string): Occurrence {
  const times = { startsAt: new Date(start), endsAt: new Date(start + durationMs), timeZone: zone.timeZone };
  return { id, name, ...times, ...(people && { people }) };
}

const isoOf = (instant: number): string => new Date(instant).toISOString();
