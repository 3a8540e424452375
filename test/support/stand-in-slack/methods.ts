/**
 * The methods of Slack's Web API that the bot calls, with what Slack checks of each: membership, limits of texts and
 * blocks, trigger ids, unknown users. A method is a line in the table; what it is called with has been read by server.ts.
 */
import { readSlackMessage, readSlackView } from '../../contracts/slack-checker.js';
import { type Answer, type Args, type Method, type MethodContext, Refusal } from './method.js';
import { organisationMethods, organisationOf } from './organisation-methods.js';
import {
  directChannel,
  nextId,
  nextTs,
  type ShownView,
  type SlackChannel,
  type SlackView,
  type SlackWorld,
} from './world.js';

/** Longest text that chat.update takes. */
const longestEdit = 4_000;
const longestPost = 40_000;
/** Messages on a page of history, as Slack gives them to an app that is sold outside of its marketplace. */
const largestPage = 15;

export const methods: Readonly<Record<string, Method>> = {
  ...organisationMethods((world, id) => userJson(world, id)),
  'auth.test': (_, { world }) => ({
    url: `https://${world.team.domain}.slack.com/`,
    team: world.team.name,
    user: 'empty_chair',
    team_id: world.team.id,
    user_id: world.bot.userId,
    bot_id: world.bot.botId,
    is_enterprise_install: world.isOrgWide ?? false,
  }),
  'apps.connections.open': (_, { socketUrl }) => ({ url: socketUrl }),
  'chat.postMessage': (args, { world }) => {
    const channel = channelToPostIn(world, text(args.channel));
    checkMessage(args, longestPost);
    const thread = typeof args.thread_ts === 'string' ? args.thread_ts : null;
    if (thread !== null && !find(world, channel.id, thread)) throw new Refusal('thread_not_found');
    const message = {
      channel: channel.id,
      ts: nextTs(world),
      threadTs: thread,
      edits: 0,
      ...content(args),
      metadata: args.metadata,
    };
    world.messages.push(message);
    return { channel: channel.id, ts: message.ts, message: { type: 'message', user: world.bot.userId, ...message } };
  },
  'chat.update': (args, { world }) => {
    const id = text(args.channel);
    // A user's id is not taken here, only that of the chat.
    if (!world.channels.has(id)) throw new Refusal('channel_not_found');
    checkMessage(args, longestEdit);
    const message = find(world, id, text(args.ts));
    if (!message) throw new Refusal('message_not_found');
    Object.assign(message, content(args), { edits: message.edits + 1 });
    return { channel: id, ts: message.ts, text: message.text };
  },
  'chat.delete': (args, { world }) => {
    const at = world.messages.findIndex(({ channel, ts }) => channel === args.channel && ts === args.ts);
    if (at < 0) throw new Refusal('message_not_found');
    world.messages.splice(at, 1);
    return { channel: args.channel, ts: args.ts };
  },
  'conversations.history': (args, { world }) => historyOf(world, args, null),
  'conversations.replies': (args, { world }) => {
    const written = organisationOf(world).written.get(`${args.channel}/${args.ts}`);
    if (written) return { messages: [{ type: 'message', ts: args.ts, ...written }], has_more: false };
    if (!find(world, text(args.channel), text(args.ts))) throw new Refusal('thread_not_found');
    return historyOf(world, args, text(args.ts));
  },
  'chat.postEphemeral': (args, { world }) => {
    const channel = channelToPostIn(world, text(args.channel));
    const userId = text(args.user);
    if (!channel.members.has(userId)) throw new Refusal('user_not_in_channel');
    checkMessage(args, longestPost);
    const ts = nextTs(world);
    world.ephemerals.push({ userId, channel: channel.id, ts, via: 'postEphemeral', ...content(args) });
    return { message_ts: ts };
  },
  'views.open': (args, context) => open(args, context),
  'views.push': (args, context) => open(args, context),
  'views.update': (args, { world }) => {
    const shown = world.views.find(({ id }) => id === args.view_id);
    if (!shown) throw new Refusal('not_found');
    if (args.hash !== undefined && args.hash !== shown.hash) throw new Refusal('hash_conflict');
    shown.view = checkedView(args.view);
    shown.hash = `${nextTs(world)}.${nextId('h')}`;
    shown.updates += 1;
    return { view: viewOf(world, shown) };
  },
  'users.info': (args, { world }) => {
    const user = world.users.get(text(args.user));
    if (!user) throw new Refusal('user_not_found');
    return { user: userJson(world, user.id) };
  },
  'conversations.info': (args, { world }) => {
    const channel = world.channels.get(text(args.channel));
    if (!channel) throw new Refusal('channel_not_found');
    const { id, name, isArchived = false, isPrivate = false, shared = false, im, members } = channel;
    return {
      channel: {
        id,
        name,
        is_channel: im === undefined,
        is_im: im !== undefined,
        is_archived: isArchived,
        is_private: isPrivate,
        is_member: members.has(world.bot.userId),
        is_ext_shared: shared === true,
        is_pending_ext_shared: shared === 'pending',
      },
    };
  },
};

