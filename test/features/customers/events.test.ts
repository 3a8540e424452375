/** Conditions on what customers do: judged as systems tell of it and as days pass, and used by every room that asks conditions. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A condition on what customers do', (database) => {
  let stage: Stage;
  let organisationId: string;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    await tell([
      group('Acme'),
      group('Globex'),
      ...Array.from({ length: 3 }, () => did('Acme', 'Signed in', '2026-11-16T09:00:00Z')),
      did('Globex', 'Signed in', '2026-11-15T23:59:00Z'),
    ]);
  });
  afterEach(() => stage.stop());

  const group = (name: string) => ({ type: 'group', groupId: name, userId: `u-${name}`, traits: { name } });
  const did = (name: string, event: string, timestamp?: string) => ({
    ...{ type: 'track', userId: `u-${name}`, event, context: { groupId: name } },
    ...(timestamp !== undefined && { timestamp }),
  });
  const tell = (messages: readonly object[]) =>
    stage.house.customers.takeFacts(messages, { organisationId, source: 'crm' });
  const say = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const addActive = () => say(`segment add Active when:"events('signed in') >= 3"`);
  const isActive = async (name: string) => {
    const [customer] = await database().query<{ segments: string[] }[]>`
      SELECT rule_segments AS segments FROM customers WHERE name = ${name}`;
    return customer?.segments.includes('Active') ?? false;
  };

  test('says why a customer is in a segment or not', async () => {
    expect(await addActive()).toMatch(/Active is a segment now.*1 customer is in it/s);
    expect(await say('segment test Acme')).toMatch(/in Active.*✓ events\('signed in'\) >= 3 \(it is 3\)/s);
    expect(await say('segment test Globex')).toMatch(/in no segment.*✗ events\('signed in'\) >= 3 \(it is 1\)/s);
    await stage.say('dana', 'customer Initech');
    expect(await say('segment test Initech')).toMatch(/✗ events\('signed in'\) >= 3 \(it is 0\)/);
  });

  test('is judged in the call that tells of it, whatever else is in that call and however the event is written', async () => {
    await addActive();
    await tell([did('Globex', 'signed_in')]);
    expect(await isActive('Globex')).toBe(false);
    await tell([did('Acme', 'Exported'), did('Globex', 'SIGNED-IN'), group('Initech')]);
    expect([await isActive('Acme'), await isActive('Globex'), await isActive('Initech')]).toEqual([true, true, false]);
    await tell(Array.from({ length: 3 }, () => did('Initech', 'Signed in', '2026-10-01T09:00:00Z')));
    expect(await isActive('Initech')).toBe(false);
  });

  test('stays true as days pass and nothing arrives', async () => {
    await addActive();
    await tell(Array.from({ length: 2 }, () => did('Globex', 'Signed in')));
    expect([await isActive('Acme'), await isActive('Globex')]).toEqual([true, true]);
    // 30 days are counted, today among them: the 15th goes out as 15 December begins.
    await stage.clock.advance({ hours: 28 * 24 + 13 });
    expect([await isActive('Acme'), await isActive('Globex')]).toEqual([true, true]);
    await stage.clock.advance({ hours: 1, minutes: 1 });
    expect([await isActive('Acme'), await isActive('Globex')]).toEqual([true, false]);
    await stage.clock.advance({ days: 1 });
    expect(await isActive('Acme')).toBe(false);
    expect(await say('segment list')).toMatch(/Active: .* · 0 customers/);
  });

  test('follows customers that become one, by hand and by a system', async () => {
    await addActive();
    await tell([did('Initech', 'Signed in'), did('Initech', 'Signed in')]);
    const merge = await stage.say('grace', 'customer merge u-Initech into Globex');
    await stage.press('grace', 'Yes, all to Globex', cardOf(merge));
    expect(await isActive('Globex')).toBe(true);
    await tell(Array.from({ length: 3 }, () => ({ type: 'track', userId: 'eve', event: 'Signed in' })));
    expect(await isActive('eve')).toBe(true);
    await tell([{ type: 'group', groupId: 'g-9', traits: { name: 'Umbrella' } }]);
    await tell([{ type: 'group', groupId: 'g-9', userId: 'eve' }]);
    expect(await isActive('Umbrella')).toBe(true);
  });

  test('decides routes, numbers, lists, promises and tips', async () => {
    await addActive();
    await say('route add segment:Active to:@ben');
    await say(`promise add 4h when:"events('signed in') >= 3 and severity = high"`);
    await say(`tip add "Offer the admin course" when:"events('signed in') > 2"`);
    await stage.say('maya', 'feedback "The refund never came" customer:Acme severity:high', '#support');
    await stage.say('maya', 'feedback "The app is slow" customer:Globex severity:high', '#support');
    await stage.clock.advance({ seconds: 5 });
    expect(text(stage.inbox('ben')[0])).toMatch(/F-1.*Offer the admin course/s);
    expect(await say('feedback F-1')).toMatch(/Promise: 4 h, by promise 1: events\('signed in'\) >= 3/);
    expect(await say('feedback F-2')).not.toContain('by promise');
    expect(await say('feedback list segment:active')).toMatch(/F-1/);
    expect(await say('feedback list segment:active')).not.toMatch(/F-2/);
    expect(await say('promise test customer:Acme severity:high')).toMatch(/✓ events\('signed in'\) >= 3 \(it is 3\)/);
    await say('score 9 customer:Acme', 'dana');
    await say('score 2 customer:Globex', 'dana');
    expect(await say('nps segment:active')).toMatch(/1 answer/);
    expect(await say('who Acme')).toContain('Offer the admin course');
    expect(await say('who Globex')).not.toContain('Offer the admin course');
  });

  test('names an event that somebody did, or is refused with the near one', async () => {
    expect(await say(`segment add Active when:"events('sigend in') >= 3"`)).toMatch(
      /No customer has done “sigend in” yet\s+Did you mean events\('Signed in'\)\?/,
    );
    await tell([did('Acme', 'Exported')]);
    expect(await say('promise add 4h when:"events(paid) > 1"')).toContain(
      "Systems tell of events('Signed in'), events('Exported').",
    );
    expect(await say('tip add Webinar when:"events(__proto__) > 1"')).toContain('No customer has done “__proto__” yet');
    expect(await say('segment list')).toContain('There are no segments by rule yet');
  });

  test('says how systems tell of what customers do where none does', async () => {
    await database().execute`DELETE FROM customer_fields`;
    expect(await addActive()).toContain('Systems tell what customers do by track, and none has told so far');
  });
});
