/**
 * A chart's numbers in the shape that platforms draw themselves: every series one number for every category. The
 * renderers of Slack and Teams ask; what can't be put so honestly is shown as a picture or in words.
 */
import type { Chart } from '../../../chat/card.js';
import { literalLine } from './literal-text.js';

/** What a platform's own charts hold: how many, and characters of the longest name or label. */
export interface ChartLimits {
  readonly series: number;
  readonly points: number;
  readonly name: number;
  readonly label: number;
}

/** A chart's numbers as a platform can draw them. */
export interface ChartPoints {
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  /** Categories in which nobody answered: a platform would draw them as 0 or not at all, so they are said beside. */
  readonly leftOut: readonly string[];
}

/**
 * The interval's ends come as two more series where there is room for them.
 * @returns null when it can't be drawn so: too much of it, a gap in one series where another has a number, two
 *   categories or series of one name.
 */
export function chartPoints(chart: Chart, limits: ChartLimits): ChartPoints | null {
  const places = [...chart.categories.keys()];
  const isKept = (at: number) => chart.series.some(({ values }) => isNumber(values[at]));
  const kept = places.filter(isKept);
  const labelOf = (at: number) => literalLine(chart.categories[at] ?? '', limits.label);
  const categories = kept.map(labelOf);
  const series = [...chart.series, ...bandEnds(chart, kept, limits)].map(({ name, values }) => ({
    name: literalLine(name, limits.name),
    values: kept.flatMap((at) => values[at] ?? []),
  }));
  const isWhole = series.every(({ values }) => values.length === kept.length && values.every(isNumber));
  const fits = within(kept.length, limits.points) && within(series.length, limits.series);
  if (!isWhole || !fits || !areDistinct(categories) || !areDistinct(series.map(({ name }) => name))) return null;
  return { categories, series, leftOut: places.filter((at) => !isKept(at)).map(labelOf) };
}

function bandEnds({ band, series, form }: Chart, kept: readonly number[], limits: ChartLimits): Chart['series'] {
  const isWhole = band && kept.every((at) => isNumber(band.low[at]) && isNumber(band.high[at]));
  // In a stack the ends would be heaped on top of what they are the ends of.
  if (!isWhole || form === 'stackedBars' || series.length + 2 > limits.series) return [];
  return [
    { name: '95 %, lower end', values: band.low },
    { name: '95 %, upper end', values: band.high },
  ];
}

const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value);
const within = (count: number, most: number): boolean => count >= 1 && count <= most;
const areDistinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Small print below a chart whose empty categories are left out; none where none are. */
export function leftOutNote({ leftOut }: ChartPoints): string | null {
  return leftOut.length === 0 ? null : `No answers: ${leftOut.join(', ')}.`;
}

/** What everybody can read: the title with the numbers in words. */
export function chartWords({ title, alt }: Chart): string {
  return `${title}: ${alt}`;
}
