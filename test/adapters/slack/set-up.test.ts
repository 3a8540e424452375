import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { installPath, redirectPath } from '../../../src/adapters/slack/workspace/oauth/install-routes.js';
import { createApp } from '../../../src/app.js';
import { loadConfig, playgroundMode } from '../../../src/config.js';
import { recordingLog } from '../../support/recording-log.js';
import { bodyOf, bySocket, createDriver, post, signatureOf } from '../../support/stand-in-slack/driver.js';
import { organisationOf } from '../../support/stand-in-slack/organisation-methods.js';
import { payload } from '../../support/stand-in-slack/payloads.js';
import { recordedEvent } from '../../support/stand-in-slack/recorded-events.js';
import { openSlack } from '../../support/stand-in-slack/server.js';
import { addChannel, addUser, createWorld } from '../../support/stand-in-slack/world.js';
import { migratedDataDir, removeTemporaryFolders } from '../../support/temporary-folder.js';
import { openSmallSlack } from './small-slack.js';

const root = new URL('../../../', import.meta.url);
const section = await readFile(new URL('docs/slack.md', root), 'utf8');
const manifestNamed = /\(\.\.\/(manifests\/[\w-]+\.json)\)/.exec(section)?.[1] ?? '';
const manifest = JSON.parse(await readFile(new URL(manifestNamed, root), 'utf8'));
/** What the reader writes into `.env`, with the tokens that the stand-in gave. */
const envShown = /```sh\n(\s*SLACK_[\s\S]*?)```/.exec(section)?.[1] ?? '';

