/**
 * A chart in Slack: its own chart block, else the picture, else words. blocks.ts calls it.
 * Source of the block: docs.slack.dev/reference/block-kit/blocks/data-visualization-block, since 16 June 2026.
 */
import type { ContextBlock, ImageBlock, KnownBlock } from '@slack/types';
import type { Chart } from '../../../chat/card.js';
import { chartNotes, chartPoints, chartWords } from '../../platform/render/chart-points.js';
import { literal, literalLine } from '../../platform/render/literal-text.js';
import type { PictureOf } from '../../platform/render/picture-address.js';
import { limits } from '../limits.js';
import { isInert } from './escape.js';
import { plainText } from './text-object.js';

/** What stands for a chart, the best first; a workspace that refuses one (`invalid_blocks`) is sent the next. */
export const chartWays = ['native', 'picture', 'words'] as const;
export type ChartWay = (typeof chartWays)[number];

const nativeType = 'data_visualization';

/** @slack/types 3.2 does not know it yet. */
interface DataVisualizationBlock {
  readonly type: typeof nativeType;
  readonly title: string;
  readonly chart: {
    readonly type: 'line' | 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}

/** @param way the best that may be used */
export function chartBlocks(chart: Chart, way: ChartWay, pictureOf: PictureOf): KnownBlock[] {
  const picture = way === 'words' ? null : pictureOf(chart);
  // Slack colours by order, and stacks no bars: where there is a picture, shares have the colours that they mean.
  const native = way === 'native' && !(picture && chart.form === 'stackedBars') ? nativeChart(chart) : null;
  if (native) return native;
  return picture === null ? [small(chartWords(chart))] : [image(chart, picture)];
}

/** Whether Slack draws it, where it does so already: some workspaces still refuse the whole message. */
export function isNativeChart({ type }: { readonly type: string }): boolean {
  return type === nativeType;
}

/** Whether Slack can draw it itself: a message holds few of these, so they are counted before. */
export function hasNativeChart(chart: Chart): boolean {
  return nativeChart(chart) !== null;
}

/** Bars of several series stand side by side: Slack stacks none. */
function nativeChart(chart: Chart): KnownBlock[] | null {
  const points = chartPoints(chart, chartLimits);
  const unit = chart.unit === undefined ? {} : { y_label: literalLine(chart.unit, limits.axisLabel) };
  const title = literalLine(chart.title, limits.chartTitle);
  if (
    points === null ||
    !points.categories
      .concat(
        points.series.map(({ name }) => name),
        title,
      )
      .every(isPlain)
  )
    return null;
  const { categories } = points;
  // Slack colours by order: orange first, then blue, then green. Shares of a whole come from the best to the worst.
  const series = chart.form === 'stackedBars' ? points.series.toReversed() : points.series;
  // One point makes no line: Slack would show an empty frame.
  if (chart.form === 'line' && categories.length < 2) return null;
  const block: DataVisualizationBlock = {
    type: nativeType,
    title,
    chart: {
      type: chart.form === 'line' ? 'line' : 'bar',
      series: series.map(({ name, values }) => ({
        name,
        data: values.map((value, at) => ({ label: categories[at] ?? '', value })),
      })),
      axis_config: { categories, ...unit },
    },
  };
  const wholeTitle = literalLine(chart.title);
  const note = [title === wholeTitle ? null : `${wholeTitle}.`, chartNotes(chart, points)].filter(Boolean).join(' ');
  // Newer than the types: to them it is a block like any other.
  return [block as unknown as KnownBlock, ...(note === '' ? [] : [small(note)])];
}

const chartLimits = {
  series: limits.chartSeries,
  points: limits.chartPoints,
  name: limits.seriesName,
  label: limits.pointLabel,
};

/** Whether Slack reads markup in a chart's words is said nowhere: what could be some stays out of it. */
function isPlain(text: string): boolean {
  return isInert(text) && !/[<>&]/.test(text);
}

function image(chart: Chart, image_url: string): ImageBlock {
  const alt_text = literal(chartWords(chart), limits.imageText);
  // No title: it stands in the picture.
  return { type: 'image', image_url, alt_text };
}

function small(text: string): ContextBlock {
  return { type: 'context', elements: [plainText(text, limits.text)] };
}
