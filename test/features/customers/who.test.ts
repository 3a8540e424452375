import { expect, test } from '@jest/globals';
import type { Chapter, Feature } from '../../../src/chat/feature.js';
import { describeOnDatabase } from '../../support/database.js';
import { buttonsOf, shown, startCustomers } from './start-customers.js';

const room = (chapter: Chapter): Feature => ({ aboutCustomer: async () => chapter });
const rows = (count: number, words: string): Chapter['blocks'] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'row', line: `${words} ${index + 1}` }));

describeOnDatabase('A customer, as one should know them before a conversation', (database) => {
  const start = (chapters?: readonly Feature[]) => startCustomers(database(), chapters);

  test('is shown with segment, owner, attributes, other names, what every room knows, and the last contact', async () => {
    const { customer, who } = await start([
      room({ blocks: rows(1, 'so slow'), count: 1, lastContactAt: new Date('2026-11-02T10:00:00Z') }),
      {},
      room({ blocks: rows(1, 'an idea'), count: 1, lastContactAt: new Date('2026-11-20T10:00:00Z') }),
      room({ blocks: [], count: 0, lastContactAt: null }),
    ]);
    await customer('Acme Ltd', {
      details: { segment: 'enterprise', owner: '@tess' },
      lists: { alias: ['Wile & Partners'], attribute: ['plan=Gold'] },
    });
    const card = await who('wile and partners');
    for (const part of [
      'Acme Ltd',
      'enterprise',
      'Tess Meyer',
      'Wile & Partners',
      'plan',
      'Gold',
      'so slow 1',
      'an idea 1',
    ]) {
      expect(card).toContain(part);
    }
    expect(card).toMatch(/Last contact.*20 Nov/);
  });

  test('of whom nothing is known yet says so', async () => {
    const { create, who } = await start();
    await create(['Acme']);
    expect(await who('acme')).toMatch(/Last contact.*none that I know of.*Nothing heard from Acme yet/s);
  });

  test('is paged when much is known', async () => {
    const { create, idOf, press } = await start([room({ blocks: rows(20, 'said'), count: 20 })]);
    await create(['Acme']);
    const id = await idOf('Acme');
    const first = await press('customers.show', id);
    expect(shown(first)).toMatch(/said 15.*Page 1 of 2/s);
    expect(buttonsOf(first)).toContainEqual(['customers.show', 'Next', `${id} 2`]);
    const second = shown(await press('customers.show', `${id} 2`));
    expect(second).toContain('said 20');
    expect(second).not.toContain('said 15');
    expect(shown(await press('customers.show', `${id} many`))).toContain('Page 1 of 2');
  });

  test('a name that nobody has is answered with the nearest who is there, and can be added', async () => {
    const { create, idOf, customers, company, press, who } = await start();
    await create(['Northwind Traders']);
    expect(await who('Nordwind Traders')).toContain('Did you mean Northwind Traders?');
    const typed = { command: 'who', text: 'Nordwind Traders', details: {}, lists: {} };
    const reply = await customers.commands
      ?.find(({ name }) => name === 'who')
      ?.handle(typed, await company.context('noor'));
    expect(buttonsOf(reply)).toEqual([
      ['customers.show', 'Show Northwind Traders', await idOf('Northwind Traders')],
      ['customers.addOwn', 'Add as a customer', 'Nordwind Traders'],
    ]);
    expect(shown(await press('customers.addOwn', 'Nordwind Traders'))).toContain(
      'Added just now. If you meant “Northwind Traders”',
    );
    expect(await who('Fabrikam')).toContain('Nobody here is called anything like it');
    expect(await who('Fabrikam '.repeat(200))).not.toContain('Add as a customer');
  });

  test('a name that fits two is asked about', async () => {
    const { create, press, who, customers, company } = await start();
    await create(['Acme Ltd']);
    await press('customers.addOwn', 'Acme GmbH');
    expect(await who('acme')).toMatch(/Which “acme” do you mean\?.*Acme GmbH.*Acme Ltd/s);
    expect(await who('acme gmbh')).toContain('Nothing heard from Acme GmbH yet');
    expect((await customers.find(company.organisationId, 'Acme GmbH'))?.name).toBe('Acme GmbH');
  });

  test('without a name it asks for one', async () => {
    const { create, who, submit } = await start();
    await create(['Acme']);
    expect(await who('')).toBe('form customers.show');
    expect(await submit('customers.show', { customer: 'ACME' })).toContain('Nothing heard from Acme yet');
    await expect(submit('customers.show', {})).rejects.toMatchObject({ fields: { customer: expect.any(String) } });
  });

  test('a button of a customer who is gone, or that carries what is no id, is answered in words', async () => {
    const { press } = await start();
    for (const value of ['0198f000-0000-7000-8000-000000000000', 'not-an-id', '']) {
      await expect(press('customers.show', value)).rejects.toMatchObject({ code: 'customers.gone' });
    }
    await expect(press('customers.change', 'not-an-id')).rejects.toMatchObject({ code: 'customers.gone' });
  });

  test('names and attributes are shown as they were typed', async () => {
    const { customer, who } = await start();
    const name = '<!channel> *Acme* <@U1> @everyone & Söhne';
    await customer(name, { lists: { attribute: ['<b>plan</b>=[x](http://evil)'] } });
    expect(await who(name)).toContain(name);
  });
});
