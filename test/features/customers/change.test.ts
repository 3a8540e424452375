import { describe, expect, test } from '@jest/globals';
import { applyChanges, keysOf } from '../../../src/features/customers/rules/apply-draft.js';
import { readAttribute } from '../../../src/features/customers/rules/attribute.js';
import type { CustomerProfile } from '../../../src/features/customers/rules/profile.js';
import { describeOnDatabase } from '../../support/database.js';
import { buttonsOf, shown, startCustomers } from './start-customers.js';

const gold = { value: 'Gold', source: null, at: '2026-01-01T00:00:00.000Z' };

const acme: CustomerProfile = {
  id: '1',
  name: 'Acme Ltd',
  segments: [],
  segment: 'enterprise',
  ownerId: null,
  aliases: ['Wile'],
  shownAs: {},
  events: [],
  attributes: { Plan: gold, region: { value: 'EU', source: 'CRM', at: '2026-11-01T00:00:00.000Z' } },
  preferences: [],
  people: [],
  personCount: 0,
  tips: [],
  createdAt: new Date('2026-01-01T00:00:00Z'),
};
const now = new Date('2026-11-23T12:00:00Z');
const add = { mode: 'add', now, byId: 'noor' } as const;
const replace = { ...add, mode: 'replace' } as const;
const typedNow = (value: string) => ({ value, source: null, at: now.toISOString() });

describe('What changes of a customer', () => {
  test('by command comes beside what is there; attributes are one whatever their case', () => {
    const changes = {
      aliases: ['Coyote'],
      attributes: [
        ['plan', 'Silver'],
        ['seats', '12'],
      ] as const,
    };
    const after = {
      ...acme,
      aliases: ['Wile', 'Coyote'],
      attributes: { ...acme.attributes, Plan: typedNow('Silver'), seats: typedNow('12') },
    };
    expect(applyChanges(acme, changes, add)).toEqual(after);
  });

  test('by form is all that people know; what systems told stays', () => {
    const changes = { segment: null, aliases: [], attributes: [['seats', '12']] as const };
    const after = {
      ...acme,
      segment: null,
      aliases: [],
      attributes: { region: acme.attributes.region, seats: typedNow('12') },
    };
    expect(applyChanges(acme, changes, replace)).toEqual(after);
  });

  test('an attribute without a value goes', () => {
    expect(applyChanges(acme, { attributes: [['PLAN', '']] }, add).attributes).toEqual({
      region: acme.attributes.region,
    });
  });

  test('a former name becomes an alias; one written the same but for case needs none', () => {
    expect(applyChanges(acme, { name: 'Roadrunner' }, replace).aliases).toEqual(['Wile', 'Acme Ltd']);
    expect(applyChanges(acme, { name: 'ACME LTD.' }, replace).aliases).toEqual(['Wile']);
  });

  test('each way of writing counts once', () => {
    const { keys, aliases } = keysOf('Acme Ltd', ['ACME LTD', 'Acme', 'Wile', 'wile.', 'Coyote']);
    expect(aliases).toEqual(['Acme', 'Wile', 'Coyote']);
    expect(keys).toEqual([
      { key: 'acme', alias: null },
      { key: 'acme', alias: 'Acme' },
      { key: 'wile', alias: 'Wile' },
      { key: 'coyote', alias: 'Coyote' },
    ]);
  });

  test.each([
    ['plan=Gold', ['plan', 'Gold']],
    [' plan : Gold=1 ', ['plan', 'Gold=1']],
    ['plan=', ['plan', '']],
    ['plan', null],
    ['=Gold', null],
    ['', null],
  ])('the attribute %j', (typed, read) => expect(readAttribute(typed)).toEqual(read));
});

