/** What ECharts is to draw for a chart: pure, so that it can be looked at without drawing. draw-chart.ts calls it. */

import type { BarSeriesOption, EChartsOption, LineSeriesOption } from 'echarts';
import type { Chart } from '../../chat/card.js';
import { currentLocale } from '../../kernel/language/reader.js';
import { say } from '../../kernel/language/say.js';
import { numberFormatter } from '../../kernel/time/format.js';
import { literalLine } from '../platform/render/literal-text.js';
import { bandName, bandSeries } from './band.js';
import { barColour, dashes, fontFamily, hatching, ink, labelColours, lineColour, size, symbols } from './look.js';
import { textWidth } from './text-width.js';

const small = { fontFamily, fontSize: 12, color: ink.subtle } as const;
const valueLabel = { fontFamily, fontSize: 11.5, color: ink.text } as const;

export function chartOption(chart: Chart): EChartsOption {
  const band = chart.form === 'line' ? bandSeries(chart.band) : [];
  const legendNames = [...chart.series.map(({ name }) => literalLine(name)), ...band.map(() => bandName())];
  const axis = planAxis(chart);
  const legendRows = Math.ceil(
    legendNames.reduce((sum, name) => sum + textWidth(name, 12.5) + 44, 0) / (size.width - 2 * edge),
  );
  return {
    animation: false,
    backgroundColor: ink.paper,
    textStyle: { fontFamily, color: ink.text },
    title: titles(chart),
    legend: { ...legendLook, data: legendNames },
    grid: {
      left: axis.left,
      right: edge + 8,
      top: 62 + (titleRows(chart) - 1) * titleRowHeight,
      bottom: axis.height + legendRows * 20 + 14,
      outerBoundsMode: 'none',
    },
    xAxis: categoryAxis(chart, axis),
    yAxis: valueAxis(chart),
    series: chart.form === 'line' ? [...band, ...lines(chart), ...numbersAbove(chart)] : bars(chart),
  };
}

const edge = 12;

const legendLook = {
  bottom: 8,
  left: 'center',
  width: size.width - 2 * edge,
  itemGap: 14,
  itemWidth: 24,
  itemHeight: 11,
  textStyle: { fontFamily, fontSize: 12.5, color: ink.text },
} as const;

const titleSize = 14;
const titleRowHeight = 19;
/** Three rows. In UTF-16 units. */
const longestTitle = 150;

/** Bold letters are a tenth wider. */
function titleRows({ title }: Chart): number {
  const width = textWidth(literalLine(title, longestTitle), titleSize) * 1.1;
  return Math.max(1, Math.ceil(width / (size.width - 2 * edge)));
}

function titles(chart: Chart): EChartsOption['title'] {
  const textStyle = {
    fontFamily,
    fontSize: titleSize,
    fontWeight: 'bold',
    color: ink.text,
    width: size.width - 2 * edge,
    lineHeight: titleRowHeight,
  } as const;
  const title = {
    text: literalLine(chart.title, longestTitle),
    left: 'center',
    top: 10,
    textStyle: { ...textStyle, overflow: 'break' },
  } as const;
  const isEmpty = chart.categories.every((_, at) => isNobody(chart, at));
  const middle = {
    text: say('No answers yet'),
    left: 'center',
    top: size.height / 2 - 30,
    textStyle: { ...small, fontSize: 14 },
  } as const;
  return isEmpty ? [title, middle] : [title];
}

/** Whether no series has a value there: nobody answered, which is not 0. */
function isNobody({ series }: Chart, at: number): boolean {
  return series.every(({ values }) => (values[at] ?? null) === null);
}

interface AxisPlan {
  /** Words that would run into each other are turned. */
  readonly isTurned: boolean;
  readonly left: number;
  readonly height: number;
}

/** The widest word that is shown whole. */
const maxWordWidth = 132;
const lineHeight = 14;
/** For the numbers beside the axis. */
const leastLeft = 40;
/** The least air between two names. */
const betweenNames = 2;

/** `Jan 2026` in two lines. */
const inLines = (name: string): readonly string[] => name.split(/ (?=\d{4}$)/);

function planAxis({ categories, ...chart }: Chart): AxisPlan {
  const widthOf = (parts: readonly string[]) =>
    Math.min(Math.max(0, ...parts.map((part) => textWidth(part, small.fontSize))), maxWordWidth);
  const lineCounts = categories.map(
    (name, at) => inLines(name).length + (isNobody({ ...chart, categories }, at) ? 1 : 0),
  );
  const room = (size.width - leastLeft - edge - 8) / Math.max(categories.length, 1) - betweenNames;
  // A year may stand out under its month: its neighbours have none.
  const isTurned = widthOf(categories.map((name) => inLines(name)[0] ?? '')) > room;
  if (!isTurned) return { isTurned, left: leastLeft, height: 6 + lineHeight * Math.max(1, ...lineCounts) };
  const widest = widthOf(categories);
  return { isTurned, left: Math.max(leastLeft, widest * 0.77 - 6), height: widest * 0.65 + 16 };
}

