/** Which meetings follow from a calendar's events: recurrences, exceptions, moves and cancellations. Pure. */
import { fold } from '../../../chat/nearest.js';
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
  readonly uid: string;
  /**
   * Which date of its series it stands in for: the instant, or what the clock of the series shows then (`minutes` null:
   * whatever the time of day). null: it is the series, or a single event.
   */
  readonly replaces: Date | { readonly day: number; readonly minutes: number | null } | null;
  readonly name: string;
  readonly isCancelled: boolean;
  /** Of two that say something about the same date, the higher is the later word. */
  readonly sequence: number;
  readonly start: WallTime;
  readonly durationMs: number;
  readonly zone: EventZone;
  readonly recurrences: readonly { readonly rule: Recurrence; readonly until: Date | null }[];
  readonly extraDates: readonly Date[];
  readonly exceptDates: readonly Date[];
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

/** Days looked at for all events of one calendar: half a second of work, a thousand recurring events. */
const calendarBudget = 400_000;

/** @param event a name: only events that are called so (without case); null: all */
export function expandCalendar(events: readonly CalendarEvent[], window: Window, event: string | null): Expansion {
  const occurrences: Occurrence[] = [];
  const budget = { daysLeft: calendarBudget };
  const endlessUids: string[] = [];
  for (const [uid, series] of seriesOf(events)) {
    if (event !== null && !isCalled(series, event)) continue;
    try {
      occurrences.push(...occurrencesOf(series, window, budget));
    } catch (error) {
      if (!(error instanceof EndlessRecurrence)) throw error;
      endlessUids.push(uid);
    }
  }
  occurrences.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1));
  return { occurrences: occurrences.slice(0, occurrenceLimit), endlessUids };
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
  /** null: the calendar shows only some dates of it. */
  readonly main: CalendarEvent | null;
  /** By the epoch ms of the date they stand in for. */
  readonly replacements: ReadonlyMap<number, CalendarEvent>;
}

function seriesOf(events: readonly CalendarEvent[]): ReadonlyMap<string, EventSeries> {
  const all = new Map<string, { main: CalendarEvent | null; replacements: Map<number, CalendarEvent> }>();
  for (const event of events) {
    const series = all.get(event.uid) ?? { main: null, replacements: new Map() };
    all.set(event.uid, series);
    if (event.replaces === null && isLaterWord(event, series.main)) series.main = event;
  }
  // What they replace is told by the clock of their series, which may stand behind them.
  for (const event of events) {
    const series = all.get(event.uid);
    if (!series || event.replaces === null) continue;
    const key = replacedInstant(event.replaces, series.main ?? event);
    if (isLaterWord(event, series.replacements.get(key))) series.replacements.set(key, event);
  }
  return all;
}

const isLaterWord = (event: CalendarEvent, known: CalendarEvent | null | undefined): boolean =>
  !known || known.sequence <= event.sequence;

function replacedInstant(replaces: NonNullable<CalendarEvent['replaces']>, { zone, start }: CalendarEvent): number {
  if (replaces instanceof Date) return replaces.getTime();
  return zone.instantOf({ day: replaces.day, minutes: replaces.minutes ?? start.minutes });
}

/** A date that was renamed still belongs to its series. */
function isCalled({ main, replacements }: EventSeries, name: string): boolean {
  const events = main ? [main] : [...replacements.values()];
  return events.some((event) => fold(event.name) === fold(name));
}

function occurrencesOf({ main, replacements }: EventSeries, window: Window, budget: Budget): readonly Occurrence[] {
  const replaced = [...replacements.entries()].flatMap(([original, event]) =>
    event.isCancelled
      ? []
      : [occurrenceOf(event, event.zone.instantOf(event.start), `${event.uid}/${isoOf(original)}`)],
  );
  const regular = main && !main.isCancelled ? regularOccurrences(main, replacements, { window, budget }) : [];
  return [...regular, ...(main?.isCancelled ? [] : replaced)].filter(
    ({ startsAt, endsAt }) => endsAt > window.from && startsAt < window.until,
  );
}

function regularOccurrences(
  main: CalendarEvent,
  replacements: ReadonlyMap<number, CalendarEvent>,
  bounds: Bounds,
): readonly Occurrence[] {
  const isSingle = main.recurrences.length === 0 && main.extraDates.length === 0;
  if (isSingle) return [occurrenceOf(main, main.zone.instantOf(main.start), main.uid)];
  const except = new Set([...main.exceptDates.map((date) => date.getTime()), ...replacements.keys()]);
  const starts = new Set([...recurringStarts(main, bounds), ...main.extraDates.map((date) => date.getTime())]);
  return [...starts]
    .filter((start) => !except.has(start))
    .map((start) => occurrenceOf(main, start, `${main.uid}/${isoOf(start)}`));
}

interface Bounds {
  readonly window: Window;
  readonly budget: Budget;
}

/** The event's own first date counts even where only extra dates follow it. */
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
