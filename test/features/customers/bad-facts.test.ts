/** What systems send by mistake or on purpose: refused or bounded in words, nothing half, nothing of somebody else. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKey } from '../../../src/features/keys/create-key.js';
import { describeOnDatabase } from '../../support/database.js';
import { cardOf, text } from '../../support/stage.js';
import { type FactsStage, startFacts } from './start-facts.js';

describeOnDatabase('Facts that are odd', (database) => {
  let facts: FactsStage;
  beforeEach(async () => {
    facts = await startFacts(database());
  });
  afterEach(() => facts.stop());

  const group = (traits: object, more: object = {}) => facts.post('group', { groupId: 'g-1', traits, ...more });
  const customers = () => database().models.customer.count();

  test('are nested objects and lists: one level is kept, the rest is named and left out', async () => {
    const { body } = await group({ name: 'Acme', a: { b: 1, c: { d: 2 } }, list: [1, [2]], empty: {}, none: [] });
    expect(body.leftOut).toEqual([
      { trait: 'traits.a.c', why: expect.stringContaining('nested too deeply') },
      { trait: 'traits.list', why: expect.stringContaining('A list is not kept') },
      { trait: 'traits.none', why: expect.stringContaining('A list is not kept') },
    ]);
    expect(await facts.values('Acme')).toEqual({ 'a.b': 1 });
  });

  test.each([
    ['lists', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ])('are %s of endless depth: refused in words', async (_, deep) => {
    const answer = await facts.post('batch', `{"batch":[{"type":"identify","userId":"u","traits":{"a":${deep}}}]}`);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/batch/0' }] } });
    expect(await customers()).toBe(0);
  });

  test('are texts of a megabyte: the call is refused whole', async () => {
    const long = { type: 'identify', userId: 'u-2', traits: { note: 'x'.repeat(1_000_000) } };
    const batch = [{ type: 'identify', userId: 'u-1' }, long];
    const answer = await facts.post('batch', { batch });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/batch/1' }] } });
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000);
    expect(await customers()).toBe(0);
    expect(await facts.post('identify', { ...long, userId: 'y'.repeat(6_000_000) })).toMatchObject({ status: 413 });
  });

  test('are a thousand traits: forty of a customer are kept, and the sender hears which were not', async () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`trait ${index}`, index]));
    const { body } = await group({ name: 'Acme', ...many });
    expect(Object.keys(await facts.values('Acme'))).toHaveLength(40);
    expect(body.notes).toEqual([expect.stringContaining('trait 89')]);
    const more = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`t${index}`, index]));
    expect((await group({ ...more })).body.leftOut).toHaveLength(100);
  });

  test('are dates as text: kept as they are, and asked for by conditions', async () => {
    await group({ name: 'Acme', since: '2024-03-01', renewal: '1 March 2027', odd: '2026-02-31' });
    expect(await facts.values('Acme')).toEqual({ since: '2024-03-01', renewal: '1 March 2027', odd: '2026-02-31' });
    const card = cardOf(await facts.stage.say('grace', 'segment add Old when:"since before 2025-01-01"'));
    expect(text(card)).toContain('1 customer is in it');
  });

  test('are names of prototypes, anywhere: nothing is taken from them, and nothing breaks', async () => {
    const body = `{"type":"group","groupId":"__proto__","userId":"constructor","traits":{"name":"toString",
      "__proto__":{"isAdmin":true},"hasOwnProperty":"x","a":{"__proto__":1,"valueOf":2},"prototype":3}}`;
    const event = { type: 'track', userId: 'constructor', event: '__proto__' };
    const answer = await facts.post('batch', `{"batch":[${body},${JSON.stringify(event)}]}`);
    expect(answer.status).toBe(200);
    expect(answer.body.leftOut?.map(({ trait }) => trait)).toEqual([
      'traits.__proto__',
      'traits.a.__proto__',
      'traits.prototype',
    ]);
    expect(await facts.values('toString')).toEqual({ hasOwnProperty: 'x', 'a.valueOf': 2 });
    expect((await facts.profile('toString'))?.events).toMatchObject([{ name: '__proto__', recentCount: 1 }]);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    expect(text(cardOf(await facts.stage.say('grace', 'customer fields')))).toContain('__proto__');
  });

  test('are signs that no database keeps: left out of names, ids and values', async () => {
    const answer = await facts.post(
      'batch',
      '{"batch":[{"type":"group","groupId":"g\\u0000","userId":"u\\ud800","traits":{"name":"Ac\\u0000me","p\\udc00":"G\\u0000old"}},{"type":"track","userId":"u","event":"Sig\\ud800ned"}]}',
    );
    expect(answer.status).toBe(200);
    expect(await facts.profile('Ac me')).not.toBeNull();
  });

  test.each([
    ['of one time, the later in the call', [{ plan: 'Gold' }, { plan: 'Silver' }, { plan: 'Bronze' }], 'Bronze'],
    ['taken away at the time they came', [{ plan: 'Gold' }, { plan: null }], undefined],
    ['that come back at the time they went', [{ plan: null }, { plan: 'Gold' }], 'Gold'],
  ])('are %s', async (_, all, plan) => {
    const timestamp = '2026-11-24T09:00:00.000Z';
    const batch = all.map((traits) => ({
      type: 'group',
      groupId: 'g-1',
      timestamp,
      traits: { name: 'Acme', ...traits },
    }));
    await facts.post('batch', { batch });
    expect((await facts.values('Acme')).plan).toBe(plan);
    for (const message of batch) await facts.post('batch', { batch: [message] });
    expect((await facts.values('Acme')).plan).toBe(plan);
  });

  test('are the same whatever the order in which calls come, where each has its time', async () => {
    const said = [
      { plan: 'Gold', seats: 1, at: '2026-11-20T09:00:00Z' },
      { plan: null, seats: 2, at: '2026-11-21T09:00:00+02:00' },
      { seats: null, city: 'Oslo', at: '2026-11-22T09:00:00-05:00' },
    ];
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ];
    for (const [index, order] of orders.entries()) {
      for (const each of order) {
        const { at, ...traits } = said[each] ?? { at: '' };
        await facts.post('group', { groupId: `g-${index}`, timestamp: at, traits: { name: `C${index}`, ...traits } });
      }
      expect(await facts.values(`C${index}`)).toEqual({ city: 'Oslo' });
    }
  });

  test.each([
    '0000-01-01T00:00:00Z',
    '0001-01-01',
    '1969-12-31T23:59:59Z',
    '-000001-01-01T00:00:00Z',
    1_764_000_000,
    'now',
  ])('are of the time %s: refused whole', async (timestamp) => {
    const answer = await facts.post('track', { userId: 'u', event: 'Signed in', timestamp });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/timestamp' }] } });
    expect(await customers()).toBe(0);
  });

  test('are of the future: they count as now, and what comes later is newer', async () => {
    await facts.post('track', { userId: 'u', event: 'Signed in', timestamp: '2999-01-01T00:00:00Z' });
    expect((await facts.profile('u'))?.events).toMatchObject([{ lastAt: '2026-11-24T10:00:00.000Z', recentCount: 1 }]);
    await group({ name: 'Acme', plan: 'Ahead' }, { timestamp: '2026-11-24T10:04:00Z' });
    await facts.stage.clock.advance({ minutes: 5 });
    await group({ plan: 'Now' });
    expect(await facts.values('Acme')).toEqual({ plan: 'Now' });
  });

  test('are one user at two companies in one call: the later word counts, and the sender hears of it', async () => {
    const at = (company: string, minute: number) => ({
      ...{ type: 'group', userId: 'u-1', groupId: company, traits: { name: company } },
      timestamp: `2026-11-24T09:0${minute}:00Z`,
    });
    const { body } = await facts.post('batch', { batch: [at('Globex', 2), at('Acme', 1)] });
    expect(body.notes).toEqual(['The user “u-1” was at Acme and is at Globex now. What was known before stays.']);
    expect(await facts.profile('Globex')).toMatchObject({ people: [{ name: 'u-1' }] });
    expect(await facts.profile('Acme')).toMatchObject({ people: [] });
  });

  test('are aliases in a circle, in any order and again: no chain, and no end that is missed', async () => {
    const alias = (previousId: string, userId: string) => ({ type: 'alias', previousId, userId });
    const circle = [alias('a', 'b'), alias('b', 'c'), alias('c', 'a'), alias('b', 'b'), alias('c', 'b')];
    for (const batch of [circle, circle.toReversed()]) {
      expect(await facts.post('batch', { batch })).toMatchObject({ status: 200 });
    }
    const tracks = ['a', 'b', 'c'].map((userId) => ({ type: 'track', userId, event: 'Signed in' }));
    await facts.post('batch', { batch: tracks });
    const counts = await database().models.customerEvent.findMany();
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(await customers()).toBeLessThanOrEqual(2);
  });

  test('are secrets in every place: refused or left out, and never repeated', async () => {
    const secret = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
    const traits = {
      name: secret,
      title: secret,
      email: `${secret}@acme.com`,
      [secret]: 1,
      note: secret,
      a: { b: secret },
    };
    const asPerson = await facts.post('identify', { userId: 'u-1', traits });
    const asCompany = await group({ name: `Acme ${secret}`, domain: secret, note: `see ${secret}` });
    const asId = await facts.post('group', { groupId: secret, traits: {} });
    const asEvent = await facts.post('track', { userId: 'u-1', event: `Used ${secret}` });
    expect([asPerson.status, asCompany.status, asId.status, asEvent.status]).toEqual([200, 200, 422, 422]);
    for (const { body } of [asPerson, asCompany, asId, asEvent]) expect(JSON.stringify(body)).not.toContain(secret);
    for (const table of ['customers', 'customer_people', 'customer_ids', 'customer_fields', 'customer_events']) {
      const rows = await database().queryText<{ row: string }[]>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      expect(JSON.stringify(rows)).not.toContain(secret);
    }
  });

  test('are of no key, of a wrong one, of another kind of authentication: refused before anything is read', async () => {
    const basic = (user: string, password = '') => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const status = async (authorization: string) =>
      (await facts.send('identify', { userId: 'u', traits: { name: 'Ada' } }, authorization)).status;
    for (const wrong of ['', 'Basic', 'Basic !!!', basic(''), basic('x', facts.key), 'Bearer ', `Digest ${facts.key}`])
      expect({ wrong, status: await status(wrong) }).toEqual({ wrong, status: 401 });
    expect(await customers()).toBe(0);
    expect(await status(basic(facts.key))).toBe(200);
    expect(await status(basic(facts.key, 'anything'))).toBe(200);
    expect(await status(`Bearer ${facts.key}`)).toBe(200);
    expect(await status(`bearer ${facts.key}`)).toBe(200);
  });

  test('are unsigned where the key signs: refused', async () => {
    const { clock } = facts.stage.house;
    const made = await createKey(
      { database: database(), clock },
      { organisationId: facts.organisationId, name: 's', signed: true },
    );
    const body = JSON.stringify({ userId: 'u', traits: { name: 'Ada' } });
    expect((await facts.send('identify', body, `Bearer ${made.key}`)).status).toBe(401);
    expect(await customers()).toBe(0);
  });
});