function categoryAxis(chart: Chart, { isTurned }: AxisPlan): EChartsOption['xAxis'] {
  const words = chart.categories.map((name, at) => {
    const word = isTurned ? literalLine(name) : inLines(literalLine(name)).join('\n');
    if (!isNobody(chart, at)) return word;
    // Nobody answered, which is no 0: the line has a gap there, and the bar is missing.
    return isTurned ? word : `${word}\n–`;
  });
  return {
    type: 'category',
    data: words,
    axisTick: { alignWithLabel: true, lineStyle: { color: ink.line } },
    axisLine: { onZero: false, lineStyle: { color: ink.zero } },
    axisLabel: {
      ...small,
      interval: 0,
      rotate: isTurned ? 40 : 0,
      width: maxWordWidth,
      overflow: 'truncate',
      lineHeight,
    },
  };
}

function valueAxis({ unit, form, series }: Chart): EChartsOption['yAxis'] {
  return {
    type: 'value',
    name: unit === undefined ? '' : literalLine(unit, 20),
    nameGap: 10,
    nameTextStyle: { ...small, align: 'left', padding: [0, 0, 0, -28] },
    scale: form === 'line',
    // Counts have no halves.
    ...(form !== 'line' && areWhole(series) && { minInterval: 1 }),
    // Room for the numbers above a line, and for the one below a bar that hangs.
    boundaryGap:
      form === 'line'
        ? [0, '8%']
        : series.some(({ values }) => values.some((value) => (value ?? 0) < 0))
          ? ['8%', 0]
          : [0, 0],
    axisLabel: { ...small, formatter: signed },
    splitLine: { lineStyle: { color: ink.line } },
  };
}

const areWhole = (series: Chart['series']): boolean =>
  series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));

/** With a true minus sign, and no more than one decimal. */
function signed(value: number): string {
  return numberFormatter(currentLocale(), { maximumFractionDigits: 1 }).format(value).replace('-', '−');
}

/** Beside each point or bar, where there is room. */
const mostLabels = 13;

function lines({ series, categories }: Chart): LineSeriesOption[] {
  return series.map(({ name, values }, at) => {
    const color = lineColour(at);
    return {
      type: 'line',
      name: literalLine(name),
      data: [...values],
      connectNulls: false,
      showAllSymbol: true,
      symbol: symbols[at % symbols.length],
      symbolSize: 8,
      color,
      lineStyle: { color, width: 2.5, type: dashes[at % dashes.length] },
      label: {
        ...valueLabel,
        show: series.length > 1 && series.length * categories.length <= mostLabels,
        position: 'top',
        formatter: ({ dataIndex }) => signed(values[dataIndex] ?? 0),
      },
      z: 5,
    };
  });
}

/** The numbers of a single line stand above its interval, so that nothing is printed over either. */
function numbersAbove({ series, categories, band }: Chart): LineSeriesOption[] {
  const [only, another] = series;
  if (!only || another || categories.length > mostLabels) return [];
  const { values } = only;
  return [
    {
      type: 'line',
      data: values.map((value, at) => (value === null ? null : Math.max(value, band?.high[at] ?? value))),
      connectNulls: false,
      showAllSymbol: true,
      symbol: 'circle',
      symbolSize: 8,
      itemStyle: { color: 'transparent' },
      lineStyle: { color: 'transparent' },
      silent: true,
      label: {
        ...valueLabel,
        fontWeight: 'bold',
        show: true,
        position: 'top',
        distance: 3,
        formatter: ({ dataIndex }) => signed(values[dataIndex] ?? 0),
      },
      z: 6,
    },
  ];
}

function bars({ series, categories, form }: Chart): BarSeriesOption[] {
  const isStacked = form === 'stackedBars';
  const columnCount = categories.length * (isStacked ? 1 : series.length);
  return series.map(({ name, values }, at) => {
    const { text, halo } = labelColours(at, isStacked);
    const inside = { position: 'inside', color: text, textBorderColor: halo, textBorderWidth: 3 } as const;
    return {
      type: 'bar',
      name: literalLine(name),
      data: values.map((value) => ({
        value,
        label: isStacked ? {} : { position: (value ?? 0) < 0 ? 'bottom' : 'top' },
      })),
      ...(isStacked && { stack: 'whole' }),
      barMaxWidth: 48,
      barCategoryGap: '28%',
      itemStyle: {
        color: barColour(at, isStacked),
        decal: hatching(at),
        borderColor: ink.paper,
        borderWidth: isStacked ? 1 : 0,
      },
      label: {
        ...valueLabel,
        ...(isStacked && inside),
        show: columnCount <= mostLabels,
        formatter: ({ dataIndex }) => (isStacked && isThin(values[dataIndex]) ? '' : signed(values[dataIndex] ?? 0)),
      },
    };
  });
}

/** A share too small to hold its number. */
function isThin(value: number | null | undefined): boolean {
  return Math.abs(value ?? 0) < 6;
}
