/** Charts that every adapter must be able to show, and the picture must draw: everyday ones, and all that is awkward. */
import type { Block, Card, Chart } from '../../src/chat/card.js';

interface Exhibit {
  readonly name: string;
  readonly card: Card;
}

const months = ['Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
const pictureUrl = 'https://chair.example/charts/o-1/nps.png?until=1&signature=a_b-c';

export const trendChart: Chart = {
  title: 'NPS, last 12 months',
  alt: 'From 12 in December to 47 in November. No answers in February and September.',
  form: 'line',
  unit: 'points',
  categories: months,
  series: [{ name: 'NPS', values: [12, 18, null, 22, 31, 28, 35, 41, 38, null, 44, 47] }],
  band: {
    low: [2, 9, null, 12, 22, 19, 27, 33, 29, null, 36, 40],
    high: [22, 27, null, 32, 40, 37, 43, 49, 47, null, 52, 54],
  },
  pictureUrl,
};

export const splitChart: Chart = {
  title: 'Promoters, passives and detractors',
  alt: 'In November 62 % promoters, 23 % passives, 15 % detractors.',
  form: 'stackedBars',
  unit: '%',
  categories: months.slice(-4),
  series: [
    { name: 'Promoters', values: [56, null, 60, 62] },
    { name: 'Passives', values: [26, null, 24, 23] },
    { name: 'Detractors', values: [18, null, 16, 15] },
  ],
  pictureUrl,
};

export const segmentChart: Chart = {
  title: 'NPS by segment',
  alt: 'Enterprise 38, small business -4, public sector -55.',
  form: 'bars',
  unit: 'points',
  categories: ['Enterprise', 'Small business', 'Public sector'],
  series: [{ name: 'Q3', values: [38, -4, -55] }],
  pictureUrl,
};

const twenty = Array.from({ length: 20 }, (_, at) => `Week ${at + 1} of the year.`.slice(0, 20));
const sine = (shift: number) => twenty.map((_, at) => Math.round(40 * Math.sin(at + shift)));

/** By what is awkward about each. */
export const oddCharts: Readonly<Record<string, Chart>> = {
  'one point': {
    ...trendChart,
    categories: ['Nov'],
    series: [{ name: 'NPS', values: [100] }],
    band: { low: [-12], high: [100] },
  },
  'nobody answered': { ...trendChart, series: [{ name: 'NPS', values: months.map(() => null) }], band: undefined },
  'no categories': {
    ...trendChart,
    categories: [],
    series: [{ name: 'NPS', values: [] }],
    band: { low: [], high: [] },
  },
  'a gap in one series of two': {
    ...segmentChart,
    series: [...segmentChart.series, { name: 'Q4', values: [30, null, -2] }],
  },
  'a stack that hangs': { ...splitChart, series: [{ name: 'A', values: [1, -2, 3, 4] }, ...splitChart.series] },
  '20 categories of 20 characters, 6 series of long names': {
    ...trendChart,
    title: 'A title of fifty characters, and that is the most.',
    categories: twenty,
    series: ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name, at) => ({
      name: `${name} of six long names`.slice(0, 20),
      values: sine(at),
    })),
    band: undefined,
  },
  'more of everything than there is room for': {
    ...trendChart,
    title: 'So long a title '.repeat(20),
    alt: 'So many words. '.repeat(500),
    unit: 'points of a hundred '.repeat(10),
    categories: Array.from({ length: 40 }, (_, at) => `Category ${at} of very many of them`),
    series: Array.from({ length: 9 }, (_, at) => ({
      name: `Series ${at} of very many`,
      values: Array.from({ length: 40 }, (_, step) => step - at),
    })),
    band: undefined,
  },
  'labels that are one when shortened': {
    ...segmentChart,
    categories: ['A very long customer name, north', 'A very long customer name, south', 'Other'],
  },
  'blank words': { ...segmentChart, title: ' ', alt: '', unit: '', categories: ['', 'b', 'c'] },
  'right to left': {
    ...splitChart,
    title: 'صافي نقاط الترويج (آخر 4 أشهر)',
    alt: 'وصلت النسبة إلى 62',
    categories: ['يناير', 'فبراير', 'مارس', 'أبريل'],
    series: [
      { name: 'المروّجون', values: [50, 52, 55, 49] },
      { name: 'המהססים', values: [30, 28, 25, 30] },
      { name: 'المنتقدون', values: [20, 20, 20, 21] },
    ],
  },
  Armenian: {
    ...trendChart,
    title: 'Հաճախորդների գնահատականը',
    alt: 'Հունվարին −10, մարտին 12։',
    unit: 'միավոր',
    categories: ['Հունվար', 'Փետրվար', 'Մարտ'],
    series: [{ name: 'Երևան', values: [-10, 5, 12] }],
    band: { low: [-30, -10, 0], high: [8, 20, 24] },
  },
  'no picture': {
    ...trendChart,
    series: [
      { name: 'A', values: [1, null] },
      { name: 'B', values: [null, 2] },
    ],
    band: undefined,
    categories: ['a', 'b'],
    pictureUrl: undefined,
  },
  'a picture that nobody can fetch': {
    ...trendChart,
    pictureUrl: 'http://localhost:3000/charts/1.png',
    categories: ['x', 'x'],
  },
};

/** What people typed as the words of a chart. */
export function chartOf(text: string): Chart {
  return {
    ...segmentChart,
    title: text,
    alt: text,
    unit: text,
    categories: [text, 'b', 'c'],
    series: [{ name: text, values: [1, 2, 3] }],
  };
}

const chartBlock = (chart: Chart): Block => ({ kind: 'chart', chart });
const exhibit = (name: string, charts: readonly Chart[]): Exhibit => ({
  name: `chart: ${name}`,
  card: {
    title: 'The number',
    summary: 'NPS is 47',
    blocks: [
      { kind: 'text', line: 'NPS is 47.' },
      ...charts.map(chartBlock),
      { kind: 'actions', actions: [{ kind: 'button', action: 'nps.show', label: 'Show', value: '' }] },
    ],
  },
});

export const chartCards: readonly Exhibit[] = [
  exhibit('trend and split', [trendChart, splitChart]),
  exhibit('by segment', [segmentChart]),
  exhibit('three and one of them twice', [trendChart, splitChart, segmentChart, trendChart]),
  exhibit(
    'thirty',
    Array.from({ length: 30 }, () => segmentChart),
  ),
  ...Object.entries(oddCharts).map(([name, chart]) => exhibit(name, [chart])),
];

export const chartCardOf = (text: string): Exhibit => exhibit(`words ${text.slice(0, 20)}`, [chartOf(text)]);
