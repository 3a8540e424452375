import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import express from 'express';
import type { PlatformAdapter } from '../../../../../src/adapters/platform/platform-adapter.js';
import { clientOptions } from '../../../../../src/adapters/slack/send/client.js';
import { slackPlatform } from '../../../../../src/adapters/slack/start.js';
import { createRenewToken } from '../../../../../src/adapters/slack/workspace/oauth/renew-token.js';
import { botScopes } from '../../../../../src/adapters/slack/workspace/scopes.js';
import { composeBot } from '../../../../../src/bot.js';
import { stoppedClock } from '../../../../../src/kernel/clock.js';
import { createSeal } from '../../../../../src/kernel/seal.js';
import { describeOnDatabase } from '../../../../support/database.js';
import type { TestDatabase } from '../../../../support/models.js';
import { recordingLog } from '../../../../support/recording-log.js';
import { byHttp, createDriver } from '../../../../support/stand-in-slack/driver.js';
import { organisationOf } from '../../../../support/stand-in-slack/organisation-methods.js';
import { payload } from '../../../../support/stand-in-slack/payloads.js';
import { openSlack } from '../../../../support/stand-in-slack/server.js';
import { addUser, createWorld } from '../../../../support/stand-in-slack/world.js';

const key = () => randomBytes(32).toString('base64');
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(database: TestDatabase, tokenKeys = key(), callMs?: number) {
  // Slack's package reckons by the machine's time when a token dies.
  const clock = stoppedClock(new Date());
  const world = createWorld({ now: () => clock.now() });
  addUser(world, { id: 'U0DANA', name: 'dana', realName: 'Dana' });
  const slack = await openSlack({ world });
  const { log, lines } = recordingLog();
  const compose = (keys: string) =>
    composeBot({
      database,
      log,
      clock,
      platforms: [
        slackPlatform(
          {
            signingSecret: world.signingSecret,
            apiUrl: slack.apiUrl,
            oauth: {
              clientId: 'client',
              clientSecret: 'client-secret',
              tokenKeys: keys,
              publicUrl: 'https://chair.example.com',
            },
          },
          { patienceMs: 20_000, callMs },
        ),
      ],
    });
  const start = async (keys = tokenKeys) => {
    const { adapters, house } = await compose(keys);
    const [adapter] = adapters as [PlatformAdapter];
    await adapter.connect();
    await adapter.start();
    closers.push(() => adapter.stop());
    return { adapter, house };
  };
  const { adapter, house } = await start();
  const web = express();
  if (adapter.routes) web.use(adapter.routes);
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closers.push(async () => {
    await adapter.settled();
    await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
    await slack.close();
    await house.delivery.stop();
  });
  const known = organisationOf(world);
  const driver = createDriver(slack, byHttp({ url: () => url, secret: world.signingSecret, now: () => clock.now() }));

  async function begin(query = '') {
    const response = await fetch(`${url}/slack/install${query}`, { redirect: 'manual' });
    const address = response.headers.get('location');
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    const at = address === null ? null : new URL(address);
    return { status: response.status, at, cookie, state: at?.searchParams.get('state') ?? '' };
  }
  async function finish({ state, cookie }: { state: string; cookie: string }, code = 'code-1') {
    const response = await fetch(`${url}/slack/oauth_redirect?code=${code}&state=${state}`, { headers: { cookie } });
    await adapter.settled();
    return { status: response.status, page: await response.text() };
  }
  /** What Slack brings for a code. */
  function grant(more: Readonly<Record<string, unknown>> = {}, code = 'code-1', token = 'xoxb-granted-1') {
    known.tokens.add(token);
    known.codes.set(code, {
      app_id: 'A1',
      authed_user: { id: 'U0DANA' },
      scope: 'chat:write,commands',
      token_type: 'bot',
      access_token: token,
      bot_user_id: 'U0CHAIR',
      team: { id: world.team.id, name: 'Harbour Lights' },
      enterprise: null,
      is_enterprise_install: false,
      ...more,
    });
  }
  const rows = () => database.models.slackInstallation.findMany({ orderBy: { key: 'asc' } });
  return { clock, world, slack, known, house, adapter, start, url, lines, driver, begin, finish, grant, rows };
}

