/** Promises with a condition: which one holds and why, round the clock, and counted anew when it changes. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

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
  const living = () => stage.place('#support')[0] ?? only([]);
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
      /1\. 4 h: segment = Key and severity = high.*2\. 8 h: segment = key.*Otherwise it is 1 day/s,
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

  test('changes for what waits for its customer, which has the time that is left of it when they answer', async () => {
    await capture('"The refund never came" customer:Acme severity:high');
    await stage.clock.advance({ hours: 1 });
    await stage.fill('ben', formOf(await stage.press('ben', 'Wait for customer', only(stage.place('#support')))), {
      until: '2026-11-24',
      why: 'They look for the receipt.',
    });
    await say('promise add 4h when:"severity = high"');
    expect(text(only(stage.place('#support')))).toContain('Promise: 4 h, by promise 1: severity = high');
    expect(await ends(1)).toBeUndefined();
    await stage.clock.advance({ hours: 1 });
    await stage.press('ben', 'Customer answered', only(stage.place('#support')));
    // One of four hours was used before it waited.
    expect(await ends(1)).toBe('2026-11-20T15:00:00.000Z');
  });

  test('is chosen anew when something is opened again, and not while it is resolved', async () => {
    await say('promise add 4h when:"severity = high"');
    await capture('"The refund never came" customer:Acme severity:high');
    const resolve = async () =>
      stage.fill('ben', formOf(await stage.press('ben', 'Resolve', living())), {
        ...{ outcome: 'fixed', customerTold: 'Sent.', rootCauseCategory: 'process' },
        ...{ rootCause: 'A form got lost.', prevention: 'A list.' },
      });
    await resolve();
    await say('promise add 2h when:"segment = Key" position:1');
    expect((await row(1))?.ms).toBe(4 * 3_600_000);
    expect(text(living())).toContain('Promise: 4 h, by promise 1');
    await stage.clock.advance({ hours: 1 });
    await stage.fill('ben', formOf(await stage.press('ben', 'Reopen', living())), {
      why: 'Again.',
    });
    expect(await ends(1)).toBe('2026-11-20T13:00:00.000Z');
    expect(text(living())).toContain('Promise: 2 h, by promise 1: segment = Key');
    await stage.clock.advance({ minutes: 119 });
    await resolve();
    expect(await say('report')).toContain('Key: 1 of 1, 100 %');
  });

  test('is called by its new number on cards when others come before it, though it ends as it did', async () => {
    await say('promise add 4h when:"severity = high"');
    await capture('"The refund never came" customer:Acme severity:high');
    await say('promise add 1h when:"severity = low" position:1');
    expect(text(only(stage.place('#support')))).toContain('Promise: 4 h, by promise 2: severity = high');
  });

  test('that is broken is told by the report, segment by segment, before anybody answers', async () => {
    await stage.say('dana', 'customer Globex segment:Shops');
    await say('promise add 4h when:"segment = Key"');
    await capture('"The refund never came" customer:Acme');
    await capture('"The app is slow" customer:Globex');
    await stage.clock.advance({ hours: 5 });
    const report = await say('report');
    expect(report).toMatch(/Resolved: 0\nOverdue now: 1\n/);
    expect(report).toContain('Key: none answered yet; 1 overdue');
    expect(report).not.toContain('Shops:');
  });

  test('follows the item when that is corrected', async () => {
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
    expect(await say('promise add soon when:"severity = high"')).toContain('not a promise that can be kept');
    expect(await say('promise add 100d when:"severity = high"')).toContain('not a promise that can be kept');
    expect(await say('promise add 4h when:"severity / 0 > 1"')).toContain('divides by zero');
    expect(await say('promise add 4h when:"severity = high" clock:sometimes')).toMatch(/always/);
    expect(await say('promise remove 7')).toContain('There is no promise 7');
    expect(await say('promise remove all')).toContain('number is missing');
    expect(await say('promise add 4h when:"severity = high"', 'maya')).toMatch(/Only|can change|Grace/);
    expect(await say('promise list')).toMatch(/The usual promise holds for everything.*1 day on working days/s);
    expect(await say('promise list')).not.toContain('promise remove');
  });
});
