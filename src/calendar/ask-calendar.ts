/** Asks an address for its meetings now: fetched over the network, read in bounds, and what is wrong as a value. */
import type { CalendarFailure, CalendarRequest, FetchCalendar } from '../chat/calendar-source.js';
import type { Clock } from '../kernel/clock.js';
import type { Unread } from './dates/unread.js';
import type { FeedAnswer, FeedQuestion } from './read-feed.js';
import type { BoundedAnswer, ReadFeed } from './reading-thread.js';

/** What reads calendars in this house. */
export interface CalendarReading {
  readonly clock: Clock;
  /** Network; absent: no calendars here. */
  readonly fetchCalendar?: FetchCalendar | undefined;
  /** Reads what was fetched. Absent: in this thread. */
  readonly readFeed?: ReadFeed | undefined;
  /** How long slow calendars may hold up a sweep, in real milliseconds. Default 1,000. */
  readonly calendarPatienceMs?: number | undefined;
}

/** Why an address gives no meetings; the words are in calendar-words.ts. */
export type CalendarTrouble =
  | CalendarFailure
  | { readonly why: 'notCalendar' | 'tooMany' | 'tooHard' | 'empty' }
  | { readonly why: 'cut' | 'noLine'; readonly line: number }
  /** Its event can’t be read any more, or none of its events. */
  | { readonly why: 'unreadable'; readonly leftOut: readonly Unread[] }
  /** So many of its known dates are gone at once. */
  | { readonly why: 'missing'; readonly count: number; readonly of: number }
  /** There is nobody to fetch calendars in this house. */
  | { readonly why: 'noFetcher' };

/** Which address is asked, and what is wanted of it. */
export interface AskedCalendar extends CalendarRequest, Omit<FeedQuestion, 'text' | 'from' | 'until'> {
  /** Dates are wanted from now on for so long. */
  readonly horizonMs: number;
}

/** What came of asking. */
export type CalendarNews =
  | (Extract<FeedAnswer, { kind: 'dates' }> & {
      readonly etag: string | null;
      readonly lastModified: string | null;
      /** Until when the dates are known. */
      readonly knownUntil: Date;
    })
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'trouble'; readonly trouble: CalendarTrouble };

/** Network: never inside a transaction. Failure is a value. */
export async function askCalendar(
  { fetchCalendar, readFeed = readHere, clock }: CalendarReading,
  { url, etag, lastModified, horizonMs, ...wanted }: AskedCalendar,
): Promise<CalendarNews> {
  if (!fetchCalendar) return { kind: 'trouble', trouble: { why: 'noFetcher' } };
  const answer = await fetchCalendar({ url, ...(etag && { etag }), ...(lastModified && { lastModified }) });
  if (answer.kind === 'unchanged') return answer;
  if (answer.kind === 'failed') return { kind: 'trouble', trouble: answer.failure };
  const from = clock.now();
  const knownUntil = new Date(from.getTime() + horizonMs);
  const reading = await readFeed({ ...wanted, text: answer.text, from, until: knownUntil });
  if (reading.kind !== 'dates') return { kind: 'trouble', trouble: troubleOf(reading) };
  return { ...reading, etag: answer.etag, lastModified: answer.lastModified, knownUntil };
}

/** Loaded by those who have calendars. */
const readHere: ReadFeed = async (question) => (await import('./read-feed.js')).readFeed(question);

function troubleOf(reading: Exclude<BoundedAnswer, { kind: 'dates' }>): CalendarTrouble {
  return 'line' in reading ? { why: reading.kind, line: reading.line } : { why: reading.kind };
}
