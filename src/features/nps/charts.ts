/**
 * A number's charts: its trend over twelve months with the interval, and how promoters, passives and detractors share
 * it. The same is served as a picture: `/charts/ORGANISATION/CHART.png`, where CHART says which chart it is.
 */

import { z } from 'zod';
import type { Chart } from '../../chat/card.js';
import { chartPath } from '../../chat/chart-path.js';
import { shorten } from '../../chat/shorten.js';
import { isId } from '../../kernel/id.js';
import { asSentence, withSemicolons } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import { answersText, filterText, rangeText, shown, splitText, valueText } from './cards/words.js';
import { answersChart } from './customer-chart.js';
import type { NpsDeps } from './deps.js';
import {
  type Figures,
  type HandFigures,
  handFiguresOf,
  type Query,
  type TrendMonth,
  trendMonths,
  trendOf,
} from './figures.js';
import type { Counting } from './rules/counting.js';
import type { Metric } from './rules/metric.js';
import { type Month, monthName, shortMonth } from './rules/period.js';
import { findMetricById } from './store/metrics.js';

/** Of a customer's own answers. */
const customerIdSchema = z.strictObject({ k: z.literal('customer'), p: z.string().refine(isId) });

/** What a chart's id says, in short keys because it stands in an address. */
const idSchema = z.strictObject({
  /** trend or split */
  k: z.enum(['trend', 'split']),
  /** The metric. */
  m: z.string().refine(isId),
  /** How it is counted. */
  c: z.enum(['latest', 'every']),
  /** The last of its months: the picture of an old post stays that of its day. */
  u: z.int().min(1).max(12_000),
  /** How many months; absent: twelve. */
  n: z.int().min(1).max(120).optional(),
  /** Segment and source. */
  s: z.string().max(200).optional(),
  r: z.string().max(200).optional(),
});

/** A post is looked at long after; its picture is as public as whoever has its address makes it. */
const goodForMs = 366 * 86_400_000;

interface Drawn {
  readonly metric: Metric;
  readonly counting: Counting;
  readonly query: Pick<Query, 'segment' | 'source'>;
  readonly trend: readonly TrendMonth[];
}

/** The charts of a card, with the addresses of their pictures. */
export function chartsOf(deps: NpsDeps, figures: Figures): readonly Chart[] {
  const drawn = { ...figures, query: { segment: figures.query.segment, source: figures.query.source } };
  const answeredCount = figures.trend.filter(({ measure }) => measure !== null).length;
  if (answeredCount === 0) return [];
  // One month makes no line.
  const line = answeredCount > 1 ? (['trend'] as const) : [];
  const kinds = figures.metric.kind === 'nps' ? ([...line, 'split'] as const) : line;
  return kinds.map((kind) => ({
    ...(kind === 'trend' ? trendChart(drawn) : splitChart(drawn)),
    pictureUrl: pictureUrl(deps, figures.metric, {
      k: kind,
      m: figures.metric.id,
      c: figures.counting,
      u: figures.trend.at(-1)?.month ?? 1,
      ...(figures.trend.length > trendMonths && { n: figures.trend.length }),
      s: figures.query.segment,
      r: figures.query.source,
    }),
  }));
}

export function handChartsOf(deps: NpsDeps, figures: HandFigures): readonly Chart[] {
  const { metric, trend } = figures;
  if (trend.filter(({ value }) => value !== null).length < 2) return [];
  const id = { k: 'trend', m: metric.id, c: 'every', u: trend.at(-1)?.month ?? 1 } as const;
  return [{ ...handChart(figures), pictureUrl: pictureUrl(deps, metric, id) }];
}

/** A customer's last answers, with the address of their picture; null: fewer than two. */
export async function chartOfCustomer(
  deps: NpsDeps,
  organisationId: string,
  customerId: string,
): Promise<Chart | null> {
  const chart = await answersChart(deps, organisationId, customerId);
  return chart && { ...chart, pictureUrl: pictureUrl(deps, { organisationId }, { k: 'customer', p: customerId }) };
}

function pictureUrl(
  { links, clock }: NpsDeps,
  metric: Pick<Metric, 'organisationId'>,
  id: ChartId | z.infer<typeof customerIdSchema>,
): string {
  const chartId = Buffer.from(JSON.stringify(id)).toString('base64url');
  return links.sign(chartPath(metric.organisationId, chartId), new Date(clock.now().getTime() + goodForMs));
}

