/** A customer whom nobody named before: every answer says so, and a typing mistake is put right at once. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A new customer', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const said = async (line: string) => cardOf(await stage.say('dana', line, '#support'));
  const customers = async () => (await database().models.customer.findMany()).map(({ name }) => name).sort();

  test.each(['feedback The key is stuck', 'learn They moved', 'score 9 Fine'])(
    'is named by “%s”, once',
    async (line) => {
      expect(text(await said(`${line} customer:Zenith`))).toContain('New customer: Zenith');
      expect(text(await said(`${line} customer:Zenith`))).not.toContain('New customer');
      expect(text(await said(line))).not.toContain('New customer');
    },
  );

  test('is named by a form, and by an edit', async () => {
    const form = formOf(await stage.say('dana', 'feedback', '#support'));
    const filled = await stage.fill('dana', form, { text: 'Stuck', severity: 'normal', customer: 'Zenith' });
    expect(text(cardOf(filled))).toContain('New customer: Zenith');
    expect(text(await said('feedback edit F-1 customer:Quorum'))).toContain('New customer: Quorum');
  });

  test('that is a typing mistake becomes the one that was meant, wherever it is shown', async () => {
    await said('customer "Brightwater"');
    const captured = await said('feedback The key is stuck customer:Zenit');
    const form = formOf(await stage.press('dana', 'Wrong name?', captured));
    expect(form.fields[0]).toMatchObject({ name: 'known', options: [{ value: 'Brightwater' }] });
    await stage.fill('dana', form, { name: 'Zenith' });
    expect(stage.place('#support').at(-1)?.title).toBe('F-1 · Zenith · new');
    expect(await customers()).toEqual(['Brightwater', 'Zenith']);
    const again = formOf(await stage.press('dana', 'Wrong name?', captured));
    const joined = await stage.fill('dana', again, { known: 'Brightwater', name: 'Zenith' });
    expect(text(cardOf(joined))).toContain('The key is stuck');
    expect(stage.place('#support').at(-1)?.title).toBe('F-1 · Brightwater · new');
    expect(await customers()).toEqual(['Brightwater']);
  });

  test('is joined with a known one for ten minutes by anybody, later by the champion', async () => {
    await said('customer "Brightwater"');
    const captured = cardOf(await stage.say('ani', 'feedback The key is stuck customer:Zenith', '#support'));
    await stage.clock.advance({ minutes: 11 });
    const values = { known: 'Brightwater', name: 'Zenith' };
    const late = await stage.fill('ani', formOf(await stage.press('ani', 'Wrong name?', captured)), values);
    expect(late).toMatchObject({ message: expect.stringContaining('more than 10 minutes ago') });
    await stage.fill('grace', formOf(await stage.press('grace', 'Wrong name?', captured)), values);
    expect(await customers()).toEqual(['Brightwater']);
  });

  test('is told to a system that sends it in, by each of its calls', async () => {
    const { organisationId = '' } = (await stage.house.people.actorOf(stage.id('grace'))) ?? {};
    const source = { organisationId, source: 'crm', surface: 'api', actorId: null } as const;
    const words = [{ text: 'Hm', customer: 'Zenith' }, { text: 'Oh' }];
    expect(await stage.house.feedback.intake(words, source)).toEqual([
      { number: 1, isNew: true, newCustomer: 'Zenith' },
      { number: 2, isNew: true },
    ]);
    const scores = ['Zenith', 'Quorum', 'Quorum'].map((customer) => ({ score: 9, customer }));
    const taken = await stage.house.nps.intake(scores, source);
    expect(taken.map(({ newCustomer }) => newCustomer)).toEqual([undefined, 'Quorum', undefined]);
  });

  test.each(['feedback Stuck', 'learn They moved', 'score 9 Fine'])(
    'is never the company itself, and “%s” says so',
    async (line) => {
      const card = text(await said(`${line} customer:"Harbour Lights Ltd"`));
      expect(card).toContain('“Harbour Lights Ltd” is this company itself');
      expect(card).not.toContain('latest answer');
      expect(await customers()).toEqual([]);
    },
  );

  test('is not made by an edit to the company itself', async () => {
    await said('feedback Stuck');
    expect((await said('feedback edit F-1 customer:"Harbour Lights"')).title).toContain('this company itself');
    expect(await customers()).toEqual([]);
  });
});
