import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bodyOf, post, signatureOf } from '../../../support/stand-in-slack/driver.js';
import { type Json, type PayloadName, payload } from '../../../support/stand-in-slack/payloads.js';
import { addUser, nextId } from '../../../support/stand-in-slack/world.js';
import { logged, openSmallSlack, type SmallSlack } from '../small-slack.js';

let bot: SmallSlack;
beforeEach(async () => {
  bot = await openSmallSlack();
});
afterEach(() => bot.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const secretWords = 'feedback Zanzibar';
const body = () => bodyOf('command', payload('slash-command', { text: secretWords }));
const later = (seconds: number) => new Date(bot.clock.now().getTime() + seconds * 1_000);
const signed = (text: string, at = bot.clock.now()) => signatureOf(text, { secret: bot.world.signingSecret, now: at });
const send = (text: string, headers: Record<string, string>) =>
  post(`${bot.url}/slack/events`, text, { ...form, ...headers });

/** Neither what was said nor what opens doors. */
function expectNoSecrets(): void {
  const lines = logged(bot.lines);
  for (const secret of ['Zanzibar', bot.world.signingSecret, bot.world.bot.token, 'seekrit', 'hooks.slack.com']) {
    expect(lines).not.toContain(secret);
  }
}

describe('A request that is not Slack’s, or not fresh', () => {
  test.each([
    ['without a signature', () => ({})],
    ['with half of one', () => ({ 'x-slack-request-timestamp': '1763632800' })],
    ['signed with another secret', () => signatureOf(body(), { secret: 'other', now: bot.clock.now() })],
    ['signed for another body', () => signed(`${body()}&x=1`)],
    ['with a signature of another length', () => ({ ...signed(body()), 'x-slack-signature': 'v0=abc' })],
    ['with a time that is none', () => ({ ...signed(body()), 'x-slack-request-timestamp': 'now' })],
    ['of five minutes and a second ago', () => signed(body(), later(-301))],
    ['of five minutes and a second ahead', () => signed(body(), later(302))],
  ])('%s is refused and not read', async (_, headers) => {
    expect((await send(body(), headers() as Record<string, string>)).status).toBe(401);
    expect(bot.handled).toEqual([]);
    expect(bot.lines.at(-1)).toMatchObject({ msg: 'slack request refused', status: 401 });
    expectNoSecrets();
  });

  test.each([-300, 299])('is taken when its time is %d s from ours', async (seconds) => {
    expect((await send(body(), signed(body(), later(seconds)))).status).toBe(200);
    expect(bot.handled).toHaveLength(1);
  });

  test('is refused when it comes a second time', async () => {
    const headers = signed(body());
    expect((await send(body(), headers)).status).toBe(200);
    expect((await send(body(), headers)).status).toBe(401);
    bot.clock.moveTo(later(200));
    expect((await send(body(), headers)).status).toBe(401);
    expect(bot.handled).toHaveLength(1);
    expect(bot.lines.at(-1)).toMatchObject({ reason: 'replayed' });
  });

  test('is not read to its end when it is longer than any of Slack’s', async () => {
    const long = 'x'.repeat(1_000_001);
    expect((await send(long, signed(long))).status).toBe(413);
    expect(bot.handled).toEqual([]);
  });

  test.each([
    ['text that is no JSON', 'application/json', '{"event":'],
    ['a list', 'application/json', '[]'],
    ['null', 'application/json', 'null'],
    ['a form whose payload is no JSON', form['content-type'], 'payload=%7B'],
  ])('is refused when it is %s', async (_, type, text) => {
    const answered = await post(`${bot.url}/slack/events`, text, { 'content-type': type, ...signed(text) });
    expect(answered.status).toBe(400);
  });
});

test('the address is verified when Slack asks, by a signed request', async () => {
  const text = JSON.stringify({ type: 'url_verification', challenge: 'c1', token: 't' });
  const answered = await post(`${bot.url}/slack/events`, text, {
    'content-type': 'application/json; charset=utf-8',
    ...signed(text),
  });
  expect(answered).toEqual({ status: 200, body: { challenge: 'c1' } });
});

describe('What Slack says of itself', () => {
  const json = (content: unknown) => {
    const text = JSON.stringify(content);
    return post(`${bot.url}/slack/events`, text, { 'content-type': 'application/json', ...signed(text) });
  };

  test('a look at the certificate is answered, unsigned as it is, and nothing is done', async () => {
    expect(await send('ssl_check=1&token=seekrit', {})).toEqual({ status: 200, body: '' });
    expect((await send(`${body()}&ssl_check=1`.slice(0, 900), {})).status).toBe(200);
    expect((await send(`ssl_check=1&${'x'.repeat(1_000)}`, {})).status).toBe(401);
    expect(bot.handled).toEqual([]);
  });

  test('that it holds events back is answered, and logged for whoever runs the bot', async () => {
    const told = { token: 'seekrit', type: 'app_rate_limited', team_id: 'T0HARBOUR', minute_rate_limited: 1763632800 };
    expect(await json({ ...told, api_app_id: 'A0CHAIR' })).toEqual({ status: 200, body: '' });
    expect(bot.lines.at(-1)).toMatchObject({ msg: expect.stringContaining('30,000'), teamId: 'T0HARBOUR' });
    expectNoSecrets();
  });
});

describe('Somebody for whom nothing is done', () => {
  const submission = () => {
    const user = { id: 'U0ZOE', team_id: 'T0OTHER', username: 'zoe', name: 'zoe' };
    const { view } = payload('view-submission') as { view: Json };
    return payload('view-submission', { user, view: { ...view, private_metadata: 'C0SUPPORT|F-1' } });
  };
  const press = { actionId: 'feedback.resolve', value: 'F-1', on: { channel: 'C0SUPPORT', ts: '5.000001' } };

  test.each([
    ['presses a button', () => bot.driver.press('U0ZOE', press)],
    ['types a command', () => bot.driver.command('U0ZOE', secretWords, 'C0SUPPORT')],
    [
      'captures a message',
      () => bot.driver.capture('U0ZOE', { channel: 'C0SUPPORT', ts: '5.000001', user: 'U0DANA', text: secretWords }),
    ],
    ['submits a form', () => bot.driver.send('interactive', submission())],
    [
      'writes in a thread',
      () => bot.driver.write('U0ZOE', secretWords, { channel: 'C0SUPPORT', threadTs: '5.000001' }),
    ],
  ])('of a foreign workspace that shares the channel: who %s hears why', async (_, deed) => {
    expect((await deed()).status).toBe(200);
    await bot.settled();
    expect(bot.handled).toEqual([]);
    expect(bot.world.ephemerals.at(-1)).toMatchObject({
      userId: 'U0ZOE',
      text: expect.stringContaining('Nothing was changed'),
    });
    expect(bot.lines).toContainEqual(expect.objectContaining({ msg: 'slack user refused', reason: 'foreign' }));
    expectNoSecrets();
  });

  test('a reaction of somebody of a foreign workspace does nothing, and is logged', async () => {
    await bot.close();
    bot = await openSmallSlack();
    for (const reaction of ['ear', 'white_check_mark', 'tada']) {
      const item = { type: 'message', channel: 'C0SUPPORT', ts: '5.000001' };
      await bot.driver.event({ type: 'reaction_added', user: 'U0ZOE', reaction, item });
    }
    expect(bot.handled).toEqual([]);
    expect(bot.world.ephemerals).toEqual([]);
    expect(bot.lines.filter(({ msg }) => msg === 'slack user refused')).toHaveLength(2);
  });

  test('who left the workspace hears so', async () => {
    addUser(bot.world, { id: 'U0GONE', name: 'gone', realName: 'Gone', deleted: true });
    await bot.driver.command('U0GONE', 'owe');
    expect(bot.handled).toEqual([]);
    expect(bot.world.ephemerals.at(-1)?.text).toContain('not a member here');
  });

  test('in a workspace that is not connected', async () => {
    const answered = await bot.driver.send(
      'command',
      payload('slash-command', { team_id: 'T0NOBODY', text: secretWords }),
    );
    expect(answered.body).toMatchObject({ text: expect.stringContaining('not connected') });
    const event = payload('event-message', {
      team_id: 'T0NOBODY',
      authorizations: [
        { team_id: 'T0NOBODY', enterprise_id: null, user_id: 'U1', is_bot: true, is_enterprise_install: false },
      ],
    });
    expect((await bot.driver.send('event', event)).status).toBe(200);
    const click = payload('block-actions-message', { team: { id: 'T0NOBODY' }, user: { team_id: 'T0NOBODY' } });
    expect((await bot.driver.send('interactive', click)).status).toBe(200);
    expect(bot.handled).toEqual([]);
    expect(bot.lines.filter(({ msg }) => msg === 'slack workspace refused')).toHaveLength(3);
    expectNoSecrets();
  });
});

describe('A payload with missing or surprising fields', () => {
  const kinds: readonly (readonly [PayloadName, 'command' | 'interactive' | 'event'])[] = [
    ['slash-command', 'command'],
    ['block-actions-message', 'interactive'],
    ['block-actions-view', 'interactive'],
    ['view-submission', 'interactive'],
    ['message-action', 'interactive'],
    ['global-shortcut', 'interactive'],
    ['event-message', 'event'],
  ];

  test.each(kinds)('of the kind %s is answered whatever is missing, and nothing breaks', async (name, kind) => {
    const broken: string[] = [];
    for (const path of paths(payload(name))) {
      for (const value of [undefined, null, 7, {}]) {
        // Of its own: what comes a second time is not looked at.
        const own = kind === 'event' ? { event_id: nextId('Ev') } : { trigger_id: nextId('trigger') };
        const answered = await bot.driver.send(kind, changed(payload(name, own), path, value));
        if (answered.status >= 500) broken.push(`${path.join('.')}: ${JSON.stringify(value)}`);
        bot.clock.moveTo(later(1));
      }
    }
    await bot.settled();
    expect(broken).toEqual([]);
    expectNoSecrets();
  });
});

describe('An event with missing or surprising fields', () => {
  const user = {
    id: 'U0BEN',
    team_id: 'T0HARBOUR',
    name: 'ben',
    deleted: false,
    tz: 'Europe/London',
    profile: { real_name: 'Ben', display_name: 'ben', status_emoji: ':palm_tree:', status_expiration: 0 },
    is_bot: false,
    is_restricted: false,
    updated: 1763398800,
    locale: 'en-GB',
  };
  const subteam = {
    id: 'S0DESK',
    team_id: 'T0HARBOUR',
    handle: 'desk',
    name: 'Desk',
    users: ['U0BEN'],
    date_delete: 0,
  };
  const item = { type: 'message', channel: 'C0SUPPORT', ts: '1763398800.000200' };
  const home = { user: 'U0DANA', channel: 'D0DANA', tab: 'home', view: { id: 'V1', type: 'home', hash: '1.h' } };
  const reaction = { user: 'U0DANA', item, item_user: 'U0BEN', event_ts: '1763398805.000100' };
  const joined = { user: 'U0CHAIR', channel: 'C0SUPPORT', channel_type: 'C', team: 'T0HARBOUR', inviter: 'U0DANA' };
  const dnd = { dnd_enabled: true, next_dnd_start_ts: 1763398800, next_dnd_end_ts: 1763409600, snooze_enabled: false };
  const events: readonly (readonly [string, Json])[] = [
    ['app_mention', { user: 'U0DANA', text: '<@U0CHAIR> owe', ts: item.ts, channel: 'C0SUPPORT', team: 'T0HARBOUR' }],
    ['reaction_added', { ...reaction, reaction: 'ear' }],
    ['reaction_added', { ...reaction, reaction: 'white_check_mark' }],
    ['reaction_removed', { ...reaction, reaction: 'ear' }],
    ['member_joined_channel', joined],
    ['channel_rename', { channel: { id: 'C0SUPPORT', name: 'help', created: 1763398800 } }],
    ['group_rename', { channel: { id: 'G0SUPPORT', name: 'help', created: 1763398800 } }],
    ['app_home_opened', home],
    ['user_change', { user, cache_ts: 1763398800, event_ts: '1763398805.000100' }],
    ['team_join', { user }],
    ['dnd_updated_user', { user: 'U0BEN', dnd_status: dnd }],
    ['subteam_created', { subteam }],
    ['subteam_updated', { subteam }],
    ['subteam_members_changed', { subteam_id: 'S0DESK', team_id: 'T0HARBOUR', added_users: ['U0BEN'] }],
    ['tokens_revoked', { tokens: { oauth: ['U0DANA'], bot: ['U0OTHER'] } }],
    ['app_uninstalled', {}],
  ];

  test.each(events)('%s is taken or refused, and nothing breaks', async (type, fields) => {
    await bot.close();
    bot = await openSmallSlack();
    const event = { type, ...fields };
    const broken: string[] = [];
    for (const path of paths(event)) {
      for (const value of [undefined, null, 7, {}, []]) {
        const told = changed(event, path, value);
        const answered = await bot.driver.event(told);
        if (answered.status >= 500) broken.push(`${path.join('.')}: ${JSON.stringify(value)}`);
      }
    }
    expect((await bot.driver.event(event)).status).toBe(200);
    await bot.settled();
    expect(broken).toEqual([]);
    expect(bot.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expectNoSecrets();
  });
});

/** Every field, and those of objects within. */
function paths(json: Json, above: readonly string[] = []): string[][] {
  return Object.entries(json).flatMap(([key, value]) => {
    const path = [...above, key];
    const isObject = typeof value === 'object' && value !== null;
    // What stands in a list is looked into once more.
    return [path, ...(isObject && path.length < (key === '0' ? 3 : 2) ? paths(value as Json, path) : [])];
  });
}

function changed(json: Json, path: readonly string[], value: unknown): Json {
  const copy = structuredClone(json);
  const holder = path.slice(0, -1).reduce<Json>((at, key) => at[key] as Json, copy);
  if (value === undefined) Reflect.deleteProperty(holder, path.at(-1) ?? '');
  else Object.assign(holder, { [path.at(-1) ?? '']: value });
  return copy;
}
