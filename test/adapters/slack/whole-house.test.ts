import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createApp } from '../../../src/app.js';
import { createRouter } from '../../../src/chat/router.js';
import { loadConfig } from '../../../src/config.js';
import { makeCompany } from '../../support/company.js';
import { describeOnEmbedded } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { recordingLog } from '../../support/recording-log.js';
import { createSlackStage, type SlackStage } from '../../support/slack-stage.js';
import { cardOf, formOf, only, text, titles } from '../../support/stage.js';
import { byHttp, createDriver } from '../../support/stand-in-slack/driver.js';
import { recordedEvent } from '../../support/stand-in-slack/recorded-events.js';
import { openSlack } from '../../support/stand-in-slack/server.js';
import { addChannel, addUser, createWorld } from '../../support/stand-in-slack/world.js';
import { migratedDataDir, removeTemporaryFolders } from '../../support/temporary-folder.js';

describeOnEmbedded('Slack before the rooms', (database) => {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await createSlackStage({ database: database(), workspace: harbourLights });
  });
  afterEach(() => stage.stop());

  const feedbackCount = async () => {
    const { rows } = await database().executeSql(
      "SELECT count(*)::int AS count, string_agg(state, ',') AS states FROM feedback",
    );
    return rows[0];
  };

  test('a button of another organisation’s message finds nothing there and changes nothing here', async () => {
    const { house, driver, slackId, slack } = stage;
    const other = await makeCompany(house.people, { name: 'Other' });
    const { handle } = createRouter({
      features: house.features,
      log: recordingLog().log,
      championOf: async () => null,
    });
    await handle({ kind: 'command', text: 'feedback "Their secret"' }, await other.context('maya'));
    const before = await feedbackCount();
    for (const actionId of ['feedback.acknowledge', 'feedback.resolve', 'feedback.show']) {
      await driver.press(slackId('dana'), {
        actionId,
        value: 'F-1',
        on: { channel: slackId('#support'), ts: '5.000001' },
      });
      await stage.settle();
    }
    expect(await feedbackCount()).toEqual(before);
    expect(slack.world.views).toEqual([]);
    expect(JSON.stringify(slack.world.ephemerals)).not.toContain('Their secret');
    expect(slack.world.ephemerals.map((each) => each.text)).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining('F-1')),
    );
  });

  test('a button that nobody knows any more, or with a value of another room, is answered kindly', async () => {
    const { house, driver, slackId, slack } = stage;
    const on = { channel: slackId('#support'), ts: '5.000001' };
    const press = async (actionId: string, value: string) => {
      expect((await driver.press(slackId('dana'), { actionId, value, on })).status).toBe(200);
      await stage.settle();
      return JSON.stringify([slack.world.ephemerals, slack.world.views]);
    };
    expect(await press('feedback.ofOldTimes', 'F-1')).toContain('This button no longer works');
    // One of each room: all of them were tried once.
    const actions = house.features.flatMap((feature) => Object.keys(feature.actions ?? {}).slice(0, 1));
    const answers = await Promise.all(actions.map((action) => press(action, 'not a value of yours')));
    expect(actions.length).toBeGreaterThan(3);
    expect(answers.join()).not.toContain('went wrong');
  });

  test('a form that is opened by a command and filled in is captured where it was opened', async () => {
    const form = formOf(await stage.say('dana', 'feedback', '#support'));
    await stage.fill('dana', form, { text: 'The export is empty.' });
    expect(await feedbackCount()).toEqual({ count: 1, states: 'open' });
    expect(text(only(stage.place('#support')))).toContain('The export is empty.');
  });

  test('what can’t be posted is told to the champion, with what mends it, and goes when that is done', async () => {
    const channel = stage.slack.world.channels.get(stage.slackId('#support'));
    if (channel) channel.isArchived = true;
    await stage.say('dana', 'feedback "Still slow" owner:@maya', '#support');
    const notices = () => stage.inbox('grace').filter(({ title }) => title === 'I can’t write to #support any more');
    expect(text(only(notices()))).toContain('It is archived. Open it again');
    await stage.driver.event(recordedEvent('channel_archive'));
    await stage.settle();
    expect(notices()).toHaveLength(1);
    expect(titles(stage.inbox('maya'))).toEqual(['F-1 · new']);
    if (channel) channel.isArchived = false;
    await stage.driver.event(recordedEvent('channel_unarchive'));
    await stage.settle();
    expect(titles(stage.place('#support'))).toEqual(['F-1 · new']);
  });

  test('a channel that the bot is put out of, or that is deleted, is told of before anything is lost', async () => {
    const { members } = stage.slack.world.channels.get(stage.slackId('#support')) ?? { members: new Set() };
    members.delete('U0CHAIR');
    await stage.driver.event(recordedEvent('channel_left'));
    await stage.settle();
    expect(text(only(stage.inbox('grace')))).toContain('I’m not a member there. Invite me');
    await stage.say('dana', 'feedback "Still slow" owner:@maya', '#support');
    expect(stage.place('#support')).toEqual([]);
    members.add('U0CHAIR');
    await stage.driver.event(recordedEvent('member_joined_channel'));
    await stage.settle();
    expect(titles(stage.place('#support'))).toEqual(['F-1 · new', 'Keep a chair free for the customer']);
    await stage.driver.event(recordedEvent('channel_deleted'));
    await stage.driver.event(recordedEvent('channel_deleted', { channel: 'C0UNKNOWN' }));
    await stage.settle();
    expect(text(stage.inbox('grace').at(-1))).toContain('it was deleted');
    expect(titles(stage.inbox('grace'))).toEqual(Array.from({ length: 2 }, () => 'I can’t write to #support any more'));
  });

  test('that the bot is not in a channel is told to whoever asks there, at once, and checked by settings and first steps', async () => {
    const channels = ['#support', '#news'].flatMap((name) => stage.slack.world.channels.get(stage.slackId(name)) ?? []);
    const steps = async () => text(await stage.home('dana'));
    expect(await steps()).not.toContain('Invite me to a channel');
    for (const { members } of channels) members.delete('U0CHAIR');
    await stage.clock.advance({ hours: 2 });
    const captured = text(cardOf(await stage.say('dana', 'feedback "Still slow" owner:@maya', '#support')));
    expect(captured).toContain('This is F-1');
    expect(captured).toContain('I’m not in #support, so nothing can be posted there. Type /invite @empty-chair there.');
    expect(text(cardOf(await stage.say('grace', 'meeting now', '#support')))).toContain('I’m not in #support');
    const refused = text(cardOf(await stage.say('grace', 'settings news:#news')));
    expect(refused).toContain('I’m not in #news\nType /invite @empty-chair there.');
    // Somebody typed there, so the place is known; that is not being there.
    expect(await steps()).toContain('Invite me to a channel');
    for (const { members } of channels) members.add('U0CHAIR');
    expect(text(cardOf(await stage.say('dana', 'feedback "Still slow, twice"', '#support')))).not.toContain(
      'I’m not in',
    );
    expect(cardOf(await stage.say('grace', 'settings news:#news')).tone).toBe('good');
    expect(await steps()).not.toContain('Invite me to a channel');
  });

  test('what Slack had no time for arrives as soon as it has, once', async () => {
    const { faults } = stage.slack;
    faults.next('chat.postMessage', { kind: 'throttled', retryAfter: 1 }, { kind: 'broken', arrives: false });
    await stage.say('dana', 'feedback "Still slow" owner:@maya', '#support');
    await stage.slack.callsReach('chat.postMessage', 4);
    await stage.settle();
    expect(titles(stage.inbox('maya'))).toEqual(['F-1 · new']);
    expect(titles(stage.place('#support'))).toEqual(['F-1 · new']);
  });

  test('somebody whom nobody knew is given an owner’s card as soon as somebody names them', async () => {
    addUser(stage.slack.world, { id: 'U0NEW', name: 'newton', realName: 'Newton' });
    const answer = cardOf(await stage.say('dana', 'feedback "Still slow" owner:@newton', '#support'));
    expect(text(answer)).toContain('@Newton');
    expect(stage.slack.world.messages.some(({ channel }) => channel === 'D0NEW')).toBe(true);
  });
});