describeOnDatabase('Adding and changing customers', (database) => {
  const start = () => startCustomers(database());

  test('everybody may add one, with all that is known, in one line', async () => {
    const { customer, customers, company, history, idOf } = await start();
    const line = { details: { segment: 'enterprise', owner: '@tess' }, lists: { attribute: ['plan=Gold'] } };
    expect(await customer('Acme Ltd', line)).toMatch(/Added just now.*enterprise.*Tess Meyer.*Gold/s);
    expect(await customers.find(company.organisationId, 'acme')).toMatchObject({
      name: 'Acme Ltd',
      segment: 'enterprise',
    });
    expect(await history()).toEqual([
      { what: 'customers.add', details: { customerId: await idOf('Acme') } },
      {
        what: 'customers.change',
        details: { customerId: await idOf('Acme'), changed: ['segment', 'ownerId', 'attributes'] },
      },
    ]);
  });

  test('one who is there is changed, and shown when there is nothing to change', async () => {
    const { customer, create, history } = await start();
    await create(['Acme Ltd']);
    expect(await customer('acme', { details: { segment: 'small business' } })).toMatch(
      /Changed just now.*small business/s,
    );
    expect(await customer('acme', { details: { segment: 'small business' } })).toContain('Nothing changed');
    expect(await customer('acme', { details: { segment: 'none', owner: 'none' } })).toContain(
      'Not known yet: who looks after them, their segment',
    );
    expect(await customer('acme')).not.toContain('just now');
    expect((await history()).map(({ what }) => what)).toEqual(['customers.change', 'customers.change']);
  });

  test('another legal form may be somebody else: that is asked, not guessed', async () => {
    const { customer, create, customers, company, press } = await start();
    await create(['Acme Ltd']);
    expect(await customer('Acme GmbH')).toContain('“Acme GmbH” is another customer');
    for (const same of ['ACME', 'acme ltd']) expect(await customer(same)).not.toContain('another customer');
    expect(shown(await press('customers.addOwn', 'Acme GmbH'))).toContain('Added just now');
    expect(shown(await press('customers.addOwn', 'ACME GMBH'))).toContain('Nothing changed');
    expect(await database().models.customer.count()).toBe(2);
    expect((await customers.find(company.organisationId, 'Acme GmbH'))?.name).toBe('Acme GmbH');
    expect(await customer('Acme GmbH', { details: { segment: 'industry' } })).toContain('Changed just now');
  });

  test('a name or alias that already means somebody else is refused on its field', async () => {
    const { customer, create, submit, idOf } = await start();
    await create(['Acme Ltd', 'Contoso']);
    await expect(customer('Contoso', { lists: { alias: ['ACME'] } })).rejects.toMatchObject({
      fields: { alias: expect.stringContaining('“ACME” already means Acme Ltd') },
    });
    const contoso = await idOf('Contoso');
    const refused = { code: 'customers.taken', fields: { name: expect.stringContaining('already means Acme Ltd') } };
    await expect(submit('customers.change', { name: 'Acme GmbH' }, contoso)).rejects.toMatchObject(refused);
    await expect(submit('customers.change', { name: 'ACME' })).rejects.toMatchObject(refused);
    expect(await idOf('Contoso')).toBe(contoso);
  });

  test('the form shows what is known and takes back what was changed; the former name still finds', async () => {
    const { customer, press, submit, idOf, company, customers } = await start();
    await customer('Acme', { details: { owner: '@tess' }, lists: { alias: ['Wile'], attribute: ['plan=Gold'] } });
    const id = await idOf('Acme');
    const reply = await press('customers.change', id);
    const form = reply?.kind === 'form' ? reply.form : undefined;
    const asShown = Object.fromEntries(form?.fields.map((field) => [field.name, field.value]) ?? []);
    expect(asShown).toMatchObject({
      name: 'Acme',
      owner: company.memberIds.tess,
      aliases: 'Wile',
      attributes: 'plan=Gold',
    });
    expect(await submit('customers.change', asShown, form?.subject)).toContain('Nothing changed');
    const values = {
      ...asShown,
      name: 'Roadrunner',
      aliases: 'Coyote\n\nRunner',
      attributes: undefined,
      owner: undefined,
    };
    expect(await submit('customers.change', values, form?.subject)).toMatch(
      /Changed.*nobody yet.*Acme, Coyote, Runner/s,
    );
    for (const name of ['Roadrunner', 'Acme', 'coyote']) {
      expect((await customers.find(company.organisationId, name))?.id).toBe(id);
    }
    expect(await customers.find(company.organisationId, 'Wile')).toBeNull();
  });

  test('a new customer comes in by the form too', async () => {
    const { customer, submit, customers, company } = await start();
    expect(await customer('')).toBe('form customers.change');
    expect(await submit('customers.change', { name: ' Acme ', segment: 'private' })).toContain('Added just now');
    expect(await customers.find(company.organisationId, 'Acme')).toMatchObject({ name: 'Acme', segment: 'private' });
  });

  test('what can’t be kept is refused on its field, all at once, and nobody is made', async () => {
    const { customer, submit } = await start();
    const long = 'x'.repeat(201);
    await expect(
      customer(long, {
        details: { segment: long },
        lists: { attribute: ['plan', `a=${'x'.repeat(501)}`], alias: [long] },
      }),
    ).rejects.toMatchObject({
      fields: {
        text: expect.stringContaining('this one has 201'),
        segment: expect.stringContaining('60'),
        attribute: expect.any(String),
        alias: expect.stringContaining('200'),
      },
    });
    await expect(customer('Acme', { details: { owner: '@tes' } })).rejects.toMatchObject({
      fields: { owner: expect.stringContaining('Did you mean @tess?') },
    });
    await expect(submit('customers.change', { name: 'Acme', owner: 'not-an-id' })).rejects.toMatchObject({
      fields: { owner: expect.any(String) },
    });
    await expect(submit('customers.change', { name: '  ' })).rejects.toMatchObject({
      fields: { name: expect.any(String) },
    });
    await expect(submit('customers.change', { name: 'Acme', attributes: 'gold' })).rejects.toMatchObject({
      fields: { attributes: expect.stringContaining('plan=Gold') },
    });
    expect(await database().models.customer.count()).toBe(0);
  });

  test('two who change different things at once lose nothing', async () => {
    const { customer, create, who } = await start();
    await create(['Acme']);
    await Promise.all([
      customer('Acme', { lists: { alias: ['Wile'] } }),
      customer('Acme', { lists: { alias: ['Coyote'] } }),
      customer('Acme', { details: { segment: 'enterprise' } }),
    ]);
    const card = await who('Coyote');
    for (const part of ['Coyote', 'Wile', 'enterprise']) expect(card).toContain(part);
  });

  test('the card offers to change', async () => {
    const { create, press, idOf } = await start();
    await create(['Acme']);
    const id = await idOf('Acme');
    expect(buttonsOf(await press('customers.show', id))).toContainEqual(['customers.change', 'Change', id]);
  });
});
