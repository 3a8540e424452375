/** An agenda that is open shows at once what was taken back, withdrawn, edited or joined while people sit before it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { cardOf, createStage, formOf, only, type Stage, text } from '../../../support/stage.js';

describeOnDatabase('An agenda that is open', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
    await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z', name: 'Weekly' });
  });
  afterEach(() => stage.stop());

  const say = async (line: string, who = 'maya') => cardOf(await stage.say(who, line, '#support'));
  const open = () => stage.clock.advanceTo('2026-11-18T10:00:00Z');
  const agenda = () => text(stage.place('#support').find(({ title }) => title.startsWith('Weekly')) ?? only([]));
  const withdraw = async (name: string) =>
    stage.fill('maya', formOf(await stage.say('maya', `feedback withdraw ${name}`, '#support')), { because: 'test' });

  test('forgets feedback that is withdrawn, and shows it when it is brought back', async () => {
    await say('feedback "The lamp flickers" owner:@maya');
    await open();
    expect(agenda()).toContain('F-1');
    const withdrawn = await withdraw('F-1');
    expect(agenda()).not.toContain('F-1');
    await stage.press('maya', 'Bring back', cardOf(withdrawn));
    expect(agenda()).toContain('F-1');
  });

  test('forgets feedback that becomes a part of another', async () => {
    await say('feedback "The lamp flickers" owner:@maya');
    await say('feedback "The lamp flickers again" owner:@maya');
    await open();
    expect(agenda()).toContain('F-2');
    await say('feedback same F-2 as F-1');
    expect(agenda()).not.toContain('F-2');
    expect(agenda()).toContain('F-1');
  });

  test('shows feedback as it is edited, and not what is confidential now', async () => {
    await say('feedback "The lamp flickers" owner:@maya customer:Acme');
    await open();
    await say('feedback edit F-1 customer:Bolt');
    // Of a customer who was not known it is asked first.
    expect(agenda()).toContain('Bolt');
    await say('feedback edit F-1 confidential:yes');
    expect(agenda()).not.toContain('Bolt');
  });

  test('calls customers by the name that they have since', async () => {
    await say('feedback "The lamp flickers" owner:@maya customer:Acme');
    await open();
    await say('customer rename Acme to Bolt');
    expect(agenda()).toContain('Bolt');
    await say('customer "Cargo Hill"');
    const merged = await say('customer merge Bolt into "Cargo Hill"', 'grace');
    await stage.press('grace', 'Yes, all to Cargo Hill', merged);
    expect(agenda()).toContain('Cargo Hill');
  });

  test('counts a score and a value as they are when they are taken back', async () => {
    await say('score 9 "Quiet evenings"');
    const score = await say('score 0');
    await say('metric Calls 41');
    const value = await say('metric Calls 42');
    await open();
    expect(agenda()).toContain('2 answers');
    await stage.press('grace', 'Take back', score);
    expect(agenda()).toContain('1 answer in');
    expect(agenda()).toContain('42');
    await stage.press('grace', 'Take back', value);
    expect(agenda()).not.toContain('42');
  });

  test('counts the supporters of an idea as they are when one takes it back', async () => {
    const posted = formOf(await stage.say('maya', 'idea Warm lamps', '#support'));
    await stage.fill('maya', posted, { title: 'Warm lamps', touches: 'Guests', delights: 'They smile.' });
    const supported = await stage.interact('dana', { kind: 'action', action: 'ideas.support', value: 'I-1' });
    await open();
    const count = () => Number(/(\d+) supporter/u.exec(agenda())?.[1] ?? 0);
    const before = count();
    expect(before).toBeGreaterThan(0);
    await stage.press('dana', 'Take it back', cardOf(supported));
    expect(count()).toBe(before - 1);
  });

  test('forgets a learning that is taken back', async () => {
    const learning = await say('learn "They count in boxes"');
    await open();
    expect(agenda()).toContain('They count in boxes');
    await stage.press('grace', 'Take back', learning);
    expect(agenda()).not.toContain('They count in boxes');
  });
});
