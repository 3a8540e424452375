/** What weighs, and from when on: each reason by itself, and together. */
import { describe, expect, test } from '@jest/globals';
import { pointsOf, type Signals, type Weights, weigh } from '../../../src/features/risk/rules/reason.js';

const now = new Date('2026-11-20T10:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const quiet: Signals = {
  ...{
    score: null,
    scoreAt: null,
    scoreBefore: null,
    openCount: 0,
    overdueCount: 0,
    cameBackCount: 0,
    notSolvedCount: 0,
  },
  ...{ contactCount: 0, firstContactAt: null, lastContactAt: null, recentEventCount: 0, earlierEventCount: 0 },
  ...{ eventsSince: null, isFrustrated: false },
};
const weights: Weights = {
  ...{
    lowScore: 40,
    fallingScore: 20,
    notSolved: 25,
    overdue: 20,
    cameBack: 15,
    usage: 30,
    tone: 15,
    silence: 15,
    open: 10,
  },
};
const kindsOf = (signals: Partial<Signals>) => weigh({ ...quiet, ...signals }, weights, now).map(({ kind }) => kind);

describe('What weighs', () => {
  test('is nothing where nothing is known', () => {
    expect(kindsOf({})).toEqual([]);
  });

  test.each<[string, Partial<Signals>, Partial<Signals>]>([
    ['lowScore', { score: 6, scoreAt: daysAgo(9) }, { score: 7, scoreAt: daysAgo(9) }],
    ['fallingScore', { score: 7, scoreBefore: 9 }, { score: 8, scoreBefore: 9 }],
    ['notSolved', { notSolvedCount: 1 }, { notSolvedCount: 0 }],
    ['overdue', { overdueCount: 1 }, { overdueCount: 0 }],
    ['cameBack', { cameBackCount: 1 }, { cameBackCount: 0 }],
    ['open', { openCount: 2 }, { openCount: 1 }],
    ['tone', { isFrustrated: true }, { isFrustrated: false }],
  ])('%s, from its bound on', (kind, holds, not) => {
    expect(kindsOf(holds)).toEqual([kind]);
    expect(kindsOf(not)).toEqual([]);
  });

  test('use against their own months, once there are months', () => {
    const months = { earlierEventCount: 90, eventsSince: daysAgo(120) };
    expect(kindsOf({ ...months, recentEventCount: 14 })).toEqual(['usage']);
    expect(kindsOf({ ...months, recentEventCount: 15 })).toEqual([]);
    expect(kindsOf({ earlierEventCount: 90, eventsSince: daysAgo(80), recentEventCount: 0 })).toEqual([]);
    expect(kindsOf({ earlierEventCount: 20, eventsSince: daysAgo(120), recentEventCount: 0 })).toEqual([]);
    expect(weigh({ ...quiet, ...months, recentEventCount: 3 }, weights, now)).toEqual([
      { kind: 'usage', points: 30, count: 3, before: 30, at: null },
    ]);
  });

  test('silence against their own rhythm, and never below a month', () => {
    const heard = { contactCount: 5, firstContactAt: daysAgo(200) };
    expect(kindsOf({ ...heard, lastContactAt: daysAgo(100) })).toEqual(['silence']);
    expect(kindsOf({ ...heard, lastContactAt: daysAgo(70) })).toEqual([]);
    expect(kindsOf({ contactCount: 50, firstContactAt: daysAgo(129), lastContactAt: daysAgo(29) })).toEqual([]);
    expect(kindsOf({ contactCount: 3, firstContactAt: daysAgo(300), lastContactAt: daysAgo(200) })).toEqual([]);
  });

  test('adds up, the heaviest first; what weighs nothing is not told', () => {
    const signals = { ...quiet, score: 3, scoreAt: daysAgo(2), scoreBefore: 9, overdueCount: 2 };
    const reasons = weigh(signals, { ...weights, overdue: 50, fallingScore: 0 }, now);
    expect(reasons.map(({ kind, points, count }) => [kind, points, count])).toEqual([
      ['overdue', 50, 2],
      ['lowScore', 40, 3],
    ]);
    expect(pointsOf(reasons)).toBe(90);
  });
});
