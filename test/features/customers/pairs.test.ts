/** Customers that may be one: proposed to the champion, merged or told apart by people alone, through the real rooms. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { cardOf, text } from '../../support/stage.js';
import { type FactsStage, startFacts } from './start-facts.js';

describeOnDatabase('Customers that may be one', (database) => {
  let facts: FactsStage;
  beforeEach(async () => {
    facts = await startFacts(database());
  });
  afterEach(() => facts.stop());

  const say = async (line: string, who = 'grace') => cardOf(await facts.stage.say(who, line));
  const press = async (label: string, on: ReturnType<typeof cardOf>, who = 'grace') =>
    cardOf(await facts.stage.press(who, label, on));
  const pairs = async (who = 'grace') => text(await say('customer pairs', who));
  const names = async () =>
    (await database().models.customer.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name);
  const group = (groupId: string, traits: object, more: object = {}) =>
    facts.post('group', { groupId, traits, ...more });
  /** Acme Ltd, and Acme GmbH, which a system names later. */
  async function twoOfOneName() {
    await group('g-1', { name: 'Acme Ltd', plan: 'Gold' });
    await facts.stage.clock.advance({ minutes: 1 });
    await group('g-2', { name: 'Acme GmbH', seats: 3 });
    await facts.stage.clock.advance({ minutes: 1 });
  }

  test('are none where nothing looks like it', async () => {
    await group('g-1', { name: 'Acme' });
    await group('g-1', { name: 'Acme' });
    expect(await pairs()).toContain('No customers look like one');
  });

  test('of nearly one name are two, and the champion is asked, once', async () => {
    await twoOfOneName();
    expect(await names()).toEqual(['Acme GmbH', 'Acme Ltd']);
    const [card] = facts.stage.inbox('grace').slice(-1);
    expect(card?.title).toBe('Are Acme GmbH and Acme Ltd one customer?');
    const count = facts.stage.postCount('grace');
    await group('g-2', { name: 'Acme GmbH', seats: 4 });
    await facts.stage.clock.advance({ hours: 48 });
    expect(facts.stage.postCount('grace')).toBe(count);
    expect(await pairs('maya')).toContain('Acme GmbH and Acme Ltd');
    expect(await pairs('maya')).not.toContain('[Merge]');
  });

  test('are merged by a press in the message, which then says so, and the merge can be taken back', async () => {
    await twoOfOneName();
    const asked = facts.stage.inbox('grace').at(-1);
    if (!asked) throw new Error('Nobody was asked.');
    const merged = await press('Merge', asked);
    expect(text(merged)).toContain('Acme GmbH is the same now: both names find it.');
    expect(await names()).toEqual(['Acme Ltd']);
    expect(facts.stage.inbox('grace').at(-1)?.title).toContain('Nothing is to decide any more');
    expect(await pairs()).toContain('No customers look like one');
    await press('Take the merge back', merged);
    expect(await names()).toEqual(['Acme GmbH', 'Acme Ltd']);
    await group('g-2', { name: 'Acme GmbH', domain: 'acme.de' });
    expect(await pairs()).toContain('No customers look like one');
    expect(text(await press('Merge', asked))).toContain('Acme GmbH is the same now');
  });

  test('are two for good once the champion says so, until that is taken back', async () => {
    await twoOfOneName();
    const done = await press('Different', await say('customer pairs'));
    expect(text(done)).toContain('Acme GmbH and Acme Ltd are two customers');
    expect(facts.stage.inbox('grace').at(-1)?.title).toContain('are two customers');
    await group('g-1', { name: 'Acme Ltd', domain: 'acme.com' });
    await group('g-2', { name: 'Acme GmbH', domain: 'acme.com' });
    expect(await pairs()).toContain('No customers look like one');
    await press('Take back', done);
    expect(await pairs()).toContain('Acme GmbH and Acme Ltd');
  });

  test('are proposed by the same domain, by one user with two ids, and by an address of somebody else', async () => {
    await group('g-1', { name: 'Acme', domain: 'acme.com' });
    await group('g-2', { name: 'Bolt' });
    await group('g-2', { name: 'Bolt', domain: 'acme.com' });
    expect(await pairs()).toMatch(/Bolt and Acme.*same domain/s);
    await group('g-3', { name: 'Globex' }, { userId: 'u-3' });
    await group('g-4', { name: 'Initech' }, { userId: 'u-4' });
    await facts.post('alias', { previousId: 'u-3', userId: 'u-4' });
    expect(await pairs()).toMatch(/Initech and Globex.*two of its ids are one user/s);
    await facts.post('identify', { userId: 'u-3', traits: { email: 'ada@globex.com' } });
    const { body } = await facts.post('identify', { userId: 'u-9', traits: { name: 'Eve' } });
    expect(body).toEqual({ success: true });
    const taken = await facts.post('identify', { userId: 'u-9', traits: { email: 'ada@globex.com' } });
    expect(taken.body.notes).toEqual([expect.stringContaining('belongs to somebody else already')]);
    expect(await pairs()).toMatch(/Eve and Globex.*same person/s);
    expect(await names()).toEqual(['Acme', 'Bolt', 'Eve', 'Globex', 'Initech']);
  });

  test('stay decided for whoever one of them becomes part of', async () => {
    await twoOfOneName();
    await press('Different', await say('customer pairs'));
    await say('customer Bolt');
    await press('Yes, all to Bolt', await say('customer merge "Acme GmbH" into Bolt'));
    const kept = await database().models.customerPair.findMany();
    expect(kept.map(({ differentAt }) => differentAt !== null)).toEqual([true]);
    expect(await pairs()).toContain('No customers look like one');
  });

  test('are decided by the champion and admins alone', async () => {
    await twoOfOneName();
    const list = await say('customer pairs');
    expect(text(await press('Different', list, 'maya'))).toContain('Only the customer champion and admins');
    expect(text(await press('Merge', list, 'maya'))).toContain('Only the customer champion and admins');
    expect(await names()).toEqual(['Acme GmbH', 'Acme Ltd']);
  });

  test('wait for a champion where there is none', async () => {
    const { models } = database();
    await models.organisation.updateMany({ data: { championId: null } });
    await twoOfOneName();
    const count = facts.stage.postCount('ben');
    await facts.stage.say('dana', 'champion @ben');
    await facts.stage.clock.advance({ hours: 48 });
    expect(facts.stage.inbox('ben').some(({ title }) => title.includes('one customer?'))).toBe(true);
    expect(facts.stage.postCount('ben')).toBeGreaterThan(count);
  });

  test('say so when a press comes late', async () => {
    await twoOfOneName();
    const list = await say('customer pairs');
    await press('Merge', list);
    expect(text(await press('Different', list))).toContain('These two are one customer by now');
    expect(text(await press('Merge', list))).toContain('not here any more');
  });

  test('of one organisation are not another’s', async () => {
    await twoOfOneName();
    const { id } = await database().models.customerPair.findFirstOrThrow();
    await facts.otherKey();
    const { people } = facts.stage.house;
    const rival = await people.connectWorkspace({
      ...{ platform: 'playground', externalId: 'T2', name: 'Rival', timeZone: 'Europe/London', places: [] },
      members: [{ externalId: 'U-eve', handle: 'eve', name: 'Eve', timeZone: 'Europe/London', isAdmin: true }],
    });
    const actor = await people.actorOf(rival.memberIds.get('U-eve') ?? '');
    if (!actor) throw new Error('Nobody is there.');
    const context = { interactionId: '', platform: 'playground' as const, actor, place: null };
    const different = facts.stage.house.customers.actions?.['customers.different'];
    await expect(different?.(id, context)).rejects.toMatchObject({ code: 'customers.noPair' });
  });
});
