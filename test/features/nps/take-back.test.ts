/** A score or a value typed by mistake: who takes it back, what counts afterwards, and who hears of it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A number typed by mistake', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const said = async (line: string, who = 'ani') => cardOf(await stage.say(who, line, '#support'));
  const months = () => database().query`SELECT value, every_count, latest_count FROM score_months ORDER BY value`;

  test('is taken back by whoever typed it for 10 minutes, and by the champion always', async () => {
    await said('score 9 customer:Acme', 'dana');
    const [first, before] = [await months(), await database().models.score.count()];
    const wrong = await said('score 2 "So slow" customer:Acme');
    await stage.clock.advance({ minutes: 2 });
    expect(text(await said('feedback list'))).toContain('So slow');
    expect(text(cardOf(await stage.press('ben', 'Take back', wrong)))).toContain('Whoever did it can take it back');
    expect(cardOf(await stage.press('ani', 'Take back', wrong)).title).toBe('Taken back');
    expect([await months(), await database().models.score.count()]).toEqual([first, before]);
    // What its words became goes with it.
    expect(text(await said('feedback list'))).not.toContain('So slow');
    expect(text(cardOf(await stage.press('ani', 'Take back', wrong)))).toContain('not here any more');
    const late = await said('score 8');
    await stage.clock.advance({ minutes: 11 });
    expect(text(cardOf(await stage.press('ani', 'Take back', late)))).toContain('more than 10 minutes ago');
    expect(cardOf(await stage.press('grace', 'Take back', late)).title).toBe('Taken back');
  });

  test('takes the customer with it whom it made, and nobody who was known or is known by more', async () => {
    const names = async () => (await database().models.customer.findMany()).map(({ name }) => name).sort();
    await said('customer Acme');
    await stage.clock.advance({ minutes: 1 });
    for (const name of ['Acme', 'Zenith', 'Quorum']) {
      const wrong = await said(`score 9 customer:${name}`);
      if (name === 'Quorum') await said('learn "They count in boxes" customer:Quorum');
      await stage.press('ani', 'Take back', wrong);
    }
    expect(await names()).toEqual(['Acme', 'Quorum']);
    // The feedback that its words became is withdrawn, and names nobody either.
    await stage.press('ani', 'Take back', await said('score 2 "They never called back" customer:Harrow'));
    await stage.press('ani', 'Take back', await said('learn "They count in crates" customer:Crate'));
    expect(await names()).toEqual(['Acme', 'Quorum']);
  });

  test('gives back what stood there before', async () => {
    const values = () => database().models.metricValue.findMany({ select: { date: true, value: true } });
    await said('metric "On time" 81.5 unit:%');
    const wrong = await said('metric "On time" 8.15');
    expect(buttonLabels(wrong)).toEqual(['Show On time', 'Take back']);
    await stage.press('ani', 'Take back', wrong);
    expect(await values()).toEqual([{ date: '2026-11-16', value: 81.5 }]);
    const other = await said('metric "On time" 70 date:2026-11-10');
    await stage.press('grace', 'Take back', other);
    expect(await values()).toEqual([{ date: '2026-11-16', value: 81.5 }]);
  });

  test('told to a place is corrected there', async () => {
    await stage.say('grace', 'settings scores:#news posts:"mon 11:00"');
    const wrong = await said('score 2');
    await stage.clock.advanceTo('2026-11-16T11:00:00Z');
    expect(stage.place('#news')).toHaveLength(1);
    await stage.press('grace', 'Take back', wrong);
    expect(text(stage.place('#news').at(-1))).toContain('What was recorded by hand was taken back.');
  });

  test('of two customers who are one counts as their latest answer alone', async () => {
    await said('score 2 customer:Globex');
    await stage.clock.advance({ minutes: 1 });
    await stage.press('ani', 'New customer: Globx', await said('score 10 customer:Globx'));
    await stage.press('grace', 'Yes, all to Globex', await said('customer merge Globx into Globex', 'grace'));
    expect(await months()).toEqual([
      { value: 2, every_count: 1, latest_count: 0 },
      { value: 10, every_count: 1, latest_count: 1 },
    ]);
  });
});
