import { expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { startCustomers } from './start-customers.js';

const nobody = '0198f000-0000-7000-8000-000000000000';

describeOnDatabase('Finding customers', (database) => {
  const start = () => startCustomers(database());

  test('one is found however it is written, and by its aliases', async () => {
    const { customers, company, create, customer } = await start();
    const made = await create(['Acme Ltd']);
    await customer('Acme Ltd', { lists: { alias: ['Wile & Partners'] } });
    for (const typed of ['ACME', 'acmé limited', ' Acme, GmbH ', 'wile and partners', 'Wile & Partners Inc.']) {
      expect(await customers.find(company.organisationId, typed)).toEqual(made.get('Acme Ltd'));
    }
    for (const typed of ['Acne', '', '  ', '\u0000', 'a'.repeat(5000)]) {
      expect(await customers.find(company.organisationId, typed)).toBeNull();
    }
    expect(await customers.find('not-an-id', 'Acme')).toBeNull();
  });

  test('two that share a name are told apart when they are written out, and asked about otherwise', async () => {
    const { customers, company, create, press } = await start();
    await create(['Acme Ltd']);
    await press('customers.addOwn', 'Acme GmbH');
    expect((await customers.find(company.organisationId, 'acme gmbh'))?.name).toBe('Acme GmbH');
    expect((await customers.find(company.organisationId, 'ACME LTD'))?.name).toBe('Acme Ltd');
    await expect(customers.find(company.organisationId, 'Acme')).rejects.toMatchObject({
      code: 'customers.ambiguous',
      fields: { customer: '“Acme” could be Acme GmbH or Acme Ltd: write the whole name.' },
    });
    const ids = async (names: readonly string[]) =>
      (await database().transaction((tx) => customers.findOrCreateIds(tx, company.organisationId, names))).ids;
    // Nobody is there to agree that it is one of them: it is a customer of its own.
    const made = await create(['Acme', 'ACME.']);
    expect(made.get('Acme')).toMatchObject({ name: 'Acme' });
    expect(made.get('ACME.')).toEqual(made.get('Acme'));
    const gmbh = await customers.find(company.organisationId, 'Acme GmbH');
    expect((await ids(['acme gmbh'])).get('acme gmbh')).toBe(gmbh?.id);
  });

  test('ids give customers; unknown ones, and what is no id, give none', async () => {
    const { customers, company, create } = await start();
    const acme = (await create(['Acme'])).get('Acme');
    const found = await customers.byIds(company.organisationId, [acme?.id ?? '', nobody, 'not-an-id']);
    expect([...found.values()]).toEqual([acme]);
    expect(await customers.byIds('not-an-id', [acme?.id ?? ''])).toEqual(new Map());
  });

  test('what is near a mistyped name is found, by slips, beginnings and whole words', async () => {
    const { customers, company, create } = await start();
    await create(['Northwind Traders', 'ООО «Ромашка»', 'Contoso']);
    const nearest = (typed: string) => customers.nearest(company.organisationId, typed);
    for (const typed of ['Northwind Trader', 'nrothwind traders', 'north', 'Traders']) {
      expect(await nearest(typed)).toBe('Northwind Traders');
    }
    expect(await nearest('nrthwind')).toBe('Northwind Traders');
    expect(await nearest('Ромажка')).toBe('ООО «Ромашка»');
    for (const typed of ['xyz', '', '%', 'a'.repeat(5000)]) expect(await nearest(typed)).toBeNull();
  });

  test('neither of two organisations sees the other’s customers', async () => {
    const { customers, create, company, rival, who, submit } = await start();
    const ours = (await create(['Acme'])).get('Acme');
    const theirs = await rival();
    expect(await customers.find(theirs.organisationId, 'Acme')).toBeNull();
    expect(await customers.byIds(theirs.organisationId, [ours?.id ?? ''])).toEqual(new Map());
    expect(await customers.nearest(theirs.organisationId, 'Acme')).toBeNull();
    const made = (await create(['Acme'], theirs.organisationId)).get('Acme');
    expect(made?.id).not.toBe(ours?.id);
    expect(await who('Acme', theirs)).toContain('Acme');
    await expect(submit('customers.change', { name: 'Stolen' }, made?.id)).rejects.toMatchObject({
      code: 'customers.gone',
    });
    expect((await customers.find(company.organisationId, 'Acme'))?.id).toBe(ours?.id);
  });
});

describeOnDatabase('Making customers for what comes in', (database) => {
  const start = () => startCustomers(database());
  const count = async () => database().models.customer.count();

  test('each name as typed gets its customer; case and punctuation make no other, legal forms and accents do', async () => {
    const { create } = await start();
    const made = await create(['Acme Ltd', 'ACME, ltd.', 'Contoso', 'Acme Ltd']);
    expect([...made.keys()]).toEqual(['Acme Ltd', 'ACME, ltd.', 'Contoso']);
    expect(made.get('ACME, ltd.')).toEqual(made.get('Acme Ltd'));
    expect(made.get('ACME, ltd.')).toMatchObject({ name: 'Acme Ltd', segment: null });
    const others = await create(['acme gmbh', 'Cóntoso', 'contoso']);
    expect(others.get('contoso')).toEqual(made.get('Contoso'));
    expect([...others.values()].map(({ name }) => name)).toEqual(['acme gmbh', 'Cóntoso', 'Contoso']);
    expect(await count()).toBe(4);
    expect(await create([])).toEqual(new Map());
  });

  test('names are kept as typed, on one line and without what a database can’t keep', async () => {
    const { create } = await start();
    const made = await create(['  Ber\u0000tha\n& Sons ', 'half \ud800 a pair', '🦊', '"; DROP TABLE customers; --']);
    expect([...made.values()].map(({ name }) => name)).toEqual([
      'Ber tha & Sons',
      'half a pair',
      '🦊',
      '"; DROP TABLE customers; --',
    ]);
  });

  test('an empty or over-long name is refused with the number, and nobody is made', async () => {
    const { create } = await start();
    await expect(create(['Fine', ' \n'])).rejects.toMatchObject({
      fields: { customer: expect.stringContaining('name') },
    });
    await expect(create(['Fine', 'x'.repeat(201)])).rejects.toMatchObject({
      fields: { customer: expect.stringContaining('200 characters, this one has 201') },
    });
    expect(await count()).toBe(0);
    expect((await create(['🦊'.repeat(200)])).size).toBe(1);
  });

  test('imports that run at once make each customer once', async () => {
    const { create } = await start();
    const names = Array.from({ length: 60 }, (_, index) => `Customer ${index}`);
    const spelled = [names, names.map((name) => `${name}.`).reverse(), names.map((name) => name.toUpperCase())];
    const made = await Promise.all(spelled.map((spelling) => create(spelling)));
    expect(await count()).toBe(60);
    const ids = made.map((each) => [...each.values()].map(({ id }) => id).sort());
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
  });

  test('a name that another import is about to make is waited for, not made again', async () => {
    const { customers, company, create } = await start();
    const made = withResolvers();
    const mayCommit = withResolvers();
    const first = database().transaction(async (tx) => {
      const found = await customers.findOrCreateMany(tx, company.organisationId, ['Acme Ltd']);
      made.resolve();
      await mayCommit.promise;
      return found.get('Acme Ltd');
    });
    await made.promise;
    const second = create(['ACME LTD.']);
    // The embedded database runs one transaction at a time, so there the second has not even begun.
    if (database().kind === 'server') await waitsForLock(second);
    mayCommit.resolve();
    // Only who made it calls it new.
    expect(await first).toEqual({ ...(await second).get('ACME LTD.'), isNew: true });
    expect(await count()).toBe(1);
  });

  /** Until somebody waits for an advisory lock, or the work is done without waiting. */
  async function waitsForLock(work: Promise<unknown>): Promise<void> {
    let isSettled = false;
    const settle = () => {
      isSettled = true;
    };
    work.then(settle, settle);
    for (let isWaiting = false; !isWaiting && !isSettled; ) {
      const { rows } = await database().executeSql(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
      isWaiting = rows.length > 0;
    }
  }

  test('hundreds of names take few statements', async () => {
    const { customers, company } = await start();
    const names = Array.from({ length: 500 }, (_, index) => `Customer ${index}`);
    const statements = () =>
      database().transaction(async (tx) => {
        let asked = 0;
        const counting = new Proxy(tx, {
          get(target, name) {
            if (name === 'query' || name === 'execute') asked += 1;
            return Reflect.get(target, name);
          },
        });
        expect((await customers.findOrCreateMany(counting, company.organisationId, names)).size).toBe(500);
        expect(await tx.query`SELECT count(*)::int FROM customers`).toEqual([{ count: 500 }]);
        return asked;
      });
    expect(await statements()).toBe(6);
    expect(await statements()).toBe(1);
  });

  test('by id alone are the same, whether they are there, written otherwise, or new', async () => {
    const { customers, company, create } = await start();
    const there = await create(['Acme Ltd', 'Olive & Oak', 'constructor', '"Quoted" \\ Co']);
    const names = ['ACME LTD.', 'Olive & Oak', 'constructor', '"Quoted" \\ Co', 'Newcomer', 'NEWCOMER', '__proto__'];
    const { ids, made } = await database().transaction((tx) =>
      customers.findOrCreateIds(tx, company.organisationId, names),
    );
    expect(made.map(({ name }) => name).toSorted()).toEqual(['Newcomer', '__proto__']);
    const same = await create(names);
    expect([...ids].toSorted()).toEqual([...same].map(([name, { id }]) => [name, id]).toSorted());
    expect(ids.get('ACME LTD.')).toBe(there.get('Acme Ltd')?.id);
    expect(ids.get('NEWCOMER')).toBe(ids.get('Newcomer'));
    await expect(
      database().transaction((tx) => customers.findOrCreateIds(tx, company.organisationId, [' '])),
    ).rejects.toThrow();
  });

  test('a rollback leaves nobody behind', async () => {
    const { customers, company } = await start();
    const failing = database().transaction(async (tx) => {
      await customers.findOrCreateMany(tx, company.organisationId, ['Acme']);
      throw new Error('the import failed');
    });
    await expect(failing).rejects.toThrow('the import failed');
    expect(await count()).toBe(0);
  });
});

function withResolvers(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}
