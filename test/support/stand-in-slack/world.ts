/** What the stand-in Slack knows: teams, people, channels, tokens, and everything that was shown to anybody. */

export interface SlackUser {
  readonly id: string;
  /** Of the workspace that the user belongs to: another one's in channels shared by Slack Connect. */
  readonly teamId: string;
  /** What follows the @. */
  readonly name: string;
  readonly realName: string;
  readonly tz?: string;
  readonly locale?: string;
  readonly isAdmin?: boolean;
  readonly isBot?: boolean;
  /** The Enterprise Grid that the workspace is part of. */
  readonly enterpriseId?: string;
  deleted?: boolean;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  /** User ids, the bot's among them where it was invited. */
  readonly members: Set<string>;
  isArchived?: boolean;
  /** Shared with another company (Slack Connect); `pending`: they are invited. */
  shared?: boolean | 'pending';
  readonly isPrivate?: boolean;
  /** Whose private chat with the bot this is. */
  readonly im?: string;
}

export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: readonly unknown[];
  readonly threadTs: string | null;
  readonly metadata?: unknown;
  /** How often it was edited. */
  edits: number;
}

/** What only one person sees. */
export interface Ephemeral {
  readonly userId: string;
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly via: 'acknowledgement' | 'response_url' | 'postEphemeral';
}

export interface ShownView {
  readonly id: string;
  readonly userId: string;
  hash: string;
  view: SlackView;
  /** How often it was updated. */
  updates: number;
}

export interface SlackView {
  readonly type: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
}

export interface SlackWorld {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly appId: string;
  readonly bot: { readonly userId: string; readonly botId: string; readonly token: string; readonly appToken: string };
  readonly signingSecret: string;
  /** The token is of a whole Enterprise Grid. */
  readonly isOrgWide?: boolean;
  /** How many people a page of the directory has. Default: 3, so that there are several. */
  readonly usersPage?: number;
  /** What the token may do no more. */
  readonly missingScopes: Set<string>;
  readonly users: Map<string, SlackUser>;
  readonly channels: Map<string, SlackChannel>;
  readonly messages: ShownMessage[];
  readonly ephemerals: Ephemeral[];
  readonly views: ShownView[];
  /** Every call of the Web API, refused ones too. */
  readonly calls: { readonly method: string; readonly args: Readonly<Record<string, unknown>> }[];
  /** A clock of its own would drift from the bot's, whose signatures it makes. */
  now(): Date;
}

export interface WorldOptions {
  readonly now: () => Date;
  readonly team?: { readonly id: string; readonly name: string };
}

/** A workspace in which the app is installed and nobody is yet. */
export function createWorld({ now, team = { id: 'T0HARBOUR', name: 'Harbour Lights' } }: WorldOptions): SlackWorld {
  const bot = { userId: 'U0CHAIR', botId: 'B0CHAIR', token: 'xoxb-stand-in', appToken: 'xapp-stand-in' };
  const world: SlackWorld = {
    team: { ...team, domain: 'harbour-lights' },
    appId: 'A0CHAIR',
    missingScopes: new Set(),
    bot,
    signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
    users: new Map(),
    channels: new Map(),
    messages: [],
    ephemerals: [],
    views: [],
    calls: [],
    now,
  };
  addUser(world, { id: bot.userId, name: 'empty_chair', realName: 'Empty Chair', isBot: true });
  return world;
}

export function addUser(world: SlackWorld, user: Omit<SlackUser, 'teamId'> & { readonly teamId?: string }): SlackUser {
  const added = { teamId: world.team.id, ...user };
  world.users.set(added.id, added);
  return added;
}

export function addChannel(
  world: SlackWorld,
  { members, ...channel }: Omit<SlackChannel, 'members'> & { readonly members: Iterable<string> },
): SlackChannel {
  const added = { ...channel, members: new Set(members) };
  world.channels.set(added.id, added);
  return added;
}

/** The private chat of somebody with the bot, opened when it is first needed. */
export function directChannel(world: SlackWorld, userId: string): SlackChannel {
  const id = `D${userId.slice(1)}`;
  return (
    world.channels.get(id) ??
    addChannel(world, { id, name: 'directmessage', members: [userId, world.bot.userId], im: userId })
  );
}

let counter = 0;

/** Unique and in order, as Slack's are: seconds, and a count where Slack has microseconds. */
export function nextTs(world: SlackWorld): string {
  counter = (counter + 1) % 1_000_000;
  return `${Math.floor(world.now().getTime() / 1_000)}.${String(counter).padStart(6, '0')}`;
}

export function nextId(prefix: string): string {
  counter = (counter + 1) % 1_000_000;
  return `${prefix}${process.pid.toString(36).toUpperCase()}${String(counter).padStart(6, '0')}`;
}