describeOnDatabase('Installing Slack by OAuth', (database) => {
  test('brings a workspace, makes whoever installed it an admin, and keeps the tokens sealed', async () => {
    const { begin, finish, grant, rows, house, driver, world, lines, adapter } = await open(database());
    grant();
    const begun = await begin();
    expect(begun.status).toBe(302);
    expect(begun.at?.origin + (begun.at?.pathname ?? '')).toBe('https://slack.com/oauth/v2/authorize');
    expect(begun.at?.searchParams.get('redirect_uri')).toBe('https://chair.example.com/slack/oauth_redirect');
    const { status, page } = await finish(begun);
    expect([status, page]).toEqual([200, expect.stringContaining('A chair for the customer stands in Harbour Lights')]);
    expect(await house.people.actor('slack', world.team.id, 'U0DANA')).toMatchObject({ name: 'Dana', role: 'admin' });
    expect(await adapter.messengerIn(world.team.id)).not.toBeNull();
    expect(JSON.stringify(await rows())).not.toContain('xoxb');
    expect((await driver.command('U0DANA', 'help')).body).toMatchObject({ response_type: 'ephemeral' });
    expect(JSON.stringify(lines)).not.toMatch(/xoxb-granted|client-secret/);
  });

  test('answers in the language that the browser asks for', async () => {
    const { begin, grant, url } = await open(database());
    const opened = async (path: string, headers: Record<string, string>) =>
      (await fetch(url + path, { headers: { 'accept-language': 'ur-PK', ...headers } })).text();
    expect(await opened('/slack/install?join=x', {})).toContain('<html lang="ur" dir="rtl">');
    grant();
    const { state, cookie } = await begin();
    const page = await opened(`/slack/oauth_redirect?code=code-1&state=${state}`, { cookie });
    expect(page).toContain('گاہک کی کرسی');
    expect(
      await opened('/slack/oauth_redirect?error=access_denied&state=x', { cookie, 'accept-language': 'hy' }),
    ).toMatch(/<html lang="hy" dir="ltr">/u);
  });

  test('keeps what the token may do, and hears it of one that was kept before', async () => {
    const { begin, finish, grant, rows, start } = await open(database());
    grant();
    await finish(await begin());
    expect((await rows())[0]?.scopes).toBe('chat:write,commands');
    await database().executeSql('UPDATE slack_installations SET scopes = NULL');
    const { adapter } = await start();
    await adapter.settled();
    expect((await rows())[0]?.scopes).toBe(botScopes.join(','));
  });

  test.each(['oauth.v2.access', 'auth.test', 'users.info'])(
    'ends with words, and never without an end, where Slack does not answer %s',
    async (method) => {
      const { begin, finish, grant, slack } = await open(database(), undefined, 500);
      grant();
      slack.faults.next(method, { kind: 'hangs' });
      const { status, page } = await finish(await begin());
      // The installer's name is none that anything hangs on.
      expect([status, page]).toEqual(
        method === 'users.info'
          ? [200, expect.stringContaining('A chair for the customer')]
          : [502, expect.stringContaining('Please try again')],
      );
    },
  );

  test('is put off in words while the database is away, and no stack is shown', async () => {
    const { url, lines } = await open(database());
    await database().executeSql('ALTER TABLE slack_install_states RENAME TO slack_away');
    const response = await fetch(`${url}/slack/install`);
    await database().executeSql('ALTER TABLE slack_away RENAME TO slack_install_states');
    expect(response.status).toBe(503);
    const page = await response.text();
    expect(page).toContain('Please try again in a minute');
    expect(page).not.toMatch(/at .*\.(ts|js)|slack_install_states/);
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'slack installation failed' }));
  });

  test('works once with one state, in one browser, within ten minutes', async () => {
    const { begin, finish, grant, rows, clock } = await open(database());
    grant();
    const begun = await begin();
    const kept = await database().executeSql('SELECT * FROM slack_install_states');
    expect([kept.rows.length, JSON.stringify(kept.rows).includes(begun.state)]).toEqual([1, false]);
    expect((await finish({ ...begun, cookie: '' })).status).toBe(400);
    expect((await finish(begun)).status).toBe(200);
    grant({ team: { id: 'T0SECOND', name: 'Second' } });
    expect((await finish(begun)).status).toBe(400);
    const late = await begin();
    clock.moveTo(new Date(clock.now().getTime() + 600_000));
    expect((await finish(late)).status).toBe(400);
    expect((await rows()).map((row) => row.key)).toEqual(['T0HARBOUR']);
  });

  test('a second workspace joins by an admin’s invitation alone, and that works once', async () => {
    const { begin, finish, grant, rows, driver } = await open(database());
    grant();
    await finish(await begin());
    grant({ team: { id: 'T0OTHER', name: 'Strangers' } });
    await finish(await begin());
    const said = JSON.stringify((await driver.command('U0DANA', 'connect')).body);
    const code = /join=([\w-]+)/.exec(said)?.[1] ?? '';
    const join = async (id: string) => {
      grant({ team: { id, name: '<b>Berlin</b>' } });
      return finish(await begin(`?join=${code}`));
    };
    expect((await join('T0BERLIN')).page).toContain('&lt;b&gt;Berlin');
    expect(await join('T0OSLO')).toMatchObject({ status: 409, page: expect.stringContaining('used already') });
    expect(await begin('?join=%3Cscript%3E')).toMatchObject({ status: 400 });
    const organisations = new Map((await rows()).map((row) => [row.key, row.organisationId]));
    expect(organisations.get('T0BERLIN')).toBe(organisations.get('T0HARBOUR'));
    expect(organisations.get('T0OTHER')).not.toBe(organisations.get('T0HARBOUR'));
    expect(organisations.has('T0OSLO')).toBe(false);
  });

  test('a whole Enterprise Grid is one organisation: its workspaces are served as they are heard of', async () => {
    const { begin, finish, grant, rows, adapter, driver, house, world, slack } = await open(database());
    addUser(world, { id: 'W0GRACE', name: 'grace', realName: 'Grace' });
    grant({ team: null, enterprise: { id: 'E0GRID', name: 'Grid' }, is_enterprise_install: true });
    await finish(await begin());
    expect(await rows()).toMatchObject([{ key: 'E0GRID', teamId: null }]);
    expect(await adapter.messengerIn('T0HARBOUR')).toBeNull();
    const around = {
      enterprise_id: 'E0GRID',
      authorizations: [
        {
          enterprise_id: 'E0GRID',
          team_id: 'T0HARBOUR',
          user_id: 'U0CHAIR',
          is_bot: true,
          is_enterprise_install: true,
        },
      ],
    };
    await driver.event({ type: 'app_home_opened', user: 'U0DANA', tab: 'home' }, around);
    await adapter.settled();
    expect(await adapter.messengerIn('T0HARBOUR')).not.toBeNull();
    const [row] = await rows();
    const dana = await house.people.actor('slack', 'T0HARBOUR', 'U0DANA');
    expect(dana).toMatchObject({ organisationId: row?.organisationId, role: 'admin' });
    expect(await house.people.actor('slack', 'T0HARBOUR', 'W0GRACE')).toMatchObject({ name: 'Grace' });
    const memberId = dana?.id ?? '';
    const card = { title: 'F-1', summary: 'F-1', blocks: [] };
    const sent = await (await adapter.messengerIn('T0HARBOUR'))?.post({ kind: 'member', memberId }, card);
    expect(sent).toMatchObject({ kind: 'sent', ref: { channel: 'D0DANA' } });
    // People of its other workspaces meet the bot in channels that the Grid shares; those of another Grid are strangers.
    addUser(world, { id: 'U0BERLIN', name: 'ida', realName: 'Ida', teamId: 'T0BERLIN', enterpriseId: 'E0GRID' });
    addUser(world, { id: 'U0ELSE', name: 'zoe', realName: 'Zoe', teamId: 'T0ELSE', enterpriseId: 'E0OTHER' });
    for (const user of ['U0BERLIN', 'U0ELSE']) {
      await driver.event({ type: 'app_home_opened', user, tab: 'home' }, around);
    }
    expect(await house.people.actor('slack', 'T0HARBOUR', 'U0BERLIN')).toMatchObject({ name: 'Ida', role: 'member' });
    expect(await house.people.actor('slack', 'T0HARBOUR', 'U0ELSE')).toBeNull();
    // In a channel shared with another company, Slack names only the team of whoever presses: it is no workspace of ours.
    addUser(world, { id: 'U0ZOE', name: 'zoe', realName: 'Zoe', teamId: 'T0PARTNER' });
    const pressed = { team: null, user: { id: 'U0ZOE', team_id: 'T0PARTNER' }, channel: { id: 'C0SHARED' } };
    const grid = { enterprise: { id: 'E0GRID', name: 'Grid' }, is_enterprise_install: true };
    for (const [around, words] of [
      [grid, 'This is for the people of another company'],
      [{ enterprise: null }, 'I’m not connected here'],
    ] as const) {
      const press = {
        ...pressed,
        ...around,
        trigger_id: `${words}.1`,
        response_url: slack.responseUrl('U0ZOE', 'C0SHARED'),
      };
      expect((await driver.send('interactive', payload('block-actions-message', press))).status).toBe(200);
      await adapter.settled();
      expect(JSON.stringify(world.ephemerals.at(-1))).toContain(words);
    }
    expect(await house.people.actor('slack', 'T0PARTNER', 'U0ZOE')).toBeNull();
    expect(await house.people.actor('slack', 'T0HARBOUR', 'U0ZOE')).toBeNull();
    expect(await adapter.messengerIn('T0PARTNER')).toBeNull();
    for (const method of ['users.list', 'usergroups.list']) {
      const asked = world.calls.filter((call) => call.method === method).map(({ args }) => args.team_id);
      expect(new Set(asked)).toEqual(new Set(['T0HARBOUR']));
    }
    // As often as its pages say: what is known is not read anew each time it is heard of.
    await driver.event({ type: 'app_home_opened', user: 'U0DANA', tab: 'home' }, around);
    await adapter.settled();
    expect(world.calls.filter(({ method }) => method === 'usergroups.list')).toHaveLength(1);
  });

  test('tokens are renewed by one copy alone, and the installer hears when they can’t be', async () => {
    const { begin, finish, grant, rows, adapter, start, clock, known, world } = await open(database());
    grant({ refresh_token: 'xoxe-1', expires_in: 43_200 });
    known.refreshTokens.add('xoxe-1');
    await finish(await begin());
    const { adapter: other } = await start();
    const before = world.calls.filter(({ method }) => method === 'oauth.v2.access').length;
    clock.moveTo(new Date(clock.now().getTime() + 11 * 3_600_000));
    const both = [adapter, other, adapter, other].map((copy) => copy.messengerIn(world.team.id));
    expect((await Promise.all(both)).includes(null)).toBe(false);
    expect(world.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(before + 1);
    expect((await rows())[0]?.expiresAt).toEqual(new Date(clock.now().getTime() + 43_200_000));
    known.refreshTokens.clear();
    clock.moveTo(new Date(clock.now().getTime() + 11 * 3_600_000));
    await adapter.messengerIn(world.team.id);
    await adapter.messengerIn(world.team.id);
    expect(world.messages.map(({ text }) => /install me again/.test(text))).toEqual([true]);
  });

  test('the installer hears it in the language of their Slack', async () => {
    const { begin, finish, grant, adapter, clock, world } = await open(database());
    addUser(world, { id: 'U0DANA', name: 'dana', realName: 'Dana', locale: 'hy-AM' });
    grant({ refresh_token: 'xoxe-1', expires_in: 43_200 });
    await finish(await begin());
    clock.moveTo(new Date(clock.now().getTime() + 11 * 3_600_000));
    await adapter.messengerIn(world.team.id);
    expect(world.messages.map(({ text }) => text.includes('նորից տեղադրեք ինձ'))).toEqual([true]);
  });

  test('tokens that were renewed are kept, though the database is away just then', async () => {
    const tokenKeys = key();
    const { begin, finish, grant, rows, clock, known, slack } = await open(database(), tokenKeys);
    grant({ refresh_token: 'xoxe-1', expires_in: 43_200 });
    known.refreshTokens.add('xoxe-1');
    await finish(await begin());
    clock.moveTo(new Date(clock.now().getTime() + 11 * 3_600_000));
    const { log } = recordingLog();
    const waits: number[] = [];
    const execute = (sql: TemplateStringsArray, ...values: unknown[]) => {
      const isAway = sql.join('').includes('refresh_token = ') && sql.join('').includes('renewing_until = NULL');
      return isAway && waits.length < 2 ? Promise.reject(new Error('away')) : database().execute(sql, ...values);
    };
    const renew = createRenewToken({
      database: { ...database(), execute },
      clock,
      log,
      seal: createSeal(tokenKeys),
      web: new WebClient(undefined, clientOptions(slack.apiUrl, log)),
      clientId: 'client',
      clientSecret: 'client-secret',
      pause: async (ms) => void waits.push(ms),
      refused: async () => undefined,
    });
    const [before] = await rows();
    if (!before) throw new Error('Nothing is installed.');
    await renew(before);
    expect(waits).toEqual([100, 200]);
    expect((await rows())[0]?.expiresAt).toEqual(new Date(clock.now().getTime() + 43_200_000));
  });

  test('a renewal that hangs holds up nobody: what the bot starts itself goes on, and is renewed later', async () => {
    const quick = await open(database(), undefined, 500);
    const { begin, finish, grant, adapter, start, clock, known, world, slack, house } = quick;
    grant({ refresh_token: 'xoxe-1', expires_in: 43_200 });
    known.refreshTokens.add('xoxe-1');
    await finish(await begin());
    const { adapter: other } = await start();
    const dana = await house.people.actor('slack', world.team.id, 'U0DANA');
    const post = async (copy: typeof adapter) =>
      (await copy.messengerIn(world.team.id))?.post(
        { kind: 'member', memberId: dana?.id ?? '' },
        { title: 'F-1', summary: 'F-1', blocks: [] },
      );
    clock.moveTo(new Date(clock.now().getTime() + 11 * 3_600_000));
    const before = slack.callCount('oauth.v2.access');
    slack.faults.next('oauth.v2.access', { kind: 'hangs' });
    expect((await Promise.all([post(adapter), post(other)])).map((end) => end?.kind)).toEqual(['sent', 'sent']);
    expect((await post(other))?.kind).toBe('sent');
    expect(slack.callCount('oauth.v2.access')).toBe(before + 1);
    await database().executeSql("UPDATE slack_installations SET renewing_until = now() - interval '1 second'");
    known.tokens.delete('xoxb-granted-1');
    expect((await post(other))?.kind).toBe('sent');
    expect((await post(adapter))?.kind).toBe('sent');
    expect(slack.callCount('oauth.v2.access')).toBe(before + 2);
  });

  test('a new key seals anew what the old one sealed, and a missing one is named', async () => {
    const [old, fresh] = [key(), key()];
    const { begin, finish, grant, rows, start, world } = await open(database(), old);
    grant();
    await finish(await begin());
    const [before] = await rows();
    await expect(start(fresh)).rejects.toThrow(`sealed with another key (${before?.keyId})`);
    await start(`${fresh},${old}`);
    const [after] = await rows();
    expect(after?.keyId).not.toBe(before?.keyId);
    expect(await (await start(fresh)).adapter.messengerIn(world.team.id)).not.toBeNull();
  });

  test.each([
    ['app_uninstalled', {}, 0],
    ['tokens_revoked', { tokens: { bot: ['U0CHAIR'] } }, 0],
    ['tokens_revoked', { tokens: { oauth: ['U0DANA'] } }, 1],
  ])('%s with %j leaves %d installations, and the organisation’s data', async (type, more, left) => {
    const { begin, finish, grant, rows, driver, adapter, house, world } = await open(database());
    grant();
    await finish(await begin());
    await driver.event({ type, ...more });
    await adapter.settled();
    expect(await rows()).toHaveLength(left);
    expect((await adapter.messengerIn(world.team.id)) === null).toBe(left === 0);
    expect(await house.people.actor('slack', world.team.id, 'U0DANA')).not.toBeNull();
  });
});
