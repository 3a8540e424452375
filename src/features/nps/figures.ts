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
import { type Month, monthAt, startOfMonth, type Windows, windowsOf } from './rules/period.js';
import { counting, scoresPlaceId } from './settings.js';
import { countMonths, countWindows, type Filter, lastGivenAt, listSegments, listSources } from './store/figures.js';
import type { KeptMetric } from './store/metrics.js';
import { type DatedValue, listValues } from './store/values.js';
import { lockCounted } from './take.js';

/** Which answers are counted. */
export interface Query {
  /** As `periodOf` reads it: `30d`, `2026-05`. */
  readonly period: string;
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
  /** Twelve months or all of a longer period, its last one last; none that comes before the first answer. */
  readonly trend: readonly TrendMonth[];
  readonly movers: readonly Mover[];
  /** When the newest answer was given, where the period has none. */
  readonly lastGivenAt: Date | null;
  readonly organisation: OrganisationProfile;
  readonly scoresPlace: PlaceRef | null;
}

/** Of the usual trend. */
export const trendMonths = 12;
/** Ten years. */
const longestTrend = 120;
const moverCount = 5;

/**
 * Throws InvalidInput on `segment` or `source` that no answer has, and names those that there are.
 * @param asked `withMovers` false: nobody is told which segments moved, and none is looked at
 */
export async function figuresOf(
  deps: NpsDeps,
  metric: KeptMetric,
  asked: { readonly query: Query; readonly organisation: OrganisationProfile; readonly withMovers?: boolean },
): Promise<Figures> {
  const { query, organisation, withMovers = true } = asked;
  const bySegment = withMovers && query.segment === undefined;
  const { database, clock } = deps;
  const { timeZone } = organisation.settings;
  const counts = counting.of(organisation.settings);
  const now = clock.now();
  await countByZone(deps, metric, organisation);
  const windows = windowsOf(query.period, timeZone, now);
  const filter: Filter = {
    organisationId: metric.organisationId,
    metricId: metric.id,
    counting: counts,
    segment: query.segment,
    source: query.source,
  };
  const [segments, trend, scoresPlace] = await Promise.all([
    countWindows(database, filter, { ...windows, bySegment }),
    trendOf(deps, metric, { filter, timeZone, ...monthsOf(windows, timeZone) }),
    scoresPlaceOf(deps, organisation),
  ]);
  const current = measure(metric, merge(segments.map((segment) => segment.now)));
  const previous = measure(metric, merge(segments.map((segment) => segment.before)));
  const change = current && previous && changeOf(metric, current, previous);
  if (!current) await refuseUnknown(deps, metric, { query, organisationId: organisation.id });
  return {
    metric,
    query: { ...query, period: windows.name },
    counting: counts,
    windows,
    current,
    previous,
    change,
    verdict: !change?.isReal ? 'noise' : change.low > 0 ? 'up' : 'down',
    trend,
    movers: bySegment ? moversOf(metric, segments, moverCount) : [],
    lastGivenAt: current ? null : await lastGivenAt(database, filter),
    organisation,
    scoresPlace,
  };
}

/** Of a single answer nothing is said, and no change either. */
function changeOf(metric: Metric, now: Measure, before: Measure): Difference {
  const change = difference(metric, now, before);
  return { ...change, isReal: change.isReal && now.count > 1 && before.count > 1 };
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

/** The months that a trend looks at: those of the period, and as many before it as make a year. */
function monthsOf({ now }: Windows, timeZone: string): { readonly lastMonth: Month; readonly count: number } {
  const lastMonth = monthAt(timeZone, new Date(now.until.getTime() - 1));
  const count = lastMonth - monthAt(timeZone, now.from) + 1;
  return { lastMonth, count: Math.min(Math.max(trendMonths, count), longestTrend) };
}

interface Trending {
  readonly filter: Filter;
  readonly timeZone: string;
  readonly lastMonth: Month;
  readonly count: number;
}

/** Begins with the first month that somebody answered in. */
export async function trendOf(
  { database }: Pick<NpsDeps, 'database'>,
  metric: Metric,
  { filter, timeZone, lastMonth, count }: Trending,
): Promise<readonly TrendMonth[]> {
  const first = Math.max(1, lastMonth - count + 1);
  const length = lastMonth - first + 1;
  const starts = Array.from({ length: length + 1 }, (_, index) => startOfMonth(timeZone, first + index));
  const answers = await countMonths(database, filter, { first, starts });
  const months = Array.from({ length }, (_, index) => ({
    month: first + index,
    measure: measure(metric, answers.get(first + index) ?? []),
  }));
  return months.slice(
    Math.max(
      0,
      months.findIndex((each) => each.measure !== null),
    ),
  );
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
    const known = await listSources(database, metric.organisationId, metric.id);
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
  const values = (await listValues(deps.database, metric.organisationId, metric.id, firstDate)).filter(
    ({ date }) => date < endDate,
  );
  const monthOf = (date: string) => monthAt('UTC', new Date(`${date}T00:00:00Z`));
  const months = Array.from({ length: trendMonths }, (_, index) => {
    const month = first + index;
    return { month, value: values.filter(({ date }) => monthOf(date) === month).at(-1)?.value ?? null };
  });
  const trend = months.slice(
    Math.max(
      0,
      months.findIndex(({ value }) => value !== null),
    ),
  );
  return {
    metric,
    current: values.at(-1) ?? null,
    previous: values.at(-2) ?? null,
    trend,
    organisation,
    scoresPlace: await scoresPlaceOf(deps, organisation),
  };
}
