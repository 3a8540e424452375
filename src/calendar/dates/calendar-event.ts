/** What one event of a calendar says, once it is read. Pure. */
import type { DayNumber } from '../../kernel/time/calendar-date.js';
import type { Recurrence, WallTime } from './recurrence.js';

/** Somebody who takes part. */
export interface EventPerson {
  /** In lower case. */
  readonly address: string;
  readonly hasDeclined: boolean;
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
  /** It stands in for all later dates of its series too, as far from them as from the one that it replaces. */
  readonly isOnwards: boolean;
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
  /** Absent: it was not asked who takes part. */
  readonly people?: readonly EventPerson[];
}

/** The zone that an event is meant in. */
export interface EventZone {
  /** IANA name to show times in; another calendar's own zone is shown in the series'. */
  readonly timeZone: string;
  /** When the wall clock there shows this, as epoch ms. */
  instantOf(wall: WallTime): number;
}
