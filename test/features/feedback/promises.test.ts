/** Promises with a condition: which one holds and why, round the clock, and counted anew when it changes. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, only, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('A promise with a condition', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // A Friday, in London.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-20T10:00:00Z' });
    await stage.say('dana', 'customer Acme attribute:plan=Enterprise');
    await stage.say('grace', 'segment add Key when:"plan = enterprise"');
  });
  afterEach(() => stage.stop());

  const say = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const capture = (line: string) => stage.say('maya', `feedback ${line} owner:@ben`, '#support');
  const row = async (number: number) => {
    const [found] = await database().query<{ ends: Date | null; due: Date | null; ms: number; held: unknown }[]>`
      SELECT promise_ends_at AS ends, due_at AS due, promise_ms AS ms, held_promise AS held FROM feedback
      WHERE number = ${number}`;
    return found;
  };
  const ends = async (number: number) => (await row(number))?.ends?.toISOString();

  test('holds for what fits, the first one first, and the card says which and why', async () => {
    expect(await say('promise add 4h when:"segment = Key and severity = high"')).toContain('Promise 1 is in place');
    await say('promise add 8h when:"segment = key"');
    await capture('"The refund never came" customer:Acme severity:high');
    await capture('"A question" customer:Acme');
    await capture('"Slow" customer:Globex severity:high');
    expect(await ends(1)).toBe('2026-11-20T14:00:00.000Z');
    expect(await ends(2)).toBe('2026-11-20T18:00:00.000Z');
    expect(await ends(3)).toBe('2026-11-23T10:00:00.000Z');
    expect(await say('feedback F-1')).toMatch(/Promise: 4 h, by promise 1: segment = Key and severity = high/);
    expect(await say('feedback F-3')).not.toContain('by promise');
    expect(await say('promise list')).toMatch(
      /1\. 4 h: segment = Key and severity = high.*2\. 8 h: segment = key.*Else 1 day/s,
    );
    const tested = await say('promise test "A refund" customer:Acme severity:low');
    expect(tested).toMatch(
      /Promise 2 would hold: 8 h.*✓ segment = Key \(it is Key\).*✗ severity = high \(it is low\).*fits/s,
    );
    expect(await say('promise test customer:Globex')).toContain('The usual promise would hold: 1 day');
  });

  test('reminds at shares of its own time', async () => {
    await say('promise add 4h when:"severity = high"');
    await capture('"The refund never came" customer:Acme severity:high');
    await stage.clock.advance({ minutes: 61 });
    expect(titles(stage.inbox('ben')).at(-1)).toMatch(/F-1/);
    await stage.clock.advance({ hours: 3 });
    expect(text(only(stage.place('#support')))).toContain('overdue');
  });

  test('asks for anything that is known of the customer, and of several captured at once each by itself', async () => {
    await say('promise add 2h when:"plan = enterprise and not has(topic)" clock:always');
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    await stage.house.feedback.intake(
      [{ text: 'One', customer: 'Acme' }, { text: 'Two', customer: 'Globex' }, { text: 'Three' }],
      { organisationId, source: 'survey', surface: 'api', actorId: null },
    );
    expect([(await row(1))?.ms, (await row(2))?.ms, (await row(3))?.ms].map((ms) => (ms ?? 0) / 3_600_000)).toEqual([
      2, 24, 24,
    ]);
  });

  test('counts round the clock where it says so, and stands on days off where it does not', async () => {
    await say('promise add 48h when:"severity = high" clock:always');
    await say('promise add 48h when:"severity = low"');
    await capture('"At once" severity:high');
    await capture('"Some day" severity:low');
    expect(await ends(1)).toBe('2026-11-22T10:00:00.000Z');
    expect(await ends(2)).toBe('2026-11-24T10:00:00.000Z');
    expect(await say('feedback F-1')).toContain('2 days round the clock, by promise 1');
    await stage.clock.advance({ hours: 24 });
    await stage.clock.advance({ hours: 25 });
    expect(await say('feedback F-1')).toContain('overdue');
    expect(await say('feedback F-2')).not.toContain('overdue');
  });

  test('is counted anew for what is open when promises change, and leaves what is resolved', async () => {
    await capture('"The refund never came" customer:Acme severity:high');
    await capture('"A question" customer:Acme');
    await say('promise add 4h when:"severity = high"');
    expect(await ends(1)).toBe('2026-11-20T14:00:00.000Z');
    expect(await ends(2)).toBe('2026-11-23T10:00:00.000Z');
    await say('promise add 2h when:"segment = Key" position:1');
    expect(await ends(1)).toBe('2026-11-20T12:00:00.000Z');
    expect(await ends(2)).toBe('2026-11-20T12:00:00.000Z');
    expect(await say('promise remove 1')).toContain('Promise 1 is removed');
    expect(await ends(1)).toBe('2026-11-20T14:00:00.000Z');
    expect(await ends(2)).toBe('2026-11-23T10:00:00.000Z');
    await say('promise remove 1');
    expect((await row(1))?.held).toBeNull();
    expect(await ends(1)).toBe('2026-11-23T10:00:00.000Z');
  });

  test('follows the item when that is corrected, and when it is opened again', async () => {
    await say('promise add 4h when:"severity = high"');
    await capture('"The refund never came" customer:Acme');
    await stage.say('grace', 'feedback edit F-1 severity:high');
    expect(await ends(1)).toBe('2026-11-20T14:00:00.000Z');
    await stage.say('grace', 'feedback edit F-1 severity:low');
    expect(await ends(1)).toBe('2026-11-23T10:00:00.000Z');
  });

  test('is refused in words where it can’t be one, and is for those who may change settings', async () => {
    expect(await say('promise add 4h when:"severty = high"')).toMatch(/called “severty”.*Did you mean severity\?/s);
    expect(await say('promise add 4h')).toContain('The condition is missing');
    expect(await say('promise add when:"severity = high"')).toContain('The promise is missing');
    expect(await say('promise add soon when:"severity = high"')).toContain('no promise that can be kept');
    expect(await say('promise add 100d when:"severity = high"')).toContain('no promise that can be kept');
    expect(await say('promise add 4h when:"severity / 0 > 1"')).toContain('divides by zero');
    expect(await say('promise add 4h when:"severity = high" clock:sometimes')).toMatch(/always/);
    expect(await say('promise remove 7')).toContain('There is no promise 7');
    expect(await say('promise remove all')).toContain('number is missing');
    expect(await say('promise add 4h when:"severity = high"', 'maya')).toMatch(/Only|can change|Grace/);
    expect(await say('promise list')).toContain('The usual promise holds for everything');
  });
});
