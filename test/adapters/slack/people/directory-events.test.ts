import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnEmbedded } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { createSlackStage, type SlackStage } from '../../../support/slack-stage.js';
import { cardOf, text } from '../../../support/stage.js';
import { organisationOf } from '../../../support/stand-in-slack/organisation-methods.js';
import type { Json } from '../../../support/stand-in-slack/payloads.js';
import { recordedEvent } from '../../../support/stand-in-slack/recorded-events.js';
import { addUser } from '../../../support/stand-in-slack/world.js';

describeOnEmbedded('The directory of a workspace of Slack', (database) => {
  let stage: SlackStage;
  const pauses: number[] = [];
  const open = async () => {
    pauses.length = 0;
    stage = await createSlackStage({
      database: database(),
      workspace: harbourLights,
      pause: async (ms) => void pauses.push(ms),
    });
    await stage.settle();
  };
  beforeEach(open);
  afterEach(() => stage.stop());

  const tell = async (type: string, changes: Json = {}) => {
    expect((await stage.driver.event(recordedEvent(type, changes))).status).toBe(200);
    await stage.settle();
  };
  const seconds = (hours: number) => Math.floor(stage.clock.now().getTime() / 1_000) + hours * 3_600;
  const awayUntil = async (who: string) => {
    const { organisationId } = stage.connected;
    const until = (await stage.house.people.member(organisationId, stage.id(who)))?.awayUntil ?? null;
    return until && (until.getTime() - stage.clock.now().getTime()) / 3_600_000;
  };
  const status = (emoji: string, hours = 0) => ({
    user: { profile: { status_emoji: emoji, status_expiration: hours === 0 ? 0 : seconds(hours) } },
  });
  const dnd = (hours: number) => ({
    dnd_status: { dnd_enabled: hours > 0, next_dnd_start_ts: seconds(-1), next_dnd_end_ts: seconds(hours) },
  });

  test('tells a status and Do Not Disturb apart: the end of the one is not the end of the other', async () => {
    await stage.say('dana', 'settings dnd:on');
    await tell('user_change', status(':palm_tree:', 48));
    await tell('dnd_updated_user', dnd(1));
    expect(await awayUntil('maya')).toBe(48);
    await tell('dnd_updated_user', dnd(0));
    expect(await awayUntil('maya')).toBe(48);
    await tell('dnd_updated_user', dnd(2));
    await tell('user_change', status(''));
    expect(await awayUntil('maya')).toBe(2);
    await stage.say('maya', 'back');
    expect(await awayUntil('maya')).toBeNull();
  });

  test('takes a status without an end for two weeks, another emoji for none, and counts neither unless asked', async () => {
    await tell('user_change', status(':palm_tree:'));
    expect(await awayUntil('maya')).toBeNull();
    await stage.say('dana', 'settings dnd:on');
    expect(await awayUntil('maya')).toBe(14 * 24);
    await tell('user_change', status(':coffee:', 3));
    expect(await awayUntil('maya')).toBeNull();
  });

  test('keeps name, zone, language and role of those whom it tells of, and learns who joins', async () => {
    const { people } = stage.house;
    const profile = { display_name: 'Maya G.' };
    await tell('user_change', { user: { name: 'mayag', tz: 'Europe/Oslo', locale: 'nb-NO', is_admin: true, profile } });
    const team = stage.slack.world.team.id;
    expect(await people.actor('slack', team, 'U0MAYA')).toMatchObject({
      name: 'Maya G.',
      timeZone: 'Europe/Oslo',
      role: 'admin',
    });
    const { locale } = await database().models.member.findFirstOrThrow({ where: { externalId: 'U0MAYA' } });
    expect(locale).toBe('nb-NO');
    await tell('team_join');
    expect(await people.actor('slack', team, 'U0NEW')).toMatchObject({ name: 'newton', timeZone: 'Asia/Tokyo' });
    await tell('team_join', { user: { id: 'U0BOT', name: 'otherbot', is_bot: true } });
    expect(await people.actor('slack', team, 'U0BOT')).toBeNull();
  });

  test('makes no members of guests, and follows those who became one', async () => {
    const { people } = stage.house;
    const team = stage.slack.world.team.id;
    await tell('team_join', { user: { id: 'U0GUEST', name: 'guest', is_restricted: true } });
    expect(await people.actor('slack', team, 'U0GUEST')).toBeNull();
    await tell('user_change', { user: { tz: 'Europe/Oslo', is_restricted: true } });
    expect(await people.actor('slack', team, 'U0MAYA')).toMatchObject({ timeZone: 'Europe/Oslo' });
    const directory = await stage.adapter.directoryIn(team);
    expect(await directory?.placeMembers(stage.slackId('#support'))).not.toContain('U0MAYA');
    await tell('user_change', { user: { is_restricted: true, deleted: true } });
    expect(await people.actor('slack', team, 'U0MAYA')).toBeNull();
  });

  test('follows which channels are shared with another company, pending invitations too', async () => {
    const { world } = stage.slack;
    const { people } = stage.house;
    const channel = world.channels.get(stage.slackId('#support'));
    const isShared = () => people.isShared(stage.id('#support'));
    expect(await isShared()).toBe(false);
    await tell('channel_shared', { channel: stage.slackId('#support'), connected_team_id: 'T0ACME' });
    expect(await isShared()).toBe(true);
    await tell('channel_unshared', { channel: stage.slackId('#support'), is_ext_shared: true });
    expect(await isShared()).toBe(true);
    await tell('channel_unshared', { channel: stage.slackId('#support'), is_ext_shared: false });
    expect(await isShared()).toBe(false);
    for (const shared of ['pending', true] as const) {
      if (channel) channel.shared = shared;
      await stage.clock.advance({ hours: 1 });
      expect(await isShared()).toBe(true);
    }
    await stage.say('dana', 'feedback "Still slow" customer:Acme', '#support');
    expect(stage.place('#support')).toEqual([]);
    // What somebody of Acme wrote there is Acme's.
    const written = { channel: stage.slackId('#support'), ts: '5.000001', user: 'U0ZOE', user_team: 'T0ACME' };
    await stage.driver.capture(stage.slackId('dana'), { ...written, text: 'It is slow' });
    await stage.settle();
    expect(JSON.stringify(stage.slack.world.views.at(-1)?.view)).toContain('"initial_value":"Acme"');
  });

  test('hears from any event that a channel is shared, also where it may not ask', async () => {
    const { people } = stage.house;
    const channel = stage.slackId('#support');
    const isShared = () => people.isShared(stage.id('#support'));
    expect(await isShared()).toBe(false);
    await stage.driver.event(
      {
        type: 'reaction_added',
        user: stage.slackId('maya'),
        reaction: 'eyes',
        item: { type: 'message', channel, ts: '5.1' },
      },
      { is_ext_shared_channel: true },
    );
    await stage.settle();
    expect(await isShared()).toBe(true);
  });

  test('keeps user groups: made, renamed, joined, and gone', async () => {
    const { groups } = organisationOf(stage.slack.world);
    groups.push({ id: 'S0DESK', handle: 'desk', users: [stage.slackId('maya')] });
    await tell('subteam_created');
    expect(text(cardOf(await stage.say('dana', 'route add topic:refund to:@desk')))).toContain('@desk: Maya');
    await tell('subteam_updated', { subteam: { handle: 'front-desk' } });
    expect(text(cardOf(await stage.say('dana', 'route')))).toContain('@front-desk');
    groups.splice(0, 1, { id: 'S0DESK', handle: 'front-desk', users: ['U0MAYA', 'U0ANI'] });
    await tell('subteam_members_changed');
    expect(text(cardOf(await stage.say('dana', 'route')))).toContain('@front-desk: Maya, Ani');
    await tell('subteam_updated', { subteam: { handle: 'front-desk', date_delete: 1_763_402_400 } });
    await stage.say('dana', 'feedback "Still slow" topic:refund', '#support');
    expect(stage.inbox('maya')).toEqual([]);
    expect(stage.inbox('grace').length).toBeGreaterThan(0);
  });

  test('is asked again when Slack says that it is too much, as late as Slack says', async () => {
    const { faults, world } = stage.slack;
    addUser(world, { id: 'U0LATE', name: 'late', realName: 'Late' });
    faults.next('users.list', { kind: 'throttled', retryAfter: 30 }, { kind: 'broken', arrives: false });
    await stage.adapter.start();
    await stage.settle();
    expect(pauses).toEqual([30_000, 10_000]);
    expect(await stage.house.people.actor('slack', world.team.id, 'U0LATE')).not.toBeNull();
    world.channels.get(stage.slackId('#support'))?.members.add('U0NEWER');
    addUser(world, { id: 'U0NEWER', name: 'newer', realName: 'Newer' });
    faults.next('conversations.members', { kind: 'throttled', retryAfter: 90 });
    faults.next('users.info', { kind: 'throttled', retryAfter: 2 });
    const directory = await stage.adapter.directoryIn(world.team.id);
    expect(await directory?.placeMembers(stage.slackId('#support'))).toContain('U0NEWER');
    expect(pauses.slice(2)).toEqual([60_000, 2_000]);
  });

  test('that stays away is left as it was, and the bot goes on', async () => {
    stage.slack.faults.rule(({ method }) => (method === 'users.list' ? { kind: 'throttled', retryAfter: 1 } : null));
    await stage.adapter.start();
    await stage.settle();
    expect(pauses).toHaveLength(4);
    expect(text(cardOf(await stage.say('dana', 'champion')))).toContain('Grace');
  });

  test('opens the agenda of a channel when two of its members are in one huddle, within the meeting’s window', async () => {
    const startsAt = new Date(stage.clock.now().getTime() + 2 * 3_600_000);
    await planMeeting(stage, { startsAt: startsAt.toISOString() });
    const huddle = (id: string, profile: Json = {}) => tell('user_huddle_changed', { user: { id, profile } });
    const shown = () => stage.place('#support').map(({ title }) => title);
    await huddle('U0MAYA');
    await huddle('U0BEN');
    expect(shown()).toEqual([]);
    await huddle('U0BEN', { huddle_state: 'default_unset', huddle_state_call_id: '' });
    stage.clock.moveTo(new Date(startsAt.getTime() - 10 * 60_000));
    await huddle('U0MAYA');
    await huddle('U0BEN', { huddle_state_call_id: 'R0OTHER' });
    await huddle('U0NOBODY');
    expect(shown()).toEqual([]);
    await huddle('U0BEN');
    expect(shown()).toEqual(['Marketing weekly']);
  });
});
