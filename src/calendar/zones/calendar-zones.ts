/**
 * The zones that a calendar's times are in: by the name of a place, by what the calendar explains itself (VTIMEZONE), by
 * Windows' and other names. A zone that a calendar explains for one year only is found by the changes it names.
 */
import { firstInstantAt } from '../../kernel/time/local-day.js';
import { isKnownZone } from '../../kernel/time/zone.js';
import type { EventZone } from '../dates/calendar-event.js';
import { EndlessRecurrence, recur, type WallTime } from '../dates/recurrence.js';
import type { Block } from '../text/content-lines.js';
import { readRule } from '../text/read-rule.js';
import { readWall, textIn, valuesIn } from '../text/read-values.js';
import { worldZones, zoneOfNumber } from './windows-zones.js';
import { agreed, minutesAhead } from './zone-clocks.js';
import { offsetIn, zoneOfName, zoneOfPlace } from './zone-names.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A calendar has a handful; each is looked at when an event names it. */
const zoneLimit = 50;

/** Finds a zone by the name that the calendar gives it; null: nobody knows it, and the calendar does not explain it. */
export type FindZone = (tzid: string) => EventZone | null;

/** @param shownIn IANA zone in which times of a zone without a place are shown */
export function zonesOf(blocks: readonly Block[], { shownIn, now }: { shownIn: string; now: Date }): FindZone {
  const explained = new Map(blocks.slice(0, zoneLimit).map((block) => [keyOf(textIn(block, 'TZID')), block]));
  const found = new Map<string, EventZone | null>();
  return (tzid) => {
    const key = keyOf(tzid);
    const known = found.get(key);
    if (known !== undefined) return known;
    const zone = findZone(tzid.trim(), explained.get(key) ?? null, { shownIn, now });
    found.set(key, zone);
    return zone;
  };
}

