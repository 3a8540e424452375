/** What systems tell of customers in the Segment spec, sent by Segment's own client and by hand to the real rooms over HTTP. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Analytics } from '@segment/analytics-node';
import { describeOnDatabase } from '../../support/database.js';
import { cardOf, type Stage, text } from '../../support/stage.js';
import { type FactsStage, startFacts } from './start-facts.js';

describeOnDatabase('Facts that systems tell of customers', (database) => {
  let facts: FactsStage;
  let stage: Stage;
  let post: FactsStage['post'];
  let profile: FactsStage['profile'];
  let values: FactsStage['values'];

  beforeEach(async () => {
    facts = await startFacts(database());
    ({ stage, post, profile, values } = facts);
  });
  afterEach(() => facts.stop());

  test('come from Segment’s own Node client as they are: a company, a person there, and what they did', async () => {
    const client = new Analytics({ writeKey: facts.key, host: facts.url, flushAt: 20, maxRetries: 0 });
    const failed: unknown[] = [];
    client.on('error', (error) => void failed.push(error));
    const timestamp = stage.clock.now();
    client.identify({
      ...{ userId: 'u-1', timestamp },
      traits: { name: 'Ada Byron', email: 'ada@acme.com', title: 'CFO', plan: 'Gold' },
    });
    client.group({
      userId: 'u-1',
      groupId: 'g-1',
      timestamp,
      traits: { name: 'Acme', industry: 'Trade', employees: 50 },
    });
    for (let count = 0; count < 3; count += 1) client.track({ userId: 'u-1', timestamp, event: 'Signed in' });
    client.page({ userId: 'u-1', name: 'Prices' });
    await client.closeAndFlush();
    expect(failed).toEqual([]);
    expect(await profile('Acme')).toMatchObject({
      attributes: { industry: { value: 'Trade', source: 'crm' }, employees: { value: 50, source: 'crm' } },
      people: [{ name: 'Ada Byron', role: 'CFO' }],
      events: [{ name: 'Signed in', recentCount: 3 }],
    });
    expect(await profile('Ada Byron')).toBeNull();
    expect(text(cardOf(await stage.say('grace', 'who Acme')))).toMatch(
      /Signed in: 3 times in 30 days, last Tue 24 Nov/,
    );
  });

  test('are the newest by time in whatever order they come, and stay away once they are taken away', async () => {
    const say = (day: number, traits: object) =>
      post('group', { groupId: 'g-1', traits: { name: 'Acme', ...traits }, timestamp: `2026-11-${day}T09:00:00Z` });
    await say(20, { plan: 'Gold', seats: 5 });
    await say(18, { plan: 'Silver', city: 'Oslo' });
    await say(22, { seats: null });
    await say(21, { seats: 7, Plan: 'Platinum' });
    expect(await values('Acme')).toEqual({ plan: 'Platinum', city: 'Oslo' });
    expect((await profile('Acme'))?.attributes.plan?.at).toBe('2026-11-21T09:00:00.000Z');
    await post('group', { groupId: 'g-1', traits: { plan: 'Far ahead' }, timestamp: '2999-01-01T00:00:00Z' });
    await stage.clock.advance({ hours: 1 });
    await post('group', { groupId: 'g-1', traits: { plan: 'Now' } });
    expect(await values('Acme')).toEqual({ plan: 'Now', city: 'Oslo' });
  });

  test('count once by the id of their message, in one call and in another, and again after a week', async () => {
    const signIn = { type: 'track', userId: 'u-1', event: 'Signed in', messageId: 'm-1' };
    expect((await post('batch', { batch: [signIn, signIn] })).body).toEqual({ success: true, repeatedCount: 1 });
    expect((await post('batch', { batch: [signIn] })).body).toEqual({ success: true, repeatedCount: 1 });
    expect((await profile('u-1'))?.events).toMatchObject([{ recentCount: 1 }]);
    await stage.clock.advance({ hours: 8 * 24 });
    expect((await post('batch', { batch: [signIn] })).body).toEqual({ success: true });
  });

  test('find the company by id, by domain and by name, and a person by their address or its domain', async () => {
    await stage.say('dana', 'customer Acme contact:"Ada Byron, CFO, ada@acme.com"');
    await post('group', { groupId: 'g-1', traits: { name: 'ACME', domain: 'https://www.acme.com/' } });
    await post('group', { groupId: 'other-system', traits: { name: 'Acme Group', domain: 'acme.com', size: 7 } });
    await post('batch', {
      batch: [
        { type: 'identify', userId: 'u-1', traits: { email: 'ADA@acme.com', level: 3 } },
        { type: 'identify', userId: 'u-2', traits: { email: 'Bob <bob@acme.com>', name: 'Bob' } },
        { type: 'identify', userId: 'u-3', traits: { email: 'eve@gmail.com', name: 'Eve' } },
        { type: 'identify', userId: 'u-4', traits: { name: 'Kim', company: { id: 'g-1', name: 'Acme' } } },
        { type: 'identify', userId: 'u-5', traits: { name: 'Leo', company: 'Globex' } },
      ],
    });
    const acme = await profile('Acme');
    expect(acme?.people.map(({ name }) => name).sort()).toEqual(['Ada Byron', 'Bob', 'Kim']);
    expect(await values('Acme')).toEqual({ domain: 'acme.com', size: 7 });
    expect(await profile('Eve')).toMatchObject({ people: [{ name: 'Eve' }] });
    expect(await profile('Globex')).toMatchObject({ people: [{ name: 'Leo' }] });
    expect(await profile('Acme Group')).toBeNull();
  });

  test('find a company by the domain that somebody wrote, as long as it stands there', async () => {
    await stage.say('grace', 'customer Nordwind attribute:website=https://www.nordwind.example/about');
    const group = (groupId: string, name: string) =>
      post('group', { userId: `u-${groupId}`, groupId, traits: { name, domain: 'nordwind.example' } });
    await group('g-1', 'Nordwind Holding');
    expect(await profile('Nordwind Holding')).toBeNull();
    expect((await profile('Nordwind'))?.attributes.domain?.value).toBe('nordwind.example');
    await stage.say('grace', 'customer Sonne attribute:domain=sonne.example');
    await stage.say('grace', 'customer Sonne attribute:domain=');
    expect(await database().models.customerId.findMany({ where: { value: 'sonne.example' } })).toEqual([]);
  });

  test('make somebody of their own one of a company’s people once it is named, with what they did', async () => {
    await post('identify', { userId: 'u-1', traits: { plan: 'Gold' } });
    await post('track', { userId: 'u-1', event: 'Signed in' });
    await post('identify', { userId: 'u-1', traits: { firstName: 'Ada', lastName: 'Byron' } });
    expect(await profile('Ada Byron')).toMatchObject({ attributes: { plan: { value: 'Gold' } } });
    await post('group', { userId: 'u-1', groupId: 'g-1', traits: { name: 'Acme' } });
    expect(await profile('Ada Byron')).toBeNull();
    expect(await profile('Acme')).toMatchObject({ people: [{ name: 'Ada Byron' }], events: [{ recentCount: 1 }] });
  });

  test('put a customer into the segments that follow from them, in the same call', async () => {
    await stage.say('dana', 'customer Globex attribute:plan=Free');
    await stage.say('grace', 'segment add Key when:"plan = gold"');
    await post('group', { groupId: 'g-1', traits: { name: 'Acme', plan: 'Gold' } });
    expect(await profile('Acme')).toMatchObject({ segments: ['Key'] });
  });

  test('leave alone somebody of whom people said something', async () => {
    await post('identify', { userId: 'u-1', traits: { name: 'Ada Byron' } });
    await stage.say('dana', 'customer "Ada Byron" prefers:"phone"');
    await post('group', { userId: 'u-1', groupId: 'g-1', traits: { name: 'Acme' } });
    expect(await profile('Ada Byron')).toMatchObject({ preferences: [{ text: 'phone' }] });
    expect(await profile('Acme')).toMatchObject({ people: [] });
  });

  test('follow a person to another company from the later word on, and say so', async () => {
    const at = (day: number) => `2026-11-${day}T09:00:00Z`;
    await post('group', { userId: 'u-1', groupId: 'g-1', traits: { name: 'Acme' }, timestamp: at(20) });
    await post('track', { userId: 'u-1', event: 'Signed in', timestamp: at(20) });
    const { body } = await post('group', {
      userId: 'u-1',
      groupId: 'g-2',
      traits: { name: 'Globex' },
      timestamp: at(22),
    });
    expect(body.notes).toEqual(['The user “u-1” was at Acme and is at Globex now. What was known before stays.']);
    await post('group', { userId: 'u-1', groupId: 'g-1', timestamp: at(21) });
    await post('track', { userId: 'u-1', event: 'Signed in' });
    expect(await profile('Acme')).toMatchObject({ people: [], events: [{ recentCount: 1 }] });
    expect(await profile('Globex')).toMatchObject({ people: [{ name: 'u-1' }], events: [{ recentCount: 1 }] });
  });

  test('know two ids of one user as one, in a circle too', async () => {
    await post('identify', { userId: 'a', traits: { name: 'Ada' } });
    await post('batch', {
      batch: [
        { type: 'alias', previousId: 'a', userId: 'b' },
        { type: 'alias', previousId: 'b', userId: 'c' },
        { type: 'alias', previousId: 'c', userId: 'a' },
        { type: 'alias', previousId: 'a', userId: 'a' },
        { type: 'track', userId: 'c', event: 'Signed in' },
      ],
    });
    expect((await profile('Ada'))?.events).toMatchObject([{ name: 'Signed in', recentCount: 1 }]);
  });

  test('leave out what can’t be kept, by name and never by value, and keep the rest', async () => {
    const body = `{"groupId":"g-1","traits":{"name":"Acme","plan":"Gold","address":{"city":"Oslo","geo":{"lat":1}},
      "tags":["a"],"__proto__":{"polluted":true},"constructor":"x","apiKey":"abc","huge":1e999,
      "note":"pay with 4111 1111 1111 1111","token2":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
      "pem":"-----BEGIN RSA PRIVATE KEY-----","pan":4111111111111111,"long":"${'x'.repeat(501)}","seen":1764000000000}}`;
    const { status, body: answer } = await post('group', body);
    expect(status).toBe(200);
    expect(answer.leftOut?.map(({ trait }) => trait.replace('traits.', '')).sort()).toEqual(
      [
        ...[
          '__proto__',
          'address.geo',
          'apiKey',
          'constructor',
          'huge',
          'long',
          'note',
          'pan',
          'pem',
          'tags',
          'token2',
        ],
      ].sort(),
    );
    expect(JSON.stringify(answer)).not.toMatch(/4111|eyJ|abc/);
    expect(await values('Acme')).toEqual({ plan: 'Gold', 'address.city': 'Oslo', seen: 1764000000000 });
  });

  test.each([
    ['identify', { traits: {} }, '/userId'],
    ['identify', { userId: 'x'.repeat(201) }, '/userId'],
    ['identify', { userId: { $ne: null } }, '/userId'],
    ['identify', { userId: '4111 1111 1111 1111' }, '/userId'],
    ['identify', { userId: 'u', traits: ['a'] }, '/traits'],
    ['identify', { userId: 'u', timestamp: 'yesterday' }, '/timestamp'],
    ['identify', { userId: 'u', timestamp: '2026-02-31T00:00:00Z' }, '/timestamp'],
    ['group', { userId: 'u' }, '/groupId'],
    ['track', { userId: 'u', event: '' }, '/event'],
    ['alias', { userId: 'u' }, '/previousId'],
    [
      'batch',
      {
        batch: [
          { type: 'identify', userId: 'kept-not' },
          { type: 'steal', userId: 'u' },
        ],
      },
      '/batch/1/type',
    ],
    ['batch', { batch: [{ type: 'identify', userId: 'u', traits: { text: 'x'.repeat(33_000) } }] }, '/batch/0'],
    ['batch', { batch: [] }, '/batch'],
    ['batch', { batch: Array.from({ length: 1001 }, () => ({ type: 'track', userId: 'u', event: 'e' })) }, '/batch'],
    ['batch', { items: [] }, '/batch'],
  ])('are refused whole by %s where a message is not one (%#)', async (path, body, pointer) => {
    const answer = await post(path, body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(JSON.stringify(answer.body)).not.toContain('4111');
    expect(await profile('kept-not')).toBeNull();
    expect(await profile('u')).toBeNull();
  });

  test('of a person stand beside their name in the list of people there, called as the champion says', async () => {
    await post('batch', {
      batch: [
        { type: 'group', groupId: 'g-1', userId: 'u-1', traits: { name: 'Acme' } },
        {
          type: 'identify',
          userId: 'u-1',
          traits: { name: 'Ada Byron', title: 'CFO', email: 'ada@acme.com', lvl: 3, beta: true, salary: 9 },
        },
      ],
    });
    await stage.say('grace', 'customer fields lvl as:Level');
    await stage.say('grace', 'customer fields salary show:no');
    const who = cardOf(await stage.say('maya', 'who Acme'));
    expect(text(who)).toContain('People there: Ada Byron (CFO)');
    expect(text(who)).not.toContain('ada@acme.com');
    const people = text(cardOf(await stage.press('maya', 'All', who)));
    expect(people).toContain('CFO · ada@acme.com · Level: 3');
    expect(people).toContain('beta: yes');
    expect(people).not.toContain('salary');
    expect(JSON.stringify(await profile('Acme'))).not.toContain('ada@acme.com');
  });

  test('say who wrote: words from the address of an identified person are their company’s', async () => {
    const company = { id: 'g-1', name: 'Acme' };
    await post('identify', { userId: 'u-1', traits: { name: 'Ada', email: 'Ada@Acme.com', company } });
    const said = { items: [{ text: 'The lamp broke', author: 'Ada Byron <ada@acme.COM>' }] };
    expect(await facts.send('feedback', said, `Bearer ${facts.key}`)).toMatchObject({ status: 201 });
    expect(text(cardOf(await stage.say('maya', 'feedback F-1')))).toContain('Acme');
  });

  test('keep of old days how often, the first time and the last, in one row', async () => {
    const track = (timestamp: string) => post('track', { userId: 'u-1', event: 'Signed in', timestamp });
    for (const day of ['2026-09-01', '2026-09-02', '2026-09-02', '2026-10-20', '2026-11-20', '2026-11-24'])
      await track(`${day}T09:00:00Z`);
    await stage.clock.advance({ hours: 1 });
    const days = async () =>
      (await database().models.customerEvent.findMany({ orderBy: { day: 'asc' } })).map(({ day, count }) => [
        day,
        count,
      ]);
    expect(await days()).toEqual([
      ['', 4],
      ['2026-11-20', 1],
      ['2026-11-24', 1],
    ]);
    const figures = { recentCount: 2, firstAt: '2026-09-01T09:00:00.000Z', lastAt: '2026-11-24T09:00:00.000Z' };
    expect((await profile('u-1'))?.events).toMatchObject([figures]);
    expect(text(cardOf(await stage.say('grace', 'who u-1')))).toMatch(
      /Signed in: twice|Signed in: 2 times in 30 days, last .*24 Nov.*, first .*1 Sept?/,
    );
    await track('2026-08-01T09:00:00Z');
    await stage.clock.advance({ hours: 27 * 24 });
    expect(await days()).toEqual([
      ['', 6],
      ['2026-11-24', 1],
    ]);
    expect((await profile('u-1'))?.events).toMatchObject([{ recentCount: 1, firstAt: '2026-08-01T09:00:00.000Z' }]);
    await stage.clock.advance({ hours: 10 * 24 });
    expect(await days()).toEqual([['', 7]]);
    expect((await profile('u-1'))?.events).toMatchObject([{ recentCount: 0, lastAt: figures.lastAt }]);
  });

  test('are of a visitor whom nobody knows: taken, and nothing is kept', async () => {
    const answer = await post('batch', { batch: [{ type: 'track', anonymousId: 'z', event: 'Seen' }] });
    expect(answer).toEqual({ status: 200, body: { success: true, ignoredCount: 1 } });
  });

  test.each([
    ['ada@acme.com', true],
    ['"ada b"@acme.com', false],
    ['ada@@acme.com', false],
    ['ada@acme.com\u0000', true],
    ['mailto:ada@acme.com', true],
    ['ada@münchen.de', true],
    [`${'a'.repeat(300)}@acme.com`, false],
    [' ADA@ACME.COM ', true],
    ['ada+tag@acme.com', true],
    ["o'neill@acme.com", true],
    ['Ada, Byron <ada@acme.com>', true],
    ['ada@acme..com', false],
    ['ada@acme', false],
    ['ada@[127.0.0.1]', false],
    ['@acme.com', false],
    ['ada@', false],
    ['<script>@acme.com', false],
    ['ada@acme.com, eve@evil.com', false],
    ['ada@acme.com\nBcc: eve@evil.com', false],
    ['ada', false],
  ])('take the address %j as it is, or leave it out in words', async (email, isKept) => {
    const { status, body } = await post('identify', { userId: 'u-1', traits: { name: 'Ada', email } });
    expect(status).toBe(200);
    expect(body.leftOut === undefined).toBe(isKept);
    expect(await database().models.customerPerson.count({ where: { emailKey: { not: null } } })).toBe(isKept ? 1 : 0);
  });

  test('never meet those of another organisation', async () => {
    const other = await facts.otherKey();
    const traits = { name: 'Acme', domain: 'acme.com', plan: 'Theirs' };
    await post('group', { groupId: 'g-1', userId: 'u-1', traits, messageId: 'm' }, other);
    await post('group', { groupId: 'g-1', userId: 'u-1', traits: { ...traits, plan: 'Ours' }, messageId: 'm' });
    expect(await values('Acme')).toMatchObject({ plan: 'Ours' });
    expect(await profile('Acme', other)).toMatchObject({ attributes: { plan: { value: 'Theirs' } } });
  });

  test('are refused without a key that is in use', async () => {
    expect(await post('identify', { userId: 'u' }, 'ec_wrong')).toMatchObject({ status: 401 });
  });
});