function channelToPostIn(world: SlackWorld, id: string): SlackChannel {
  if (/^[UW]/.test(id)) {
    const user = world.users.get(id);
    if (!user || user.deleted) throw new Refusal(user ? 'user_disabled' : 'user_not_found');
    return directChannel(world, id);
  }
  const channel = world.channels.get(id);
  if (!channel || (channel.isPrivate && !channel.members.has(world.bot.userId))) throw new Refusal('channel_not_found');
  if (channel.isArchived) throw new Refusal('is_archived');
  if (!channel.members.has(world.bot.userId)) throw new Refusal('not_in_channel');
  return channel;
}

/** A page of what the bot posted there, newest first: of the channel, or of one thread. */
function historyOf(world: SlackWorld, args: Args, thread: string | null): Answer {
  const channel = world.channels.get(text(args.channel));
  if (!channel) throw new Refusal('channel_not_found');
  const scope = channel.im ? 'im:history' : channel.isPrivate ? 'groups:history' : 'channels:history';
  if (world.missingScopes.has(scope)) throw new Refusal('missing_scope');
  const all = world.messages
    .filter((each) => each.channel === channel.id && Number(each.ts) > Number(args.oldest ?? 0))
    .filter(({ threadTs, ts }) => (thread === null ? threadTs === null : threadTs === thread || ts === thread))
    .reverse();
  const from = Number(args.cursor || 0);
  const until = from + Math.min(Number(args.limit || 100), largestPage);
  const isAsked = args.include_all_metadata === true;
  return {
    messages: all.slice(from, until).map(({ ts, text: words, metadata }) => ({
      ...{ type: 'message', ts, text: words, bot_id: world.bot.botId },
      ...(isAsked && metadata !== undefined && { metadata }),
    })),
    has_more: until < all.length,
    response_metadata: { next_cursor: until < all.length ? String(until) : '' },
  };
}

/** What Slack refuses, and the manners that the bot promises of every message. */
function checkMessage(args: Args, longest: number): void {
  const { text: words, blocks } = content(args);
  if (words.trim() === '' && blocks.length === 0) throw new Refusal('no_text');
  if (words.length > longest) throw new Refusal('msg_too_long');
  if (args.parse !== 'none' || args.link_names) throw new Refusal('invalid_arguments', ['parse must be none']);
  if (blocks.length === 0) return;
  const { problems } = readSlackMessage({ text: words, blocks });
  if (problems.length > 0) throw new Refusal('invalid_blocks', problems);
}

function content(args: Args): { text: string; blocks: readonly unknown[] } {
  return { text: text(args.text), blocks: Array.isArray(args.blocks) ? args.blocks : [] };
}

function open(args: Args, { world, triggers }: MethodContext): Answer {
  const used = triggers.use(text(args.trigger_id), world.now());
  if (typeof used === 'object') throw new Refusal(used.error);
  const shown: ShownView = {
    id: nextId('V'),
    userId: used,
    hash: nextId('h'),
    view: checkedView(args.view),
    updates: 0,
  };
  world.views.push(shown);
  return { view: viewOf(world, shown) };
}

export function checkedView(given: unknown): SlackView {
  if (typeof given !== 'object' || given === null || !('blocks' in given)) throw new Refusal('invalid_arguments');
  const view = given as SlackView;
  const { problems } = readSlackView(view);
  const hasInput = view.blocks.some(({ type }) => type === 'input');
  const all = hasInput && !view.submit ? [...problems, 'an input without submit'] : problems;
  if (all.length > 0) throw new Refusal('invalid_arguments', all);
  return view;
}

function viewOf(world: SlackWorld, { id, hash, view }: ShownView): Answer {
  return { id, team_id: world.team.id, hash, root_view_id: id, app_id: world.appId, bot_id: world.bot.botId, ...view };
}

export function find(world: SlackWorld, channel: string, ts: string) {
  return world.messages.find((message) => message.channel === channel && message.ts === ts);
}

/** As users.info and the events of users give them. */
export function userJson(world: SlackWorld, id: string): Answer {
  const user = world.users.get(id);
  if (!user) throw new Refusal('user_not_found');
  return {
    id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted ?? false,
    color: '9f69e7',
    real_name: user.realName,
    tz: user.tz ?? 'Europe/London',
    tz_label: 'Greenwich Mean Time',
    tz_offset: 0,
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: '',
      display_name_normalized: '',
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      avatar_hash: 'ge3b51ca72de',
      team: user.teamId,
    },
    is_admin: user.isAdmin ?? false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.isBot ?? false,
    is_app_user: false,
    is_email_confirmed: true,
    ...(user.teamId !== world.team.id && { is_stranger: true }),
    ...(user.enterpriseId && {
      enterprise_user: {
        id: id,
        enterprise_id: user.enterpriseId,
        is_admin: false,
        is_owner: false,
        teams: [user.teamId],
      },
    }),
    updated: 1_700_000_000,
    locale: user.locale ?? 'en-GB',
    who_can_share_contact_card: 'EVERYONE',
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
