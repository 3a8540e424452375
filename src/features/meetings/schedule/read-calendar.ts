/**
 * Reads an iCalendar text into events, with ical.js. Works in pieces and lets others run between them: a calendar of
 * megabytes must not hold up the bot. Called with what was fetched; which meetings follow is rules/calendar.ts's answer.
 */
import { setImmediate as letOthersRun } from 'node:timers/promises';
import ICAL from 'ical.js';
import { dayNumberOf } from '../../../kernel/time/calendar-date.js';
import { firstInstantAt } from '../../../kernel/time/local-day.js';
import { isKnownZone } from '../../../kernel/time/zone.js';
import type { CalendarEvent, EventZone } from '../rules/calendar.js';
import type { Recurrence, WallTime } from '../rules/recurrence.js';

export interface CalendarText {
  readonly text: string;
  /** Single events that ended before it are not looked at. */
  readonly from: Date;
  /** IANA zone for times that name none. */
  readonly timeZone: string;
  /** Of events that say no length. */
  readonly lengthMs: number;
}

/** `notCalendar`: a web page, most of the time. */
export type CalendarReading =
  | {
      readonly kind: 'read';
      readonly events: readonly CalendarEvent[];
      /** Of each event that was left out because something in it makes no sense; empty where it has none. */
      readonly unreadUids: readonly string[];
    }
  | { readonly kind: 'notCalendar' }
  | { readonly kind: 'tooMany'; readonly limit: number };

/** Events that have to be looked at closely: a busy team’s ten years. */
const eventLimit = 20_000;
/** Parsed without a pause; some 10 ms. */
const piece = 100;

export async function readCalendar(calendar: CalendarText): Promise<CalendarReading> {
  const text = calendar.text.replace(/^\uFEFF/u, '').trimStart();
  if (!/^BEGIN:VCALENDAR\s/iu.test(text)) return { kind: 'notCalendar' };
  const zones = readZones(text, calendar.timeZone);
  const events: CalendarEvent[] = [];
  const unreadUids: string[] = [];
  let looked = 0;
  for (const block of blocksOf(text, 'VEVENT')) {
    if (isLongPast(block, calendar.from)) continue;
    looked += 1;
    if (looked > eventLimit) return { kind: 'tooMany', limit: eventLimit };
    if (looked % piece === 0) await letOthersRun();
    const event = readEvent(block, { ...calendar, zones });
    if (event === 'unread') unreadUids.push(uidIn(block));
    else if (event) events.push(event);
  }
  return { kind: 'read', events, unreadUids };
}

/** Goes through the text once, whatever it holds: a thousand beginnings without an end are none. */
function* blocksOf(text: string, name: 'VEVENT' | 'VTIMEZONE'): Generator<string> {
  const begin = new RegExp(`^BEGIN:${name}[ \\t]*$`, 'gimu');
  const end = new RegExp(`^END:${name}[ \\t]*$`, 'gimu');
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    end.lastIndex = begin.lastIndex;
    if (!end.exec(text)) return;
    yield text.slice(found.index, end.lastIndex);
    begin.lastIndex = end.lastIndex;
  }
}

const dayMs = 86_400_000;

/** Told without parsing: most events of most calendars are over, and parsing them would take seconds. */
function isLongPast(block: string, from: Date): boolean {
  if (/^(?:RRULE|RDATE|RECURRENCE-ID)[:;]/imu.test(block)) return false;
  const digits = /^DTSTART[^:\r\n]*:(\d{4})(\d{2})(\d{2})/imu.exec(block);
  if (!digits) return false;
  const day = dayNumberOf(digits.slice(1).join('-'));
  return day !== null && (day + 3) * dayMs < from.getTime();
}

interface EventContext extends CalendarText {
  readonly zones: ReadonlyMap<string, EventZone>;
}

/** null: no meeting (it lasts all day, or has no time). */
function readEvent(block: string, context: EventContext): CalendarEvent | null | 'unread' {
  try {
    return eventOf(parseBlock(block), context);
  } catch {
    // ical.js throws plain Errors of many kinds; whatever it was, this one event can't be taken.
    return 'unread';
  }
}

/** Told without parsing: the block could not be parsed. Long lines are folded. */
function uidIn(block: string): string {
  const [, uid = ''] = /^UID[^:\r\n]*:(.*)$/imu.exec(block.replace(/\r?\n[ \t]/gu, '')) ?? [];
  return uid.trim();
}

function parseBlock(block: string): ICAL.Component {
  const parsed: unknown = ICAL.parse(`BEGIN:VCALENDAR\r\n${block}\r\nEND:VCALENDAR`);
  const [component] = new ICAL.Component(
    parsed as ConstructorParameters<typeof ICAL.Component>[0],
  ).getAllSubcomponents();
  if (!component) throw new Error('An empty block.');
  return component;
}