describe('The way into Slack of docs/slack.md', () => {
  afterEach(removeTemporaryFolders);

  test('leads from the manifest by the keys that it names to a bot that answers, greets, finds an owner, and does all that it says of it', async () => {
    const world = createWorld({ now: () => new Date() });
    addUser(world, { id: 'U0YOU', name: 'you', realName: 'You', isAdmin: true });
    addChannel(world, { id: 'C0TEAM', name: 'team', members: [...world.users.keys(), world.bot.userId] });
    const slack = await openSlack({ world });
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    const tokens: Readonly<Record<string, string>> = { 'xapp-…': world.bot.appToken, 'xoxb-…': world.bot.token };
    const env = Object.fromEntries(
      Object.entries(parseEnv(envShown)).map(([key, shown]) => [key, tokens[shown ?? '']]),
    );
    expect(Object.values(env)).not.toContain(undefined);
    const outside = { PORT: '0', DATA_DIR: await migratedDataDir(), SLACK_API_URL: slack.apiUrl };
    const app = await createApp({ config: loadConfig({ ...env, ...outside }), log: recordingLog().log });
    const { url } = await app.start();
    const driver = createDriver(slack, bySocket(slack));
    const [{ command }] = manifest.features.slash_commands;
    const say = (line: string) => {
      expect(section).toContain(`\`${command} ${line}`);
      return driver.command('U0YOU', line.replace('@you', '<@U0YOU|you>'), 'C0TEAM');
    };
    expect(JSON.stringify(await say('help'))).toContain('What you can do here');
    await driver.event({ type: 'member_joined_channel', user: world.bot.userId, channel: 'C0TEAM' });
    await slack.callsReach('chat.postMessage', 1);
    expect(world.messages.map(({ text }) => text)).toEqual([expect.stringContaining('Empty Chair is in #team now')]);
    expect(JSON.stringify(await say('champion @you'))).toContain('You is the customer champion now');
    expect(JSON.stringify(await say('feedback The refund never came'))).toContain('This is F-1');
    await slack.callsReach('chat.postMessage', 3);
    expect(world.messages.map(({ channel }) => channel).sort()).toEqual(['C0TEAM', 'C0TEAM', 'D0YOU']);
    await driver.event({ type: 'app_home_opened', user: 'U0YOU', tab: 'home' });
    await slack.callsReach('views.publish', 1);
    expect(JSON.stringify(organisationOf(world).homes.get('U0YOU'))).toContain('First steps: 2 of 5 done');

    const known = organisationOf(world);
    const react = (reaction: string, ts: string) => {
      const item = { type: 'message', channel: 'C0TEAM', ts };
      return driver.event({ type: 'reaction_added', user: 'U0YOU', reaction, item_user: 'U0YOU', item });
    };
    const toldTo = async (count: number) => {
      await slack.callsReach('chat.postEphemeral', count);
      return world.ephemerals.filter(({ via }) => via === 'postEphemeral').at(-1)?.text;
    };
    known.written.set('C0TEAM/1700000001.000200', { user: 'U0YOU', text: 'The page is slow' });
    await react('ear', '1700000001.000200');
    expect(await toldTo(1)).toContain('F-2');
    const card = world.messages.find(({ channel, text }) => channel === 'C0TEAM' && text.includes('F-1'));
    await react('white_check_mark', card?.ts ?? '');
    expect(await toldTo(2)).toContain('How did F-1 end?');
    await say('settings ear:eyes check:tada');
    await react('tada', card?.ts ?? '');
    expect(await toldTo(3)).toContain('How did F-1 end?');
    known.written.set('C0TEAM/1700000002.000200', { user: 'U0YOU', text: 'The page is slower' });
    await react('eyes', '1700000002.000200');
    expect(await toldTo(4)).toContain('F-3');

    const group = { id: 'S0BILLING', handle: 'billing-team', users: ['U0YOU'] };
    known.groups.push(group);
    await driver.event(recordedEvent('subteam_updated', { subteam: group }));
    expect(JSON.stringify(await say('route add topic:billing to:@billing-team'))).toContain('@billing-team');
    expect(JSON.stringify(await say('settings dnd:on'))).toMatch(/Changed: do not disturb/);
    const health = await fetch(`${url}/readyz`);
    expect(await health.json()).toMatchObject({ status: 'ready', slack: true });
    await app.stop();
    await slack.close();
    // The whole bot on a new database: on a busy machine that alone takes half a minute.
  }, 90_000);

  /** The keys that a paragraph tells to set, with what the reader would have. */
  function envOf(...paragraphs: readonly string[]): Record<string, string> {
    const has: Readonly<Record<string, string>> = {
      PUBLIC_URL: address,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_TOKEN_KEY: Buffer.alloc(32).toString('base64'),
    };
    const keys = paragraphs.join().match(/(?<=`)[A-Z]+(?:_[A-Z]+)+(?=`)/g) ?? [];
    return Object.fromEntries(keys.map((key) => [key, has[key] ?? 'something']));
  }
  const address = 'https://chair.example.com';
  const byHttpWords = /^\*\*HTTP\*\*([\s\S]*?)\n\n/m.exec(section)?.[1] ?? '';
  const byOauthWords = /^\*\*Many workspaces\*\*([\s\S]*?)\n\n/m.exec(section)?.[1] ?? '';

  test('by HTTP leads to an address that Slack finds good, and at which commands and clicks are answered', async () => {
    expect(byHttpWords).toContain(`\`${address}\``);
    expect(playgroundMode(loadConfig(envOf(byHttpWords)))).toBe('off');
    const bot = await openSmallSlack();
    const name = /\(\.\.\/(manifests\/[\w-]+\.json)\)/.exec(byHttpWords)?.[1] ?? '';
    const pasted = (await readFile(new URL(name, root), 'utf8')).replaceAll(address, bot.url);
    const { settings, features } = JSON.parse(pasted);
    const send = (to: string, text: string, type: string) => {
      const signature = signatureOf(text, { secret: bot.world.signingSecret, now: bot.clock.now() });
      return post(to, text, { 'content-type': type, ...signature });
    };
    const asked = JSON.stringify({ type: 'url_verification', challenge: 'c1' });
    expect((await send(settings.event_subscriptions.request_url, asked, 'application/json')).body).toEqual({
      challenge: 'c1',
    });
    const form = 'application/x-www-form-urlencoded';
    await send(features.slash_commands[0].url, bodyOf('command', payload('slash-command')), form);
    await send(settings.interactivity.request_url, bodyOf('interactive', payload('global-shortcut')), form);
    expect(bot.handled).toHaveLength(2);
    await bot.close();
  });

  test('by OAuth names all that the bot wants for it, and the addresses at which it installs', async () => {
    const { SLACK_BOT_TOKEN: left, ...env } = envOf(byHttpWords, byOauthWords);
    expect(byOauthWords).toMatch(/leave `SLACK_BOT_TOKEN` out/);
    expect(loadConfig(env)).toMatchObject({ PUBLIC_URL: address });
    for (const key of Object.keys(env)) expect(() => loadConfig({ ...env, [key]: '' })).toThrow(key);
    expect(() => loadConfig({ ...env, SLACK_BOT_TOKEN: left })).toThrow('SLACK_BOT_TOKEN');
    expect(byOauthWords).toContain(`PUBLIC_URL${installPath}`);
    const pasted = JSON.parse(await readFile(new URL('manifests/slack-http.json', root), 'utf8'));
    expect(pasted.oauth_config.redirect_urls).toEqual([`${address}${redirectPath}`]);
  });

  test('names every key of Slack that there is, and no other', async () => {
    const example = await readFile(new URL('.env.example', root), 'utf8');
    const keys = (text: string) => new Set(text.match(/\bSLACK_[A-Z]+(?:_[A-Z]+)*\b/g));
    const known = keys(example);
    known.delete('SLACK_API_URL');
    expect(keys(section)).toEqual(known);
  });
});
