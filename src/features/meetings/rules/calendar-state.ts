/** What is kept of a calendar between two fetches: its last known dates, its validators, and how often it failed. Pure. */
import { groupBy } from '../../../kernel/group-by.js';
import { type Occurrence, uidOf } from './calendar.js';

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
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Dates are looked up so far ahead. */
export const calendarHorizonMs = 400 * dayMs;
const refreshWithinMs = 200 * dayMs;
/** The champion hears of it at the second failure in a row: one is a network's hiccup. */
const toldAtFailure = 2;

/** An hour after a success; after failures soon, then ever more rarely, up to six hours. */
export function nextFetchAt(failureCount: number, now: Date): Date {
  const waitMs = failureCount === 0 ? hourMs : Math.min((hourMs / 4) * 2 ** (failureCount - 1), 6 * hourMs);
  return new Date(now.getTime() + waitMs);
}

/** What the server is asked: only for what is new, unless the known dates run out. */
export function validatorsOf(state: CalendarState, now: Date): Pick<CalendarState, 'etag' | 'lastModified'> {
  const runsOut = state.knownUntil.getTime() - now.getTime() < refreshWithinMs;
  return runsOut ? { etag: null, lastModified: null } : { etag: state.etag, lastModified: state.lastModified };
}

/** The calendar answered that nothing changed. */
export function afterUnchanged(state: CalendarState, now: Date): CalendarState {
  return { ...state, failureCount: 0, fetchedAt: now, fetchDueAt: nextFetchAt(0, now) };
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
 * What is found anew, with the ids by which its dates are known: a whole series that was given another weekday or time
 * keeps them, in order, so that it has moved, and is not cancelled here and new there. A series of which any date is
 * found again has not been moved: the others were cancelled one by one.
 */
export function keepIds(known: readonly Occurrence[], found: readonly Occurrence[], now: Date): readonly Occurrence[] {
  const before = groupBy(
    known.filter(({ startsAt }) => startsAt > now),
    uidOf,
  );
  const ids = new Map<Occurrence, string>();
  for (const [uid, dates] of groupBy(found, uidOf)) renameDates(before.get(uid) ?? [], dates, { ids, now });
  return found.map((date) => ({ ...date, id: ids.get(date) ?? date.id }));
}

function renameDates(
  known: readonly Occurrence[],
  dates: readonly Occurrence[],
  { ids, now }: { readonly ids: Map<Occurrence, string>; readonly now: Date },
): void {
  const free = new Map(known.map((date) => [date.id, date]));
  const rest = dates.filter(({ id, startsAt }) => startsAt > now && !free.delete(id));
  // Moved by an earlier fetch: they stand where they were put then.
  for (const date of rest) {
    const same = [...free.values()].find(({ startsAt }) => startsAt.getTime() === date.startsAt.getTime());
    if (!same) continue;
    ids.set(date, same.id);
    free.delete(same.id);
  }
  if (free.size < known.length) return;
  for (const [index, date] of rest.entries()) {
    const was = known[index];
    if (was) ids.set(date, was.id);
  }
}

/** With the dates that are known of events which can't be read any more: nobody has said that they changed. */
export function holdKnown(
  known: readonly Occurrence[],
  found: readonly Occurrence[],
  { unreadUids, now }: { readonly unreadUids: readonly string[]; readonly now: Date },
): { readonly occurrences: readonly Occurrence[]; readonly isHolding: boolean } {
  const held = known.filter((date) => date.endsAt > now && unreadUids.includes(uidOf(date)));
  const heldIds = new Set(held.map(({ id }) => id));
  const occurrences = [...held, ...found.filter(({ id }) => !heldIds.has(id))];
  occurrences.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return { occurrences, isHolding: held.length > 0 };
}
