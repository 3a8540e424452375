import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { createEventHandlers } from '../../../src/adapters/slack/receive/event-handlers.js';
import { captureShortcut, createReceive, globalShortcuts } from '../../../src/adapters/slack/receive/receive.js';
import { neededScopes, optionalScopes } from '../../../src/adapters/slack/workspace/scopes.js';
import { slackManifest } from '../../support/slack-manifest-schema.js';
import { calledMethods } from './called-methods.js';

const root = new URL('../../../', import.meta.url);
const read = async (name: string) => JSON.parse(await readFile(new URL(`manifests/${name}.json`, root), 'utf8'));
const bySocket = await read('slack');
const byHttp = await read('slack-http');
const called = await calledMethods();

/** What each method of the Web API wants; docs.slack.dev/reference/methods. `either`: one of them, by where it is used. */
const scopesOfMethods: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'oauth.v2.access': [],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'team.info': ['team:read'],
  'team.profile.get': ['users.profile:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.profile.get': ['users.profile:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

const scopesOfEvents: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  app_uninstalled: null,
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_shared: 'channels:read',
  channel_unshared: 'channels:read',
  channel_left: 'channels:read',
  channel_deleted: 'channels:read',
  group_archive: 'groups:read',
  group_unarchive: 'groups:read',
  group_left: 'groups:read',
  group_deleted: 'groups:read',
  channel_rename: 'channels:read',
  dnd_updated_user: 'dnd:read',
  group_rename: 'groups:read',
  member_joined_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  subteam_created: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  team_join: 'users:read',
  tokens_revoked: null,
  user_change: 'users:read',
  user_huddle_changed: 'users:read',
};

describe('manifests/slack.json', () => {
  test('is the same for Socket Mode and for HTTP, save the addresses', () => {
    const without = (manifest: unknown) =>
      JSON.parse(
        JSON.stringify(manifest, (key, value) =>
          ['url', 'request_url', 'redirect_urls', 'org_deploy_enabled', 'socket_mode_enabled'].includes(key)
            ? undefined
            : value,
        ),
      );
    expect(without(bySocket)).toEqual(without(byHttp));
    expect(bySocket.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(bySocket)).not.toContain('https://');
    const addresses = JSON.stringify(byHttp).match(/https:\/\/[^"]+/g);
    expect(new Set(addresses)).toEqual(
      new Set(['https://chair.example.com/slack/events', 'https://chair.example.com/slack/oauth_redirect']),
    );
  });

  test('offers the command and the shortcuts that the code answers to', () => {
    const { shortcuts, slash_commands: commands } = bySocket.features;
    expect(
      commands.map((each: { command: string; should_escape: boolean }) => [each.command, each.should_escape]),
    ).toEqual([['/customer', true]]);
    const ids = (type: string) =>
      shortcuts.flatMap((each: { type: string; callback_id: string }) => (each.type === type ? each.callback_id : []));
    expect(ids('message')).toEqual([captureShortcut]);
    expect(ids('global')).toEqual(Object.keys(globalShortcuts));
  });

  test('subscribes to the events that the code handles, and to no others', () => {
    const stub = {} as never;
    const handlers = [createReceive(stub).events, ...createEventHandlers(stub).handlers];
    const handled = new Set(handlers.flatMap((each) => Object.keys(each)));
    const events: string[] = bySocket.settings.event_subscriptions.bot_events;
    expect(new Set(events.map((name) => name.replace(/^message\..+$/, 'message')))).toEqual(handled);
  });

  test('asks for the scopes that methods and events need, and for no others', () => {
    expect([...called].filter((method) => !(method in scopesOfMethods))).toEqual([]);
    expect(called.size).toBeGreaterThan(10);
    const events: string[] = bySocket.settings.event_subscriptions.bot_events;
    const wanted = [
      'commands',
      ...[...called].flatMap((method) => scopesOfMethods[method] ?? []),
      ...events.flatMap((name) => scopesOfEvents[name] ?? []),
    ];
    expect(new Set<string>(bySocket.oauth_config.scopes.bot)).toEqual(new Set(wanted));
    expect(bySocket.oauth_config.scopes.bot).toEqual([...neededScopes, ...optionalScopes]);
    expect(bySocket.oauth_config.scopes.bot_optional).toEqual(optionalScopes);
  });

  test.each([['slack'], ['slack-http']])('is taken by Slack’s schema: %s', async (name) => {
    const manifest = await read(name);
    expect(slackManifest.safeParse(manifest).error?.issues ?? []).toEqual([]);
    const { app_home: home } = manifest.features;
    expect(home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    // What may be left out is asked for all the same.
    expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(manifest.oauth_config.scopes.bot_optional));
  });

  test.each<[string, (manifest: typeof bySocket) => void]>([
    ['a key that nobody knows', (manifest) => Object.assign(manifest.settings, { is_magic: true })],
    [
      'a short long description',
      (manifest) => Object.assign(manifest.display_information, { long_description: 'A bot.' }),
    ],
    [
      'a bot’s name of other signs',
      (manifest) => Object.assign(manifest.features.bot_user, { display_name: 'Empty Chair' }),
    ],
    ['a long shortcut', (manifest) => Object.assign(manifest.features.shortcuts[0], { name: 'x'.repeat(25) })],
    ['an event twice', ({ settings }) => settings.event_subscriptions.bot_events.push('team_join')],
  ])('would not be taken with %s', async (_, spoil) => {
    const manifest = await read('slack');
    spoil(manifest);
    expect(slackManifest.safeParse(manifest).success).toBe(false);
  });

  test('names the bot in docs/slack.md as it is called', async () => {
    const page = await readFile(new URL('docs/slack.md', root), 'utf8');
    expect(page).toContain(`/invite @${bySocket.features.bot_user.display_name}`);
  });
});
