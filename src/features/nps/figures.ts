/** Gathers what a card, a post, an agenda and a chart say of a number, in a few look-ups however many answers there are. */
import type { PlaceRef } from '../../kernel/person.js';
import { dateOfDay } from '../../kernel/time/calendar-date.js';
import { dateInZone, dayAt } from '../../kernel/time/local-day.js';
import type { OrganisationProfile } from '../people/index.js';
import { noSuchSegment, noSuchSource } from './cards/refusals.js';
import type { NpsDeps } from './deps.js';
import type { Counting } from './rules/counting.js';
import { type Difference, difference, type Measure, measure, merge } from './rules/measure.js';
import type { Metric } from './rules/metric.js';
import { type Mover, moversOf } from './rules/movers.js';
import type { Verdict } from './rules/news.js';
import { type Month, monthAt, type Period, startOfMonth, type Windows, windowsOf } from './rules/period.js';
import { counting, scoresPlaceId } from './settings.js';
import { countMonths, countWindows, type Filter, lastGivenAt, listSegments, listSources } from './store/figures.js';
import type { KeptMetric } from './store/metrics.js';
import { type DatedValue, listValues } from './store/values.js';
import { lockCounted } from './take.js';

/** Which answers are counted. */
export interface Query {
  readonly period: Period;
  readonly segment?: string;
  readonly source?: string;
}

/** What is looked at when nobody says otherwise; posts and agendas say the same. */
export const usualQuery: Query = { period: '30d' };

export interface TrendMonth {
  readonly month: Month;
  /** null: nobody answered. */
  readonly measure: Measure | null;
}

/** Of a number that is counted from answers. */
export interface Figures {
  readonly metric: Metric;
  readonly query: Query;
  readonly counting: Counting;
  readonly windows: Windows;
  readonly current: Measure | null;
  readonly previous: Measure | null;
  readonly change: Difference | null;
  readonly verdict: Verdict;
  /** Twelve months, the present one last. */
  readonly trend: readonly TrendMonth[];
  readonly movers: readonly Mover[];
  /** When the newest answer was given, where the period has none. */
  readonly lastGivenAt: Date | null;
  readonly organisation: OrganisationProfile;
  readonly scoresPlace: PlaceRef | null;
}

const trendMonths = 12;
const moverCount = 5;

/** Throws InvalidInput on `segment` or `source` that no answer has, and names those that there are. */
export async function figuresOf(
  deps: NpsDeps,
  metric: KeptMetric,
  { query, organisation }: { readonly query: Query; readonly organisation: OrganisationProfile },
): Promise<Figures> {
  const { database, clock } = deps;
  const { timeZone } = organisation.settings;
  const counts = counting.of(organisation.settings);
  const now = clock.now();
  await countByZone(deps, metric, organisation);
  const windows = windowsOf(query.period, timeZone, now);
  const filter: Filter = { metricId: metric.id, counting: counts, segment: query.segment, source: query.source };
  const [segments, trend, scoresPlace] = await Promise.all([
    countWindows(database, filter, windows),
    trendOf(deps, metric, { filter, timeZone, lastMonth: monthAt(timeZone, now) }),
    scoresPlaceOf(deps, organisation),
  ]);
  const current = measure(metric, merge(segments.map((segment) => segment.now)));
  const previous = measure(metric, merge(segments.map((segment) => segment.before)));
  const change = current && previous && difference(metric, current, previous);
  if (!current) await refuseUnknown(deps, metric, { query, organisationId: organisation.id });
  return {
    metric,
    query,
    counting: counts,
    windows,
    current,
    previous,
    change,
    verdict: !change?.isReal ? 'noise' : change.low > 0 ? 'up' : 'down',
    trend,
    movers: query.segment === undefined ? moversOf(metric, segments, moverCount) : [],
    lastGivenAt: current ? null : await lastGivenAt(database, metric.id),
    organisation,
    scoresPlace,
  };
}

async function scoresPlaceOf({ people }: NpsDeps, { id, settings }: OrganisationProfile): Promise<PlaceRef | null> {
  const placeId = scoresPlaceId.of(settings);
  return placeId === null ? null : people.place(id, placeId);
}

/** The organisation moved to another zone since its months were counted: they are counted anew, once. */
async function countByZone(deps: NpsDeps, metric: KeptMetric, profile: OrganisationProfile): Promise<void> {
  if (metric.kind === 'number' || metric.monthsZone === profile.settings.timeZone) return;
  await deps.database.transaction((tx) => lockCounted(tx, { shapes: [metric], profile, now: deps.clock.now() }));
}

export async function trendOf(
  { database }: Pick<NpsDeps, 'database'>,
  metric: Metric,
  { filter, timeZone, lastMonth }: { readonly filter: Filter; readonly timeZone: string; readonly lastMonth: Month },
): Promise<readonly TrendMonth[]> {
  const first = lastMonth - trendMonths + 1;
  const starts = Array.from({ length: trendMonths + 1 }, (_, index) => startOfMonth(timeZone, first + index));
  const answers = await countMonths(database, filter, { first, starts });
  return Array.from({ length: trendMonths }, (_, index) => ({
    month: first + index,
    measure: measure(metric, answers.get(first + index) ?? []),
  }));
}

/** Nothing was found: because there is no such segment or source? Then it is said, with those that there are. */
async function refuseUnknown(
  { database }: NpsDeps,
  metric: Metric,
  { query, organisationId }: { readonly query: Query; readonly organisationId: string },
): Promise<void> {
  const isIn = (typed: string, known: readonly string[]) =>
    known.some((each) => each.toLowerCase() === typed.toLowerCase());
  const { segment, source } = query;
  if (segment !== undefined) {
    const known = await listSegments(database, organisationId, metric.id);
    if (!isIn(segment, known)) throw noSuchSegment(segment, known);
  }
  if (source !== undefined) {
    const known = await listSources(database, metric.id);
    if (!isIn(source, known)) throw noSuchSource(source, known);
  }
}

export interface ValueMonth {
  readonly month: Month;
  /** The month's last value; null: none was typed in. */
  readonly value: number | null;
}

/** Of a number that is typed in by hand. */
export interface HandFigures {
  readonly metric: Metric;
  readonly current: DatedValue | null;
  readonly previous: DatedValue | null;
  readonly trend: readonly ValueMonth[];
  readonly organisation: OrganisationProfile;
  readonly scoresPlace: PlaceRef | null;
}

export async function handFiguresOf(
  deps: NpsDeps,
  metric: Metric,
  organisation: OrganisationProfile,
  lastMonth: Month = monthAt(organisation.settings.timeZone, deps.clock.now()),
): Promise<HandFigures> {
  const { timeZone } = organisation.settings;
  const first = lastMonth - trendMonths + 1;
  const firstDate = dateOfDay(dayAt(timeZone, startOfMonth(timeZone, first).getTime()));
  const endDate = dateInZone(timeZone, startOfMonth(timeZone, lastMonth + 1));
  const values = (await listValues(deps.database, metric.id, firstDate)).filter(({ date }) => date < endDate);
  const monthOf = (date: string) => monthAt('UTC', new Date(`${date}T00:00:00Z`));
  const trend = Array.from({ length: trendMonths }, (_, index) => {
    const month = first + index;
    return { month, value: values.filter(({ date }) => monthOf(date) === month).at(-1)?.value ?? null };
  });
  return {
    metric,
    current: values.at(-1) ?? null,
    previous: values.at(-2) ?? null,
    trend,
    organisation,
    scoresPlace: await scoresPlaceOf(deps, organisation),
  };
}
