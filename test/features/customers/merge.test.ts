/** Two customers become one, and two again: everything that names them goes along both ways, through the real rooms. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { cardOf, formOf, text } from '../../support/stage.js';
import { type FactsStage, startFacts } from './start-facts.js';

describeOnDatabase('Two customers that became one', (database) => {
  let facts: FactsStage;
  beforeEach(async () => {
    facts = await startFacts(database());
  });
  afterEach(() => facts.stop());

  const say = async (line: string, who = 'grace') => cardOf(await facts.stage.say(who, line));
  const merge = async (line: string) =>
    cardOf(await facts.stage.press('grace', 'Yes, all to Acme', await say(`customer merge ${line}`)));

  /** What names a customer, wherever it stands; `gone` are counted away where the history keeps a line. */
  const everything = async () => {
    const tables = [
      'customers',
      'customer_keys',
      'customer_people',
      'customer_ids',
      'customer_events',
      'feedback',
    ].concat(['scores', 'idea_customers', 'learnings', 'tip_tellings', 'score_months']);
    const all: Record<string, unknown> = {};
    for (const table of tables) {
      const rows = await database().queryText<{ row: string }[]>(
        `SELECT (to_jsonb(t) - '{id,owner_id,rule_segments,changed_at}'::text[])::text AS row FROM ${table} t ORDER BY 1`,
      );
      all[table] = rows.map(({ row }) => row);
    }
    return all;
  };

  async function fill() {
    for (const line of [
      'customer Acme segment:Retail attribute:plan=Gold prefers:phone contact:"Ada, ada@acme.com"',
      'customer Bolt alias:Boltz attribute:plan=Free attribute:seats=3 prefers:"phone; fax" contact:"Bob, bob@bolt.io"',
      'feedback "The lamp broke" customer:Bolt',
      'feedback "The lamp is dim" customer:Acme',
      'score 9 customer:Bolt',
      'score 3 customer:Acme',
      'learn "They sail" customer:Bolt',
      'tip add "A webinar" when:"name = Bolt"',
    ])
      await say(line);
    await facts.stage.press('grace', 'Told them', await say('who Bolt'));
    const idea = { title: 'Night lamp', touches: 'Acme and Bolt', delights: 'They see' };
    await facts.stage.fill('maya', formOf(await facts.stage.say('maya', 'idea')), idea);
    expect(await database().models.ideaCustomer.count()).toBe(2);
    const day = (event: string, groupId: string) => ({ type: 'track', userId: groupId, groupId, event });
    await facts.post('batch', {
      batch: [
        { type: 'group', groupId: 'a', traits: { name: 'Acme' } },
        { type: 'group', groupId: 'b', traits: { name: 'Bolt', tier: 2 } },
        ...[day('Signed in', 'a'), day('Signed in', 'b'), day('Bought', 'b')],
      ],
    });
  }

  test('are two again as they were when it is taken back, but for the history', async () => {
    await fill();
    const before = await everything();
    const card = await merge('Bolt into Acme');
    for (const words of ['Gold', 'seats', 'fax', 'Bob', 'tier', 'Also called', 'Bought', 'They sail', 'The lamp broke'])
      expect(text(card)).toContain(words);
    expect((await facts.profile('Acme'))?.events).toMatchObject([
      { name: 'Bought', recentCount: 1 },
      { name: 'Signed in', recentCount: 2 },
    ]);
    expect(await facts.profile('Boltz')).toMatchObject({ name: 'Acme' });
    expect(await everything()).not.toEqual(before);
    const back = cardOf(await facts.stage.press('grace', 'Take the merge back', card));
    expect(text(back)).toContain('Acme and this are two again.');
    expect(await everything()).toEqual(before);
    expect(text(await say('who Bolt'))).toContain('They sail');
    expect(text(cardOf(await facts.stage.press('grace', 'Take the merge back', card)))).toContain('taken back already');
  });

  test('keep what came since, each where it came', async () => {
    await fill();
    const card = await merge('Bolt into Acme');
    await say('customer Acme segment:Wholesale attribute:seats=9');
    await facts.post('track', { userId: 'a', groupId: 'a', event: 'Signed in' });
    await facts.stage.press('grace', 'Take the merge back', card);
    expect(await facts.values('Acme')).toMatchObject({ plan: 'Gold', seats: '9' });
    expect(await facts.profile('Acme')).toMatchObject({
      segment: 'Wholesale',
      events: [{ name: 'Signed in', recentCount: 2 }],
    });
    expect(await facts.values('Bolt')).toMatchObject({ plan: 'Free', seats: '3', tier: 2 });
  });

  test('offer the way back when it is typed again, for a week', async () => {
    await fill();
    await merge('Bolt into Acme');
    const again = await say('customer merge Bolt into Acme');
    expect(text(again)).toContain('Both are Acme already');
    await facts.stage.clock.advance({ hours: 7 * 24 });
    expect(text(await say('customer merge Bolt into Acme'))).not.toContain('Take back');
    expect(text(cardOf(await facts.stage.press('grace', 'Take back', again)))).toContain('more than a week old');
  });

  test('stay one while somebody else has the name', async () => {
    await fill();
    const card = await merge('Bolt into Acme');
    await say('customer rename Acme to Acme Lights');
    await database().models.customer.updateMany({ where: { name: 'Acme Lights' }, data: { name: 'Bolt' } });
    const refused = text(cardOf(await facts.stage.press('grace', 'Take the merge back', card)));
    expect(refused).toContain('Another customer is called “Bolt” by now');
  });

  test('are made two again by the champion alone, once ten minutes are over', async () => {
    await fill();
    const card = await merge('Bolt into Acme');
    const refused = text(cardOf(await facts.stage.press('maya', 'Take the merge back', card)));
    expect(refused).toContain('Whoever did it can take it back for 10 minutes');
  });

  test('find what systems send under the name and the ids that went', async () => {
    await fill();
    await merge('Bolt into Acme');
    await facts.post('group', { groupId: 'b', traits: { name: 'Bolt', tier: 5 } });
    await facts.post('group', { groupId: 'new', traits: { name: 'Boltz', city: 'Oslo' } });
    expect(await facts.values('Acme')).toMatchObject({ tier: 5, city: 'Oslo' });
    expect(await facts.profile('Bolt')).toMatchObject({ name: 'Acme' });
    expect(await database().models.customer.count()).toBe(1);
  });
});