const keyOf = (tzid: string): string =>
  tzid
    .replace(/^["']|["']$/gu, '')
    .trim()
    .toLowerCase();

interface Looking {
  readonly shownIn: string;
  readonly now: Date;
}

/** What a calendar explains for good beats every name but a place’s: such a name may mean anything. */
function findZone(tzid: string, block: Block | null, { shownIn, now }: Looking): EventZone | null {
  const place = zoneOfPlace(tzid);
  if (place) return placeZone(place);
  const explanation = block ? explain(block, now) : null;
  const isGiven = (zone: string | null): zone is string => zone !== null && isKnownZone(zone);
  const names = [
    block && zoneOfPlace(textIn(block, 'X-LIC-LOCATION')),
    zoneOfName(tzid, now),
    block && zoneOfNumber(textIn(block, 'X-MICROSOFT-CDO-TZID')),
  ].filter(isGiven);
  const [named] = names;
  if (explanation?.lasts === 'forGood') return changingZone(explanation.changes, named ?? shownIn);
  if (named) return placeZone(named);
  if (explanation?.lasts === 'fixed') return changingZone(explanation.changes, shownIn);
  const matched = explanation ? zoneOfChanges(explanation.changes, now) : null;
  if (matched) return placeZone(matched);
  const offset = offsetIn(tzid);
  return offset === null ? null : fixedZone(offset, shownIn);
}

/** A zone of the IANA database. */
export function placeZone(timeZone: string): EventZone {
  return {
    timeZone,
    instantOf: ({ day, minutes }) => {
      const at = firstInstantAt(timeZone, day, minutes);
      const isShortDay = firstInstantAt(timeZone, day + 1) - firstInstantAt(timeZone, day) < dayMs;
      if (!isShortDay || at !== firstInstantAt(timeZone, day, minutes + 1)) return at;
      // Summer time skips it: it is as long after the change as it says (RFC 5545).
      return day * dayMs + (minutes - minutesAhead(timeZone, at - minuteMs)) * minuteMs;
    },
  };
}

function fixedZone(minutesAheadOfUtc: number, timeZone: string): EventZone {
  return { timeZone, instantOf: ({ day, minutes }) => day * dayMs + (minutes - minutesAheadOfUtc) * minuteMs };
}

/** From an instant on the clock is `to` minutes ahead of UTC; before it was `from`. */
interface Change {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Explanation {
  /** By instant. */
  readonly changes: readonly Change[];
  /** `fixed`: its clock does not change, or no longer; `partly`: its changes end with a year. */
  readonly lasts: 'forGood' | 'fixed' | 'partly';
}

/** Years around now in which changes are looked up: dates are known 400 days ahead. */
const [daysBack, daysAhead] = [800, 800];

function explain(block: Block, now: Date): Explanation | null {
  const today = Math.floor(now.getTime() / dayMs);
  const halves = block.parts.flatMap((part) => changesOf(part, today) ?? []);
  const changes = halves.flatMap((half) => half.changes).sort((a, b) => a.at - b.at);
  const last = changes.at(-1);
  if (!last) return null;
  const lasting = new Set(halves.filter(({ isEndless }) => isEndless).map(({ to }) => to));
  if (lasting.size > 1) return { changes, lasts: 'forGood' };
  const isSettled =
    changes.every(({ to }) => to === last.to) || (lasting.size === 0 && last.at < (today - 730) * dayMs);
  return { changes, lasts: isSettled ? 'fixed' : 'partly' };
}

interface Half {
  readonly changes: readonly Change[];
  readonly to: number;
  readonly isEndless: boolean;
}

function changesOf(part: Block, today: number): Half | null {
  const start = readWall(textIn(part, 'DTSTART'));
  const [from, to] = [minutesIn(textIn(part, 'TZOFFSETFROM')), minutesIn(textIn(part, 'TZOFFSETTO'))];
  if (!start || from === null || to === null) return null;
  const changeAt = ({ day, minutes }: WallTime): Change => ({
    at: day * dayMs + (minutes - from) * minuteMs,
    from,
    to,
  });
  const starts: WallTime[] = [start, ...valuesIn(part, 'RDATE').flatMap((value) => readWall(value) ?? [])];
  let isEndless = false;
  for (const text of valuesIn(part, 'RRULE', { isWhole: true })) {
    const read = readRule(text);
    if (typeof read === 'string') return null;
    const untilDay = read.until ? read.until.day : today + daysAhead;
    const last = Math.min(untilDay, today + daysAhead);
    isEndless ||= (read.until === null || untilDay >= today + daysAhead) && read.rule.count === null;
    starts.push(...onsets(read.rule, start, Math.min(last, today) - daysBack, last));
  }
  return { changes: starts.map(changeAt), to, isEndless };
}

/** A zone changes twice a year: what changes more often is none. */
function onsets(rule: Parameters<typeof recur>[0], start: WallTime, first: number, last: number): readonly WallTime[] {
  try {
    return [...recur(rule, start, { first, last, budget: { daysLeft: 20_000 } })].slice(0, 100);
  } catch (error) {
    if (error instanceof EndlessRecurrence) return [];
    throw error;
  }
}

/** `+0530`, `-050000`. */
function minutesIn(offset: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})(?::?\d{2})?$/u.exec(offset.trim()) ?? [];
  return sign ? (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes)) || 0 : null;
}

/** A time that comes twice is the first of the two; one that is skipped is as long after the change as it says (RFC 5545). */
function changingZone(changes: readonly Change[], timeZone: string): EventZone {
  const [first] = changes;
  const offsetAt = (at: number): number => changes.findLast((change) => change.at <= at)?.to ?? first?.from ?? 0;
  return {
    timeZone,
    instantOf: ({ day, minutes }) => {
      const wall = day * dayMs + minutes * minuteMs;
      const [before, after] = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)];
      const [early, late] = [wall - before * minuteMs, wall - after * minuteMs];
      return offsetAt(early) === before || offsetAt(late) !== after ? early : late;
    },
  };
}

/** The zone of the world whose clocks change just so, as long as all that do go alike. */
function zoneOfChanges(changes: readonly Change[], now: Date): string | null {
  const recent = changes.filter(({ at, from, to }) => from !== to && at > now.getTime() - daysBack * dayMs);
  if (recent.length === 0) return null;
  const fitting = worldZones.filter((zone) =>
    recent.every(
      ({ at, from, to }) =>
        minutesAhead(zone, at - minuteMs) === from && minutesAhead(zone, at) === to && isKnownZone(zone),
    ),
  );
  return agreed(fitting, now);
}