function eventOf(component: ICAL.Component, context: EventContext): CalendarEvent | null | 'unread' {
  const start = timeIn(component, 'dtstart', context);
  if (start === 'allDay' || start === null) return null;
  const uid = textIn(component, 'uid');
  const durationMs = durationOf(component, start, context);
  // What lasts a day or longer is a trip or a holiday, written with times.
  if (start === 'unknownZone' || !isKeepable(uid)) return 'unread';
  if (durationMs >= dayMs) return null;
  const replaces = replacedBy(component, context);
  if (replaces === 'unread') return 'unread';
  return {
    uid,
    replaces,
    name: nameIn(component),
    isCancelled: textIn(component, 'status').toUpperCase() === 'CANCELLED',
    sequence: Number(textIn(component, 'sequence')) || 0,
    start: start.wall,
    durationMs,
    zone: start.zone,
    recurrences: component.getAllProperties('rrule').map((property) => recurrenceOf(property, start.zone)),
    extraDates: datesIn(component, 'rdate', context),
    exceptDates: datesIn(component, 'exdate', context),
  };
}

/** In symbols: half of one can't be kept. */
const nameLimit = 200;

function nameIn(component: ICAL.Component): string {
  const name = textIn(component, 'summary').replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ');
  return [...name.trim()].slice(0, nameLimit).join('') || 'Meeting';
}

/** Dates are known by it, in an index that takes no longer one. */
const uidLimit = 500;

const isKeepable = (uid: string): boolean => uid !== '' && uid.length <= uidLimit && !uid.includes('\u0000');

/**
 * RANGE=THISANDFUTURE changes a series from a date on. None of the big calendars writes it any more, they begin another
 * series: rather than half understood it is not read, the known dates hold, and the champion hears.
 */
function replacedBy(component: ICAL.Component, context: EventContext): CalendarEvent['replaces'] | 'unread' {
  const property = component.getFirstProperty('recurrence-id');
  if (!property) return null;
  const value: unknown = property.getFirstValue();
  if (property.getParameter('range') || !(value instanceof ICAL.Time)) return 'unread';
  const { day, minutes } = wallOf(value);
  const zone = value.isDate ? null : zoneOf(property, value, context);
  return zone ? new Date(zone.instantOf({ day, minutes })) : { day, minutes: value.isDate ? null : minutes };
}

function durationOf(component: ICAL.Component, start: ReadTime | 'unknownZone', context: EventContext): number {
  if (start === 'unknownZone') return 0;
  const end = timeIn(component, 'dtend', context);
  if (end !== null && typeof end === 'object') {
    const ms = end.at.getTime() - start.at.getTime();
    return ms > 0 ? ms : context.lengthMs;
  }
  const duration: unknown = component.getFirstPropertyValue('duration');
  const ms = duration instanceof ICAL.Duration ? duration.toSeconds() * 1_000 : 0;
  return ms > 0 ? ms : context.lengthMs;
}

interface ReadTime {
  readonly wall: WallTime;
  readonly zone: EventZone;
  readonly at: Date;
}

function timeIn(
  component: ICAL.Component,
  name: string,
  context: EventContext,
): ReadTime | 'allDay' | 'unknownZone' | null {
  const property = component.getFirstProperty(name);
  return property ? timeOf(property, property.getFirstValue(), context) : null;
}

function timeOf(
  property: ICAL.Property,
  value: unknown,
  context: EventContext,
): ReadTime | 'allDay' | 'unknownZone' | null {
  const time = value instanceof ICAL.Period ? value.start : value;
  if (!(time instanceof ICAL.Time)) return null;
  if (time.isDate) return 'allDay';
  const zone = zoneOf(property, time, context);
  if (!zone) return 'unknownZone';
  const wall = wallOf(time);
  return { wall, zone, at: new Date(zone.instantOf(wall)) };
}

