import { describe, expect, test } from '@jest/globals';
import { chartPoints } from '../../../../src/adapters/platform/render/chart-points.js';
import { renderCard as renderForSlack, type SlackCharts } from '../../../../src/adapters/slack/render/render-card.js';
import { renderCard as renderForTeams } from '../../../../src/adapters/teams/render/render-card.js';
import type { Card, Chart } from '../../../../src/chat/card.js';
import { cardToText } from '../../../../src/chat/plain-text.js';
import { chartOf, oddCharts, segmentChart, splitChart, trendChart } from '../../../support/chart-gallery.js';
import { longText, slackLookup, teamsLookup } from '../../../support/gallery.js';

const cardOf = (...charts: readonly Chart[]): Card => ({
  title: 'The number',
  summary: 'NPS is 47',
  blocks: charts.map((chart) => ({ kind: 'chart', chart })),
});
const slack = (charts: readonly Chart[], options?: SlackCharts) =>
  renderForSlack(cardOf(...charts), slackLookup, options).blocks.slice(1);
const teams = (...charts: readonly Chart[]) => renderForTeams(cardOf(...charts), teamsLookup).body.slice(1);
const odd = (name: string): Chart => oddCharts[name] ?? trendChart;

describe('A chart in Slack', () => {
  test('is Slack’s own; empty months are left out and said, never drawn as 0', () => {
    const points = (values: readonly number[], labels: readonly string[]) =>
      values.map((value, at) => ({ label: labels[at], value }));
    const labels = ['Aug', 'Oct', 'Nov'];
    expect(slack([{ ...splitChart, pictureUrl: undefined }])).toEqual([
      {
        type: 'data_visualization',
        title: 'Promoters, passives and detractors',
        chart: {
          type: 'bar',
          series: [
            // The worst first: the first series is orange there, and the third green.
            { name: 'Detractors', data: points([18, 16, 15], labels) },
            { name: 'Passives', data: points([26, 24, 23], labels) },
            { name: 'Promoters', data: points([56, 60, 62], labels) },
          ],
          axis_config: { categories: labels, y_label: '%' },
        },
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'No answers: Sep.', emoji: false }] },
    ]);
  });

  test('is the picture where that has the colours which shares mean', () => {
    expect(slack([splitChart])).toEqual([expect.objectContaining({ type: 'image', image_url: splitChart.pictureUrl })]);
  });

  test('tells the interval in one line, and not as two more lines like the figure itself', () => {
    const [block, note] = slack([trendChart]) as unknown as [
      { chart: { type: string; series: { name: string; data: { value: number }[] }[] } },
      unknown,
    ];
    const { type, series } = block.chart;
    expect([type, series.map(({ name }) => name)]).toEqual(['line', ['NPS']]);
    expect(series.map(({ data }) => data.map(({ value }) => value).slice(-2))).toEqual([[44, 47]]);
    expect(JSON.stringify(note)).toMatch(/40 (?:to|and) 54/);
  });

  test('is a picture from the third on, though two of them are one', () => {
    const types = slack([trendChart, trendChart, trendChart, segmentChart]).map(({ type }) => type);
    expect(types).toEqual(['data_visualization', 'context', 'data_visualization', 'context', 'image', 'image']);
  });

  test.each(['a gap in one series of two', 'labels that are one when shortened', 'nobody answered'])(
    'is a picture where Slack could not draw it honestly: %s',
    (name) => {
      expect(slack([odd(name)])).toEqual([
        expect.objectContaining({ type: 'image', image_url: trendChart.pictureUrl }),
      ]);
    },
  );

  test('is a picture where its words could be markup to Slack', () => {
    for (const text of ['*bold*', '<!here>', 'Tom & Co', '@channel']) {
      expect(slack([chartOf(text)])).toEqual([expect.objectContaining({ type: 'image' })]);
    }
  });

  test('is the picture, and then words, for a workspace that refuses more', () => {
    expect(slack([segmentChart], { way: 'picture' })).toEqual([
      {
        type: 'image',
        image_url: segmentChart.pictureUrl,
        alt_text: 'NPS by segment: Enterprise 38, small business -4, public sector -55.',
      },
    ]);
    const words = 'NPS by segment: Enterprise 38, small business -4, public sector -55.';
    const inWords = [{ type: 'context', elements: [{ type: 'plain_text', text: words, emoji: false }] }];
    expect(slack([segmentChart], { way: 'words' })).toEqual(inWords);
    expect(slack([{ ...segmentChart, pictureUrl: undefined }], { way: 'picture' })).toEqual(inWords);
    expect(slack([{ ...segmentChart, pictureUrl: 'http://localhost/a.png' }], { way: 'picture' })).toEqual(inWords);
  });

  test('has its whole title where Slack’s own takes only a part of it', () => {
    const title = 'Promoters, passives and detractors by month, by importance';
    const [chart, note] = slack([{ ...trendChart, title }]);
    expect(chart).toMatchObject({ title: 'Promoters, passives and detractors by month, by…' });
    expect(JSON.stringify(note)).toContain(`${title}. `);
  });

  test('is said in the text that screen readers take', () => {
    expect(renderForSlack(cardOf(trendChart), slackLookup).text).toContain('From 12 in December to 47 in November.');
  });
});

