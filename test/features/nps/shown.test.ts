/** The number as people ask for it: by segment and source, of an empty time, of very many answers, at home and in reports. */
import { afterEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnDatabase('The number, asked for', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());
  const begin = async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-20T10:00:00Z' });
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const intake = (items: readonly Record<string, unknown>[], source = 'crm') =>
      stage.house.nps.intake(items, { organisationId, source, surface: 'api', actorId: null });
    const card = async (line: string) => cardOf(await stage.say('dana', line));
    const said = async (line: string) => text(await card(line));
    return { ...stage, nps: stage.house.nps, organisationId, intake, card, said };
  };
  const context = async () => {
    const actor = await stage.house.people.actorOf(stage.id('dana'));
    if (!actor) throw new Error('Dana is here');
    return { interactionId: '', platform: 'playground', actor, place: null } as const;
  };

  test('by segment and by source counts what is of them, in the trend too; a customer’s segment is its answers’', async () => {
    const { intake, card, said, say } = await begin();
    await say('grace', 'customer Acme segment:Enterprise');
    await intake([
      { score: 10, customer: 'Acme', givenAt: '2026-10-20' },
      { score: 9, customer: 'Acme', givenAt: '2026-11-10' },
      { score: 9, segment: 'Shops', givenAt: '2026-11-11' },
      { score: 0, segment: 'shops', givenAt: '2026-11-12' },
      { score: 0, givenAt: '2026-11-12' },
    ]);
    await intake([{ score: 3, customer: 'Acme', segment: 'Shops', givenAt: '2026-09-30' }], 'Survey');
    const enterprise = await said('nps segment:enterprise');
    expect(enterprise).toContain('NPS, segment enterprise: 1 answer, too few to say');
    expect(enterprise).toContain('Counted: each customer’s latest answer, of those in segment enterprise');
    expect(enterprise).toContain('Answers: 1: 1 promoter, 0 passives, 0 detractors');
    expect(enterprise).toMatch(
      /by month, segment enterprise: Oct 2026 \+100 \(1 answer\); Nov 2026 \+100 \(1 answer\)/,
    );
    const shops = await card('nps segment:SHOPS');
    expect(shops.title).toBe('NPS, segment SHOPS: only 2 answers, 0');
    const charts = shops.blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
    expect(charts[0]?.series).toEqual([{ name: 'NPS', values: [-100, null, 0] }]);
    expect(text(shops)).toContain(
      'Sep 2026 0 promoters, 0 passives, 1 detractor; Oct 2026 no answers; Nov 2026 1 promoter',
    );
    const crm = await said('nps source:CRM');
    expect(crm).toContain('NPS, by CRM: only 4 answers, 0');
    expect(crm).toContain(': Oct 2026 +100');
    expect(await said('nps segment:Shops source:survey period:quarter')).toContain(
      'no answers in October to December 2026 so far',
    );
    // Every answer: Acme’s second one no longer takes the place of its first.
    await say('grace', 'settings counting:every');
    expect(await said('nps segment:enterprise period:quarter')).toContain('Answers: 2: 2 promoters');
    expect(await said('nps')).toContain('Counted: every answer');
    // Which segments moved is asked of all answers, not of one segment.
    expect(await said('nps')).toContain('Segments that moved most');
    expect(await said('nps segment:Shops')).toContain('up 100 from −100');
    expect(await said('nps segment:Shops')).not.toContain('Segments that moved most');
    expect(await said('nps segment:Harbours')).toMatch(
      /No answer has the segment Harbours\nThere are Enterprise, shops\./i,
    );
    expect(await said('nps source:phone')).toContain('No answer came from phone\nAnswers came from crm, Survey.');
  });

  test('of a time without answers is empty, and never 0', async () => {
    const { intake, card, said } = await begin();
    expect(await said('nps segment:Shops')).toContain('No customer has a segment yet');
    expect((await card('nps')).title).toBe('NPS: no answers in the last 30 days');
    await intake([{ score: 9, givenAt: '2026-09-01' }]);
    const empty = await card('nps period:month');
    expect(empty.title).toBe('NPS: no answers in November 2026 so far');
    expect(text(empty)).toContain('so there is no score; that is not a score of 0.');
    expect(text(empty)).toContain('There were none in October 2026 either.');
    expect(text(empty)).toContain('The last answer was given on');
    const [chart] = empty.blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
    expect(chart?.series[0]?.values).toEqual([100, null, null]);
  });

  test('says when somebody last answered among those that are asked for, and nobody else', async () => {
    const { intake, said, say } = await begin();
    await say('grace', 'customer Acme segment:Enterprise');
    await intake([
      { score: 9, customer: 'Acme', givenAt: '2026-03-02' },
      { score: 9, segment: 'Shops', givenAt: '2026-04-06' },
    ]);
    await intake([{ score: 3, segment: 'Shops', givenAt: '2026-05-04' }], 'Survey');
    expect(await said('nps')).toContain('Mon 4 May 2026');
    const enterprise = await said('nps segment:Enterprise');
    expect(enterprise).toContain('Mon 2 Mar 2026');
    expect(enterprise).not.toContain('May 2026');
    const crm = await said('nps source:crm');
    expect(crm).toContain('Mon 6 Apr 2026');
    expect(crm).not.toContain('Mon 4 May 2026');
  });

  test('names the five segments that moved most, and of many answers of one customer the latest', async () => {
    const { intake, card, press, said, organisationId, nps } = await begin();
    const segments = Array.from({ length: 7 }, (_, index) => index + 1);
    await intake(
      segments.flatMap((index) => [
        ...Array.from({ length: 8 }, (_, at) => ({
          score: at < index ? 0 : 10,
          segment: `S${index}`,
          givenAt: '2026-10-01',
        })),
        ...Array.from({ length: 8 }, () => ({ score: 10, segment: `S${index}`, givenAt: '2026-11-10' })),
      ]),
    );
    const list = (await card('nps')).blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
    expect(list.map((line) => JSON.stringify(line).slice(0, 40))).toEqual(
      ['S7', 'S6', 'S5', 'S4', 'S3'].map((name) => expect.stringContaining(name)),
    );
    const start = Date.parse('2026-08-01T00:00:00Z');
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      score: index % 11,
      customer: 'Loud',
      segment: 'Loud',
      // Every seven minutes, and not in their order.
      givenAt: new Date(start + ((index * 7919) % 20_000) * 420_000),
    }));
    for (let at = 0; at < many.length; at += 5_000) await intake(many.slice(at, at + 5_000));
    const last = many.reduce((a, b) => (b.givenAt > a.givenAt ? b : a));
    expect(await nps.latestScores(organisationId, new Date(0))).toMatchObject([{ value: last.score }]);
    expect(await said('nps segment:Loud')).toContain('Answers: 1: ');
    const everything = cardOf(await press('dana', 'Full history', await card('who Loud')));
    expect(text(everything)).toContain('Page 1 of 1,334');
    const [{ latest } = { latest: 0 }] = await database().query<{ latest: number }[]>`
      SELECT sum(latest_count)::int AS latest FROM score_months`;
    // One a month of Loud’s four, and everybody else.
    expect(latest).toBe(7 * 16 + 4);
  });

  test('at home is of NPS alone, opens its card, and says of an empty time that it is empty', async () => {
    const { intake, nps, clock, interact } = await begin();
    const home = async () => nps.atHome?.(await context());
    await intake([{ score: 5, metric: 'CSAT' }]);
    expect(await home()).toEqual({ count: 0, blocks: [] });
    await intake([{ score: 9 }, { score: 10 }]);
    const { count, blocks } = (await home()) ?? { count: 0, blocks: [] };
    const [row] = blocks;
    expect([count, blocks.length, row?.kind]).toEqual([1, 1, 'row']);
    if (row?.kind !== 'row' || row.action?.kind !== 'button') throw new Error('There is a row with a button.');
    const { action, value } = row.action;
    expect(cardOf(await interact('dana', { kind: 'action', action, value })).title).toBe('NPS: only 2 answers, +100');
    await clock.advance({ hours: 24 * 40 });
    const later = text({ title: 'Home', summary: '', blocks: (await home())?.blocks ?? [] });
    expect(later).toContain('NPS no answers in the last 30 days');
  });

  test('in a report is what was given in its time, however late it came, from its first moment to before its end', async () => {
    const { intake, nps } = await begin();
    const period = { from: new Date('2026-11-01T00:00:00Z'), until: new Date('2026-11-08T00:00:00Z') };
    const report = async () => {
      const { count, blocks } = (await nps.reportOn?.(period, await context())) ?? { count: 0, blocks: [] };
      return [count, text({ title: '', summary: '', blocks })] as const;
    };
    expect(await report()).toEqual([0, expect.stringContaining('Nobody gave a score in this time.')]);
    await intake([
      { score: 9, givenAt: '2026-10-31T23:59:59Z' },
      { score: 9, comment: 'Good.', givenAt: '2026-11-01T00:00:00Z' },
      { score: 9, givenAt: '2026-11-07T23:59:59Z' },
      { score: 9, comment: 'Late.', givenAt: '2026-11-08T00:00:00Z' },
      { score: 5, metric: 'CSAT', givenAt: '2026-11-02' },
    ]);
    const [count, words] = await report();
    expect(count).toBe(2);
    expect(words).toContain('Scores given: 2\nOf these with words: 1');
  });

  test('stands at home, and under its own heading in the report', async () => {
    const { intake, said, nps, clock } = await begin();
    const home = async () => nps.atHome?.(await context());
    expect(await home()).toEqual({ count: 0, blocks: [] });
    expect(await said('report')).toMatch(/\nScores\nNobody gave a score in this time\. Has anybody been asked\?/);
    await intake([{ score: 9 }, { score: 3, comment: 'Slow' }, { score: 8, comment: 'Fine' }]);
    await intake([{ score: 3, comment: 'Long ago', givenAt: '2026-01-01' }]);
    await clock.advance({ seconds: 5 });
    const blocks = (await home())?.blocks ?? [];
    const shown = text({ title: 'Home', summary: '', blocks });
    expect(shown).toContain('NPS only 3 answers in the last 30 days: 0, 95 % interval');
    expect(shown).toContain('[Show]');
    expect(await said('report')).toMatch(
      /\nScores\nScores given: 3\nOf these with words: 2\nDetractors’ words that became feedback: 1/,
    );
  });
});
