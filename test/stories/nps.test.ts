/** Three waves of answers come in, and the team hears of each what there is to hear: no more, and never twice. */
import { expect, test } from '@jest/globals';
import type { Card } from '../../src/chat/card.js';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, only, text, titles } from '../support/stage.js';

playOnEachStage('The number', (begin) => {
  /** `counts`: how many promoters (9), passives (8) and detractors (5); customers are numbered through from `from`. */
  const wave = (
    [promoters, passives, detractors]: readonly [number, number, number],
    { from = 1, givenAt, segment }: { from?: number; givenAt: string; segment: string },
  ) => {
    const scores = [
      ...Array.from({ length: promoters }, () => 9),
      ...Array.from({ length: passives }, () => 8),
      ...Array.from({ length: detractors }, () => 5),
    ];
    return scores.map((score, index) => ({
      score,
      customer: `Customer ${from + index}`,
      segment,
      givenAt,
      sourceId: `${givenAt}:${from + index}`,
    }));
  };

  test('is told after each wave of answers, with what is noise and what is not', async () => {
    const {
      house,
      say,
      clock,
      place,
      aloud: readAloud,
      inbox,
      id,
    } = await begin(harbourLights, '2026-10-05T10:00:00Z');
    // A platform that draws no band says the interval in a line of its own.
    const aloud = (card: Card) => readAloud(card).replace(/\n\(95 % interval in [^\n]*\)/u, '');
    const { nps } = house;
    const organisationId = (await house.people.actorOf(id('grace')))?.organisationId ?? '';
    const source = { organisationId, source: 'survey', surface: 'import', actorId: null } as const;
    await say('grace', 'settings scores:#news');
    const nth = (index: number) => place('#news')[index] ?? only([]);
    const importAll = async (items: readonly Record<string, unknown>[]) => {
      for (let at = 0; at < items.length; at += 25) await nps.intake(items.slice(at, at + 25), source);
      await nps.importEnded(organisationId);
      await clock.advance({ seconds: 1 });
    };
    const first = [
      ...wave([12, 6, 2], { givenAt: '2026-10-01', segment: 'Hotels' }),
      ...wave([8, 6, 6], { from: 21, givenAt: '2026-10-01', segment: 'Shops' }),
    ];
    await importAll(first);
    // 20 promoters, 12 passives, 8 detractors: (20 − 8) / 40 = +30. Adjusted: p = 20.75 / 43 = 0.48256,
    // d = 8.75 / 43 = 0.20349, p − d = 0.27907; variance 0.68605 − 0.07788 = 0.60817; margin 1.96 √(0.60817 / 43)
    // = 0.23309; so 0.0460 to 0.5122.
    const trendOfFirst = 'Oct 2026 +30 (40 answers, +5 to +51)';
    expect(aloud(only(place('#news')))).toBe(
      [
        'NPS: +30',
        'Score: +30 (95 % interval +5 to +51)',
        'Answers: 40: 20 promoters, 12 passives, 8 detractors',
        'Period: the last 30 days, 6 Sep to 5 Oct 2026',
        'Change: nobody answered in the 30 days before, so there is nothing to compare with',
        'Counted: each customer’s latest answer',
        '(Promoters, passives, detractors by month: Oct 2026 20 promoters, 12 passives, 8 detractors.)',
        '(Posted because an import brought 40 new answers.)',
      ].join('\n'),
    );

    // Five Mondays pass, and nothing new is there to tell.
    await clock.advanceTo('2026-11-05T10:00:00Z');
    expect(place('#news')).toHaveLength(1);

    const shops = wave([9, 6, 5], { from: 21, givenAt: '2026-11-02', segment: 'Shops' });
    const second = [
      ...wave([12, 6, 2], { givenAt: '2026-11-02', segment: 'Hotels' }),
      ...shops.map((item, index) => {
        const comment = index === 0 ? 'They know me by my name.' : index === 19 ? 'Nobody answers the phone.' : '';
        return { ...item, comment };
      }),
    ];
    await importAll(second);
    // The same 40 customers, of whom one detractor has become a promoter: (21 − 7) / 40 = +35. Adjusted: p = 0.50581,
    // d = 0.18023, p − d = 0.32558; variance 0.58004; margin 0.22764; so 0.0979 to 0.5532. The change: 0.32558 − 0.27907
    // = 0.04651, margin 1.96 √(0.60817 / 43 + 0.58004 / 43) = 0.32581; so −0.2793 to 0.3723, with 0 in it: noise.
    // Shops went from (8 − 6) / 20 = +10 to (9 − 5) / 20 = +20; Hotels stayed at (12 − 2) / 20 = +50.
    expect(aloud(nth(1))).toBe(
      [
        'NPS: +35, up 5: within the noise',
        'Score: +35 (95 % interval +10 to +55)',
        'Answers: 40: 21 promoters, 12 passives, 7 detractors',
        'Period: the last 30 days, 7 Oct to 5 Nov 2026',
        'Change: up 5 from +30 (40 answers) in the 30 days before: within the noise (95 % interval of the change −28 to +37)',
        'Counted: each customer’s latest answer',
        '',
        'Segments that moved most',
        '- Shops: +20, up 10 from +10: within the noise (20 answers, 20 before)',
        'Customer 21, a promoter (9): “They know me by my name.”',
        'Customer 40, a detractor (5): “Nobody answers the phone.”',
        `(NPS by month: ${trendOfFirst}; Nov 2026 +35 (40 answers, +10 to +55). In brackets: how many answers, and the 95 % interval.)`,
        '(Promoters, passives, detractors by month: Oct 2026 20 promoters, 12 passives, 8 detractors; Nov 2026 21 promoters, 12 passives, 7 detractors.)',
        '(Posted because an import brought 40 new answers.)',
      ].join('\n'),
    );
    // A detractor’s words wait for an answer now, with their score.
    const words = only(inbox('grace'));
    expect(words.title).toBe('F-1 · Customer 40 · new');
    expect(text(words)).toContain('Nobody answers the phone.');
    expect(text(words)).toContain('Score: 5 of 10');

    await clock.advanceTo('2026-11-06T10:00:00Z');
    await importAll(second);
    expect(place('#news')).toHaveLength(2);

    await importAll(wave([80, 15, 5], { from: 41, givenAt: '2026-11-06', segment: 'Ports' }));
    // With the second wave: (101 − 12) / 140 = 0.6357, so +64. Adjusted: p = 101.75 / 143 = 0.71154, d = 12.75 / 143
    // = 0.08916, p − d = 0.62238; variance 0.80070 − 0.38735 = 0.41335; margin 0.10538; so 0.5170 to 0.7278. The change:
    // 0.62238 − 0.27907 = 0.34331, margin 1.96 √(0.60817 / 43 + 0.41335 / 143) = 0.25580; so 0.0875 to 0.5991: real.
    expect(aloud(nth(2))).toBe(
      [
        'Good: NPS: +64, up 34: more than noise',
        'Score: +64 (95 % interval +52 to +73)',
        'Answers: 140: 101 promoters, 27 passives, 12 detractors',
        'Period: the last 30 days, 8 Oct to 6 Nov 2026',
        'Change: up 34 from +30 (40 answers) in the 30 days before: more than noise (95 % interval of the change +9 to +60)',
        'Counted: each customer’s latest answer',
        '',
        'Segments that moved most',
        '- Shops: +20, up 10 from +10: within the noise (20 answers, 20 before)',
        'Customer 21, a promoter (9): “They know me by my name.”',
        'Customer 40, a detractor (5): “Nobody answers the phone.”',
        `(NPS by month: ${trendOfFirst}; Nov 2026 +64 (140 answers, +52 to +73). In brackets: how many answers, and the 95 % interval.)`,
        '(Promoters, passives, detractors by month: Oct 2026 20 promoters, 12 passives, 8 detractors; Nov 2026 101 promoters, 27 passives, 12 detractors.)',
        '(Posted because an import brought 100 new answers.)',
      ].join('\n'),
    );
    expect(pointsOf(nth(2))).toEqual([
      ['Oct 2026', 30],
      ['Nov', 64],
    ]);

    // Nothing came since: the next Monday has nothing to say. Then one answer, and it has.
    await clock.advanceTo('2026-11-09T12:00:00Z');
    expect(place('#news')).toHaveLength(3);
    await say('dana', 'score 9 customer:Zephyr');
    await clock.advanceTo('2026-11-16T09:59:00Z');
    expect(place('#news')).toHaveLength(3);
    await clock.advanceTo('2026-11-16T10:00:00Z');
    expect(titles(place('#news')).at(-1)).toBe('NPS: +64, up 34: more than noise');
    expect(text(place('#news').at(-1))).toContain('(Posted by schedule: mon 10:00. 1 new answer since the last post.)');
  });

  test('a change that is more than noise is told at once, and once; without a place for scores nowhere', async () => {
    const { say, clock, place } = await begin(harbourLights, '2026-10-05T10:00:00Z');
    for (let at = 0; at < 12; at += 1) await say('dana', 'score 2 date:2026-09-01');
    await clock.advance({ seconds: 1 });
    expect(text(cardOf(await say('dana', 'nps')))).toContain('settings scores:#place says where the team sees it');
    await say('grace', 'settings scores:#news posts:off');
    // Before: 12 detractors, adjusted (0.75 − 12.75) / 15 = −0.8. Three promoters: (3.75 − 0.75) / 6 = 0.5, margins
    // 1.96 √((0.9 − 0.64) / 15) = 0.258 and 1.96 √((0.75 − 0.25) / 6) = 0.566, together 0.62 < 1.3: real. One promoter:
    // 0.25, margin 0.735, together 0.78 < 1.05: real, but one answer says too little. Two: (2.75 − 0.75) / 5 = 0.4,
    // margin 1.96 √((0.7 − 0.16) / 5) = 0.644, together 0.69 < 1.2.
    await say('dana', 'score 10');
    await clock.advance({ seconds: 1 });
    expect(place('#news')).toEqual([]);
    await say('dana', 'score 10');
    await clock.advance({ seconds: 1 });
    expect(titles(place('#news'))).toEqual(['NPS: only 2 answers, +100']);
    expect(text(only(place('#news')))).toContain('Posted at once because the change is more than noise.');
    await say('dana', 'score 10');
    await clock.advanceTo('2026-10-13T10:00:00Z');
    expect(place('#news')).toHaveLength(1);
  });
});

/** Where the trend stood, month by month; months in which nobody answered are no points. */
function pointsOf({ blocks }: Card): [string, number][] {
  const [trend] = blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
  const values = trend?.series[0]?.values ?? [];
  return values.flatMap((value, at) => (value === null ? [] : [[trend?.categories[at] ?? '', value] as const]));
}
