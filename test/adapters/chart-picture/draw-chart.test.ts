import { describe, expect, test } from '@jest/globals';
import type { SeriesOption } from 'echarts';
import { bandSeries, stretchesOf } from '../../../src/adapters/chart-picture/band.js';
import { chartOption } from '../../../src/adapters/chart-picture/chart-option.js';
import { drawPng, drawSvg } from '../../../src/adapters/chart-picture/draw-chart.js';
import { size } from '../../../src/adapters/chart-picture/look.js';
import type { Chart } from '../../../src/chat/card.js';
import { chartOf, oddCharts, segmentChart, splitChart, trendChart } from '../../support/chart-gallery.js';
import { brokenText, hostileTexts } from '../../support/gallery.js';

const charts = { trend: trendChart, split: splitChart, segments: segmentChart, ...oddCharts };
const seriesOf = (chart: Chart) => chartOption(chart).series as readonly SeriesOption[];

describe('The picture of a chart', () => {
  test.each(Object.entries(charts))('is a PNG that Teams and Slack take: %s', async (_name, chart) => {
    const png = await drawPng(chart);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 832]);
    expect(png.length).toBeLessThan(1_000_000);
  });

  test.each([...hostileTexts, brokenText])(
    'is drawn whatever is typed into it, and nothing of that is markup: %s',
    async (text) => {
      const svg = await drawSvg(chartOf(text));
      expect(svg).not.toMatch(/<(?:b|at|img|script|a|image|use|foreignObject)\b|href/);
      await drawPng(chartOf(text));
    },
  );

  // Without a font of that script both would be the same empty box.
  test.each([
    ['Latin', 'e', 'é'],
    ['Armenian', 'Ա', 'Բ'],
    ['Arabic', 'ب', 'ن'],
    ['Arabic, joined as it is read', 'هه', 'ه\u200cه'],
    ['Hebrew', 'א', 'ב'],
  ])('reads in %s, by the fonts that come along', async (_script, one, other) => {
    expect((await drawPng(chartOf(one))).equals(await drawPng(chartOf(other)))).toBe(false);
  });

  test('is the same whenever it is drawn, also two at once', async () => {
    const [first, second] = await Promise.all([drawPng(trendChart), drawPng(trendChart), drawPng(splitChart)]);
    expect(first.equals(second)).toBe(true);
  });

  test('sets twelve months side by side, the year below its first, and letters that are read at 290 pixels', () => {
    const months = ['Dec', 'Jan 2026', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
    const year = { ...splitChart, categories: months, series: [{ name: 'NPS', values: months.map((_, at) => at) }] };
    const { xAxis } = chartOption(year) as {
      xAxis: { data: string[]; axisLabel: { rotate: number; fontSize: number } };
    };
    expect(xAxis.data.slice(0, 3)).toEqual(['Dec', 'Jan\n2026', 'Feb']);
    expect(xAxis.axisLabel.rotate).toBe(0);
    expect((xAxis.axisLabel.fontSize * 290) / size.width).toBeGreaterThan(8.5);
  });

  test('leaves a month without answers empty, and names it so', async () => {
    const { xAxis, series } = chartOption(trendChart) as {
      xAxis: { data: string[] };
      series: { data: unknown[]; connectNulls?: boolean }[];
    };
    expect(xAxis.data.filter((name) => name.includes('–'))).toEqual(['Feb\n–', 'Sep\n–']);
    expect(series[1]).toMatchObject({ connectNulls: false, data: trendChart.series[0]?.values });
    const asZero = {
      ...trendChart,
      series: [{ name: 'NPS', values: (trendChart.series[0]?.values ?? []).map((value) => value ?? 0) }],
    };
    expect(await drawSvg(asZero)).not.toBe(await drawSvg(trendChart));
  });

  test('marks counts on its axis by whole numbers, and shares by parts', () => {
    const barsOf = (values: readonly number[]): Chart => {
      const [categories, series] = [values.map(String), [{ name: 'Late', values }]];
      return { title: 'Late answers', alt: '', form: 'stackedBars', categories, series };
    };
    expect(chartOption(barsOf([0, 1, 1])).yAxis).toMatchObject({ minInterval: 1 });
    expect(chartOption(barsOf([0.2, 0.5])).yAxis).not.toHaveProperty('minInterval');
  });

  test('says that nobody answered yet', async () => {
    expect(await drawSvg(oddCharts['nobody answered'] ?? trendChart)).toContain('No answers yet');
    expect(await drawSvg(trendChart)).not.toContain('No answers yet');
  });

  test('tells series apart without colour: lines by mark and dash, bars by hatching', () => {
    const six = { ...segmentChart, series: [...'ABCDEF'].map((name) => ({ name, values: [1, 2, 3] })) };
    const looks = (part: (series: SeriesOption) => unknown, form: Chart['form']) =>
      new Set(seriesOf({ ...six, form }).map((each) => JSON.stringify(part(each) ?? null))).size;
    expect(looks((each) => each.type === 'line' && each.symbol, 'line')).toBe(6);
    expect(looks((each) => each.type === 'line' && each.lineStyle?.type, 'line')).toBe(6);
    expect(looks((each) => each.type === 'bar' && each.itemStyle?.decal, 'stackedBars')).toBe(6);
  });

  test('prints the number of a point above its interval, and never over it', () => {
    const numbers = seriesOf(trendChart).at(-1);
    expect(numbers).toMatchObject({ data: trendChart.band?.high, label: { show: true, position: 'top' } });
    expect(seriesOf({ ...trendChart, band: undefined }).at(-1)).toMatchObject({ data: trendChart.series[0]?.values });
  });

  test('has numbers beside few points, and none where they would run into each other', () => {
    const shown = (chart: Chart) => seriesOf(chart).map((each) => (each as { label?: { show?: boolean } }).label?.show);
    expect([
      shown(segmentChart),
      shown(oddCharts['20 categories of 20 characters, 6 series of long names'] ?? trendChart),
    ]).toEqual([[true], [false, false, false, false, false, false]]);
  });
});

describe('The band of the interval', () => {
  test('breaks where nobody answered', () => {
    expect(stretchesOf({ low: [1, 2, null, 4, null, 6], high: [3, 4, null, 6, 7, 8] })).toEqual([
      { from: 0, low: [1, 2], high: [3, 4] },
      { from: 3, low: [4], high: [6] },
      { from: 5, low: [6], high: [8] },
    ]);
  });

  test('is not there where there is none', () => {
    expect([bandSeries(undefined), bandSeries({ low: [null], high: [null] })]).toEqual([[], []]);
  });

  test('of a point that stands alone is drawn too', async () => {
    const alone = oddCharts['one point'] ?? trendChart;
    expect(await drawSvg({ ...alone, band: undefined })).not.toBe(await drawSvg(alone));
  });
});
