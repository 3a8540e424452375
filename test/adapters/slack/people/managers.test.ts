/** To whom people report, as a custom field of Slack's profiles says it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { createSlackStage, type SlackStage } from '../../../support/slack-stage.js';
import { cardOf, text, titles } from '../../../support/stage.js';
import { organisationOf, type SlackOrganisation } from '../../../support/stand-in-slack/organisation-methods.js';
import { addUser } from '../../../support/stand-in-slack/world.js';

describeOnDatabase('Managers in Slack’s profiles', (database) => {
  let stage: SlackStage;
  let known: SlackOrganisation;
  beforeEach(async () => {
    stage = await createSlackStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
    known = organisationOf(stage.slack.world);
    await stage.settle();
  });
  afterEach(() => stage.stop());

  const boss = { id: 'XfBOSS', label: ' Manager', type: 'user' };
  const fill = (who: string, field: string, value: string) => {
    const user = stage.slackId(who);
    known.profiles.set(user, { ...known.profiles.get(user), [field]: { value, alt: '' } });
  };
  /** The bot starts anew and reads the workspace. */
  async function start(): Promise<void> {
    const copy = await stage.copy({ pause: async () => undefined });
    await copy.connect();
    await copy.start();
    await copy.settled();
    await copy.stop();
    await stage.clock.advance({ seconds: 1 });
  }
  const said = async (who: string, line: string) => text(cardOf(await stage.say(who, line)));

  test('are obeyed until a person names another, and followed day by day', async () => {
    known.profileFields.push({ id: 'XfTEAM', label: 'Manager', type: 'text' }, boss);
    fill('maya', 'XfTEAM', stage.slackId('ben'));
    fill('maya', 'XfBOSS', `${stage.slackId('grace')},${stage.slackId('ben')}`);
    await start();
    const shown = await said('maya', 'manager');
    expect(shown).toContain('Your manager is Grace');
    expect(shown).toContain('The company’s directory says so. /customer manager @name names somebody else.');
    expect(await said('ben', 'manager')).toContain('Your manager is not named');

    await stage.say('dana', 'settings promise:2h ladder:"25% owner and manager; 200% owner, every working day"');
    await stage.say('dana', 'feedback "Slow" owner:@maya', '#support');
    await stage.clock.advance({ hours: 1 });
    expect(titles(stage.inbox('grace')).at(-1)).toContain('F-1');

    expect(await said('maya', 'manager @ani')).toContain('Your manager is Ani');
    expect(await said('maya', 'manager')).not.toContain('directory');
    fill('maya', 'XfBOSS', stage.slackId('dana'));
    await stage.clock.advance({ days: 1 });
    expect(await said('maya', 'manager')).toContain('Your manager is Ani');
    const back = await said('maya', 'manager none');
    expect(back).toContain('Your manager is Dana');
    expect(back).toContain('directory');

    known.profileFields.length = 0;
    await stage.clock.advance({ days: 1 });
    expect(await said('maya', 'manager')).toContain('Your manager is not named');
  });

  test('who is gone, a stranger or oneself is nobody’s manager', async () => {
    known.profileFields.push(boss);
    addUser(stage.slack.world, { id: 'U0GONE', name: 'gone', realName: 'Gone', deleted: true });
    fill('maya', 'XfBOSS', 'U0GONE');
    fill('ben', 'XfBOSS', stage.slackId('ben'));
    fill('ani', 'XfBOSS', 'nobody in particular');
    await start();
    for (const who of ['maya', 'ben', 'ani']) expect(await said(who, 'manager')).toContain('is not named');
  });

  test.each([
    ['direct reports', { id: 'XfBOSS', label: 'Manager', type: 'user', is_inverse: true }],
    ['somebody else', { id: 'XfBOSS', label: 'Office manager on floor 2', type: 'user' }],
  ])('a field of %s is none', async (_, field) => {
    known.profileFields.push(field);
    fill('maya', 'XfBOSS', stage.slackId('grace'));
    await start();
    expect(await said('maya', 'manager')).toContain('is not named');
    expect(stage.slack.callCount('users.profile.get')).toBe(0);
  });

  test('cost nothing where the bot may not read them, and an outage only delays', async () => {
    known.profileFields.push(boss);
    fill('maya', 'XfBOSS', stage.slackId('grace'));
    stage.slack.faults.next('team.profile.get', { kind: 'refused', error: 'missing_scope' });
    await start();
    await stage.clock.advance({ days: 2 });
    expect(stage.slack.callCount('users.profile.get')).toBe(0);

    stage.slack.faults.rule(({ method }) =>
      method === 'users.profile.get' ? { kind: 'broken', arrives: false } : null,
    );
    await start();
    expect(await said('maya', 'manager')).toContain('is not named');
    stage.slack.faults.rule(null);
    await stage.clock.advance({ minutes: 2 });
    expect(await said('maya', 'manager')).toContain('Your manager is Grace');
  });

  test('of many are asked a few at a time', async () => {
    known.profileFields.push(boss);
    for (let index = 0; index < 45; index += 1) {
      const id = `U0PERSON${100 + index}`;
      addUser(stage.slack.world, { id, name: `person${index}`, realName: `Person ${index}` });
      known.profiles.set(id, { XfBOSS: { value: stage.slackId('grace'), alt: '' } });
    }
    await start();
    expect(stage.slack.callCount('users.profile.get')).toBe(20);
    await stage.clock.advance({ seconds: 20 });
    expect(stage.slack.callCount('users.profile.get')).toBe(40);
    await stage.clock.advance({ seconds: 20 });
    expect(stage.slack.callCount('users.profile.get')).toBe(50);
    await stage.clock.advance({ hours: 12 });
    expect(stage.slack.callCount('users.profile.get')).toBe(50);
    const { people } = stage.house;
    const [one] = (await people.allMembers(stage.connected.organisationId)).filter(({ name }) => name === 'Person 44');
    expect((await people.member(stage.connected.organisationId, one?.managerId ?? ''))?.name).toBe('Grace');
  });
});
