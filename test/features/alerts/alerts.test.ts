/** Alerts from what is typed to what is told: once when it begins, once when it ends. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createRouter } from '../../../src/chat/router.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { inOrganisation } from '../../../src/storage/database.js';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, only, type Stage, text } from '../../support/stage.js';

// Days go by minute by minute.
jest.setTimeout(120_000);

describeOnDatabase('An alert', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const said = async (line: string, who = 'grace', place: string | null = null) =>
    cardOf(await stage.say(who, line, place));
  const read = async (line: string, who = 'grace', place: string | null = null) => text(await said(line, who, place));
  const told = (place = '#support') => stage.place(place).filter(({ title }) => title.startsWith('AL-'));
  const capture = async (count: number) => {
    for (let at = 0; at < count; at += 1) await stage.say('dana', `feedback "The lamp flickers, number ${at}"`);
  };
  const minute = () => stage.clock.advance({ minutes: 1 });

  test('is told once within a minute of the fact that causes it, and once when it ends', async () => {
    const added = await read('alert add "feedback > 2 a day" then:"Call the three largest"', 'grace', '#support');
    expect(added).toContain('Added.');
    expect(added).toContain('Feedback > 2, over 1 day');
    expect(added).toContain('Told to: #support');
    await capture(2);
    await minute();
    expect(told()).toEqual([]);
    expect(await read('alerts')).toMatch(/AL-1 · Feedback > 2, over 1 day.*quiet, as of .*: 2/s);
    await capture(1);
    await minute();
    const began = only(told());
    expect(began.title).toBe('AL-1 · Feedback is high');
    expect(text(began)).toMatch(/It is: 3.*The day before: 0.*What we do then:.*Call the three largest/s);
    await capture(3);
    await stage.clock.advance({ hours: 1 });
    expect(told()).toHaveLength(1);
    // Who is told, and what is done then, may change without it beginning anew.
    await read('alert change AL-1 then:"Call all of them"');
    await minute();
    expect(told()).toHaveLength(1);
    expect(await read('alerts')).toContain('it is so since');
    // No new fact: the days pass by.
    await stage.clock.advance({ hours: 25 });
    expect(told().map(({ title }) => title)).toEqual(['AL-1 · Feedback is high', 'AL-1 · Feedback is back']);
    expect(text(told()[1])).toContain('It was so since');
  });

  test('waits until enough answered, and is told to a person', async () => {
    expect(await read('alert add "nps < 20" to:@maya')).toContain('Told to: Maya');
    for (let at = 0; at < 4; at += 1) await stage.say('dana', `score ${at === 0 ? 9 : 3}`);
    await minute();
    expect(await read('alerts')).toMatch(/not sure yet, as of .*may be chance/);
    for (let at = 0; at < 12; at += 1) await stage.say('dana', `score ${at % 6}`);
    await minute();
    const mayas = stage.inbox('maya').filter(({ title }) => title.startsWith('AL-'));
    expect(only(mayas).title).toBe('AL-1 · NPS is low');
    expect(text(only(mayas))).toContain('of 16');
  });

  test('is of one segment, where the figure is known by segment', async () => {
    await stage.say('dana', 'customer Acme segment:Key');
    await stage.say('dana', 'customer Bolt segment:Small');
    expect(await read('alert add "open > 0" segment:Kee', 'grace', '#support')).toContain('The nearest is Key');
    await stage.say('grace', 'alert add "open > 0" segment:key', '#support');
    await stage.say('dana', 'feedback "The lamp flickers" customer:Bolt');
    await minute();
    expect(told()).toEqual([]);
    await stage.say('dana', 'feedback "The lamp flickers" customer:Acme');
    await minute();
    expect(text(only(told()))).toContain('segment Key');
  });

  test('is refused with what can be typed', async () => {
    expect(await read('alert add "nsp < 20"')).toMatch(/The nearest is nps: .*alert add "nps > 20"/);
    expect(await read('alert add "weather > 3"')).toContain('These are measured: feedback, resolved');
    expect(await read('alert add')).toContain('alert figures lists what is measured');
    expect(await read('alert add "median time to acknowledge > 4"')).toContain('median time to acknowledge > 4h');
    expect(await read('alert add "nps < 20" over:900d')).toContain('over:7d');
    expect(await read('alert figures')).toMatch(/within promise · .*alert add "within promise < 90 %"/);
  });

  test('is changed, taken off and brought back; members only see it', async () => {
    await stage.say('grace', 'alert add "feedback > 0"', '#support');
    expect(await read('alert add "nps < 20"', 'ben')).toMatch(/customer champion and admins/);
    const asBen = await said('alerts AL-1', 'ben');
    expect(buttonLabels(asBen)).toEqual([]);
    expect(await read('alert change AL-1 "feedback > 1" over:14d then:"Look"')).toMatch(
      /Before it was: Feedback > 0, over 30 days.*told|Told to/s,
    );
    await capture(1);
    await minute();
    expect(told()).toEqual([]);
    const off = cardOf(await stage.press('grace', 'Take it off', await said('alerts AL-1')));
    await capture(1);
    await minute();
    expect(told()).toEqual([]);
    expect(await read('alerts')).toContain('There are no alerts');
    await stage.press('grace', 'Bring it back', off);
    await minute();
    expect(told()).toHaveLength(1);
    expect(await read('audit')).toMatch(
      /brought back the alert.*took off the alert.*changed the alert.*added the alert/s,
    );
  });

  test('is seen and changed by nobody of another organisation', async () => {
    await stage.say('grace', 'alert add "feedback > 0"', '#support');
    const other = await makeCompany(stage.house.people, { name: 'Other' });
    const { features } = stage.house;
    const { handle } = createRouter({ features, log: createLogger('silent'), championOf: async () => null });
    for (const action of ['alerts.show', 'alerts.remove']) {
      const context = await other.context('maya');
      const acting = { ...context, actor: { ...context.actor, role: 'admin' as const } };
      const reply = await inOrganisation(other.organisationId, () =>
        handle({ kind: 'action', action, value: 'AL-1' }, acting),
      );
      expect(text(cardOf(reply))).toContain('There is no AL-1 here');
    }
    expect(await read('alerts')).toContain('AL-1');
  });
});
