/** Names of several words, and names that are nearly known, before a command runs. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, type Stage, text } from '../support/stage.js';

describeOnDatabase('A name in a typed line', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    for (const name of ['Harbour House', 'Globex', 'Katja KK']) await stage.say('grace', `customer "${name}"`);
  });
  afterEach(() => stage.stop());

  const last = () => stage.place('#support').at(-1);
  const said = async (line: string) => cardOf(await stage.say('dana', line, '#support'));
  const customers = async () => (await database().models.customer.findMany()).map(({ name }) => name).sort();

  test.each([
    ['feedback The key is stuck customer:Harbour House', 'Harbour House', 'The key is stuck'],
    ['feedback The key is stuck customer: Harbour House', 'Harbour House', 'The key is stuck'],
    ['feedback customer:harbour house, the key is stuck', 'Harbour House', 'the key is stuck'],
    ['feedback customer:Globex The key is stuck', 'Globex', 'The key is stuck'],
    ['feedback The key customer: Harbour House severity:high is stuck', 'Harbour House', 'The key is stuck'],
    ['feedback The key is stuck customer:"Harbour House"', 'Harbour House', 'The key is stuck'],
    ['feedback customer:Zenith the key is stuck', 'Zenith', 'the key is stuck'],
  ])('is the longest one known: “%s”', async (line, customer, words) => {
    await said(line);
    expect(last()?.title).toBe(`F-1 · ${customer} · new`);
    expect(last()?.blocks[0]).toMatchObject({ kind: 'quote', text: words });
  });

  test('of a person is their whole name', async () => {
    const { name = '' } = harbourLights.members.find(({ name }) => name.includes(' ')) ?? {};
    await stage.house.people.connectWorkspace({
      ...harbourLights,
      members: [...harbourLights.members, { externalId: 'UOKAFOR', name: 'Ruth Okafor', handle: 'ruth' }],
    });
    await said('feedback The key is stuck owner:@Ruth Okafor');
    expect(text(last())).toContain('Owner: Ruth Okafor');
    expect(last()?.blocks[0]).toMatchObject({ text: 'The key is stuck' });
    expect(name).toBeDefined();
  });

  test('that is nearly known is asked about before anybody is made', async () => {
    const asked = await said('feedback The key is stuck customer:Globx');
    expect(asked.title).toBe('Did you mean Globex?');
    expect(buttonLabels(asked)).toEqual(['Globex', 'New customer: Globx']);
    expect(await customers()).toEqual(['Globex', 'Harbour House', 'Katja KK']);
    await stage.press('dana', 'Globex', asked);
    expect(last()?.title).toBe('F-1 · Globex · new');
    await stage.press('dana', 'New customer: Globx', asked);
    expect(last()?.title).toBe('F-2 · Globx · new');
    expect(buttonLabels(await said('learn "They moved" customer:"Harbor House"'))).toEqual([
      'Harbour House',
      'New customer: Harbor House',
    ]);
  });

  test('of two words that nobody has is asked about: which of them is the name', async () => {
    const asked = await said('feedback customer:Silver Birch the key is stuck');
    expect(asked.title).toBe('Who is “Silver Birch”?');
    expect(buttonLabels(asked)).toEqual(['New customer: Silver Birch', 'New customer: Silver']);
    await stage.press('dana', 'New customer: Silver Birch', asked);
    expect(last()?.title).toBe('F-1 · Silver Birch · new');
    expect(buttonLabels(await said('feedback "Nice" customer: Blue Whale Inn severity:low'))).toEqual([
      'New customer: Blue Whale Inn',
      'New customer: Blue Whale',
      'New customer: Blue',
    ]);
  });

  test('of two words that is nearly known leaves none of them among what the customer said', async () => {
    const asked = await said('feedback "The key is stuck" customer:Harbor Hous');
    expect(asked.title).toBe('Did you mean Harbour House?');
    await stage.press('dana', 'Harbour House', asked);
    expect(last()?.title).toBe('F-1 · Harbour House · new');
    expect(last()?.blocks[0]).toMatchObject({ kind: 'quote', text: 'The key is stuck' });
  });

  test('without its legal form is another one, until somebody says that it is not', async () => {
    const asked = await said('score 9 customer:Katja');
    expect(buttonLabels(asked)).toEqual(['Katja KK', 'New customer: Katja']);
    await stage.press('dana', 'Katja KK', asked);
    // Agreed once, it is not asked again.
    await said('feedback The key is stuck customer:Katja');
    expect(last()?.title).toBe('F-1 · Katja KK · new');
    expect(await customers()).toEqual(['Globex', 'Harbour House', 'Katja KK']);
    const { organisationId = '' } = (await stage.house.people.actorOf(stage.id('grace'))) ?? {};
    const source = { organisationId, source: 'crm', surface: 'api', actorId: null } as const;
    await stage.house.feedback.intake([{ text: 'Hm', customer: 'Globex GmbH' }], source);
    expect(await customers()).toEqual(['Globex', 'Globex GmbH', 'Harbour House', 'Katja KK']);
  });

  test('is changed by renaming, and two that are one are joined, with all that was kept of both', async () => {
    await said('feedback "The key is stuck" customer:"Globex"');
    await stage.press('dana', 'New customer: Globx', await said('score 9 "Fine" customer:Globx'));
    await said('learn "They moved" customer:"Globx"');
    expect(text(await said('customer rename Harbour House to Harbour Hotel'))).toContain('Also called: Harbour House');
    expect(text(cardOf(await stage.say('ani', 'customer merge Globx into Globex')))).toContain(
      'is for the customer champion and admins',
    );
    const asked = cardOf(await stage.say('grace', 'customer merge Globx into Globex', '#support'));
    expect(asked.title).toBe('Make Globx and Globex one customer?');
    const one = text(cardOf(await stage.press('grace', 'Yes, all to Globex', asked)));
    for (const words of ['Also called: Globx', 'The key is stuck', 'Fine', 'They moved']) expect(one).toContain(words);
    expect(await customers()).toEqual(['Globex', 'Harbour Hotel', 'Katja KK']);
    expect(text(await said('who Globx'))).toContain('The key is stuck');
    expect(text(cardOf(await stage.say('grace', 'customer merge Globex into Nobody')))).toContain('no customer called');
    expect(text(cardOf(await stage.say('grace', 'customer rename Globex')))).toContain(
      'customer rename Acme to Acme Foods',
    );
  });

  test('of a customer that is nearly known is asked about by “customer” too', async () => {
    const asked = await said('customer Globx');
    expect(asked.title).toBe('I know no customer called “Globx”');
    expect(buttonLabels(asked)).toEqual(['Show Globex', 'Add as a customer']);
  });

  test('is chosen in a form from those that are known; a near one is asked about beside its field', async () => {
    const form = formOf(await stage.say('dana', 'feedback', '#support'));
    expect(form.fields.find(({ name }) => name === 'knownCustomer')).toMatchObject({
      kind: 'choice',
      options: [{ value: 'Globex' }, { value: 'Harbour House' }, { value: 'Katja KK' }, { value: '+' }],
    });
    const values = { text: 'The key is stuck', severity: 'normal' };
    const refused = await stage.fill('dana', form, { ...values, customer: 'Globx' });
    expect(refused).toMatchObject({ errors: { customer: expect.stringContaining('Did you mean Globex? Choose it') } });
    await stage.fill('dana', form, { ...values, customer: 'Globx', knownCustomer: 'Globex' });
    expect(last()?.title).toBe('F-1 · Globex · new');
    const learned = formOf(await stage.say('dana', 'learn', '#support'));
    await stage.fill('dana', learned, { text: 'They moved', customer: 'Globx', knownCustomer: '+' });
    expect(await customers()).toContain('Globx');
  });
});