function wallOf({ year, month, day, hour, minute }: ICAL.Time): WallTime {
  const date = [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
  const number = dayNumberOf(date);
  if (number === null) throw new Error('Not a date.');
  return { day: number, minutes: hour * 60 + minute };
}

function zoneOf(property: ICAL.Property, time: ICAL.Time, { zones, timeZone }: EventContext): EventZone | null {
  const named: unknown = property.getParameter('tzid');
  if (typeof named === 'string' && named !== '') return zones.get(named) ?? ianaZone(named);
  return ianaZone(time.zone === ICAL.Timezone.utcTimezone ? 'UTC' : timeZone);
}

/** `Europe/London`, also behind a maker's prefix: `/mozilla.org/20050126_1/Europe/London`. */
function ianaZone(name: string): EventZone | null {
  const parts = name.split('/');
  const known = [name, parts.slice(-2).join('/'), parts.slice(-3).join('/'), parts.at(-1) ?? ''].find(isKnownZone);
  if (known === undefined) return null;
  return { timeZone: known, instantOf: ({ day, minutes }) => firstInstantAt(known, day, minutes) };
}

/** Zones that the calendar explains itself, such as Outlook's `W. Europe Standard Time`; those of the IANA database are taken from there. */
function readZones(text: string, shownIn: string): ReadonlyMap<string, EventZone> {
  const zones = new Map<string, EventZone>();
  for (const block of blocksOf(text, 'VTIMEZONE')) {
    if (zones.size >= zoneLimit) break;
    if (!isHarmless(block)) continue;
    try {
      const component = parseBlock(block);
      const tzid = textIn(component, 'tzid');
      if (tzid !== '' && !ianaZone(tzid)) zones.set(tzid, explainedZone(component, tzid, shownIn));
    } catch {
      // Events in it are reported as unread.
    }
  }
  return zones;
}

const zoneLimit = 50;

/** ical.js searches for ever for a change that never comes; real zones change once a year in a named week or on a day. */
function isHarmless(block: string): boolean {
  const rules = block.match(/^RRULE:.*$/gimu) ?? [];
  return (
    block.length < 50_000 &&
    rules.every((rule) =>
      /^RRULE:(?=.*FREQ=YEARLY)(?!.*INTERVAL=(?!1\b))(?=.*BYMONTH=\d)(?=.*BYDAY=-?[1-4][A-Z]{2}(?:;|\s*$))(?!.*BYMONTHDAY)/iu.test(
        rule,
      ),
    )
  );
}

function explainedZone(component: ICAL.Component, tzid: string, shownIn: string): EventZone {
  const zone = new ICAL.Timezone({ component, tzid });
  return {
    timeZone: shownIn,
    instantOf: ({ day, minutes }) => {
      const date = new Date(day * dayMs + minutes * 60_000);
      const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const [hour, minute] = [date.getUTCHours(), date.getUTCMinutes()];
      return (
        new ICAL.Time({ year, month, day: dayOfMonth, hour, minute, second: 0, isDate: false }, zone).toUnixTime() *
        1_000
      );
    },
  };
}

function datesIn(component: ICAL.Component, name: string, context: EventContext): readonly Date[] {
  return component.getAllProperties(name).flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      const time = timeOf(property, value, context);
      return time !== null && typeof time === 'object' ? [time.at] : [];
    }),
  );
}

const frequencies: Readonly<Record<string, Recurrence['frequency']>> = {
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
  YEARLY: 'yearly',
};
const icalWeekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** @throws Error for rules that no meeting has: every second, by number of the week */
function recurrenceOf(property: ICAL.Property, zone: EventZone): CalendarEvent['recurrences'][number] {
  const value: unknown = property.getFirstValue();
  if (!(value instanceof ICAL.Recur)) throw new Error('Not a rule.');
  const frequency = frequencies[value.freq];
  const parts = value.parts as Readonly<Record<string, readonly unknown[]>>;
  if (!frequency || parts.BYWEEKNO) throw new Error('Not a rule that a meeting has.');
  const numbers = (name: string) => (parts[name] ?? []).map(Number).filter(Number.isInteger);
  const rule: Recurrence = {
    frequency,
    interval: Math.min(Math.max(1, value.interval || 1), 10_000),
    count: value.count ?? null,
    months: numbers('BYMONTH'),
    monthDays: numbers('BYMONTHDAY'),
    yearDays: numbers('BYYEARDAY'),
    weekdays: (parts.BYDAY ?? []).map((each) => weekdayOf(String(each))),
    hours: numbers('BYHOUR'),
    minutes: numbers('BYMINUTE'),
    positions: numbers('BYSETPOS'),
    // ical.js counts weekdays from Sunday as 1.
    weekStart: ((value.wkst + 5) % 7) + 1,
  };
  return { rule, until: value.until ? untilOf(value.until, zone) : null };
}

function weekdayOf(typed: string): Recurrence['weekdays'][number] {
  const [, nth, name = ''] = /^([+-]?\d+)?([A-Z]{2})$/u.exec(typed.toUpperCase()) ?? [];
  const index = icalWeekdays.indexOf(name);
  if (index < 0) throw new Error('Not a weekday.');
  return { weekday: index + 1, nth: nth === undefined ? null : Number(nth) };
}

/** A date is meant to its end; a time without Z in the event's zone. */
function untilOf(until: ICAL.Time, zone: EventZone): Date {
  const wall = wallOf(until);
  if (until.isDate) return new Date(zone.instantOf({ day: wall.day + 1, minutes: 0 }) - 1);
  if (until.zone === ICAL.Timezone.utcTimezone) return new Date(wall.day * dayMs + wall.minutes * 60_000);
  return new Date(zone.instantOf(wall));
}

function textIn(component: ICAL.Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name);
  return value === null || value === undefined ? '' : String(value);
}
