/** What there is in the stand-in Teams: a tenant's people, conversations and messages. */

export interface TeamsUser {
  /** `29:…` */
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly userRole: 'user' | 'guest';
  /** The tenant that they come from. */
  readonly tenantId: string;
  /** They blocked or removed the bot. */
  isClosed: boolean;
}

export interface TeamsChat {
  readonly id: string;
  readonly kind: 'personal' | 'channel' | 'groupChat';
  readonly name: string;
  /** `29:…` */
  readonly members: readonly string[];
}

export interface TeamsMessage {
  readonly id: string;
  readonly conversation: string;
  /** The first message of the thread that it stands in. */
  readonly threadId: string | null;
  /** `29:…` of the one person who sees it; null: everybody. */
  readonly onlyFor: string | null;
  /** As it is now, after its edits. */
  activity: Record<string, unknown>;
  editCount: number;
}

export interface TeamsWorld {
  readonly tenantId: string;
  readonly appId: string;
  /** `28:…` */
  readonly botId: string;
  readonly users: Map<string, TeamsUser>;
  readonly chats: Map<string, TeamsChat>;
  readonly messages: TeamsMessage[];
  /** Every message as it was posted, also what is gone since. */
  readonly posts: Omit<TeamsMessage, 'editCount'>[];
  /** Of the bot to people's messages. */
  readonly reactions: { readonly conversation: string; readonly message: string; readonly type: string }[];
  readonly now: () => Date;
  nextNumber: number;
}

export function createTeamsWorld(now: () => Date): TeamsWorld {
  const appId = '11111111-2222-4333-8444-555555555555';
  return {
    tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    appId,
    botId: `28:${appId}`,
    users: new Map(),
    chats: new Map(),
    messages: [],
    posts: [],
    reactions: [],
    now,
    nextNumber: 1,
  };
}

/** Ids of messages are numbers that grow, as Teams' are. */
export function nextId(world: TeamsWorld): string {
  const id = 1_700_000_000_000 + world.nextNumber;
  world.nextNumber += 1;
  return String(id);
}

export function addUser(
  world: TeamsWorld,
  handle: string,
  user: Partial<TeamsUser> & Pick<TeamsUser, 'name'>,
): TeamsUser {
  const number = String(world.users.size + 1).padStart(12, '0');
  const added: TeamsUser = {
    id: `29:${handle}-${number}`,
    aadObjectId: `00000000-0000-4000-8000-${number}`,
    timeZone: 'Europe/London',
    userRole: 'user',
    tenantId: world.tenantId,
    isClosed: false,
    ...user,
  };
  world.users.set(added.id, added);
  return added;
}

/** The person's private chat with the bot; made when it is not there yet. */
export function personalChat(world: TeamsWorld, userId: string): TeamsChat {
  const id = `a:personal-${userId.slice(3)}`;
  const known = world.chats.get(id);
  if (known) return known;
  const chat: TeamsChat = { id, kind: 'personal', name: '', members: [userId] };
  world.chats.set(id, chat);
  return chat;
}
