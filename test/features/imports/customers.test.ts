/** A file of customers: whom it knows, what it changes, what it only asks about, and what taking it back leaves. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { customerFile } from '../../../src/adapters/web-api/import/kinds.js';
import { bringFile } from '../../adapters/web-api/import/import-support.js';
import { describeOnDatabase } from '../../support/database.js';
import { dumpTables } from '../../support/dump-tables.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A file of customers', (database) => {
  let stage: Stage;
  let organisationId: string;
  let bring: (content: string, wish?: Parameters<typeof bringFile>[2]) => ReturnType<typeof bringFile>;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { clock, intakes, imports } = stage.house;
    const host = createLocalHost({ database: database(), clock, intakes, imports });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    bring = (content, wish = {}) =>
      bringFile({ host, organisationId }, content, { file: customerFile, fileName: 'customers.csv', ...wish });
  });

  const say = async (line: string) => text(cardOf(await stage.say('grace', line)));
  const profile = (name: string) => stage.house.customers.profile(organisationId, name);
  const names = async () =>
    (await database().models.customer.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name);
  const pairs = async () => {
    const found = await database().models.customerPair.findMany({ include: { one: true, other: true } });
    return found.map(({ one, other, reason }) => [[one.name, other.name].sort().join(' = '), reason]);
  };
  const facts = async (name: string) => (await profile(name))?.attributes;
  const identify = (groupId: string, traits: object, timestamp = '2026-11-20T09:00:00Z') =>
    stage.house.customers.takeFacts([{ type: 'group', groupId, userId: 'u', traits, timestamp }], {
      organisationId,
      source: 'crm',
    });

  test('adds whom nobody knows, with all that it says of them', async () => {
    const { counts, notes } = await bring(
      'ID,Company,Domain,Alias,Owner,Segment,Industry,Customer since,Contact,Title,Email,Preferences,Plan,Seats\n17,Acme,acme.example,Acme Foods; ACM,Grace,Key,Food,2019-04-01,Ada Byron,CFO,ada@acme.example,phone; no surveys,Gold,12\n',
    );
    expect(counts).toMatchObject({ addedCount: 1, updatedCount: 0, refusedCount: 0 });
    expect(notes).toEqual([]);
    expect(await profile('ACM')).toMatchObject({
      ...{ name: 'Acme', segment: 'Key', aliases: ['ACM', 'Acme Foods'], customerSince: '2019-04-01' },
      ...{ owner: { name: 'Grace' }, people: [{ name: 'Ada Byron', role: 'CFO' }], wants: { surveys: false } },
      attributes: {
        Plan: { value: 'Gold', source: 'import', at: stage.clock.now().toISOString() },
        Seats: { value: 12, source: 'import' },
        industry: { value: 'Food' },
        domain: { value: 'acme.example' },
      },
    });
    const shown = await say('who Acme');
    for (const words of ['phone', 'Ada Byron', 'Gold', 'import']) expect(shown).toContain(words);
  });

  describe('knows a customer', () => {
    test.each([
      ['by its id', 'ID,Company,Plan\n17,Incorporated Foods,Gold\n'],
      ['by its domain', 'Company,Website,Plan\nIncorporated Foods,https://www.acme.example/about,Gold\n'],
      ['by another name', 'Company,Plan\nacme foods,Gold\n'],
      ['by its name', 'Company,Plan\nACME,Gold\n'],
    ])('%s, and names whom it updates', async (_how, file) => {
      await bring('ID,Company,Domain,Alias\n17,Acme,acme.example,Acme Foods\n');
      const { counts, updated, notes } = await bring(file);
      expect([counts.addedCount, counts.updatedCount, updated]).toEqual([0, 1, ['Acme']]);
      const isOther = file.includes('Incorporated Foods');
      expect(notes).toEqual(
        isOther ? ['2: “Incorporated Foods” is Acme here, by its id or its domain, and was taken as Acme.'] : [],
      );
      expect(await names()).toEqual(['Acme']);
      expect(await facts('Acme')).toMatchObject({ Plan: { value: 'Gold' } });
    });

    test('that a system told of, and a system knows one that a file told of', async () => {
      await identify('17', { name: 'Acme', plan: 'Silver' });
      await bring('ID,Company,Plan\n17,Acme,Gold\n18,Bolt,Gold\n');
      await identify('18', { seats: 7 });
      expect(await names()).toEqual(['Acme', 'Bolt']);
      expect(await facts('Acme')).toMatchObject({ plan: { value: 'Gold', source: 'import' } });
      expect(await facts('Bolt')).toMatchObject({ Plan: { value: 'Gold' }, seats: { value: 7, source: 'crm' } });
    });
  });

  test('only asks about two who may be one', async () => {
    await bring('Company,Domain,Contact,Email\nAcme,acme.example,Ada,ada@acme.example\nBolt,,,\n');
    const { notes } = await bring(
      'ID,Company,Domain,Alias,Contact,Email\n1,Acme GmbH,,,,\n2,Cedar,acme.example,,,\n3,Dune,,Bolt,,\n4,Elm,,,Ada,ada@acme.example\n',
    );
    // By its domain Cedar is Acme: that is no doubt, it is the same.
    expect(await names()).toEqual(['Acme', 'Acme GmbH', 'Bolt', 'Dune', 'Elm']);
    expect((await pairs()).sort()).toEqual([
      ['Acme = Acme GmbH', 'name'],
      ['Acme = Elm', 'person'],
      ['Bolt = Dune', 'name'],
    ]);
    expect(notes.join('\n')).toContain('Bolt is a customer already, so it is no other name of Dune.');
    expect(notes.join('\n')).toContain('Ada of Elm has an address that is somebody’s at Acme');
  });

  test('makes one of two rows for one company, and takes each person', async () => {
    const { counts, updated } = await bring(
      'ID,Company,First name,Last name,Email\n17,Acme,Ada,Byron,ada@acme.example\n17,Acme,Bob,Boyle,bob@acme.example\n,ACME,Ada,Byron,ada@acme.example\n17,Acme,Bob,Boyle,bob@acme.example\n',
    );
    expect([counts.addedCount, counts.updatedCount, counts.knownCount, updated]).toEqual([1, 2, 1, ['Acme', 'Acme']]);
    const people = await database().models.customerPerson.findMany({ orderBy: { name: 'asc' } });
    expect(people.map(({ name }) => name)).toEqual(['Ada Byron', 'Bob Boyle']);
  });

  test('changes nothing when it comes again, and keeps the age of what it says again', async () => {
    const file =
      'ID,Company,Domain,Alias,Owner,Segment,Contact,Email,Preferences,Plan\n17,Acme,acme.example,ACM,Grace,Key,Ada,ada@acme.example,phone,Gold\n,Bolt,,,,,,,,Gold\n';
    await bring(file);
    const before = await dumpTables(database());
    await stage.clock.advance({ hours: 30 });
    const { counts } = await bring(file);
    expect(counts).toMatchObject({ addedCount: 0, updatedCount: 0, knownCount: 2 });
    const after = await dumpTables(database());
    for (const table of [
      'customers',
      'customer_keys',
      'customer_people',
      'customer_ids',
      'customer_fields',
      'import_changes',
    ])
      expect(after[table]).toEqual(before[table]);
  });

  test('that says when its facts were so is no news against later ones', async () => {
    await identify('17', { name: 'Acme', plan: 'Silver', seats: 3 }, '2026-11-18T09:00:00Z');
    await bring('ID,Company,plan,Last modified\n17,Acme,Gold,2026-11-17\n');
    expect(await facts('Acme')).toMatchObject({ plan: { value: 'Silver', source: 'crm' } });
    await bring('ID,Company,plan,Last modified\n17,Acme,Gold,2026-11-19\n');
    expect(await facts('Acme')).toMatchObject({
      plan: { value: 'Gold', source: 'import', at: '2026-11-19T12:00:00.000Z' },
    });
  });

  test('puts customers into the segments of rules at once', async () => {
    await bring('Company,Seats\nSeed,1\n');
    await say('segment add Key when:"Seats >= 50"');
    await bring('Company,Seats\nAcme,50\nBolt,49\nSeed,60\n');
    expect((await profile('Acme'))?.segments).toEqual(['Key']);
    expect((await profile('Seed'))?.segments).toEqual(['Key']);
    expect((await profile('Bolt'))?.segments).toEqual([]);
  });

  test('says what it left out, and refuses what can’t be a customer', async () => {
    const { counts, refused, notes } = await bring(
      `Company,Owner,Website,Email,Token,Note\nAcme,Nobody Known,gmail.com,ada@,sk_live_1234567890ab,fine\n${'x'.repeat(201)},,,,,\n`,
    );
    expect(counts).toMatchObject({ addedCount: 1, refusedCount: 1 });
    expect(refused.map(({ reason }) => reason)).toEqual([
      'Company: A customer’s name has at most 200 characters, this one has 201: write the name alone.',
    ]);
    const said = notes.join('\n');
    expect(said).toContain('Nobody here is called “Nobody Known”, so the owner was left out.');
    expect(said).toContain('Anybody may have an address there');
    expect(said).toContain('Token: It looks like a password or a key. Do not send secrets.');
    expect(said).not.toContain('sk_live');
    expect(Object.keys((await facts('Acme')) ?? {})).toEqual(['Note']);
  });

  test('with names of prototypes, huge cells, odd addresses and aliases in a circle keeps what it can, and says what not', async () => {
    const { counts, refused, notes } = await bring(
      [
        'Company,Alias,Email,Contact,__proto__,constructor,Note',
        'Acme,Bolt,Ada <ada@acme.example>,Ada,x,y,fine',
        'Bolt,Acme,,"Byron; Bob Boyle, CEO, bob@bolt.example",,,',
        `Cedar,,,,,,${'x'.repeat(2_000)}`,
        `Dune,,,,,,${'x'.repeat(300_000)}`,
        'Elm,,"not an address",Eve,,,',
      ].join('\n'),
    );
    // Bolt is another name of Acme, so the second row is about Acme.
    expect([counts.addedCount, counts.updatedCount, counts.refusedCount]).toEqual([3, 1, 1]);
    expect(refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual(['5: The row is longer than 256 KB.']);
    expect(await names()).toEqual(['Acme', 'Cedar', 'Elm']);
    expect((await profile('Bolt'))?.name).toBe('Acme');
    expect(Object.keys((await facts('Acme')) ?? {})).toEqual(['Note']);
    expect(await pairs()).toEqual([]);
    const said = notes.join('\n');
    expect(said).toContain('2: constructor: A trait can’t be called so.');
    expect(said).toContain('4: Note: It is longer than 500 characters.');
    expect(said).toContain('6: email: “not an address” is no address that a mail could reach.');
    const people = await database().models.customerPerson.findMany({ orderBy: { name: 'asc' } });
    expect(people.map(({ name, email }) => [name, email])).toEqual([
      ['Ada', 'ada@acme.example'],
      ['Bob Boyle', 'bob@bolt.example'],
      ['Byron', null],
      ['Eve', null],
    ]);
  });

  describe('taken back', () => {
    test('by the champion in chat, who sees first what goes and what stays', async () => {
      await bring('Company,Plan\nAcme,Silver\n');
      const { number } = await bring('Company,Plan\nAcme,Gold\nBolt,Gold\nCedar,Gold\n');
      await stage.say('grace', 'feedback "It broke" customer:Bolt');
      const asked = cardOf(await stage.press('grace', `Undo ${number}`, cardOf(await stage.say('grace', 'imports'))));
      expect(text(asked)).toContain(
        'It takes back 1 customer that nobody has used since, what it changed in 1 customer.',
      );
      expect(text(asked)).toContain('Somebody has used Bolt: that stays.');
      const done = text(cardOf(await stage.press('grace', `Undo ${number}`, asked)));
      expect(done).toContain('Gone: 1 customer that nobody has used since, what it changed in 1 customer.');
      expect(await names()).toEqual(['Acme', 'Bolt']);
      expect(await facts('Acme')).toMatchObject({ Plan: { value: 'Silver' } });
      expect(await facts('Bolt')).toEqual({});
    });

    test('leaves what somebody has changed since', async () => {
      const { number } = await bring('Company,Plan,Seats,Segment\nAcme,Gold,12,Key\nBolt,Gold,3,Key\n');
      await say('customer Acme attribute:Plan=Platinum segment:Large');
      await say('customer Bolt prefers:phone');
      await stage.house.imports.undo({ organisationId, number });
      expect(await profile('Acme')).toMatchObject({ segment: 'Large', attributes: { Plan: { value: 'Platinum' } } });
      expect(Object.keys((await facts('Acme')) ?? {})).toEqual(['Plan']);
      expect(await profile('Bolt')).toMatchObject({ segment: null, attributes: {} });
    });

    test('takes segments of rules and what other imports still say into account', async () => {
      const one = await bring('Company,Seats,Plan\nAcme,50,Gold\n');
      await say('segment add Key when:"Seats >= 50"');
      const two = await bring('Company,Seats\nAcme,60\n');
      await stage.house.imports.undo({ organisationId, number: one.number });
      expect(await profile('Acme')).toMatchObject({ segments: ['Key'], attributes: { Seats: { value: 60 } } });
      expect(Object.keys((await facts('Acme')) ?? {})).toEqual(['Seats']);
      await stage.house.imports.undo({ organisationId, number: two.number });
      expect(await names()).toEqual([]);
    });
  });

  test('of one organisation knows nobody of another', async () => {
    const other = await createStage({ database: database(), workspace: { ...harbourLights, externalId: 'T-other' } });
    const theirs = (await other.house.people.actorOf(other.id('grace')))?.organisationId ?? '';
    await bring('ID,Company,Domain,Contact,Email\n17,Acme,acme.example,Ada,ada@acme.example\n');
    const { clock, intakes, imports } = other.house;
    const host = createLocalHost({ database: database(), clock, intakes, imports });
    const { counts } = await bringFile(
      { host, organisationId: theirs },
      'ID,Company,Domain,Contact,Email,Plan\n17,Acme,acme.example,Ada,ada@acme.example,Gold\n',
      { file: customerFile },
    );
    expect(counts).toMatchObject({ addedCount: 1, updatedCount: 0 });
    expect(await facts('Acme')).not.toHaveProperty('Plan');
  });
});
