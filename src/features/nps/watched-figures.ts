/** NPS and the other numbers, as alerts watch them. */
import type { Figure, FigureAsked, Measured } from '../../chat/figures.js';
import type { NpsDeps } from './deps.js';
import { measure, merge } from './rules/measure.js';
import { counting } from './settings.js';
import { countWindows } from './store/figures.js';
import { type KeptMetric, listMetrics } from './store/metrics.js';
import { latestValue } from './store/values.js';

/** NPS is there before anybody answered. */
export async function watchedFigures(deps: NpsDeps, organisationId: string): Promise<readonly Figure[]> {
  const metrics = await listMetrics(deps.database, organisationId);
  const known = metrics.map((metric): Figure => {
    const isTyped = metric.kind === 'number';
    return {
      name: metric.name.toLowerCase(),
      // A number by hand may be called anything; its unit is written as it is.
      unit: metric.kind === 'nps' ? 'points' : (metric.unit ?? ''),
      usualDays: 30,
      takesSegment: !isTyped,
      ...(isTyped && { isNow: true }),
      measure: (asked) => (isTyped ? byHand(deps, metric) : fromAnswers(deps, metric, asked)),
    };
  });
  if (known.some(({ name }) => name === 'nps')) return known;
  const none: Figure = { name: 'nps', unit: 'points', usualDays: 30, takesSegment: true, measure: async () => null };
  return [none, ...known];
}

async function byHand({ database }: NpsDeps, { organisationId, id }: KeptMetric): Promise<Measured | null> {
  const value = await latestValue(database, organisationId, id);
  return value === null ? null : { kind: 'exact', value };
}

async function fromAnswers(
  { database, people }: NpsDeps,
  metric: KeptMetric,
  { organisationId, from, until, segment }: FigureAsked,
): Promise<Measured | null> {
  const { settings } = await people.organisation(organisationId);
  const filter = {
    ...{ organisationId, metricId: metric.id, counting: counting.of(settings) },
    ...(segment !== null && { segment }),
  };
  const spans = { now: { from, until }, before: { from, until: from } };
  const segments = await countWindows(database, filter, { ...spans, bySegment: false });
  const measured = measure(metric, merge(segments.map(({ now }) => now)));
  if (!measured) return null;
  const { value, low, high, count } = measured;
  return { kind: 'estimate', value, low, high, count };
}
