/** Fetches a calendar and takes in what it says: for a new series, and every hour for those that live. */
import type { CalendarFailure } from '../../../chat/calendar-source.js';
import type { Transaction } from '../../../storage/database.js';
import type { MeetingsDeps } from '../deps.js';
import { expandCalendar, namesIn, type Occurrence } from '../rules/calendar.js';
import {
  afterFailure,
  afterUnchanged,
  type CalendarState,
  calendarHorizonMs,
  holdKnown,
  keepIds,
  nextFetchAt,
  validatorsOf,
} from '../rules/calendar-state.js';
import type { CalendarRule, Series } from '../rules/series.js';
import { findSeriesById, lockSeries, type SeriesRow, saveSeries } from '../store/series.js';

/** Why an address gives no meetings; the words are in cards/series-refusals.ts. */
export type CalendarTrouble =
  | CalendarFailure
  | { readonly why: 'notCalendar' | 'tooMany' | 'endless' | 'unreadable' }
  /** There is nobody to fetch calendars in this house. */
  | { readonly why: 'noFetcher' };

export type CalendarNews =
  /** `names`: of everything that is ahead in the calendar, whatever was asked for. `unreadUids`: of events left out. */
  | {
      readonly kind: 'state';
      readonly state: CalendarState;
      readonly names: readonly string[];
      readonly unreadUids: readonly string[];
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'trouble'; readonly trouble: CalendarTrouble };

export interface CalendarQuestion extends Pick<Series, 'timeZone' | 'lengthMinutes'> {
  readonly rule: CalendarRule;
  readonly validators?: Pick<CalendarState, 'etag' | 'lastModified'>;
}

/** Asks the address now. Network: never inside a transaction. */
export async function askCalendar(
  { fetchCalendar, clock }: MeetingsDeps,
  { rule, timeZone, lengthMinutes, validators }: CalendarQuestion,
): Promise<CalendarNews> {
  if (!fetchCalendar) return { kind: 'trouble', trouble: { why: 'noFetcher' } };
  const answer = await fetchCalendar({ url: rule.url, ...validators });
  if (answer.kind === 'unchanged') return answer;
  if (answer.kind === 'failed') return { kind: 'trouble', trouble: answer.failure };
  const now = clock.now();
  // Loaded by those who have calendars: ical.js takes some megabytes.
  const { readCalendar } = await import('./read-calendar.js');
  const reading = await readCalendar({ text: answer.text, from: now, timeZone, lengthMs: lengthMinutes * 60_000 });
  if (reading.kind !== 'read') return { kind: 'trouble', trouble: { why: reading.kind } };
  const knownUntil = new Date(now.getTime() + calendarHorizonMs);
  const window = { from: now, until: knownUntil };
  const wanted = expandCalendar(reading.events, window, rule.event);
  // Expanding takes its time: what else there is matters only where the event was not found.
  const isLost = rule.event !== null && wanted.occurrences.length === 0;
  const all = isLost ? expandCalendar(reading.events, window, null) : wanted;
  if (all.occurrences.length === 0 && all.endlessUids.length > 0)
    return { kind: 'trouble', trouble: { why: 'endless' } };
  const unreadUids = [...reading.unreadUids, ...wanted.endlessUids];
  if (!validators && all.occurrences.length === 0 && unreadUids.length > 0)
    return { kind: 'trouble', trouble: { why: 'unreadable' } };
  // What could not be read is asked for whole again, until it can, or its dates are known and the champion has heard.
  const found = unreadUids.length > 0 ? { etag: null, lastModified: null } : answer;
  const state = stateOf({ ...found, knownUntil, occurrences: wanted.occurrences }, now);
  return { kind: 'state', state, names: namesIn(all.occurrences), unreadUids };
}

function stateOf(
  found: Pick<CalendarState, 'etag' | 'lastModified' | 'knownUntil'> & { readonly occurrences: readonly Occurrence[] },
  now: Date,
): CalendarState {
  const { etag, lastModified, knownUntil, occurrences } = found;
  return {
    etag,
    lastModified,
    knownUntil,
    occurrences,
    fetchedAt: now,
    failureCount: 0,
    fetchDueAt: nextFetchAt(0, now),
  };
}

/** @param plan plans the series with what is known now, in the transaction that keeps it */
export async function refreshCalendar(
  deps: MeetingsDeps,
  seriesId: string,
  plan: (tx: Transaction, series: SeriesRow) => Promise<void>,
): Promise<void> {
  const asked = await findSeriesById(deps.database.prisma, seriesId);
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
  if (news.kind === 'state') {
    const found = keepIds(calendar.occurrences, news.state.occurrences, now);
    const held = holdKnown(calendar.occurrences, found, { unreadUids: news.unreadUids, now });
    if (held.isHolding && !calendar.isHolding) await tellChampion(tx, deps, series, { why: 'unreadable' });
    return { ...series, calendar: { ...news.state, ...held } };
  }
  if (news.kind === 'unchanged') return { ...series, calendar: afterUnchanged(calendar, now) };
  const { state, tell } = afterFailure(calendar, now);
  deps.log.warn({ seriesId: series.id, why: news.trouble.why, failureCount: state.failureCount }, 'calendar failed');
  if (tell) await tellChampion(tx, deps, series, news.trouble);
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
  const payload = { organisationId, seriesId, ...troublePayload(trouble) };
  await outbox.enqueue(tx, [
    { organisationId, kind: 'meetings.calendarTrouble', payload, to: { kind: 'member', memberId } },
  ]);
}

function troublePayload(trouble: CalendarTrouble): { why: string; status: number | null } {
  return { why: trouble.why, status: 'status' in trouble ? trouble.status : null };
}