/** What the picture at this address shows; null: no such chart. */
export async function chartOf(deps: NpsDeps, organisationId: string, chartId: string): Promise<Chart | null> {
  const id = readId(chartId);
  if (!id || !isId(organisationId)) return null;
  if (id.k === 'customer') return answersChart(deps, organisationId, id.p);
  const metric = await findMetricById(deps.database, organisationId, id.m);
  if (!metric) return null;
  const organisation = await deps.people.organisation(organisationId);
  if (metric.kind === 'number') return handChart(await handFiguresOf(deps, metric, organisation, id.u));
  const { timeZone } = organisation.settings;
  const query = { segment: id.s, source: id.r };
  const filter = { organisationId, metricId: metric.id, counting: id.c, ...query };
  const trend = await trendOf(deps, metric, { filter, timeZone, lastMonth: id.u, count: id.n ?? trendMonths });
  const drawn = { metric, counting: id.c, query, trend };
  return id.k === 'split' && metric.kind === 'nps' ? splitChart(drawn) : trendChart(drawn);
}

type ChartId = z.infer<typeof idSchema>;

function readId(chartId: string): ChartId | z.infer<typeof customerIdSchema> | null {
  try {
    return z.union([idSchema, customerIdSchema]).parse(JSON.parse(Buffer.from(chartId, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

function trendChart({ metric, query, trend }: Drawn): Chart {
  const of = (pick: 'value' | 'low' | 'high') =>
    trend.map(({ measure }) =>
      measure && (pick === 'value' || measure.count > 1) ? shown(metric, measure[pick]) : null,
    );
  const months = monthsInWords(
    trend.map(({ month, measure }) => ({
      month,
      words:
        measure &&
        `${valueText(metric, measure.value)} (${answersText(measure.count)}${measure.count === 1 ? '' : `, ${rangeText(metric, measure)}`})`,
    })),
    say('no answers'),
  );
  return {
    title: say('{name} by month{filter}', {
      name: metric.name,
      filter: filterText({ period: '30d', ...query }),
    }),
    alt: say('{months}. In brackets: how many answers, and the 95 % interval.', { months }),
    form: 'line',
    categories: categoriesOf(trend.map(({ month }) => month)),
    series: [{ name: shorten(metric.name, 20), values: of('value') }],
    band: { low: of('low'), high: of('high') },
    ...(metric.unit !== null && { unit: metric.unit }),
  };
}

function splitChart({ query, trend }: Drawn): Chart {
  const share = (pick: 'promoters' | 'passives' | 'detractors') =>
    trend.map(({ measure }) => (measure?.split ? Math.round((100 * measure.split[pick]) / measure.count) : null));
  const months = monthsInWords(
    trend.map(({ month, measure }) => ({ month, words: measure && splitText(measure) })),
    say('no answers'),
  );
  return {
    title: say('Promoters, passives, detractors by month{filter}', {
      filter: filterText({ period: '30d', ...query }),
    }),
    alt: asSentence(months),
    form: 'stackedBars',
    categories: categoriesOf(trend.map(({ month }) => month)),
    series: [
      { name: say('Promoters'), values: share('promoters') },
      { name: say('Passives'), values: share('passives') },
      { name: say('Detractors'), values: share('detractors') },
    ],
    unit: '%',
  };
}

function handChart({ metric, trend }: HandFigures): Chart {
  const months = monthsInWords(
    trend.map(({ month, value }) => ({ month, words: value === null ? null : valueText(metric, value) })),
    say('nothing'),
  );
  return {
    title: say('{name} by month', { name: metric.name }),
    alt: say('the last value of each month, {months}.', { months }),
    form: 'line',
    categories: categoriesOf(trend.map(({ month }) => month)),
    series: [{ name: shorten(metric.name, 20), values: trend.map(({ value }) => value) }],
    ...(metric.unit !== null && { unit: metric.unit }),
  };
}

/** `Nov 2025`, `Dec`, `Jan 2026`, `Feb`: the year where it begins. A year that ends at once would stand in the next. */
function categoriesOf(months: readonly Month[]): readonly string[] {
  const isJanuary = (month: Month) => (month - 1) % 12 === 0;
  return months.map((month, index) => {
    const name = monthName(month);
    const isBeginning = index === 0 && !(months.length > 1 && isJanuary(month + 1));
    return isBeginning || isJanuary(month) ? name : shortMonth(month);
  });
}

/** Each month with what it says; months in a row that say nothing are told together. */
function monthsInWords(
  months: readonly { readonly month: Month; readonly words: string | null }[],
  nothing: string,
): string {
  const parts: string[] = [];
  for (let at = 0; at < months.length; ) {
    const length = months.slice(at).findIndex(({ words }) => words !== null);
    const until = length < 0 ? months.length : at + length;
    const [first, last] = [months[at], months[until - 1]];
    if (first && last && until > at) {
      const span =
        first === last
          ? monthName(first.month)
          : say('{first} to {last}', {
              first: monthName(first.month),
              last: monthName(last.month),
            });
      parts.push(`${span} ${nothing}`);
    }
    const told = months[until];
    if (told) parts.push(`${monthName(told.month)} ${told.words}`);
    at = until + 1;
  }
  return withSemicolons(parts);
}
