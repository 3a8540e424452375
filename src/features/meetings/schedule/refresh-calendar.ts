/** Fetches a calendar and takes in what it says: for a new series, and every hour for those that live. */
import type { CalendarFailure } from '../../../chat/calendar-source.js';
import type { Transaction } from '../../../storage/database.js';
import type { MeetingsDeps } from '../deps.js';
import {
  afterDoubt,
  afterFailure,
  afterUnchanged,
  type CalendarState,
  calendarHorizonMs,
  doubtfullyMissing,
  holdKnown,
  isConfirmed,
  keepIds,
  nextFetchAt,
  validatorsOf,
} from '../rules/calendar-state.js';
import type { CalendarRule, Series } from '../rules/series.js';
import type { Unread } from '../rules/unread.js';
import { findSeriesById, lockSeries, type SeriesRow, saveSeries } from '../store/series.js';
import type { BoundedAnswer, ReadFeed } from './reading-thread.js';

/** Why an address gives no meetings; the words are in cards/calendar-words.ts. */
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

export type CalendarNews =
  /** `names`: of everything that is ahead in the calendar, whatever was asked for. */
  | ({ readonly kind: 'state'; readonly state: CalendarState; readonly names: readonly string[] } & Feed)
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'trouble'; readonly trouble: CalendarTrouble };

interface Feed {
  readonly unread: readonly Unread[];
  readonly uids: readonly string[];
}

export interface CalendarQuestion extends Pick<Series, 'timeZone' | 'lengthMinutes'> {
  readonly rule: CalendarRule;
  readonly validators?: Pick<CalendarState, 'etag' | 'lastModified'>;
}

/** Asks the address now. Network: never inside a transaction. */
export async function askCalendar(
  { fetchCalendar, readFeed = readHere, clock }: MeetingsDeps,
  { rule, timeZone, lengthMinutes, validators }: CalendarQuestion,
): Promise<CalendarNews> {
  if (!fetchCalendar) return { kind: 'trouble', trouble: { why: 'noFetcher' } };
  const answer = await fetchCalendar({ url: rule.url, ...validators });
  if (answer.kind === 'unchanged') return answer;
  if (answer.kind === 'failed') return { kind: 'trouble', trouble: answer.failure };
  const now = clock.now();
  const knownUntil = new Date(now.getTime() + calendarHorizonMs);
  const window = { from: now, until: knownUntil };
  const lengthMs = lengthMinutes * 60_000;
  const reading = await readFeed({ text: answer.text, ...window, timeZone, lengthMs, event: rule.event });
  if (reading.kind !== 'dates') return { kind: 'trouble', trouble: troubleOf(reading) };
  const { occurrences, names, unread, uids } = reading;
  // What could not be read is asked for whole again, until it can, or its dates are known and the champion has heard.
  const { etag, lastModified } = unread.length > 0 ? { etag: null, lastModified: null } : answer;
  const known = { etag, lastModified, knownUntil, occurrences };
  const state = { ...known, leftOut: keptOf(unread), fetchedAt: now, failureCount: 0, fetchDueAt: nextFetchAt(0, now) };
  return { kind: 'state', state, names, unread, uids };
}

/** Loaded by those who have calendars. */
const readHere: ReadFeed = async (question) => (await import('./read-feed.js')).readFeed(question);

function troubleOf(reading: Exclude<BoundedAnswer, { kind: 'dates' }>): CalendarTrouble {
  return 'line' in reading ? { why: reading.kind, line: reading.line } : { why: reading.kind };
}

/** Of an unreadable calendar the first few tell what is wrong. */
const keptOf = (unread: readonly Unread[]): readonly Unread[] => unread.slice(0, 20);

/** @param plan plans the series with what is known now, in the transaction that keeps it */
export async function refreshCalendar(
  deps: MeetingsDeps,
  seriesId: string,
  plan: (tx: Transaction, series: SeriesRow) => Promise<void>,
): Promise<void> {
  const asked = await findSeriesById(deps.database, seriesId);
  if (!asked?.calendar || asked.rule.kind !== 'calendar' || asked.stoppedAt) return;
  const { rule, calendar } = asked;
  const news = await askCalendar(deps, { ...asked, rule, validators: validatorsOf(calendar, deps.clock.now()) });
  await deps.outbox.commit(async (tx) => {
    const series = await lockSeries(tx, seriesId);
    // Stopped, or given another calendar, while we asked.
    if (!series?.calendar || series.rule.kind !== 'calendar' || series.rule.url !== rule.url) return;
    if (series.rule.event !== rule.event) return;
    const taken = await take(tx, deps, { series, calendar: series.calendar, news });
    await saveSeries(tx, taken);
    await plan(tx, taken);
  });
}

interface Taking {
  readonly series: SeriesRow;
  readonly calendar: CalendarState;
  readonly news: CalendarNews;
}

async function take(tx: Transaction, deps: MeetingsDeps, { series, calendar, news }: Taking): Promise<SeriesRow> {
  const now = deps.clock.now();
  if (news.kind === 'unchanged') return { ...series, calendar: afterUnchanged(calendar, now) };
  if (news.kind === 'trouble')
    return failed(tx, deps, { series, ...afterFailure(calendar, now), trouble: news.trouble });
  const known = calendar.occurrences;
  const feed = { unread: news.unread, uids: news.uids, now };
  const held = holdKnown(known, keepIds(known, news.state.occurrences, now), feed);
  const missing = doubtfullyMissing(known, held.occurrences, feed);
  if (missing.length > 0 && !isConfirmed(calendar, missing, now)) {
    const of = known.filter(({ startsAt }) => startsAt > now).length;
    const trouble = { why: 'missing', count: missing.length, of } as const;
    return failed(tx, deps, { series, ...afterDoubt(calendar, missing, now), trouble });
  }
  const trouble = { why: 'unreadable', leftOut: keptOf(news.unread) } as const;
  if (held.isHolding && !calendar.isHolding) await tellChampion(tx, deps, series, trouble);
  return { ...series, calendar: { ...news.state, ...held } };
}

interface Failing {
  readonly series: SeriesRow;
  /** Of the calendar, after this failure. */
  readonly state: CalendarState;
  /** Now is the one time to say so. */
  readonly tell: boolean;
  readonly trouble: CalendarTrouble;
}

async function failed(tx: Transaction, deps: MeetingsDeps, failing: Failing): Promise<SeriesRow> {
  const { series, state, tell, trouble } = failing;
  deps.log.warn({ seriesId: series.id, why: trouble.why, failureCount: state.failureCount }, 'calendar failed');
  if (tell) await tellChampion(tx, deps, series, trouble);
  return { ...series, calendar: state };
}

/** The last known dates hold meanwhile, so it is said once and not at every attempt. */
async function tellChampion(
  tx: Transaction,
  { people, outbox }: MeetingsDeps,
  { organisationId, id: seriesId, createdById }: SeriesRow,
  trouble: CalendarTrouble,
): Promise<void> {
  const { champion } = await people.organisation(organisationId, tx);
  const memberId = champion?.id ?? createdById;
  if (!memberId) return;
  // What was left out is read again when it is told.
  const { leftOut: _, ...why } = { leftOut: null, ...trouble };
  const payload = { organisationId, seriesId, ...why };
  await outbox.enqueue(tx, [
    { organisationId, kind: 'meetings.calendarTrouble', payload, to: { kind: 'member', memberId } },
  ]);
}
