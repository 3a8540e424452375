/**
 * Reads an iCalendar text into events. Pure: which meetings follow is rules/calendar.ts's answer. What can't be read is
 * named with its cause and hides nothing else. Works at a stretch, for reading-thread.ts to stop.
 */
import { isKnownZone } from '../../kernel/time/zone.js';
import type { CalendarEvent, EventZone } from '../dates/calendar-event.js';
import type { Unread, UnreadCause } from '../dates/unread.js';
import { type FindZone, placeZone, zonesOf } from '../zones/calendar-zones.js';
import { zoneOfName, zoneOfPlace } from '../zones/zone-names.js';
import { type Block, takeApart } from './content-lines.js';
import { peopleIn } from './event-people.js';
import { uidFor, uidInEvent } from './event-uid.js';
import { isCancelled, nameIn } from './event-words.js';
import { readRule } from './read-rule.js';
import { lengthMsIn, type ReadTime, readWall, textIn, timesIn, valuesIn } from './read-values.js';

export interface CalendarText {
  readonly text: string;
  /** Single events that ended before it are not looked at. */
  readonly from: Date;
  /** IANA zone for times that name none, where the calendar names none either. */
  readonly timeZone: string;
  /** Of events that say no length. */
  readonly lengthMs: number;
  /** True: who takes part in each event is read too. */
  readonly withPeople?: boolean;
}

/** `notCalendar`: a web page, most of the time; `cut`: it ends in the middle; `noLine`: an error page behind a calendar’s first lines. */
export type CalendarReading =
  | {
      readonly kind: 'read';
      readonly events: readonly CalendarEvent[];
      readonly unread: readonly Unread[];
      /** Of everything in the calendar that is whole, also what is no meeting. */
      readonly uids: readonly string[];
      /** What its owner calls it; null: it says no name. */
      readonly name: string | null;
    }
  | { readonly kind: 'notCalendar' }
  | { readonly kind: 'cut' | 'noLine'; readonly line: number }
  | { readonly kind: 'tooMany'; readonly limit: number };

/** Events that have to be looked at closely: a busy team’s ten years. */
const eventLimit = 20_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What it says, or why it can’t be read as a whole. Single events that can’t be read are named beside the others. */
export function readCalendar(calendar: CalendarText): CalendarReading {
  const apart = takeApart(calendar.text);
  if (!apart) return { kind: 'notCalendar' };
  const { strayLine, cutAt } = apart;
  if (strayLine !== null && (cutAt !== null || apart.events.length === 0)) return { kind: 'noLine', line: strayLine };
  if (cutAt !== null) return { kind: 'cut', line: cutAt };
  const own = apart.timeZone && (zoneOfPlace(apart.timeZone) ?? zoneOfName(apart.timeZone, calendar.from));
  const timeZone = own && isKnownZone(own) ? own : calendar.timeZone;
  const find = zonesOf(apart.zones, { shownIn: timeZone, now: calendar.from });
  const events: CalendarEvent[] = [];
  const unread: Unread[] = strayLine === null ? [] : [{ uid: '', name: '', cause: { why: 'line', line: strayLine } }];
  const uids = new Set<string>();
  let looked = 0;
  for (const block of apart.events) {
    if (block.fault === null) uids.add(uidFor(block));
    if (isLongPast(block, calendar.from)) continue;
    looked += 1;
    if (looked > eventLimit) return { kind: 'tooMany', limit: eventLimit };
    const event = readEvent(block, { ...calendar, timeZone, find });
    if (!event) continue;
    if ('why' in event) unread.push({ uid: uidFor(block), name: nameIn(block), cause: event });
    else events.push(event);
  }
  return { kind: 'read', events, unread, uids: [...uids], name: apart.name };
}

/** Told without looking closely: most events of most calendars are over. */
function isLongPast(block: Block, from: Date): boolean {
  if (block.fault || block.lines.some(({ name }) => /^(?:RRULE|RDATE|RECURRENCE-ID)$/u.test(name))) return false;
  const [value = ''] = timesIn(block, 'DTSTART')[0]?.values ?? [];
  const start = readWall(value);
  return start !== null && (start.day + 3) * dayMs < from.getTime();
}

interface EventContext extends CalendarText {
  readonly find: FindZone;
}

/** null: no meeting (it lasts all day, or has no time). */
function readEvent(block: Block, context: EventContext): CalendarEvent | UnreadCause | null {
  if (block.fault) return block.fault;
  const start = timeIn(block, 'DTSTART', context);
  if (start === null) return { why: 'start' };
  if ('why' in start) return start;
  const replaces = replacedBy(block, start, context);
  if (replaces && 'why' in replaces) return replaces;
  const durationMs = durationOf(block, start, context);
  // What lasts a day (of 23 hours in spring) or longer is a trip or a holiday, written with times.
  const isNoMeeting = start.isDate || durationMs >= dayMs - hourMs;
  if (isNoMeeting && replaces === null) return null;
  const recurrences = recurrencesOf(block, start.zone);
  if ('why' in recurrences) return recurrences;
  const except = exceptionsOf(block, start, context);
  if ('why' in except) return except;
  return {
    uid: uidFor(block),
    hasUid: uidInEvent(block) !== '',
    replaces,
    isOnwards: timesIn(block, 'RECURRENCE-ID')[0]?.range === 'onwards',
    name: nameIn(block),
    // A date that turned into a whole day is no meeting any more.
    isCancelled: isNoMeeting || isCancelled(block),
    sequence: Number(textIn(block, 'SEQUENCE')) || 0,
    modifiedAt: textIn(block, 'LAST-MODIFIED'),
    start,
    durationMs,
    zone: start.zone,
    recurrences,
    extraDates: extraDatesOf(block, start, context),
    ...except,
    ...(context.withPeople && { people: peopleIn(block) }),
  };
}

