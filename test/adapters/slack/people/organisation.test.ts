import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../../../src/kernel/id.js';
import { describeOnEmbedded } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { createSlackStage, type SlackStage } from '../../../support/slack-stage.js';
import { cardOf, only, text, titles } from '../../../support/stage.js';
import { post, signatureOf } from '../../../support/stand-in-slack/driver.js';
import { organisationOf, type SlackOrganisation } from '../../../support/stand-in-slack/organisation-methods.js';
import { payload } from '../../../support/stand-in-slack/payloads.js';
import { addUser } from '../../../support/stand-in-slack/world.js';

describeOnEmbedded('A workspace of Slack', (database) => {
  let stage: SlackStage;
  let known: SlackOrganisation;
  beforeEach(async () => {
    stage = await createSlackStage({ database: database(), workspace: harbourLights });
    known = organisationOf(stage.slack.world);
    await stage.settle();
  });
  afterEach(() => stage.stop());

  const event = async (told: Readonly<Record<string, unknown>>) => {
    expect((await stage.driver.event({ ...told, event_ts: '1700000000.000100' })).status).toBe(200);
    await stage.settle();
  };
  const home = (who: string) => JSON.stringify(known.homes.get(stage.slackId(who))?.blocks ?? null);
  const openHome = (who: string) => event({ type: 'app_home_opened', user: stage.slackId(who), tab: 'home' });
  const react = (who: string, reaction: string, ts: string) =>
    event({
      type: 'reaction_added',
      user: stage.slackId(who),
      reaction,
      item: { type: 'message', channel: stage.slackId('#support'), ts },
    });
  const toldTo = (who: string) =>
    stage.slack.world.ephemerals.filter(({ userId }) => userId === stage.slackId(who)).map((each) => each.text);

  test('the Home tab shows first steps to those who can take them, and what one owes as it changes', async () => {
    await openHome('dana');
    expect(home('dana')).toContain('First steps: 3 of 5 done');
    expect(home('dana')).toContain('Say who answers what');
    expect(home('ben')).toBe('null');
    await openHome('ben');
    expect(home('ben')).not.toContain('First steps');
    expect(home('ben')).toContain('You owe nobody anything right now.');
    await stage.say('ben', 'feedback "The refund never came" owner:@ben', '#support');
    await stage.settle();
    expect(home('ben')).toContain('What you owe (1)');
    expect(home('ben')).toContain('The refund never came');
    await stage.clock.advance({ days: 4 });
    await openHome('dana');
    expect(home('dana')).toContain('Overdue (1)');
    await event({ type: 'app_home_opened', user: stage.slackId('dana'), tab: 'messages' });
  });

  test('a Home tab of a busy owner stays within what Slack takes, and says how many more there are', async () => {
    for (let count = 1; count <= 12; count += 1)
      await stage.say('ben', `feedback "Slow ${count}" owner:@ben`, '#support');
    await openHome('ben');
    expect(home('ben')).toContain('What you owe (12)');
    expect(home('ben')).toContain('and 4 more');
    expect(known.homes.get(stage.slackId('ben'))?.blocks.length).toBeLessThanOrEqual(100);
  });

  test('the Home tab shows the number, the next meeting and promises made in meetings, and leads to the whole list', async () => {
    await stage.say('dana', 'score 9 "Lovely"', '#support');
    await stage.say('dana', 'meeting every monday 10:00 name:"Support weekly"', '#support');
    await stage.say('ben', 'feedback "So slow" owner:@ben', '#support');
    const { organisationId } = stage.connected;
    const [ownerId, createdAt] = [stage.id('ben'), stage.clock.now()];
    await database().models.followUp.createMany({
      data: Array.from({ length: 10 }, (_, at) => ({
        ...{ id: newId(createdAt), organisationId, number: at + 1, text: `Promise ${at + 1}`, ownerId, createdAt },
        ...{ dueOn: '2026-12-01', createdById: ownerId, state: 'open' },
      })),
    });
    await openHome('ben');
    expect(home('ben')).toContain('NPS');
    expect(home('ben')).toContain('Support weekly · #support');
    expect(home('ben')).toContain('What you owe (11)');
    expect(home('ben')).toContain('Promise 1');
    expect(home('ben')).toContain('and 3 more');
    const blocks = known.homes.get(stage.slackId('ben'))?.blocks ?? [];
    const view = { type: 'home', callback_id: '', private_metadata: '', title: { text: '' }, blocks: [] };
    const on = { id: 'V0HOME', userId: stage.slackId('ben'), hash: 'h', view, updates: 0 };
    expect(JSON.stringify(blocks)).toContain('"people.owe"');
    await stage.driver.press(stage.slackId('ben'), { actionId: 'people.owe', value: '1', on });
    await stage.settle();
    const listed = JSON.stringify(stage.slack.world.views.at(-1)?.view.blocks);
    for (const words of ['You owe 11 answers', 'Promise 9', 'Page 1 of 2']) expect(listed).toContain(words);
  });

  test('the Home tab of a fresh installation shows every step to whoever opens it', async () => {
    await database().executeSql('UPDATE organisations SET champion_id = NULL');
    await database().executeSql('DELETE FROM places');
    await openHome('ben');
    expect(home('ben')).toContain('First steps: 1 of 5 done');
    for (const step of [
      'Name a customer champion',
      '/invite @empty-chair',
      'Say who answers what',
      'Choose a place for news',
    ])
      expect(home('ben')).toContain(step);
  });

  test('the first steps ask for the time zone, with the reader’s own to take by one press', async () => {
    await database().executeSql(
      `UPDATE organisations SET settings = settings - 'zoneIsChosen' || '{"timeZone": "UTC"}'`,
    );
    await openHome('dana');
    expect(home('dana')).toContain('Set your time zone');
    expect(home('dana')).toContain('Working days and promises are counted in UTC now.');
    expect(home('dana')).toContain('"value":"settings zone:Europe/London"');
    await database().executeSql('UPDATE organisations SET champion_id = NULL');
    await openHome('ben');
    expect(home('ben')).toContain('Set your time zone');
    expect(home('ben')).not.toContain('"value":"settings zone:');
    await stage.say('dana', 'settings zone:UTC');
    await openHome('dana');
    expect(home('dana')).toContain('First steps');
    expect(home('dana')).not.toContain('Set your time zone');
  });

  test('an invitation into a channel is answered there once, and its name is followed', async () => {
    const channel = stage.slackId('#support');
    for (let time = 0; time < 2; time += 1) await event({ type: 'member_joined_channel', user: 'U0CHAIR', channel });
    expect(titles(stage.place('#support'))).toEqual(['Keep a chair free for the customer']);
    await event({ type: 'member_joined_channel', user: stage.slackId('ben'), channel });
    expect(stage.place('#support')).toHaveLength(1);
    await event({ type: 'channel_rename', channel: { id: channel, name: 'help-desk', created: 1 } });
    expect(text(cardOf(await stage.say('dana', 'settings news:#help-desk')))).toContain('help-desk');
  });

  test('an ear captures what somebody wrote, with words, author and link, once', async () => {
    const ts = '1700000001.000200';
    known.written.set(`${stage.slackId('#support')}/${ts}`, {
      user: stage.slackId('ani'),
      text: 'They say it is &lt;slow&gt;',
    });
    await react('ben', 'ear', ts);
    await react('maya', 'ear::skin-tone-2', ts);
    const card = text(only(stage.place('#support')));
    expect(card).toContain('They say it is <slow>');
    expect(card).toContain('Ani');
    expect(card).toContain('where it was said');
    const link = 'slack.com/archives/C0SUPPORT/p1700000001000200';
    expect(JSON.stringify(stage.slack.world.messages)).toContain(link);
    expect(toldTo('ben')).toEqual([expect.stringContaining('F-1')]);
    await react('ben', 'tada', '1700000009.000000');
    await react('ben', 'ear', '1700000009.000000');
    expect(toldTo('ben').at(-1)).toContain('I can’t read messages here');
    await stage.say('dana', 'settings ear:tada');
    await react('ben', 'ear', '1700000009.000000');
    expect(toldTo('ben')).toHaveLength(2);
  });

  test('an ear still captures when Slack reads nothing to us for now, or never, or breaks off', async () => {
    const { faults } = stage.slack;
    const ts = '1700000001.000200';
    known.written.set(`${stage.slackId('#support')}/${ts}`, { user: stage.slackId('ani'), text: 'Slow again' });
    const told = (retryNum: number) => {
      const item = { type: 'message', channel: stage.slackId('#support'), ts };
      const event = { type: 'reaction_added', user: stage.slackId('ben'), reaction: 'ear', item };
      const body = JSON.stringify({ ...payload('event-message', { event_id: 'Ev1' }), event });
      const signed = { secret: stage.slack.world.signingSecret, now: stage.clock.now() };
      const headers = { 'content-type': 'application/json', 'x-slack-retry-num': String(retryNum) };
      return post(`${stage.url}/slack/events`, body, { ...headers, ...signatureOf(body, signed) });
    };
    const throttled = { kind: 'throttled', retryAfter: 60 } as const;
    faults.next('conversations.replies', throttled, { kind: 'reset', arrives: false }, throttled);
    expect((await told(0)).status).toBe(503);
    // The very same request again, and no replay: it was not done.
    expect((await told(1)).status).toBe(500);
    expect((await told(3)).status).toBe(200);
    await stage.settle();
    expect(toldTo('ben')).toEqual([expect.stringContaining('I can’t read messages here')]);
    expect(stage.place('#support')).toEqual([]);
    await react('ben', 'ear', ts);
    expect(text(only(stage.place('#support')))).toContain('Slow again');
  });

  test('a check mark of the owner asks how it ended, and one of anybody else asks nothing', async () => {
    await stage.say('dana', 'feedback "Still slow" owner:@maya', '#support');
    const channel = stage.slackId('#support');
    const ts = stage.slack.world.messages.find((message) => message.channel === channel)?.ts ?? '';
    await react('ben', 'white_check_mark', ts);
    expect(toldTo('ben')).toEqual([]);
    await react('maya', 'white_check_mark', ts);
    expect(toldTo('maya')).toEqual([expect.stringContaining('How did F-1 end?')]);
    await react('maya', 'white_check_mark', '1.000001');
    expect(toldTo('maya')).toHaveLength(1);
  });

  test('a user group takes turns in a rule, and those who join it later too', async () => {
    await event({ type: 'subteam_created', subteam: { id: 'S0DESK', handle: 'desk', users: [stage.slackId('maya')] } });
    expect(text(cardOf(await stage.say('dana', 'route add topic:refund to:@desk')))).toContain('@desk: Maya');
    known.groups.push({ id: 'S0DESK', handle: 'desk', users: [stage.slackId('maya'), stage.slackId('ani')] });
    await event({ type: 'subteam_members_changed', subteam_id: 'S0DESK', team_id: 'T0HARBOUR' });
    for (const words of ['One', 'Two']) await stage.say('dana', `feedback "${words}" topic:refund`, '#support');
    expect(stage.inbox('maya')).toHaveLength(1);
    expect(stage.inbox('ani')).toHaveLength(1);
    // Not the whole list of groups for one of them.
    expect(stage.slack.world.calls.filter(({ method }) => method === 'usergroups.list').length).toBeLessThan(2);
  });

  test('a user group that Slack does not show is refused with the scope that is missing', async () => {
    const route = async () => text(cardOf(await stage.say('dana', 'route add topic:refund to:@security')));
    expect(await route()).toContain('There is nobody called “@security” here');
    stage.slack.faults.next('usergroups.list', { kind: 'refused', error: 'missing_scope' });
    await stage.driver.event({
      type: 'subteam_created',
      subteam: { id: 'S0SECURITY', handle: 'security' },
      event_ts: '1700000000.000100',
    });
    await stage.settle();
    expect(await route()).toContain(
      'There is nobody called “@security” here, and I can’t see user groups\nIf it is a group, an admin gives the app the scope usergroups:read and installs it again.',
    );
  });

  test('who is not to be disturbed counts as away, where the organisation says so', async () => {
    const until = Math.floor(stage.clock.now().getTime() / 1_000) + 3_600;
    const quiet = { dnd_enabled: true, next_dnd_start_ts: until - 7_200, next_dnd_end_ts: until };
    await event({ type: 'dnd_updated_user', user: stage.slackId('maya'), dnd_status: quiet });
    await stage.say('dana', 'route add topic:refund to:@maya');
    await stage.say('dana', 'feedback "One" topic:refund', '#support');
    expect(stage.inbox('maya')).toHaveLength(1);
    await stage.say('dana', 'settings dnd:on');
    await stage.say('dana', 'feedback "Two" topic:refund', '#support');
    expect(stage.inbox('maya')).toHaveLength(1);
    await stage.clock.advance({ hours: 1 });
    await stage.say('dana', 'feedback "Three" topic:refund', '#support');
    expect(
      stage
        .inbox('maya')
        .map(text)
        .filter((card) => card.includes('Three')),
    ).toHaveLength(1);
  });

  test('people are read in pages at start; bots, guests and those who left are nobody to be asked', async () => {
    const { world } = stage.slack;
    addUser(world, { id: 'U0ROBOT', name: 'robot', realName: 'Robot', isBot: true });
    addUser(world, { id: 'U0GONE', name: 'gone', realName: 'Gone', deleted: true });
    addUser(world, { id: 'U0NEW', name: 'newton', realName: 'Newton', tz: 'Asia/Tokyo' });
    for (const id of ['U0ROBOT', 'U0GONE', 'U0NEW']) world.channels.get(stage.slackId('#support'))?.members.add(id);
    const directory = await stage.adapter.directoryIn(world.team.id);
    const members = await directory?.placeMembers(stage.slackId('#support'));
    expect(new Set(members)).toEqual(new Set([...['grace', 'maya', 'ben', 'ani', 'dana'].map(stage.slackId), 'U0NEW']));
    const { people } = stage.house;
    const newton = await people.actor('slack', world.team.id, 'U0NEW');
    expect(newton).toMatchObject({ name: 'Newton', timeZone: 'Asia/Tokyo' });
    const everybody = await people.allMembers(stage.connected.organisationId);
    expect(everybody.map(({ name }) => name)).toEqual(['Ani', 'Ben', 'Dana', 'Grace', 'Maya', 'Newton']);
    await event({ type: 'user_change', user: { id: 'U0NEW', team_id: world.team.id, name: 'newton', deleted: true } });
    expect(await people.actor('slack', world.team.id, 'U0NEW')).toBeNull();
  });
});
