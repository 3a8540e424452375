/** Fetches a calendar and takes in what it says: for a new series, and every hour for those that live. */
import { askCalendar, type CalendarNews, type CalendarTrouble } from '../../../calendar/ask-calendar.js';
import { nextFetchAt } from '../../../calendar/dates/next-fetch.js';
import type { Unread } from '../../../calendar/dates/unread.js';
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
  validatorsOf,
} from '../rules/calendar-state.js';
import type { CalendarRule, Series } from '../rules/series.js';
import { findSeriesById, lockSeries, openAddress, type SeriesRow, saveSeries } from '../store/series.js';

export type SeriesNews =
  /** `names`: of everything that is ahead in the calendar, whatever was asked for. */
  | {
      readonly kind: 'state';
      readonly state: CalendarState;
      readonly names: readonly string[];
      readonly unread: readonly Unread[];
      readonly uids: readonly string[];
    }
  | Exclude<CalendarNews, { kind: 'dates' }>;

export interface CalendarQuestion extends Pick<Series, 'timeZone' | 'lengthMinutes'>, Pick<CalendarRule, 'event'> {
  /** As it was given. */
  readonly url: string;
  readonly validators?: Pick<CalendarState, 'etag' | 'lastModified'>;
}

/** Asks the series' address now. Network: never inside a transaction. */
export async function askForSeries(
  deps: MeetingsDeps,
  { url, event, timeZone, lengthMinutes, validators }: CalendarQuestion,
): Promise<SeriesNews> {
  const wanted = { timeZone, event, lengthMs: lengthMinutes * 60_000, horizonMs: calendarHorizonMs };
  const news = await askCalendar(deps, { url, ...validators, ...wanted });
  if (news.kind !== 'dates') return news;
  const { occurrences, names, unread, uids, knownUntil } = news;
  const now = deps.clock.now();
  // What could not be read is asked for whole again, until it can, or its dates are known and the champion has heard.
  const { etag, lastModified } = unread.length > 0 ? { etag: null, lastModified: null } : news;
  const known = { etag, lastModified, knownUntil, occurrences };
  const state = { ...known, leftOut: keptOf(unread), fetchedAt: now, failureCount: 0, fetchDueAt: nextFetchAt(0, now) };
  return { kind: 'state', state, names, unread, uids };
}

/** Of an unreadable calendar the first few tell what is wrong. */
const keptOf = (unread: readonly Unread[]): readonly Unread[] => unread.slice(0, 20);

/** @param plan plans the series with what is known now, in the transaction that keeps it */
export async function refreshCalendar(
  deps: MeetingsDeps,
  { organisationId, id: seriesId }: Pick<SeriesRow, 'id' | 'organisationId'>,
  plan: (tx: Transaction, series: SeriesRow) => Promise<void>,
): Promise<void> {
  const asked = await findSeriesById(deps.database, organisationId, seriesId);
  if (!asked?.calendar || asked.rule.kind !== 'calendar' || asked.stoppedAt) return;
  const { rule, calendar } = asked;
  const url = openAddress(deps.database, asked.placeId, rule.url);
  const validators = validatorsOf(calendar, deps.clock.now());
  const news = await askForSeries(deps, { ...asked, url, event: rule.event, validators });
  await deps.outbox.commit(async (tx) => {
    const series = await lockSeries(tx, asked.organisationId, seriesId);
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
  readonly news: SeriesNews;
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
