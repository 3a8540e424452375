/** What a fetched text says about meetings: read, expanded, and what was left out of it. Pure; it may take long. */
import { expandCalendar, namesIn, type Occurrence } from './dates/expand-calendar.js';
import type { Unread } from './dates/unread.js';
import { type CalendarReading, readCalendar } from './text/read-calendar.js';

export interface FeedQuestion {
  readonly text: string;
  /** Dates are wanted between these. */
  readonly from: Date;
  readonly until: Date;
  /** IANA zone for times without one. */
  readonly timeZone: string;
  readonly lengthMs: number;
  /** A name: only events that are called so; null: all. */
  readonly event: string | null;
  /** True: who takes part in each date is told too. */
  readonly withPeople?: boolean;
}

export type FeedAnswer =
  | {
      readonly kind: 'dates';
      readonly occurrences: readonly Occurrence[];
      /** Of everything that is ahead, whatever was asked for. */
      readonly names: readonly string[];
      readonly unread: readonly Unread[];
      readonly uids: readonly string[];
      /** What its owner calls the calendar; null: it says no name. */
      readonly name: string | null;
    }
  | Exclude<CalendarReading, { kind: 'read' }>;

export function readFeed({ until, event, ...calendar }: FeedQuestion): FeedAnswer {
  const { from } = calendar;
  const reading = readCalendar(calendar);
  if (reading.kind !== 'read') return reading;
  const { events, uids, name } = reading;
  const wanted = expandCalendar(events, { from, until }, event);
  // Expanding takes its time: what else there is matters only where the event was not found.
  const isLost = event !== null && wanted.occurrences.length === 0;
  const all = isLost ? expandCalendar(events, { from, until }, null) : wanted;
  const nameOf = new Map(events.map(({ uid, name }) => [uid, name]));
  const endless = all.endlessUids.map(
    (uid): Unread => ({ uid, name: nameOf.get(uid) ?? '', cause: { why: 'endless' } }),
  );
  const unread = [...reading.unread, ...endless];
  return { kind: 'dates', occurrences: wanted.occurrences, names: namesIn(all.occurrences), unread, uids, name };
}
