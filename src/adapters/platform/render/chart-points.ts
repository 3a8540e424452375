/**
 * A chart's numbers in the shape that platforms draw themselves: every series one number for every category. The
 * renderers of Slack and Teams ask; what can't be put so honestly is shown as a picture or in words.
 */

import type { Chart } from '../../../chat/card.js';
import { withCommas } from '../../../kernel/language/list.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { numberFormatter } from '../../../kernel/time/format.js';
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
 * The interval is said beside it (`bandNote`): as two more lines it would look like two more numbers.
 * @returns null when it can't be drawn so: too much of it, a gap in one series where another has a number, two
 *   categories or series of one name.
 */
export function chartPoints(chart: Chart, limits: ChartLimits): ChartPoints | null {
  const places = [...chart.categories.keys()];
  const isKept = (at: number) => chart.series.some(({ values }) => isNumber(values[at]));
  const kept = places.filter(isKept);
  const labelOf = (at: number) => literalLine(chart.categories[at] ?? '', limits.label);
  const categories = kept.map(labelOf);
  const series = chart.series.map(({ name, values }) => ({
    name: literalLine(name, limits.name),
    values: kept.flatMap((at) => values[at] ?? []),
  }));
  const isWhole = series.every(({ values }) => values.length === kept.length && values.every(isNumber));
  const fits = within(kept.length, limits.points) && within(series.length, limits.series);
  if (!isWhole || !fits || !areDistinct(categories) || !areDistinct(series.map(({ name }) => name))) return null;
  return { categories, series, leftOut: places.filter((at) => !isKept(at)).map(labelOf) };
}

const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value);
const within = (count: number, most: number): boolean => count >= 1 && count <= most;
const areDistinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Small print below a chart whose empty categories are left out; none where none are. */
function leftOutNote({ leftOut, categories }: ChartPoints): string | null {
  if (leftOut.length > 3)
    return say('No answers in {count, number} of {all, number}.', {
      count: leftOut.length,
      all: leftOut.length + categories.length,
    });
  return leftOut.length === 0 ? null : say('No answers: {when}.', { when: withCommas(leftOut) });
}

/** `95 % interval in Nov: +36 to +52.`: of the last point that has one; none where none has. */
function bandNote({ band, categories, form }: Chart): string | null {
  const at =
    form === 'line' ? (band?.low.findLastIndex((low, place) => isNumber(low) && isNumber(band.high[place])) ?? -1) : -1;
  const [low, high] = [band?.low[at], band?.high[at]];
  if (!isNumber(low) || !isNumber(high)) return null;
  const words = (end: number) =>
    numberFormatter(currentLocale(), { maximumFractionDigits: 1 }).format(end).replace('-', '−');
  return say('95 % interval in {when}: {from} to {to}.', {
    when: literalLine(categories[at] ?? ''),
    from: words(low),
    to: words(high),
  });
}

/** Small print below a platform's own chart: what it can't show. */
export function chartNotes(chart: Chart, points: ChartPoints): string | null {
  return [bandNote(chart), leftOutNote(points)].filter((note) => note !== null).join(' ') || null;
}

/** What everybody can read: the title with the numbers in words. */
export function chartWords({ title, alt }: Chart): string {
  return `${title}: ${alt}`;
}
