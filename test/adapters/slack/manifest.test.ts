import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { createFurther } from '../../../src/adapters/slack/further.js';
import { captureShortcut, createReceive, globalShortcuts } from '../../../src/adapters/slack/receive.js';
import { neededScopes, optionalScopes } from '../../../src/adapters/slack/scopes.js';

const root = new URL('../../../', import.meta.url);
const read = async (name: string) => JSON.parse(await readFile(new URL(`manifests/${name}.json`, root), 'utf8'));
const bySocket = await read('slack');
const byHttp = await read('slack-http');

/** What each method of the Web API wants; docs.slack.dev/reference/methods. `either`: one of them, by where it is used. */
const scopesOfMethods: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'oauth.v2.access': [],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'usergroups.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
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
  subteam_created: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  team_join: 'users:read',
  tokens_revoked: null,
  user_change: 'users:read',
};

const folder = new URL('src/adapters/slack/', root);
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
const source = (await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')))).join('\n');
const families =
  'admin|apps|auth|bookmarks|bots|canvases|chat|conversations|dnd|emoji|files|lists|oauth|pins|reactions|reminders|search|team|usergroups|users|views';
const called = new Set(
  [...source.matchAll(new RegExp(`\\b((?:${families})(?:\\.\\w+)+)\\(`, 'g'))].flatMap(([, method = '']) =>
    /\.(parse|safeParse|get|set|has|map|join|test|length)$/.test(method) && method !== 'auth.test' ? [] : [method],
  ),
);

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
    const house = { organisation: stub, database: stub, livingKeyAt: stub, home: stub };
    const further = createFurther({ ...({} as Parameters<typeof createFurther>[0]), house });
    const handlers = [createReceive({} as Parameters<typeof createReceive>[0]).events, ...(further?.handlers ?? [])];
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

  test.each([['slack'], ['slack-http']])('keeps the limits of Slack’s schema: %s', async (name) => {
    const {
      _metadata,
      display_information: shown,
      features,
      settings,
      oauth_config: oauth,
      ...others
    } = await read(name);
    expect(others).toEqual({});
    expect(_metadata).toEqual({ major_version: 2, minor_version: 1 });
    const within = (text: string, least: number, most: number) => {
      expect([...text].length).toBeGreaterThanOrEqual(least);
      expect(text.length).toBeLessThanOrEqual(most);
    };
    within(shown.name, 1, 35);
    within(shown.description, 1, 140);
    within(shown.long_description, 175, 4000);
    expect(shown.background_color).toMatch(/^#([0-9a-f]{3}){1,2}$/i);
    within(features.bot_user.display_name, 1, 80);
    for (const shortcut of features.shortcuts) {
      within(shortcut.name, 1, 24);
      within(shortcut.callback_id, 1, 255);
      within(shortcut.description, 1, 150);
    }
    for (const command of features.slash_commands) {
      expect(command.command).toMatch(/^\/.{1,31}$/);
      within(command.description, 1, 2000);
      within(command.usage_hint, 1, 1000);
    }
    expect(settings.event_subscriptions.bot_events.length).toBeLessThanOrEqual(100);
    expect(oauth.scopes.bot.length).toBeLessThanOrEqual(255);
    expect(settings.interactivity.is_enabled).toBe(true);
  });
});
