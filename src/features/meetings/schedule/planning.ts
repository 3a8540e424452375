/**
 * Keeps the next dates of every series planned: when one has begun, when a calendar moved one, when holidays changed.
 * The sweep claims series in the database; commands plan in their own transaction. Calendars are fetched outside of both.
 */

import type { Occurrence } from '../../../calendar/dates/expand-calendar.js';
import { fetchBeside, fetchLeaseMs } from '../../../calendar/fetch-beside.js';
import type { Sweep } from '../../../chat/feature.js';
import type { DeliveryOrder } from '../../../delivery/delivery.js';
import { groupBy } from '../../../kernel/group-by.js';
import { newId } from '../../../kernel/id.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import type { Transaction } from '../../../storage/database.js';
import { calendarOf, type OrganisationProfile } from '../../people/index.js';
import { keepTurnsFair } from '../agenda/take-turns.js';
import type { MeetingsDeps } from '../deps.js';
import { overlooked, type Plan, planMeetings, type ScheduleNews, upcoming } from '../rules/plan.js';
import { appendHistory } from '../store/history.js';
import {
  claimSeries,
  insertMeetings,
  type ListedMeeting,
  lockAhead,
  planningDue,
  planningWork,
  type SeriesRow,
  saveMeetings,
  savePlanDueAt,
  toSeries,
} from '../store/series.js';
import { refreshCalendar } from './refresh-calendar.js';

/** Series in one transaction. */
const batchSize = 250;

export function planningSweep(deps: MeetingsDeps): Sweep {
  return {
    name: planningWork,
    due: planningDue,
    run: (now) => planBatch(deps, now),
  };
}

async function planBatch(deps: MeetingsDeps, now: Date): Promise<number> {
  const { count, results } = await deps.batches.inTransaction({
    work: planningWork,
    now,
    limit: batchSize,
    claim: (tx, limit) => claimSeries(tx, now, limit),
    async run(tx, claimed) {
      const all = claimed.map(toSeries);
      await planSeries(tx, deps, all, now);
      const toFetch = all.filter((series) => isStale(series, now));
      const planDueAt = new Date(now.getTime() + fetchLeaseMs);
      await savePlanDueAt(
        tx,
        organisationsOf(toFetch),
        toFetch.map(({ id }) => ({ id, planDueAt })),
      );
      return toFetch;
    },
  });
  await fetchBeside(deps, results.flat(), (series) => refresh(deps, series, now));
  return count;
}

function isStale({ calendar }: SeriesRow, now: Date): boolean {
  return calendar !== null && calendar.fetchDueAt <= now;
}

function refresh(deps: MeetingsDeps, series: SeriesRow, now: Date): Promise<unknown> {
  const plan = (tx: Transaction, found: SeriesRow) => planSeries(tx, deps, [found], deps.clock.now());
  return deps.batches.oneByOne(planningWork, now, [series], (due) => refreshCalendar(deps, due, plan));
}

/** Plans these series, which the caller has locked, and orders what their places have to hear. */
export async function planSeries(
  tx: Transaction,
  deps: MeetingsDeps,
  all: readonly SeriesRow[],
  now: Date,
  options: { readonly isQuiet?: boolean } = {},
): Promise<void> {
  if (all.length === 0) return;
  const organisations = await readOrganisations(tx, deps, all);
  const kept = await lockAhead(
    tx,
    organisationsOf(all),
    all.map(({ id }) => id),
    now,
  );
  const keptBySeries = groupBy(kept, ({ seriesId }) => seriesId);
  const planned = all.map((series) => {
    const organisation = organisations.get(series.organisationId);
    if (!organisation) throw new Error('A series without its organisation.');
    return { series, plan: planOf(series, { organisation, kept: keptBySeries.get(series.id) ?? [], now }) };
  });
  await insertMeetings(
    tx,
    planned.flatMap(({ series: { id: seriesId, organisationId, placeId }, plan }) =>
      plan.added.map((meeting) => ({ ...meeting, seriesId, organisationId, placeId })),
    ),
  );
  const changed = planned.flatMap(({ plan }) => plan.changed);
  await saveMeetings(tx, organisationsOf(all), changed);
  await keepTurnsFair(tx, kept, { after: changed, now });
  await savePlanDueAt(
    tx,
    organisationsOf(all),
    planned.map(({ series, plan }) => ({ id: series.id, planDueAt: dueOf(series, plan) })),
  );
  for (const { series, plan } of planned) await tellNews(tx, deps, { series, news: plan.news, now, ...options });
}

function planOf(
  series: SeriesRow,
  given: { readonly organisation: OrganisationProfile; readonly kept: readonly ListedMeeting[]; readonly now: Date },
): Plan {
  const { organisation, kept, now } = given;
  const calendar = calendarOf(organisation.settings);
  return planMeetings({
    series,
    occurrences: occurrencesOf(series, now),
    overlooked: overlooked(series, series.calendar?.occurrences ?? [], now),
    kept,
    calendar,
    now,
    newId: () => newId(now),
  });
}

function occurrencesOf(series: SeriesRow, now: Date): readonly Occurrence[] {
  const { rule, calendar } = series;
  return rule.kind === 'calendar' ? (calendar?.occurrences ?? []) : upcoming(rule, series, now);
}

function dueOf({ calendar }: SeriesRow, { lookAgainAt }: Plan): Date {
  return calendar && calendar.fetchDueAt < lookAgainAt ? calendar.fetchDueAt : lookAgainAt;
}

interface Telling {
  readonly series: SeriesRow;
  readonly news: readonly ScheduleNews[];
  readonly now: Date;
  /** Whoever changed the schedule tells the place themselves. */
  readonly isQuiet?: boolean;
}

async function tellNews(tx: Transaction, deps: MeetingsDeps, { series, news, now, isQuiet }: Telling): Promise<void> {
  const { organisationId } = series;
  await appendHistory(
    tx,
    news.map(({ meetingId, what, was }) => ({
      organisationId,
      subject: `meeting:${meetingId}`,
      at: now,
      what,
      actorId: null,
      surface: 'clock' as const,
      details: { was: was?.toISOString() ?? null },
    })),
  );
  if (!isQuiet)
    await deps.outbox.enqueue(
      tx,
      news.map((each) => newsOrder(series, each)),
    );
}

/** What the place hears: composed from what is true when it is sent. */
export function newsOrder(
  { organisationId, placeId }: Pick<SeriesRow, 'organisationId' | 'placeId'>,
  { meetingId, what, was }: Omit<ScheduleNews, 'what'> & { readonly what: string },
): DeliveryOrder {
  const payload = { organisationId, meetingId, what, was: was?.toISOString() ?? null };
  return { organisationId, kind: 'meetings.scheduleNews', payload, to: { kind: 'place', placeId } };
}

async function readOrganisations(
  tx: Transaction,
  { people }: MeetingsDeps,
  all: readonly SeriesRow[],
): Promise<ReadonlyMap<string, OrganisationProfile>> {
  const profiles = new Map<string, OrganisationProfile>();
  for (const { organisationId } of all) {
    if (!profiles.has(organisationId)) profiles.set(organisationId, await people.organisation(organisationId, tx));
  }
  return profiles;
}
