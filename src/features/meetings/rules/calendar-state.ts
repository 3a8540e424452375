/** What is kept of a calendar between two fetches: its last known dates, its validators, and how often it failed. Pure. */

import { type Occurrence, timeAndName, uidOf } from '../../../calendar/dates/expand-calendar.js';
import { nextFetchAt } from '../../../calendar/dates/next-fetch.js';
import type { Unread } from '../../../calendar/dates/unread.js';
import { fold } from '../../../chat/nearest.js';
import { groupBy } from '../../../kernel/group-by.js';

/** What is known of a calendar that a series follows. */
export interface CalendarState {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly fetchDueAt: Date;
  /** When it was last fetched or found unchanged; null: never yet. */
  readonly fetchedAt: Date | null;
  /** In a row. */
  readonly failureCount: number;
  /** Until when its dates are known: an unchanged calendar is fetched whole again before that comes near. */
  readonly knownUntil: Date;
  readonly occurrences: readonly Occurrence[];
  /** Some of these dates only hold because their event can't be read any more; the champion has heard of it. */
  readonly isHolding?: boolean;
  /** What the last fetch left out, for the card. */
  readonly leftOut?: readonly Unread[];
  /** The last fetch lacked much of what is known; believed when one an hour later lacks the same. */
  readonly doubt?: { readonly since: Date; readonly missingIds: readonly string[] } | undefined;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Dates are looked up so far ahead. */
export const calendarHorizonMs = 400 * dayMs;
const refreshWithinMs = 200 * dayMs;
/** The champion hears of it at the second failure in a row: one is a network's hiccup. */
const toldAtFailure = 2;

/** What the server is asked: only for what is new, unless the known dates run out. */
export function validatorsOf(state: CalendarState, now: Date): Pick<CalendarState, 'etag' | 'lastModified'> {
  const runsOut = state.knownUntil.getTime() - now.getTime() < refreshWithinMs;
  return runsOut ? { etag: null, lastModified: null } : { etag: state.etag, lastModified: state.lastModified };
}

/** The calendar answered that nothing changed. */
export function afterUnchanged(state: CalendarState, now: Date): CalendarState {
  return { ...state, failureCount: 0, doubt: undefined, fetchedAt: now, fetchDueAt: nextFetchAt(0, now) };
}

/** The last known dates stay. `tell`: now is the one time to say so. */
export function afterFailure(
  state: CalendarState,
  now: Date,
): { readonly state: CalendarState; readonly tell: boolean } {
  const failureCount = state.failureCount + 1;
  return {
    state: { ...state, failureCount, fetchDueAt: nextFetchAt(failureCount, now) },
    tell: failureCount === toldAtFailure,
  };
}

/**
 * What is found anew, with the ids by which its dates are known. The same name at the same time is the same date, under
 * whichever UID. A whole series that was given another weekday or time keeps its ids, in order, so that it has moved, and
 * is not cancelled here and new there. A series of which any date is found again has not been moved: the others were
 * cancelled one by one. Where no UID is found again the calendar makes them anew, and names stand in for them.
 */
export function keepIds(known: readonly Occurrence[], found: readonly Occurrence[], now: Date): readonly Occurrence[] {
  const free = new Map(known.filter(({ startsAt }) => startsAt > now).map((date) => [date.id, date]));
  const coming = found.filter(({ startsAt }) => startsAt > now);
  const keyOf = hasNewUids([...free.values()], found.map(uidOf)) ? ({ name }: Occurrence) => fold(name) : uidOf;
  const before = groupBy([...free.values()], keyOf);
  const ids = new Map<Occurrence, string>();
  const match = (nameOf: (date: Occurrence) => string): void => {
    const waiting = new Map([...free.values()].map((date) => [nameOf(date), date]));
    for (const date of coming) {
      const was = ids.has(date) ? undefined : waiting.get(nameOf(date));
      if (!was || !free.delete(was.id)) continue;
      ids.set(date, was.id);
    }
  };
  match(({ id }) => id);
  // Moved by an earlier fetch: they stand where they were put then.
  match((date) => `${uidOf(date)} ${date.startsAt.getTime()}`);
  match(timeAndName);
  for (const [key, dates] of groupBy(coming, keyOf)) {
    const was = before.get(key) ?? [];
    if (!was.every(({ id }) => free.has(id)) || dates.some((date) => ids.has(date))) continue;
    for (const [index, date] of dates.entries()) {
      const id = was[index]?.id;
      if (id !== undefined) ids.set(date, id);
    }
  }
  return found.map((date) => ({ ...date, id: ids.get(date) ?? date.id }));
}

/** Some calendars make every UID anew for each fetch. */
function hasNewUids(known: readonly Occurrence[], uids: readonly string[]): boolean {
  const found = new Set(uids);
  return known.length > 0 && !known.some((date) => found.has(uidOf(date)));
}

/** What could be read of a feed beside its dates. */
export interface FeedPicture {
  /** Of events that were left out. */
  readonly unread: readonly { readonly uid: string; readonly name: string }[];
  /** Of everything in the feed that is whole, also what is no meeting. */
  readonly uids: readonly string[];
}

/** With the dates that are known of events which can't be read any more: nobody has said that they changed. */
export function holdKnown(
  known: readonly Occurrence[],
  found: readonly Occurrence[],
  { unread, uids, now }: FeedPicture & { readonly now: Date },
): { readonly occurrences: readonly Occurrence[]; readonly isHolding: boolean } {
  const whole = new Set(uids);
  const unreadUids = new Set(unread.map(({ uid }) => uid));
  const unreadNames = new Set(unread.filter(({ name }) => name !== '').map(({ name }) => fold(name)));
  const isUnread = (date: Occurrence): boolean =>
    unreadUids.has(uidOf(date)) || (unreadNames.has(fold(date.name)) && !whole.has(uidOf(date)));
  const foundAt = new Set(found.map(timeAndName));
  const held = known.filter((date) => date.endsAt > now && isUnread(date) && !foundAt.has(timeAndName(date)));
  const heldIds = new Set(held.map(({ id }) => id));
  const occurrences = [...held, ...found.filter(({ id }) => !heldIds.has(id))];
  occurrences.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return { occurrences, isHolding: held.length > 0 };
}

/**
 * The ids of known dates that would vanish without a word, when that is more than a person takes out in an hour: half of
 * what was known, or any at all where parts of the feed can't be read. Empty: the feed is to be believed. An event that
 * is still in the feed speaks for itself, unless its UID says nothing.
 */
export function doubtfullyMissing(
  known: readonly Occurrence[],
  found: readonly Occurrence[],
  { unread, uids, now }: FeedPicture & { readonly now: Date },
): readonly string[] {
  const ahead = known.filter(({ startsAt }) => startsAt > now);
  const foundIds = new Set(found.map(({ id }) => id));
  const speaks = new Set(hasNewUids(ahead, uids) ? [] : uids);
  const missing = ahead.filter((date) => !foundIds.has(date.id) && !speaks.has(uidOf(date)));
  const isMuch = missing.length * 2 >= ahead.length || unread.length > 0;
  return missing.length > 0 && isMuch ? missing.map(({ id }) => id) : [];
}

/** A feed that lost much is a failed fetch, and is asked again in an hour. */
export function afterDoubt(
  state: CalendarState,
  missingIds: readonly string[],
  now: Date,
): { readonly state: CalendarState; readonly tell: boolean } {
  const failed = afterFailure(state, now);
  const fetchDueAt = new Date(now.getTime() + hourMs);
  return { ...failed, state: { ...failed.state, fetchDueAt, doubt: { since: now, missingIds } } };
}

/** Whether a feed an hour ago lacked the same dates: then it means it. */
export function isConfirmed({ doubt, occurrences }: CalendarState, missingIds: readonly string[], now: Date): boolean {
  if (!doubt || now.getTime() - new Date(doubt.since).getTime() < hourMs) return false;
  const coming = new Set(occurrences.filter(({ startsAt }) => startsAt > now).map(({ id }) => id));
  const before = doubt.missingIds.filter((id) => coming.has(id));
  const missing = new Set(missingIds);
  return before.length === missing.size && before.every((id) => missing.has(id));
}
