/** Three waves of answers come in, and the team hears of each what there is to hear: no more, and never twice. */
import { afterEach, expect, test } from '@jest/globals';
import { describeOnEachDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, createStage, only, type Stage, text, titles } from '../support/stage.js';

describeOnEachDatabase('The number', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());
  const begin = async (start: string) => {
    stage = await createStage({ database: database(), workspace: harbourLights, start });
    return stage;
  };

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
    const { house, say, clock, place, id } = await begin('2026-10-05T10:00:00Z');
    const { nps } = house;
    const organisationId = (await house.people.actorOf(id('grace')))?.organisationId ?? '';
    const source = { organisationId, source: 'survey', surface: 'import', actorId: null } as const;
    await say('grace', 'settings scores:#news');
    const importAll = async (items: readonly Record<string, unknown>[]) => {
      for (let at = 0; at < items.length; at += 25) await nps.intake(items.slice(at, at + 25), source);
      await nps.importEnded(organisationId, 'survey');
      await clock.advance({ seconds: 1 });
    };
    const first = [
      ...wave([12, 6, 2], { givenAt: '2026-10-01', segment: 'Hotels' }),
      ...wave([8, 6, 6], { from: 21, givenAt: '2026-10-01', segment: 'Shops' }),
    ];
    await importAll(first);
    console.log(place('#news').map(text).join('\n=====\n'));
    await clock.advanceTo('2026-11-05T10:00:00Z');
    console.log(titles(place('#news')));
    const second = [
      ...wave([12, 6, 2], { givenAt: '2026-11-02', segment: 'Hotels' }),
      { ...wave([9, 6, 5], { from: 21, givenAt: '2026-11-02', segment: 'Shops' })[0], comment: 'They know me by my name.' },
      ...wave([9, 6, 5], { from: 21, givenAt: '2026-11-02', segment: 'Shops' }).slice(1, -1),
      { ...wave([9, 6, 5], { from: 21, givenAt: '2026-11-02', segment: 'Shops' }).at(-1), comment: 'Nobody answers the phone.' },
    ];
    await importAll(second);
    await clock.advanceTo('2026-11-06T10:00:00Z');
    await importAll(second);
    const third = wave([80, 15, 5], { from: 41, givenAt: '2026-11-06', segment: 'Ports' });
    await importAll(third);
    console.log(place('#news').map(text).join('\n=====\n'));
    console.log(text(cardOf(await say('dana', 'nps'))));
    console.log(text(cardOf(await say('dana', 'nps segment:shops period:month'))));
    console.log(text(cardOf(await say('dana', 'nps segment:nobody'))));
    console.log(text(cardOf(await say('dana', 'score 4 "Too slow" customer:"Customer 1"', '#support'))));
    await clock.advance({ seconds: 2 });
    console.log(place('#support').map(text).join('\n==\n'), titles(stage.inbox('grace')));
    console.log(text(cardOf(await say('dana', 'metric "On time" 81.5 unit:%'))));
    console.log(text(cardOf(await say('dana', 'metric "On time" 83 unit:points'))));
    console.log(text(cardOf(await say('dana', 'metric "On time" 83 date:2026-11-01'))));
    console.log(text(cardOf(await say('dana', 'metric'))));
    console.log(text(cardOf(await say('dana', 'metric on time'))));
    console.log(text(cardOf(await say('dana', 'who Customer 1'))));
    console.log(text(cardOf(await say('dana', 'score ten'))));
    console.log(text(cardOf(await say('dana', 'metric Ease scale:1-7 better:lower'))));
    console.log(text(cardOf(await say('dana', 'metric Ease'))));
    await clock.advanceTo('2026-11-10T10:00:00Z');
    console.log(place('#news').slice(3).map(text).join('\n=====\n'));
    expect(only([only(place('#news').slice(0, 1))])).toBeDefined();
  });
});
