/** Segments by rule, in the rooms together: who is in one and why, that they stay true, and where they are asked for. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, only, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A segment by rule', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    await stage.say('dana', 'customer Acme segment:Shops attribute:plan=Enterprise attribute:revenue=80000');
    await stage.say('dana', 'customer Globex attribute:plan=Free');
  });
  afterEach(() => stage.stop());

  const say = async (line: string, who: Parameters<Stage['say']>[0] = 'grace') =>
    text(cardOf(await stage.say(who, line)));
  const addKey = () => say('segment add Key when:"plan = enterprise or revenue >= 50000"');
  const organisationId = async () => (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';

  test('says at once how many are in it, and why each customer is or is not', async () => {
    expect(await addKey()).toMatch(/Key is a segment now.*1 customer is in it/s);
    expect(await say('segment list')).toMatch(/Key: plan = enterprise or revenue >= 50000 · 1 customer/);
    const acme = await say('segment test Acme');
    expect(acme).toMatch(
      /Acme is in Shops, Key.*✓ plan = enterprise \(it is Enterprise\).*✓ revenue >= 50000 \(it is 80000\)/s,
    );
    const globex = await say('segment test Globex');
    expect(globex).toMatch(
      /Globex is in no segment.*✗ plan = enterprise \(it is Free\).*✗ revenue >= 50000 \(not known\)/s,
    );
    expect(await say('who Acme')).toContain('Shops, Key');
    const profile = await stage.house.customers.profile(await organisationId(), 'Acme');
    expect(profile).toMatchObject({ segment: 'Shops', segments: ['Shops', 'Key'] });
  });

  test('stays true as facts change, by hand, by new customers, by a merge and by scores', async () => {
    await addKey();
    await say('segment add Fans when:"score >= 9"');
    await say('segment add Unknown when:"not has(plan)"');
    await say('customer Globex attribute:plan=enterprise', 'dana');
    expect(await say('who Globex')).toContain('Key');
    await say('customer Globex attribute:plan=', 'dana');
    expect(await say('segment test Globex')).toContain('Globex is in Unknown');
    await say('customer Initech', 'dana');
    expect(await say('segment test Initech')).toContain('Initech is in Unknown');
    await say('score 10 customer:Initech', 'dana');
    expect(await say('segment list')).toMatch(/Fans: score >= 9 · 1 customer/);
    await say('score 3 customer:Initech', 'dana');
    expect(await say('segment list')).toMatch(/Fans: score >= 9 · 0 customers/);
    const merge = await stage.say('grace', 'customer merge Acme into Globex');
    await stage.press('grace', 'Yes, all to Globex', cardOf(merge));
    expect(await say('who Globex')).toMatch(/Shops, Key/);
  });

  test('follows its rule when that changes or goes', async () => {
    await addKey();
    expect(await say('segment add key when:"plan = free"')).toMatch(/key is changed.*1 customer is in it/s);
    expect(await say('segment test Globex')).toContain('Globex is in key');
    expect(await say('segment test Acme')).not.toMatch(/Acme is in .*key/);
    expect(await say('segment remove KEY')).toContain('key is no longer a segment');
    expect(await say('segment test Globex')).toContain('Globex is in no segment');
  });

  test('is asked for in rules, lists, numbers and ideas', async () => {
    await addKey();
    await say('route add segment:key to:@ben');
    await stage.say('maya', 'feedback "The refund never came" customer:Acme', '#support');
    await stage.say('maya', 'feedback "The app is slow" customer:Globex', '#support');
    await stage.clock.advance({ seconds: 5 });
    expect(text(only(stage.inbox('ben')))).toContain('F-1');
    expect(await say('feedback list segment:KEY')).toMatch(/F-1/);
    expect(await say('feedback list segment:KEY')).not.toMatch(/F-2/);
    expect(await say('feedback list segment:shops')).toMatch(/F-1/);
    expect(await say('feedback list segment:Kye')).toMatch(/Did you mean segment:Key/);
    await say('score 9 customer:Acme', 'dana');
    await say('score 2 customer:Globex', 'dana');
    expect(await say('nps segment:key')).toMatch(/1 answer/);
    expect(await say('nps segment:Nobody')).toMatch(/There are .*Key/);
  });

  test('is one of several that a customer is in, and each of them is asked for', async () => {
    await addKey();
    await say('segment add Loyal when:"has(plan) and segment = shops"');
    expect(await say('segment test Acme')).toContain('Acme is in Shops, Key, Loyal');
    await say('route add segment:Loyal to:@ben');
    await say('promise add 2h when:"segment = loyal"');
    await say('promise add 4h when:"segment in (key, shops)"');
    await say('tip add "Thank them" when:"segment = Loyal and segment = Key"');
    await stage.say('maya', 'feedback "The refund never came" customer:Acme', '#support');
    await stage.clock.advance({ seconds: 5 });
    expect(text(only(stage.inbox('ben')))).toMatch(/F-1.*Thank them/s);
    expect(await say('feedback F-1')).toContain('Promise: 2 h, by promise 1: segment = loyal');
    const form = formOf(await stage.press('ben', 'Resolve', only(stage.place('#support'))));
    await stage.fill('ben', form, {
      ...{ outcome: 'fixed', customerTold: 'Sent.', rootCauseCategory: 'process' },
      ...{ rootCause: 'A form got lost.', prevention: 'A list.' },
    });
    for (const name of ['Shops', 'Key', 'Loyal'])
      expect(await say(`feedback list resolved segment:${name}`)).toContain('F-1');
    await say('score 9 customer:Acme', 'dana');
    for (const name of ['shops', 'key', 'LOYAL']) expect(await say(`nps segment:${name}`)).toMatch(/1 answer/);
    const report = await say('report');
    for (const name of ['Shops', 'Key', 'Loyal']) expect(report).toContain(`${name}: 1 of 1, 100 %`);
  });

  test('looks at more customers than one piece in the background, and says how far it is', async () => {
    const names = Array.from({ length: 1_200 }, (_, index) => `Customer ${index}`);
    const id = await organisationId();
    await database().transaction((tx) => stage.house.customers.findOrCreateIds(tx, id, names));
    expect(await say('segment add Bare when:"not has(plan)"')).toContain(
      '1,000 of 1,202 customers are looked at so far',
    );
    await stage.clock.advance({ seconds: 2 });
    expect(await say('segment list')).toMatch(/Bare: not has\(plan\) · 1,200 customers/);
    expect(await say('segment list')).not.toContain('so far');
  });

  test('that days decide is looked at anew each day', async () => {
    await say('customer Acme attribute:since=2026-10-18', 'dana');
    await say('segment add Settled when:"days(since) >= 30"');
    expect(await say('segment list')).toContain('0 customers');
    await stage.clock.advance({ days: 2 });
    expect(await say('segment list')).toMatch(/Settled: .* · 1 customer/);
  });

  test('is refused in words where it can’t be one', async () => {
    expect(await say('segment add Key when:"paln = enterprise"')).toMatch(/called “paln”.*Did you mean plan\?/s);
    await say('customer Acme attribute:Since=2019-05-01', 'dana');
    expect(await say('segment add Key when:"__proto__ = 1"')).toMatch(
      /called “__proto__”.*There are segment, score, since, name, plan, revenue\./s,
    );
    expect(await say('segment add Key when:"revenue / 0 > 1"')).toContain('divides by zero');
    expect(await say('segment add Key when:"plan = small business"')).toContain("plan = 'small business'");
    expect(await say('segment add Key')).toContain('The condition is missing');
    expect(await say('segment add when:"plan = free"')).toContain('The segment has no name');
    expect(await say(`segment add ${'k'.repeat(61)} when:"plan = free"`)).toContain('at most 60 characters');
    expect(await say('segment add Key when:"segment = Shosp"')).toMatch(
      /segment called “Shosp”.*Did you mean Shops\?/s,
    );
    expect(await say('segment add Key when:"segment in (Shops, Caves)"')).toMatch(/“Caves”.*There are Shops\./s);
    await say('segment add Gold when:"plan = gold"');
    expect(await say('segment add Key when:"segment != gold"')).toContain('“gold” is a segment by rule itself');
    expect(await say('promise add 4h when:"segment = Gld"')).toMatch(/“Gld”.*Did you mean Gold\?/s);
    await say('segment remove Gold');
    expect(await say('segment remove Kye')).toContain('no segment by rule called “Kye”');
    expect(await say('segment test Nobody')).toContain('no customer called “Nobody”');
    expect(await say('segment add Key when:"plan = free"', 'maya')).toMatch(/Grace|champion/);
    expect(await say('segment list')).toContain('There are no segments by rule yet');
  });
});
