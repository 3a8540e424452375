/** The Web API's methods of installing, directories, home pages and reading what somebody reacted to. methods.ts lists them. */
import { readSlackView } from '../../contracts/slack-checker.js';
import { type Method, Refusal } from './method.js';
import { nextId, nextTs, type SlackWorld } from './world.js';

/** What the stand-in knows of a workspace's installation, groups and home pages; by world, so that tests don't share it. */
export interface SlackOrganisation {
  /** Access tokens that Slack takes, beside the world's own. */
  readonly tokens: Set<string>;
  /** Refresh tokens, each good once. */
  readonly refreshTokens: Set<string>;
  /** What the next `code` brings; by code. */
  readonly codes: Map<string, Readonly<Record<string, unknown>>>;
  readonly groups: { readonly id: string; readonly handle: string; readonly users: readonly string[] }[];
  /** By user: the blocks on their Home tab. */
  readonly homes: Map<string, { readonly blocks: readonly unknown[]; readonly hash: string }>;
  /** What people wrote, by `channel/ts`. */
  readonly written: Map<string, Readonly<Record<string, unknown>>>;
  /** Custom fields of profiles. */
  readonly profileFields: {
    readonly id: string;
    readonly label: string;
    readonly type: string;
    is_inverse?: boolean;
  }[];
  /** What stands in them, by user and field. */
  readonly profiles: Map<string, Readonly<Record<string, { readonly value: string; readonly alt: string }>>>;
}

const organisations = new WeakMap<SlackWorld, SlackOrganisation>();

export function organisationOf(world: SlackWorld): SlackOrganisation {
  const known = organisations.get(world);
  if (known) return known;
  const made = {
    tokens: new Set<string>(),
    refreshTokens: new Set<string>(),
    codes: new Map(),
    groups: [],
    homes: new Map(),
    written: new Map(),
    profileFields: [],
    profiles: new Map(),
  };
  organisations.set(world, made);
  return made;
}

type UserJson = (world: SlackWorld, id: string) => Readonly<Record<string, unknown>>;

export function organisationMethods(userJson: UserJson): Readonly<Record<string, Method>> {
  return {
    'oauth.v2.access': (args, { world }) => {
      const organisation = organisationOf(world);
      if (args.client_id !== 'client' || args.client_secret !== 'client-secret') refuse('bad_client_secret');
      if (args.grant_type === 'refresh_token') {
        if (!organisation.refreshTokens.delete(String(args.refresh_token))) refuse('invalid_refresh_token');
        return renewed(organisation);
      }
      const brought = organisation.codes.get(String(args.code)) ?? refuse('invalid_code');
      organisation.codes.delete(String(args.code));
      return brought;
    },
    /** Also of companies with which a channel is shared; one of theirs is known. */
    'team.info': (args) => {
      const names: Readonly<Record<string, string>> = { T0ACME: 'Acme' };
      const id = String(args.team);
      return { team: { id, name: names[id] ?? refuse('team_not_found') } };
    },
    'team.profile.get': (_, { world }) => ({ profile: { fields: organisationOf(world).profileFields } }),
    /** An empty list where nothing is filled in, as Slack answers it. */
    'users.profile.get': ({ user }, { world }) => {
      if (!world.users.has(String(user))) refuse('user_not_found');
      return { profile: { fields: organisationOf(world).profiles.get(String(user)) ?? [] } };
    },
    'users.list': (args, { world }) => {
      const all = [...world.users.keys()];
      const from = Number(args.cursor || 0);
      const size = Math.min(Number(args.limit || 200), world.usersPage ?? 3);
      const next = from + size < all.length ? String(from + size) : '';
      const members = all.slice(from, from + size).map((id) => userJson(world, id));
      return { members, response_metadata: { next_cursor: next } };
    },
    'usergroups.list': (_, { world }) => ({
      usergroups: organisationOf(world).groups.map((group) => ({ ...group, name: group.handle, date_delete: 0 })),
    }),
    'usergroups.users.list': ({ usergroup }, { world }) => {
      const group = organisationOf(world).groups.find(({ id }) => id === usergroup);
      return { users: group?.users ?? refuse('no_such_subteam') };
    },
    'conversations.members': (args, { world }) => {
      const all = [...(world.channels.get(String(args.channel))?.members ?? refuse('channel_not_found'))];
      const from = Number(args.cursor || 0);
      const next = from + 2 < all.length ? String(from + 2) : '';
      return { members: all.slice(from, from + 2), response_metadata: { next_cursor: next } };
    },
    'chat.getPermalink': (args, { world }) => ({
      channel: args.channel,
      permalink: `https://${world.team.domain}.slack.com/archives/${args.channel}/p${String(args.message_ts).replace('.', '')}`,
    }),
    'views.publish': (args, { world }) => {
      const { homes } = organisationOf(world);
      const userId = String(args.user_id);
      const { blocks } = args.view as { blocks: readonly unknown[] };
      if (blocks.length > 100) refuse('invalid_arguments', ['more than 100 blocks']);
      const { problems } = readSlackView({ blocks });
      if (problems.length > 0) refuse('invalid_arguments', problems);
      if (args.hash !== undefined && homes.get(userId)?.hash !== args.hash) refuse('hash_conflict');
      const hash = `${nextTs(world)}.${nextId('h')}`;
      homes.set(userId, { blocks, hash });
      return { view: { id: nextId('V'), hash } };
    },
  };
}

function renewed(organisation: SlackOrganisation) {
  const token = `xoxe.xoxb-${nextId('T')}`;
  const refresh = `xoxe-${nextId('R')}`;
  organisation.tokens.add(token);
  organisation.refreshTokens.add(refresh);
  return { access_token: token, refresh_token: refresh, expires_in: 43_200, token_type: 'bot' };
}

function refuse(code: string, details?: readonly string[]): never {
  throw new Refusal(code, details);
}
