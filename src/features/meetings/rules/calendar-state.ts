/** What is kept of a calendar between two fetches: its last known dates, its validators, and how often it failed. Pure. */
import type { Occurrence } from './calendar.js';

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
