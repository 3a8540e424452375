/** When the number is posted by itself, when not, and that it never says the same twice. */
import { afterEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, only, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('Posts of the number', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());
  const begin = async (start = '2026-11-20T10:00:00Z') => {
    stage = await createStage({ database: database(), workspace: harbourLights, start });
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    const source = { organisationId, source: 'crm', surface: 'api', actorId: null } as const;
    /** So many answers of each value. */
    const answers = (counts: Readonly<Record<number, number>>, rest: Readonly<Record<string, unknown>> = {}) =>
      stage.house.nps.intake(
        Object.entries(counts).flatMap(([score, count]) =>
          Array.from({ length: count }, () => ({ score: Number(score), ...rest })),
        ),
        source,
      );
    return { ...stage, nps: stage.house.nps, source, answers };
  };

  test('a second change in the same direction is told, when the month of the first is over', async () => {
    const { say, clock, place, answers } = await begin('2026-02-10T10:00:00Z');
    await say('grace', 'settings scores:#news posts:off');
    // All detractors, half and half, then all promoters: each a change beyond any doubt.
    await answers({ 0: 40 }, { givenAt: '2026-01-05' });
    await answers({ 0: 20, 10: 20 });
    await clock.advance({ minutes: 2 });
    expect(titles(place('#news'))).toEqual(['NPS: 0, up 100: more than noise']);
    await answers({ 0: 1, 10: 1 });
    await clock.advance({ minutes: 2 });
    expect(place('#news')).toHaveLength(1);
    await clock.advanceTo('2026-03-14T10:00:00Z');
    await answers({ 0: 20, 10: 20 });
    await clock.advance({ minutes: 2 });
    expect(place('#news')).toHaveLength(1);
    await clock.advanceTo('2026-04-20T10:00:00Z');
    await answers({ 10: 40 });
    await clock.advance({ minutes: 2 });
    expect(titles(place('#news')).slice(1)).toEqual(['NPS: +100, up 100: more than noise']);
    await answers({ 10: 1 });
    await clock.advance({ minutes: 2 });
    expect(place('#news')).toHaveLength(2);
  });

  test('an organisation whose row is gone keeps no other from being told', async () => {
    const { say, clock, place, answers, nps } = await begin();
    const { organisationId } = await stage.house.people.connectWorkspace({
      ...harbourLights,
      externalId: 'T-gone',
    });
    const gone = { organisationId, source: 'crm', surface: 'api', actorId: null } as const;
    await nps.intake([{ score: 3 }], gone);
    await database().executeSql('DELETE FROM organisations WHERE id = $1::uuid', [organisationId]);
    await say('grace', 'settings scores:#news posts:off');
    await answers({ 0: 40 }, { givenAt: '2026-10-01' });
    await answers({ 10: 40 });
    await clock.advance({ minutes: 2 });
    expect(titles(place('#news'))).toEqual(['NPS: +100, up 200: more than noise']);
  });

  test('while an import runs, a change waits for it to end', async () => {
    const { say, clock, place, answers, nps, source } = await begin();
    await say('grace', 'settings scores:#news posts:off');
    await answers({ 0: 12 }, { givenAt: '2026-10-01' });
    await clock.advance({ minutes: 2 });
    await nps.intake([{ score: 9, sourceId: 'f' }], { ...source, surface: 'import' });
    await say('dana', 'score 10');
    await clock.advance({ seconds: 30 });
    expect(place('#news')).toEqual([]);
    await nps.importEnded(source.organisationId);
    await clock.advance({ seconds: 1 });
    expect(text(only(place('#news')))).toContain('Posted because an import brought 14 new answers.');
  });

  test('what is on its way counts as told, and what was meant for another place is left out', async () => {
    const { say, answers, nps, source, id, clock } = await begin();
    await say('grace', 'settings scores:#news posts:off');
    await answers({ 9: 3 });
    const metric = await database().models.metric.findFirstOrThrow();
    const payload = (orderId: string) => ({
      organisationId: source.organisationId,
      metricId: metric.id,
      occasion: 'schedule',
      placeId: id('#news'),
      orderId,
    });
    const compose = async (orderId: string) =>
      (await nps.outgoing?.['nps.post']?.compose(payload(orderId), source.organisationId))?.kind;
    expect(await compose('a')).toBe('send');
    // Nobody knows yet whether it went out; another one would say the same, and only this one may be tried again.
    expect(await compose('b')).toBe('skip');
    expect(await compose('a')).toBe('send');
    const ref = { workspaceId: 'w', channel: 'c', message: 'm' };
    await nps.outgoing?.['nps.post']?.settled?.(payload('a'), { ref }, source.organisationId);
    expect(await compose('c')).toBe('skip');
    await answers({ 9: 1 });
    expect(await compose('d')).toBe('send');
    const lost = (orderId: string, mayHaveArrived: boolean) =>
      nps.outgoing?.['nps.post']?.settled?.(payload(orderId), { failed: 'x', mayHaveArrived }, source.organisationId);
    // Perhaps it went out: twice would be worse than never.
    await lost('d', true);
    expect(await compose('e')).toBe('skip');
    await answers({ 9: 1 });
    expect(await compose('f')).toBe('send');
    // It certainly did not: the next one tells the same, and of two that are lost the first counts as told still.
    await lost('f', false);
    expect(await compose('g')).toBe('send');
    await lost('g', false);
    const { told, telling } = await database().models.metric.findFirstOrThrow();
    expect([told, telling]).toMatchObject([{ orderId: 'd', answerCount: 4 }, null]);
    expect(await compose('h')).toBe('send');
    await say('grace', 'settings scores:#support');
    // Tried again when its place is another: it never went out, and the new place is told.
    expect(await compose('h')).toBe('skip');
    await say('grace', 'settings scores:#news');
    expect(await compose('i')).toBe('send');
    await clock.advance({ minutes: 2 });
  });

  test('quotes only whom the number counts', async () => {
    const { say, clock, place, nps, source } = await begin();
    await say('grace', 'settings scores:#news');
    const told = async () => {
      await nps.importEnded(source.organisationId);
      await clock.advance({ seconds: 5 });
      return text(place('#news').at(-1));
    };
    const bring = (items: readonly Record<string, unknown>[]) => nps.intake(items, { ...source, surface: 'import' });
    await bring([
      { score: 2, customer: 'Acme', comment: 'Never again.', givenAt: '2026-11-02' },
      { score: 9, customer: 'Acme', comment: 'You came back to us.', givenAt: '2026-11-18' },
    ]);
    const latest = await told();
    expect(latest).toContain('Answers: 1: 1 promoter, 0 passives, 0 detractors');
    expect(latest).toContain('“You came back to us.”');
    expect(latest).not.toContain('Never again');
    await say('grace', 'settings counting:every');
    await bring([{ score: 8 }]);
    const every = await told();
    expect(every).toContain('Answers: 3: 1 promoter, 1 passive, 1 detractor');
    expect(every).toContain('Counted: every answer');
    expect(every).toContain('Acme, a detractor (2): “Never again.”');
  });

  test('a number by hand and a survey are posted with their charts, and lower can be better', async () => {
    const { say, clock, place, nps, source } = await begin();
    await say('grace', 'settings scores:#news');
    await say('ben', 'metric Waiting 12 unit:min better:lower date:2026-10-05');
    await say('ben', 'metric Waiting 9 date:2026-11-19');
    const surveys = [1, 2, 1].map((score) => ({ score, metric: 'CSAT', givenAt: '2026-10-10' }));
    await nps.intake([...surveys, { score: 5, metric: 'CSAT' }, { score: 4, metric: 'CSAT' }], source);
    await clock.advanceTo('2026-11-23T10:00:00Z');
    const [csat, waiting] = place('#news').toSorted((a, b) => a.title.localeCompare(b.title));
    expect(waiting).toMatchObject({ title: 'Waiting: 9 min, down 3 min', tone: 'good' });
    expect(text(waiting)).toContain('Good: lower is better');
    expect(text(waiting)).toContain(
      '(Waiting by month: the last value of each month, Oct 2026 12 min; Nov 2026 9 min.)',
    );
    expect(text(waiting)).toContain('(Posted by schedule: mon 10:00. 2 new values since the last post.)');
    expect(csat?.title).toBe('CSAT: only 2 answers, 4.5');
    expect(text(csat)).toContain('Scale: 1 to 5, higher is better');
    const chartsOf = (card: typeof csat) =>
      card?.blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
    expect(chartsOf(csat)).toMatchObject([{ title: 'CSAT by month', series: [{ name: 'CSAT', values: [1.3, 4.5] }] }]);
    expect(chartsOf(waiting)).toMatchObject([{ unit: 'min', series: [{ name: 'Waiting', values: [12, 9] }] }]);
    const [chart] = chartsOf(waiting) ?? [];
    const [, , organisation = '', id = ''] = new URL(chart?.pictureUrl ?? '').pathname.replace('.png', '').split('/');
    expect(await nps.chartOf(organisation, id)).toMatchObject({ title: 'Waiting by month', unit: 'min' });
  });
});
