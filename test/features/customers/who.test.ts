import { expect, test } from '@jest/globals';
import type { CustomerPart } from '../../../src/chat/customer-part.js';
import type { Chapter, Feature } from '../../../src/chat/feature.js';
import { describeOnDatabase } from '../../support/database.js';
import { buttonsOf, shown, startCustomers } from './start-customers.js';

const part = (customerPart: CustomerPart): Feature => ({ customerPart: async () => customerPart });
const room = (chapter: Chapter): Feature => ({
  aboutCustomer: async (_id, _viewer, { limit, offset }) => ({
    ...chapter,
    blocks: chapter.blocks.slice(offset, offset + limit),
  }),
});
const rows = (count: number, words: string): Chapter['blocks'] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'row', line: `${words} ${index + 1}` }));

describeOnDatabase('A customer, as one should know them before a conversation', (database) => {
  const start = (chapters?: readonly Feature[]) => startCustomers(database(), chapters);

  test('is shown in the order in which one needs it: who, what to mind, how they are, contacts, tips, facts, gaps', async () => {
    const { customer, who } = await start([
      part({
        name: 'feedback',
        mind: ['F-9 is promised by Monday'],
        state: [{ label: 'Feedback', value: '2 open' }],
        contacts: [
          { at: new Date('2026-11-02T10:00:00Z'), memberId: null, channel: 'score', line: 'NPS 9', text: null },
        ],
        actions: [{ kind: 'button', action: 'feedback.captureFor', label: 'Capture feedback', value: 'x' }],
        figures: {},
      }),
      {},
      part({
        name: 'learnings',
        contacts: [
          {
            ...{ at: new Date('2026-11-20T10:00:00Z'), memberId: null, channel: 'learning' },
            ...{ line: '“They sail”', text: null },
          },
        ],
        unknown: ['how likely they are to recommend us'],
        figures: {},
      }),
    ]);
    await customer('Acme Ltd', {
      details: { segment: 'enterprise', owner: '@tess', prefers: 'phone, before ten; no surveys' },
      lists: {
        alias: ['Wile & Partners'],
        attribute: ['plan=Gold', 'customer since=2019'],
        contact: ['Ada Byron, CFO, ada@acme.com', 'Bo'],
      },
    });
    const card = await who('wile and partners');
    const parts = [
      'Acme Ltd',
      'Segment: enterprise',
      'Looked after by: @Tess Meyer',
      'Customer since: 2019',
      'Also called: Wile & Partners',
      'People there: Ada Byron (CFO), Bo',
      'Keep in mind',
      'phone, before ten',
      'no surveys',
      'F-9 is promised by Monday',
      'How they are doing',
      'Feedback: 2 open',
      'Last contacts',
      'Fri 20 Nov',
      '(learning): “They sail”',
      'Mon 2 Nov',
      '(score): NPS 9',
      'What we know',
      'plan: Gold (by hand, ',
      'Not known yet: their industry, how likely they are to recommend us.',
      'Capture feedback',
      'Remember a preference',
    ];
    expect(parts.filter((words) => !card.includes(words))).toEqual([]);
    const places = parts.map((words) => card.indexOf(words));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(card).not.toContain('ada@acme.com');
  });

  test('of whom nothing is known yet says what is missing', async () => {
    const { create, who } = await start();
    await create(['Acme']);
    expect(await who('acme')).toMatch(/Nothing heard from Acme yet.*Not known yet: who looks after them/s);
  });

  test('has a full history, paged, with every fact', async () => {
    const { create, customer, idOf, press } = await start([room({ blocks: rows(20, 'said'), count: 20 })]);
    await create(['Acme']);
    await customer('Acme', { lists: { attribute: Array.from({ length: 12 }, (_, index) => `fact${index}=${index}`) } });
    const id = await idOf('Acme');
    expect(shown(await press('customers.show', id))).toContain('and 4 more in the full history');
    const first = await press('customers.history', id);
    expect(shown(first)).toMatch(/fact11.*said 15.*Page 1 of 2/s);
    expect(buttonsOf(first)).toContainEqual(['customers.history', 'Next', `${id} 2`]);
    const second = shown(await press('customers.history', `${id} 2`));
    expect(second).toContain('said 20');
    expect(second).not.toContain('said 15');
    expect(second).not.toContain('fact11');
    expect(shown(await press('customers.history', `${id} many`))).toContain('Page 1 of 2');
  });

  test('preferences are remembered by button, each once, and taken away by the command', async () => {
    const { create, who, idOf, submit, customer } = await start();
    await create(['Acme']);
    const id = await idOf('Acme');
    expect(await submit('customers.prefer', { preference: 'e-mail only', unwanted: ['No surveys'] }, id)).toMatch(
      /Changed just now.*Keep in mind.*e-mail only.*No surveys/s,
    );
    await customer('Acme', { details: { prefers: 'E-MAIL ONLY; no early tests' } });
    const card = await who('Acme');
    expect(card.match(/e-mail only/gi)).toHaveLength(1);
    expect(card).toContain('no early tests');
    await expect(submit('customers.prefer', {}, id)).rejects.toMatchObject({
      fields: { preference: expect.any(String) },
    });
    await expect(customer('Acme', { details: { prefers: 'x'.repeat(201) } })).rejects.toMatchObject({
      fields: { prefers: expect.stringContaining('201 characters are too long') },
    });
    expect(await customer('Acme', { details: { prefers: 'none' } })).not.toContain('Keep in mind');
  });

  test('people there are one by address or name, listed, removed, and nobody else’s', async () => {
    const { create, customer, idOf, press, submit } = await start();
    await create(['Acme', 'Globex']);
    const id = await idOf('Acme');
    await customer('Acme', { lists: { contact: ['Ada Byron, ada@acme.com'] } });
    expect(await customer('Acme', { lists: { contact: ['ADA@ACME.COM, Ada Byron, CFO'] } })).toContain(
      'Ada Byron (CFO)',
    );
    expect(await submit('customers.addPerson', { name: 'Bo, Jr', role: 'front desk' }, id)).toContain(
      'Bo Jr (front desk)',
    );
    expect(await customer('Acme', { lists: { contact: ['ada byron'] } })).toContain('Nothing changed');
    const listed = await press('customers.people', JSON.stringify({ customer: id }));
    expect(shown(listed)).toMatch(/People there \(2\).*Ada Byron.*CFO · ADA@ACME.COM.*Bo Jr/s);
    await expect(customer('Globex', { lists: { contact: ['Eve, ada@acme.com'] } })).rejects.toMatchObject({
      fields: { contact: expect.stringContaining('belongs to somebody at Acme already') },
    });
    const [[, , ada = ''] = []] = buttonsOf(listed);
    expect(shown(await press('customers.removePerson', ada))).toMatch(/Removed just now.*People there: Bo Jr/s);
    await expect(press('customers.removePerson', ada)).rejects.toMatchObject({ code: 'customers.personGone' });
    for (const odd of ['a@b@c', 'Ada, ada@', 'x, y@z, w@v.com', ',,', 'Ada, "<ada@acme.com>']) {
      await expect(customer('Acme', { lists: { contact: [odd] } })).rejects.toMatchObject({
        fields: { contact: expect.stringContaining('can’t be read as a person') },
      });
    }
  });

  test('two that become one keep both’s people, preferences, and of each fact the later', async () => {
    const { create, customer, idOf, press } = await start();
    await create(['Acme', 'Globex']);
    await customer('Globex', { details: { prefers: 'fax' }, lists: { contact: ['Gil'], attribute: ['plan=Silver'] } });
    await customer('Acme', { details: { prefers: 'phone' }, lists: { contact: ['Ada'], attribute: ['seats=3'] } });
    const merged = shown(await press('customers.merge', `${await idOf('Globex')} ${await idOf('Acme')}`, 'maya'));
    for (const words of ['fax', 'phone', 'Gil', 'Ada', 'plan: Silver', 'seats: 3']) expect(merged).toContain(words);
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
    expect(await who('Fabrikam')).toContain('No customer has a name like it');
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
