/** What is news, and what was told already. */
import { expect, test } from '@jest/globals';
import { isNews, moodOf, type Occasion, type Told, type Verdict } from '../../../../src/features/nps/rules/news.js';

const february = { firstDate: '2026-01-20', lastDate: '2026-02-18' };
const overlapping = { firstDate: '2026-02-18', lastDate: '2026-03-19' };
const april = { firstDate: '2026-02-19', lastDate: '2026-03-20' };
const told = (verdict: Verdict, period: Told['period'] = february): Told => ({
  orderId: 'o',
  answerCount: 12,
  verdict,
  period,
});

test.each<[string, Occasion, Omit<Told, 'orderId'>, Told | null, boolean]>([
  ['the first change', 'change', { answerCount: 3, verdict: 'up', period: february }, null, true],
  ['noise', 'change', { answerCount: 13, verdict: 'noise', period: april }, told('up'), false],
  ['the same, without new answers', 'change', { answerCount: 12, verdict: 'up', period: april }, told('up'), false],
  ['the same change', 'change', { answerCount: 13, verdict: 'up', period: february }, told('up'), false],
  ['a day of it still counts', 'change', { answerCount: 13, verdict: 'up', period: overlapping }, told('up'), false],
  ['another change, up again', 'change', { answerCount: 13, verdict: 'up', period: april }, told('up'), true],
  ['a turn', 'change', { answerCount: 13, verdict: 'down', period: february }, told('up'), true],
  ['a change after noise', 'change', { answerCount: 13, verdict: 'up', period: february }, told('noise'), true],
  [
    'told without its days',
    'change',
    { answerCount: 13, verdict: 'up', period: april },
    { ...told('up'), period: undefined },
    false,
  ],
  ['a schedule without answers', 'schedule', { answerCount: 0, verdict: 'noise' }, null, false],
  ['a schedule with new ones', 'schedule', { answerCount: 13, verdict: 'up', period: february }, told('up'), true],
  ['an import that added none', 'import', { answerCount: 12, verdict: 'noise' }, told('noise'), false],
])('%s: %#', (_what, occasion, now, before, is) => {
  expect(isNews(occasion, now, before)).toBe(is);
});

test.each([
  ['up', 'higher', 'good'],
  ['down', 'higher', 'bad'],
  ['up', 'lower', 'bad'],
  ['down', 'lower', 'good'],
  ['noise', 'higher', 'neutral'],
  ['noise', 'lower', 'neutral'],
] as const)('%s, where %s is better, is %s', (verdict, better, mood) => {
  expect(moodOf(verdict, better)).toBe(mood);
});
