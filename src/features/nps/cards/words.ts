/** How values, counts, periods and changes are put into words on every card of this room. */

import { sourceText } from '../../../chat/surface-text.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { numberFormatter } from '../../../kernel/time/format.js';
import { daysText } from '../../../kernel/time/period.js';
import type { Figures } from '../figures.js';
import { categoryOf, type Measure } from '../rules/measure.js';
import type { MetricShape } from '../rules/metric.js';
import type { Window } from '../rules/period.js';

/** As it is shown: NPS in whole points, a survey in tenths, a number by hand as it was typed. */
export function shown(metric: MetricShape, value: number): number {
  if (metric.kind === 'number') return value;
  const digits = metric.kind === 'nps' ? 1 : 10;
  // Halves away from zero on either side, and no minus before a zero.
  return (Math.sign(value) * Math.round(Math.abs(value) * digits)) / digits + 0;
}

const minus = (text: string): string => text.replace('-', '\u2212');

/** `+32`, `4.3`, `81.5 %`. */
export function valueText(metric: MetricShape, value: number): string {
  const rounded = shown(metric, value);
  if (metric.kind === 'nps') return rounded > 0 ? `+${rounded}` : minus(String(rounded));
  if (metric.kind === 'scale') return minus(rounded.toFixed(1));
  return withUnit(metric, minus(decimals(rounded)));
}

const decimals = (value: number): string =>
  numberFormatter(currentLocale(), { maximumFractionDigits: 12 }).format(value);

const withUnit = ({ unit }: MetricShape, text: string): string => (unit === null ? text : `${text} ${unit}`);

/** How far, without a direction: of what is shown, so that the sum is right for whoever does it. */
export function distanceText(metric: MetricShape, now: number, before: number): string {
  const distance = Math.abs(shown(metric, now) - shown(metric, before));
  if (metric.kind === 'nps') return String(distance);
  if (metric.kind === 'scale') return distance.toFixed(1);
  return withUnit(metric, decimals(Number(distance.toPrecision(12))));
}

/** `up 9`, `down 0.3`, `unchanged`. */
export function moveText(metric: MetricShape, now: number, before: number): string {
  const [a, b] = [shown(metric, now), shown(metric, before)];
  if (a === b) return say('unchanged');
  const distance = distanceText(metric, now, before);
  return a > b ? say('up {distance}', { distance }) : say('down {distance}', { distance });
}

/** `41 to 52`, in the metric's units. */
export const rangeText = (
  metric: MetricShape,
  { low, high }: { readonly low: number; readonly high: number },
): string => say('{low} to {high}', { low: valueText(metric, low), high: valueText(metric, high) });

/** Of a change: always with its sign. */
export function changeRangeText(
  metric: MetricShape,
  { low, high }: { readonly low: number; readonly high: number },
): string {
  const signed = (value: number) => {
    const text = valueText(metric, value);
    return shown(metric, value) > 0 && !text.startsWith('+') ? `+${text}` : text;
  };
  return say('{low} to {high}', { low: signed(low), high: signed(high) });
}

/** `1 answer`, `1,204 answers`. */
export const answersText = (count: number): string =>
  say('{count, plural, one {1 answer} other {# answers}}', { count });

/** Promoters, passives and detractors in words; null for metrics without them. */
export function splitText({ split }: Measure): string | null {
  if (!split) return null;
  const { promoters, passives, detractors } = split;
  return say(
    '{promoters, plural, one {# promoter} other {# promoters}}, {passives, plural, one {# passive} other {# passives}}, {detractors, plural, one {# detractor} other {# detractors}}',
    { promoters, passives, detractors },
  );
}

export const verdictText = (isReal: boolean): string => (isReal ? say('more than noise') : say('within the noise'));

/** `Wed 25 Nov 2026`. */
export const dateText = (date: string): string => daysText(date, date);

/** `27 Oct to 25 Nov 2026`. */
export const windowText = ({ firstDate, lastDate }: Window): string => daysText(firstDate, lastDate);

/** `, segment Enterprise, by survey`; empty: all answers. */
export function filterText({ segment, source }: Figures['query']): string {
  return [
    segment === undefined ? '' : say(', segment {segment}', { segment }),
    source === undefined ? '' : say(', by {source}', { source: sourceText(source) }),
  ].join('');
}

/** `a promoter` */
export const categoryText = (value: number): string =>
  say('{category, select, promoter {a promoter} passive {a passive} other {a detractor}}', {
    category: categoryOf(value),
  });

/** `higher is better` */
export const betterText = ({ better }: Pick<MetricShape, 'better'>): string =>
  say('{better, select, higher {higher is better} other {lower is better}}', { better });
