/**
 * A chart in Teams: its own chart element with the picture, or words, for clients that don't know it. blocks.ts calls it.
 * Source: @microsoft/teams.cards 2 (ILineChart, IVerticalBarChart, IGroupedVerticalBarChart), which Teams shows in 1.5.
 */
import type { Chart } from '../../../chat/card.js';
import { type ChartPoints, chartNotes, chartPoints, chartWords } from '../../platform/render/chart-points.js';
import { literal, literalLine } from '../../platform/render/literal-text.js';
import type { PictureOf } from '../../platform/render/picture-address.js';
import { limits } from '../limits.js';
import type { ChartElement, Element } from './adaptive-card.js';
import { harmless } from './markdown.js';
import { type TeamsContext, textElement } from './text.js';

const small = { size: 'Small', isSubtle: true } as const;

export function chartElements(chart: Chart, context: TeamsContext, pictureOf: PictureOf): Element[] {
  const points = chartPoints(chart, chartLimits);
  const standIn = pictureOrWords(chart, context, pictureOf);
  if (points === null || hasHangingStack(chart)) return [standIn];
  const note = chartNotes(chart, points);
  return [native(chart, points, standIn), ...(note === null ? [] : [textElement(note, context, small)])];
}

const chartLimits = {
  series: limits.chartSeries,
  points: limits.chartPoints,
  name: limits.chartLabel,
  label: limits.chartLabel,
};

/** Teams' stacked bars take no negative numbers. */
function hasHangingStack({ form, series }: Chart): boolean {
  return form === 'stackedBars' && series.some(({ values }) => values.some((value) => (value ?? 0) < 0));
}

function pictureOrWords(chart: Chart, context: TeamsContext, pictureOf: PictureOf): Element {
  const url = pictureOf(chart);
  if (url === null) return textElement(chartWords(chart), context, small);
  return { type: 'Image', url, altText: harmless(literal(chartWords(chart), limits.altText)), size: 'Stretch' };
}

/** Told apart by any eye, like the picture’s; promoters are green, passives grey, detractors red-brown. */
const lineColours = ['categoricalBlue', 'categoricalMarigold', 'categoricalTeal', 'categoricalPurple'] as const;
const shareColours = ['categoricalGreen', 'divergingGray', 'divergingMaroon', 'categoricalTeal'] as const;

function native(chart: Chart, { categories, series }: ChartPoints, fallback: Element): ChartElement {
  const words = (text: string) => harmless(literalLine(text, limits.chartTitle));
  const shared = {
    title: words(chart.title),
    showTitle: true,
    ...(chart.unit !== undefined && { yAxisTitle: words(chart.unit) }),
    fallback,
  } as const;
  const colours = chart.form === 'stackedBars' ? shareColours : lineColours;
  const data = series.map(({ name, values }, at) => ({
    legend: harmless(name),
    color: colours[at % colours.length],
    values: values.map((y, place) => ({ x: harmless(categories[place] ?? ''), y })),
  }));
  if (chart.form === 'line') return { type: 'Chart.Line', ...shared, data };
  const [only, ...more] = data;
  if (only && more.length === 0) {
    return { type: 'Chart.VerticalBar', ...shared, showBarValues: true, color: only.color, data: only.values };
  }
  return { type: 'Chart.VerticalBar.Grouped', ...shared, stacked: chart.form === 'stackedBars', data };
}