afterEach(removeTemporaryFolders);

test('the whole bot starts while Slack is away, connects, answers, posts, and serves no playground beside it', async () => {
  const world = createWorld({ now: () => new Date() });
  addUser(world, { id: 'U0DANA', name: 'dana', realName: 'Dana' });
  addChannel(world, { id: 'C0SUPPORT', name: 'support', members: [...world.users.keys()] });
  const slack = await openSlack({ world });
  const config = loadConfig({
    PORT: '0',
    DATA_DIR: await migratedDataDir(),
    SLACK_BOT_TOKEN: world.bot.token,
    SLACK_SIGNING_SECRET: world.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  });
  const app = await createApp({ config, log: recordingLog().log });
  slack.faults.next('auth.test', { kind: 'broken', arrives: false });
  const { url } = await app.start();
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready', slack: false });
  await slack.callsReach('usergroups.list', 1);
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready', slack: true });
  const front = await fetch(url);
  expect([front.status, await front.text()]).toEqual([200, expect.stringContaining('/customer help')]);
  const driver = createDriver(slack, byHttp({ url: () => url, secret: world.signingSecret, now: () => new Date() }));
  const { body } = await driver.command('U0DANA', 'feedback "The export is empty."', 'C0SUPPORT');
  expect(JSON.stringify(body)).toContain('Thank you. This is F-1.');
  await slack.callsReach('chat.postMessage', 2);
  expect(world.messages.map(({ channel }) => channel).sort()).toEqual(['C0SUPPORT', 'D0DANA']);
  expect((await fetch(`${url}/playground/api/state`)).status).toBe(404);
  await app.stop();
  await slack.close();
});
