/** Traits and events that systems send, as the champion lists, names, hides and keeps out: through the real rooms. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { cardOf, formOf, text } from '../../support/stage.js';
import { type FactsStage, startFacts } from './start-facts.js';

describeOnDatabase('What systems tell of customers', (database) => {
  let facts: FactsStage;
  beforeEach(async () => {
    facts = await startFacts(database());
    await facts.post('batch', {
      batch: [
        { type: 'group', groupId: 'g-1', traits: { name: 'Acme', plan: 'Gold', iban: 'DE02' } },
        { type: 'group', groupId: 'g-2', traits: { name: 'Globex', plan: 'Free' } },
        { type: 'identify', userId: 'u-1', traits: { name: 'Ada', level: 3, iban: 'DE99' } },
        { type: 'group', groupId: 'g-1', userId: 'u-1' },
        { type: 'track', userId: 'u-1', event: 'Signed in' },
        { type: 'track', userId: 'u-1', event: 'signed in' },
      ],
    });
  });
  afterEach(() => facts.stop());

  const say = async (line: string, who = 'grace') => cardOf(await facts.stage.say(who, line));
  const card = async (line: string, who = 'grace') => text(await say(line, who));
  const who = (name: string) => card(`who ${name}`, 'dana');

  test('is listed with who has it, who sends it and when last, for everybody', async () => {
    const list = await card('customer fields', 'maya');
    expect(list).toContain('What systems tell of customers (4)');
    expect(list).toMatch(/plan – trait · 2 customers · crm, last .*24 Nov/);
    expect(list).toMatch(/iban – trait · 1 customer and 1 person there · crm/);
    expect(list).toMatch(/level – trait · 1 person there · crm/);
    expect(list).toMatch(/Signed in – event · 1 customer · crm/);
    expect(list).not.toContain('Change');
    expect(await card('customer fields plan')).toContain('What systems tell of customers (1)');
  });

  test('is counted as one event however it is written', async () => {
    expect((await facts.profile('Acme'))?.events).toMatchObject([{ name: 'Signed in', recentCount: 2 }]);
  });

  test('is called and shown as the champion says, and back by a press', async () => {
    const named = await say('customer fields plan as:"Price plan"');
    expect(text(named)).toContain('“plan” is shown as “Price plan”');
    expect(await who('Acme')).toContain('Price plan');
    await facts.stage.press('grace', 'Take back', named);
    expect(await who('Acme')).not.toContain('Price plan');
    expect(await card('customer fields plan show:no')).toContain('“plan” is not shown any more');
    expect(await who('Acme')).not.toContain('Gold');
    expect(await facts.values('Acme')).toEqual({ iban: 'DE02' });
    expect(await card('segment add Key when:"plan = gold"')).toContain('1 customer is in it');
    await card('customer fields plan show:yes');
    expect(await who('Acme')).toContain('Gold');
    await card('customer fields "signed in" as:Log-ins');
    expect(await who('Acme')).toContain('Log-ins');
  });

  test('may be called like another fact: both are shown', async () => {
    await facts.post('group', { groupId: 'g-1', traits: { tier: 2 } });
    await card('customer fields tier as:plan');
    expect(await facts.values('Acme')).toEqual({ plan: 'Gold', 'plan (tier)': 2, iban: 'DE02' });
  });

  test('is kept out after a yes: removed everywhere but where people typed it, and not kept again', async () => {
    await facts.stage.say('dana', 'customer Globex attribute:iban=DE55');
    await facts.stage.say('grace', 'segment add Paying when:"has(iban)"');
    const asked = await say('customer fields IBAN keep:no');
    expect(text(asked)).toContain('removed from 2 customers and 1 person there');
    expect(await facts.values('Acme')).toMatchObject({ iban: 'DE02' });
    const done = cardOf(await facts.stage.press('grace', 'Yes, remove it', asked));
    expect(text(done)).toContain('“iban” is kept out');
    expect(await facts.values('Acme')).toEqual({ plan: 'Gold' });
    expect(await facts.values('Globex')).toEqual({ plan: 'Free', iban: 'DE55' });
    expect(await facts.profile('Acme')).toMatchObject({ segments: [] });
    const people = await database().models.customerPerson.findMany();
    expect(people.map(({ attributes }) => Object.keys(Object(attributes)))).toEqual([['level']]);
    await facts.stage.clock.advance({ hours: 1 });
    await facts.post('group', { groupId: 'g-1', traits: { iban: 'DE03' } });
    expect(await facts.values('Acme')).toEqual({ plan: 'Gold' });
    expect(await card('customer fields iban')).toMatch(/iban kept out/);
    await facts.stage.press('grace', 'Take back', done);
    await facts.post('group', { groupId: 'g-1', traits: { iban: 'DE04' } });
    expect(await facts.values('Acme')).toEqual({ plan: 'Gold', iban: 'DE04' });
  });

  test('is kept out at customers beyond the first thousand by the sweep', async () => {
    const { clock } = facts.stage;
    const { models } = database();
    const attributes = { iban: { value: 'DE1', source: 'crm', at: '2026-11-24T09:00:00.000Z' } };
    const data = Array.from({ length: 1_200 }, (_, index) => ({
      ...{ organisationId: facts.organisationId, name: `C${index}`, attributes, createdAt: clock.now() },
      id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    }));
    await models.customer.createMany({ data });
    await facts.stage.press('grace', 'Yes, remove it', await say('customer fields iban keep:no'));
    await clock.advance({ minutes: 1 });
    expect(await models.customer.count({ where: { attributes: { path: ['iban'], not: 'null' } } })).toBe(0);
    expect(await card('customer fields iban')).toContain('0 customers');
  });

  test('of events is kept out too', async () => {
    const asked = await say('customer fields "Signed in" keep:no');
    await facts.stage.press('grace', 'Yes, remove it', asked);
    await facts.post('track', { userId: 'u-1', event: 'SIGNED IN' });
    expect(await facts.profile('Acme')).toMatchObject({ events: [] });
  });

  test('is changed by a form beside its line', async () => {
    const list = await say('customer fields');
    const form = formOf(await facts.stage.press('grace', 'Change', list, 'plan'));
    const shown = cardOf(await facts.stage.fill('grace', form, { label: 'Tier', usage: 'shown' }));
    expect(text(shown)).toContain('“plan” is shown as “Tier”');
    const out = cardOf(await facts.stage.fill('grace', form, { label: 'Tier', usage: 'out' }));
    expect(text(out)).toContain('Keep “plan” out?');
    const long = await facts.stage.fill('grace', form, { label: 'x'.repeat(61), usage: 'shown' });
    expect(long).toMatchObject({ kind: 'fieldErrors', errors: { label: expect.stringContaining('at most 60') } });
  });

  test('is changed by the champion and admins alone', async () => {
    expect(await card('customer fields plan as:Tier', 'maya')).toContain('Only the customer champion and admins');
    const asked = await say('customer fields iban keep:no');
    expect(text(cardOf(await facts.stage.press('maya', 'Yes, remove it', asked)))).toContain('Only the customer');
    expect(await facts.values('Acme')).toMatchObject({ iban: 'DE02' });
  });

  test.each([
    ['customer fields plann as:Tier', /No system sent.*“plann”.*Did you mean plan\?/s],
    ['customer fields as:Tier', /name of the trait or event is missing/],
    [`customer fields plan as:${'x'.repeat(61)}`, /at most 60 characters, this one has 61/],
    ['customer fields plan keep:perhaps', /keep/],
    ['customer fields constructor keep:no', /No system sent/],
  ])('refuses %s in words', async (line, words) => {
    expect(await card(line)).toMatch(words);
  });

  test('asks which one where a trait and an event have one name', async () => {
    await facts.post('track', { userId: 'u-1', event: 'Plan' });
    expect(await card('customer fields plan as:Tier')).toContain('a trait and of an event');
  });

  test('of one organisation is not another’s', async () => {
    const other = await facts.otherKey();
    await facts.post('group', { groupId: 'g-1', traits: { name: 'Acme', secretSauce: 'yes' } }, other);
    expect(await card('customer fields')).not.toContain('secretSauce');
    await facts.stage.press('grace', 'Yes, remove it', await say('customer fields plan keep:no'));
    await facts.post('group', { groupId: 'g-1', traits: { plan: 'Theirs' } }, other);
    expect(await facts.profile('Acme', other)).toMatchObject({ attributes: { plan: { value: 'Theirs' } } });
  });
});