describe('A chart in Teams', () => {
  const altText = 'NPS by segment: Enterprise 38, small business -4, public sector -55.';
  const picture = { type: 'Image', url: segmentChart.pictureUrl, altText, size: 'Stretch' };

  test('is Teams’ own, with the picture for clients without', () => {
    expect(teams(segmentChart)).toEqual([
      {
        type: 'Chart.VerticalBar',
        title: 'NPS by segment',
        showTitle: true,
        yAxisTitle: 'points',
        showBarValues: true,
        color: 'categoricalBlue',
        data: [
          { x: 'Enterprise', y: 38 },
          { x: 'Small business', y: -4 },
          { x: 'Public sector', y: -55 },
        ],
        fallback: picture,
      },
    ]);
  });

  test('has a line with its interval, and stacked bars', () => {
    const [line, note, bars] = teams(trendChart, splitChart);
    expect(line).toMatchObject({
      type: 'Chart.Line',
      data: [{ legend: 'NPS' }],
    });
    expect(JSON.stringify(note)).toContain('No answers: Feb, Sep.');
    expect(bars).toMatchObject({
      type: 'Chart.VerticalBar.Grouped',
      stacked: true,
      data: [
        {
          legend: 'Promoters',
          values: [
            { x: 'Aug', y: 56 },
            { x: 'Oct', y: 60 },
            { x: 'Nov', y: 62 },
          ],
        },
        {},
        {},
      ],
    });
  });

  test.each(['a stack that hangs', 'a gap in one series of two', 'nobody answered'])(
    'is the picture where Teams could not draw it honestly: %s',
    (name) => {
      expect(teams(odd(name))).toEqual([expect.objectContaining({ type: 'Image', url: trendChart.pictureUrl })]);
    },
  );

  test('is words where there is no picture that Teams could fetch', () => {
    const [words, ...more] = teams({ ...odd('nobody answered'), pictureUrl: 'http://localhost/a.png' });
    expect(more).toEqual([]);
    expect(words).toMatchObject({
      type: 'RichTextBlock',
      inlines: [{ text: expect.stringContaining('No answers in') }],
    });
  });
});

test('A chart says its numbers in plain text', () => {
  expect(cardToText(cardOf(segmentChart))).toContain(
    'NPS by segment: Enterprise 38, small business -4, public sector -55.',
  );
});

test('A chart that has no room counts as one thing', () => {
  const long = { kind: 'list', items: Array.from({ length: 60 }, (_, at) => `${at} ${longText(400)}`) } as const;
  const card = cardOf(segmentChart, segmentChart);
  const { blocks } = renderForSlack({ ...card, blocks: [long, ...card.blocks] }, slackLookup);
  const shown = new Set(JSON.stringify(blocks).match(/"\d+ The/g)).size;
  expect(JSON.stringify(blocks)).toContain(`… and ${62 - shown} more.`);
});

test('An interval is never heaped on a stack, where its ends would look like shares', () => {
  const chart: Chart = {
    title: 'Shares',
    alt: 'All of them.',
    form: 'stackedBars',
    categories: ['Jan', 'Feb'],
    series: [{ name: 'Promoters', values: [60, 70] }],
    band: { low: [-5, 50], high: [70, 80] },
  };
  const points = chartPoints(chart, { series: 6, points: 20, name: 20, label: 20 });
  expect(points?.series.map(({ name }) => name)).toEqual(['Promoters']);
});
