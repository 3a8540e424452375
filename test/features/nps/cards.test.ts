/** What the number's cards offer beside the number. Pure. */
import { expect, test } from '@jest/globals';
import type { Card, Chart } from '../../../src/chat/card.js';
import { handCard, handPostCard } from '../../../src/features/nps/cards/hand-card.js';
import { numberCard, postCard } from '../../../src/features/nps/cards/number-card.js';
import type { Figures, HandFigures } from '../../../src/features/nps/figures.js';
import { npsShape } from '../../../src/features/nps/rules/metric.js';

const metric = { ...npsShape, id: 'm', organisationId: 'o', answerCount: 0, lastTakenAt: null };
const day = { firstDate: '2026-11-01', lastDate: '2026-11-20', from: new Date(0), until: new Date(1) };
const figures = {
  metric,
  query: { period: '30d' },
  current: null,
  previous: null,
  lastGivenAt: null,
  verdict: 'noise',
  movers: [],
  windows: { now: day, before: day },
  scoresPlace: null,
  organisation: { settings: { timeZone: 'UTC' } },
} as unknown as Figures;
const byHand = { ...figures, current: { date: '2026-11-20', value: 9 }, trend: [] } as unknown as HandFigures;
const reason = { occasion: 'import', newCount: 1, schedule: '', imported: null } as const;

const chart = { title: 'NPS by month', alt: '', form: 'line', categories: [], series: [] } as const;
const at = (address: string): readonly Chart[] => [
  { ...chart, pictureUrl: `${address}/trend.png?until=1&signature=s` },
  { ...chart, form: 'stackedBars', pictureUrl: `${address}/split.png?until=1&signature=s` },
];
const cards = (charts: readonly Chart[]): readonly Card[] => [
  numberCard(figures, { charts, beside: [] }),
  postCard(figures, { charts, voices: [], reason }),
  handCard(byHand, charts),
  handPostCard(byHand, { charts, reason }),
];
const linksOf = (card: Card) =>
  card.blocks
    .flatMap((block) => (block.kind === 'actions' ? block.actions : []))
    .flatMap((action) => (action.kind === 'openLink' ? [[action.label, action.url]] : []));

test('every card of a number lets its charts be kept as files, where the web can reach the bot', () => {
  for (const card of cards(at('https://chair.example.com/charts/o'))) {
    expect(linksOf(card)).toEqual([
      ['Download the trend', 'https://chair.example.com/charts/o/trend.png?until=1&signature=s&download'],
      ['Download the split', 'https://chair.example.com/charts/o/split.png?until=1&signature=s&download'],
    ]);
  }
});

test('without an address on the web nothing is offered that could not be opened', () => {
  for (const card of [...cards(at('http://localhost:3000')), ...cards([chart])]) expect(linksOf(card)).toEqual([]);
});