interface ReplacesCause {
  readonly why: 'onwards' | 'start';
}

function replacedBy(block: Block, start: ZonedTime, context: EventContext): CalendarEvent['replaces'] | ReplacesCause {
  const [line] = timesIn(block, 'RECURRENCE-ID');
  if (!line) return null;
  // “This and all before” went out of use before anybody wrote it: it is rather told than guessed.
  if (line.range === 'other') return { why: 'onwards' };
  const wall = readWall(line.values[0] ?? '');
  if (!wall) return { why: 'start' };
  if (wall.isDate) return { day: wall.day, minutes: null };
  const zone = zoneOf(wall, line.tzid ?? (start.isDate ? null : start.tzid), context);
  return 'why' in zone ? { day: wall.day, minutes: wall.minutes } : new Date(zone.instantOf(wall));
}

function durationOf(block: Block, start: ZonedTime, context: EventContext): number {
  const end = timeIn(block, 'DTEND', context);
  const until = end === null || 'why' in end ? 0 : end.zone.instantOf(end) - start.zone.instantOf(start);
  return until > 0 ? until : lengthMsIn(block) || context.lengthMs;
}

interface ZonedTime extends ReadTime {
  readonly zone: EventZone;
  readonly tzid: string | null;
}

type ZoneCause = Extract<UnreadCause, { why: 'zone' }>;

function timeIn(block: Block, name: string, context: EventContext): ZonedTime | ZoneCause | null {
  const [line] = timesIn(block, name);
  const wall = line ? readWall(line.values[0] ?? '') : null;
  if (!line || !wall) return null;
  const zone = wall.isDate ? placeZone(context.timeZone) : zoneOf(wall, line.tzid, context);
  return 'why' in zone ? zone : { ...wall, zone, tzid: line.tzid };
}

/** Times that end with Z are in UTC, whatever zone stands beside them, and are shown in the calendar’s. */
function zoneOf({ isUtc }: ReadTime, tzid: string | null, { find, timeZone }: EventContext): EventZone | ZoneCause {
  if (isUtc) return { ...placeZone('UTC'), timeZone };
  if (tzid === null) return placeZone(timeZone);
  return find(tzid) ?? { why: 'zone', zone: tzid };
}

function recurrencesOf(block: Block, zone: EventZone): CalendarEvent['recurrences'] | UnreadCause {
  // Out of use since 2009, and too rare to reckon with.
  if (valuesIn(block, 'EXRULE').length > 0) return { why: 'rule', fault: 'except' };
  const recurrences: CalendarEvent['recurrences'][number][] = [];
  for (const text of new Set(valuesIn(block, 'RRULE', { isWhole: true }))) {
    const read = readRule(text);
    if (typeof read === 'string') return { why: 'rule', fault: read };
    if (recurrences.push({ rule: read.rule, until: read.until && untilOf(read.until, zone) }) > ruleLimit)
      return { why: 'rule', fault: 'often' };
  }
  return recurrences;
}

/** Rules of one event: nobody writes more than one or two. */
const ruleLimit = 5;

/** A date is meant to its end; a time without Z in the event's zone. */
function untilOf(until: ReadTime, zone: EventZone): Date {
  if (until.isDate) return new Date(zone.instantOf({ day: until.day + 1, minutes: 0 }) - 1);
  if (until.isUtc) return new Date(until.day * dayMs + until.minutes * 60_000);
  return new Date(zone.instantOf(until));
}

/** Distinct dates of a series that are left out or added within the time that is looked at. */
const dateLimit = 5_000;
const horizonDays = 430;

/** A date that is left out by its day alone, or at midnight, means whatever time the event has. */
function exceptionsOf(
  block: Block,
  start: ZonedTime,
  context: EventContext,
): Pick<CalendarEvent, 'exceptDates' | 'exceptDays'> | UnreadCause {
  const except = datesIn(block, 'EXDATE', start, context);
  if (except.length > dateLimit) return { why: 'exceptions' };
  const isDay = ({ wall }: FoundDate) => wall.isDate || (wall.minutes === 0 && !wall.isUtc && start.minutes !== 0);
  return {
    exceptDates: except.filter((date) => !isDay(date)).map(({ at }) => at),
    exceptDays: except.filter(isDay).map(({ wall }) => wall.day),
  };
}

function extraDatesOf(block: Block, start: ZonedTime, context: EventContext): readonly Date[] {
  return datesIn(block, 'RDATE', start, context)
    .slice(0, dateLimit)
    .map(({ wall, at }) => (wall.isDate ? new Date(start.zone.instantOf({ ...start, day: wall.day })) : at));
}

interface FoundDate {
  readonly wall: ReadTime;
  readonly at: Date;
}

/** Only near dates, each once. Times without a zone, or with an unknown one, are on the clock of the event. */
function datesIn(
  block: Block,
  name: 'EXDATE' | 'RDATE',
  start: ZonedTime,
  context: EventContext,
): readonly FoundDate[] {
  const today = Math.floor(context.from.getTime() / dayMs);
  const found = new Map<string, FoundDate>();
  for (const { tzid, values } of timesIn(block, name)) {
    for (const value of values) {
      const key = `${tzid ?? ''}:${value}`;
      if (found.has(key) || found.size > dateLimit) continue;
      const wall = readWall(value);
      if (!wall || wall.day < today - 40 || wall.day > today + horizonDays) continue;
      const named = zoneOf(wall, tzid ?? start.tzid, context);
      const zone = 'why' in named || (tzid === null && !wall.isUtc) ? start.zone : named;
      found.set(key, { wall, at: new Date(zone.instantOf(wall)) });
    }
  }
  return [...found.values()];
}
