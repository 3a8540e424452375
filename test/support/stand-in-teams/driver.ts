/** People at work in the stand-in Teams: what they type, press and fill in, sent to the bot as Teams sends it. */
import type { StandInTeams } from './server.js';
import { nextId, personalChat, type TeamsUser } from './world.js';

type Json = Readonly<Record<string, unknown>>;

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export interface Driver {
  /** An activity of this person; `conversation` null: in the private chat with the bot. */
  send(from: TeamsUser, activity: Json, where?: Where): Promise<Answered>;
  /** A line: in a channel with a mention of the bot in front of it. */
  write(from: TeamsUser, text: string, where?: Where): Promise<Answered>;
  /** `Action.Execute` of a card. */
  execute(from: TeamsUser, action: { readonly verb: string; readonly data: Json }, where?: Where): Promise<Answered>;
  invoke(from: TeamsUser, name: string, value: Json, where?: Where): Promise<Answered>;
  /** A call of the conversation begins or ends: the event as Teams sends it, in PascalCase. */
  call(by: TeamsUser, what: 'Start' | 'End', call: Where & { readonly callId: string }): Promise<Answered>;
  /** The bot is added to a conversation. */
  install(by: TeamsUser, conversation: string): Promise<Answered>;
  /** The last activity once more, as Teams may send it. */
  repeat(): Promise<Answered>;
}

export interface Where {
  readonly conversation?: string | null;
  /** The first message of the thread. */
  readonly threadId?: string | null;
  /** The message on which a button is pressed, or that is answered. */
  readonly replyToId?: string;
}

export const mentionOfBot = '<at>Empty Chair</at>';

/** How an activity gets to the bot. */
export type Deliver = (activity: Json) => Promise<Answered>;

/** @param around how activities come: late, or again. Default: once */
export function createDriver(
  teams: StandInTeams,
  url: () => string,
  around: (deliver: Deliver) => Deliver = (once) => once,
): Driver {
  const { world } = teams;

  let last: Json = {};

  const tell = around(post);
  function deliver(activity: Json): Promise<Answered> {
    last = activity;
    return tell(activity);
  }

  async function post(activity: Json): Promise<Answered> {
    const response = await fetch(`${url()}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${teams.token()}` },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  function send(from: TeamsUser, activity: Json, { conversation = null, threadId = null, replyToId }: Where = {}) {
    const chat = world.chats.get(conversation ?? '') ?? personalChat(world, from.id);
    const team =
      chat.kind === 'channel'
        ? { team: { id: '19:team@thread.tacv2' }, channel: { id: chat.id, name: chat.name } }
        : {};
    return deliver({
      id: nextId(world),
      timestamp: world.now().toISOString(),
      localTimestamp: world.now().toISOString(),
      localTimezone: from.timeZone,
      locale: 'en-GB',
      serviceUrl: teams.serviceUrl,
      channelId: 'msteams',
      from: { id: from.id, name: from.name, aadObjectId: from.aadObjectId },
      conversation: {
        id: threadId === null ? chat.id : `${chat.id};messageid=${threadId}`,
        conversationType: chat.kind,
        tenantId: world.tenantId,
        ...(chat.kind !== 'personal' && { isGroup: true }),
        ...(chat.kind === 'groupChat' && { name: chat.name }),
      },
      recipient: { id: world.botId, name: 'Empty Chair' },
      channelData: { tenant: { id: world.tenantId }, ...team },
      ...(replyToId && { replyToId }),
      ...activity,
    });
  }

  return {
    send,
    write(from, text, where = {}) {
      const isPrivate = !where.conversation;
      const bot = { type: 'mention', mentioned: { id: world.botId, name: 'Empty Chair' }, text: mentionOfBot };
      const others = mentionsOf(text);
      const entities = [...(isPrivate ? [] : [bot]), ...others.entities];
      const words = isPrivate ? others.text : `${mentionOfBot} ${others.text}`;
      return send(from, { type: 'message', text: words, textFormat: 'plain', entities }, where);
    },
    execute: (from, { verb, data }, where) =>
      send(
        from,
        {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
        },
        where,
      ),
    invoke: (from, name, value, where) => send(from, { type: 'invoke', name, value }, where),
    call(by, what, { callId, ...where }) {
      const timeKey = what === 'Start' ? 'StartTime' : 'EndTime';
      const value = {
        MeetingType: where.threadId ? 'ChannelMeeting' : 'Scheduled',
        Title: 'Weekly',
        Id: callId,
        JoinUrl: 'https://teams.microsoft.com/l/meetup-join/19%3ameeting',
        [timeKey]: world.now().toISOString(),
      };
      const name = `application/vnd.microsoft.meeting${what}`;
      const chat = world.chats.get(where.conversation ?? '');
      const id = where.threadId ? `${chat?.id};messageid=${where.threadId}` : chat?.id;
      // Teams says of a meeting neither what kind of conversation it is nor its name.
      const conversation = { id, isGroup: true, tenantId: world.tenantId };
      const channelData = { tenant: { id: world.tenantId }, source: null, meeting: { id: callId } };
      return send(by, { type: 'event', name, value, conversation, channelData }, where);
    },
    install: (by, conversation) => send(by, { type: 'installationUpdate', action: 'add' }, { conversation }),
    repeat: () => deliver(last),
  };

  /** `@maya` of somebody whom the client knows becomes a mention. */
  function mentionsOf(text: string) {
    const entities: Json[] = [];
    const shown = text.replaceAll(/@([\w.]+)/g, (whole, handle: string) => {
      const user = [...world.users.values()].find(({ id }) => id.startsWith(`29:${handle}-`));
      if (!user) return whole;
      const at = `<at>${user.name}</at>`;
      entities.push({
        type: 'mention',
        mentioned: { id: user.id, name: user.name, aadObjectId: user.aadObjectId },
        text: at,
      });
      return at;
    });
    return { text: shown, entities };
  }
}
