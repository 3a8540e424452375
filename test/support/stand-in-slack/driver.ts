/** People at work in the stand-in Slack: what they type, press and fill in, sent to the bot as Slack sends it, signed. */
import { createHmac } from 'node:crypto';
import { type Json, payload } from './payloads.js';
import type { StandInSlack } from './server.js';
import { directChannel, nextId, nextTs, type ShownView } from './world.js';

/** What the bot answered at once. `body`: JSON where it is that, else text. */
export interface Acknowledged {
  readonly status: number;
  readonly body: unknown;
}

/** By HTTP, or by the open socket. */
export type Transport = (kind: 'command' | 'interactive' | 'event', json: Json) => Promise<Acknowledged>;

export interface Driver {
  /** `channel` null: in the private chat with the bot. */
  command(userId: string, text: string, channel?: string | null): Promise<Acknowledged>;
  press(userId: string, pressed: Pressed): Promise<Acknowledged>;
  submit(userId: string, view: ShownView, values: Json): Promise<Acknowledged>;
  capture(userId: string, message: { readonly channel: string; readonly ts: string } & Json): Promise<Acknowledged>;
  globalShortcut(userId: string): Promise<Acknowledged>;
  /** A message event: in the private chat (`channel` null), or in a channel's thread. */
  write(userId: string, text: string, where?: Written): Promise<Acknowledged>;
  event(event: Json, around?: Json): Promise<Acknowledged>;
  /** Anything, as it is. */
  readonly send: Transport;
}

export interface Pressed {
  readonly actionId: string;
  readonly value: string;
  /** On a message, or in a modal. */
  readonly on:
    | {
        readonly channel: string;
        readonly ts: string;
        readonly isEphemeral?: boolean;
        readonly threadTs?: string | null;
      }
    | ShownView;
}

export interface Written {
  readonly channel?: string | null;
  readonly threadTs?: string;
  readonly parentUserId?: string;
  readonly type?: 'message' | 'app_mention';
}

/** @param slack makes trigger ids and response addresses, and remembers what acknowledgements show */
export function createDriver(slack: StandInSlack, send: Transport): Driver {
  const { world } = slack;
  const nameOf = (userId: string) => world.users.get(userId)?.name ?? userId;
  const userOf = (userId: string) => {
    const team_id = world.users.get(userId)?.teamId ?? world.team.id;
    return { id: userId, username: nameOf(userId), name: nameOf(userId), team_id };
  };
  const team = { id: world.team.id, domain: world.team.domain };
  const trigger = (userId: string) => slack.triggers.issue(userId, world.now());
  const interactive = (json: Json) => send('interactive', json);
  const channelOf = (channel: string | null, userId: string) => channel ?? directChannel(world, userId).id;

  return {
    send,
    async command(userId, text, given = null) {
      const channel = channelOf(given, userId);
      const answered = await send(
        'command',
        payload('slash-command', {
          team_id: world.team.id,
          channel_id: channel,
          channel_name: world.channels.get(channel)?.name ?? 'privategroup',
          user_id: userId,
          user_name: nameOf(userId),
          text,
          trigger_id: trigger(userId),
          response_url: slack.responseUrl(userId, channel),
        }),
      );
      showAcknowledged(slack, answered, { userId, channel });
      return answered;
    },
    press(userId, { actionId, value, on }) {
      const action = {
        action_id: actionId,
        block_id: 'b4Cq',
        text: { type: 'plain_text', text: 'a button', emoji: false },
        ...(value !== '' && { value }),
        type: 'button',
        action_ts: nextTs(world),
      };
      const shared = { team, user: userOf(userId), trigger_id: trigger(userId), actions: [action] };
      if ('view' in on) {
        const view = { id: on.id, hash: on.hash, ...on.view };
        return interactive(payload('block-actions-view', { ...shared, container: { view_id: on.id }, view }));
      }
      const { channel, ts, isEphemeral = false, threadTs } = on;
      return interactive(
        payload('block-actions-message', {
          ...shared,
          container: { message_ts: ts, channel_id: channel, is_ephemeral: isEphemeral },
          channel: { id: channel, name: world.channels.get(channel)?.name ?? 'privategroup' },
          message: { ts, ...(threadTs && { thread_ts: threadTs }) },
          response_url: slack.responseUrl(userId, channel, ts),
        }),
      );
    },
    submit(userId, { id, hash, view }, values) {
      return interactive(
        payload('view-submission', {
          team,
          user: userOf(userId),
          trigger_id: trigger(userId),
          view: { id, hash, ...view, state: { values } },
        }),
      );
    },
    capture(userId, { channel, ts, ...message }) {
      return interactive(
        payload('message-action', {
          team,
          user: userOf(userId),
          channel: { id: channel, name: world.channels.get(channel)?.name ?? 'privategroup' },
          trigger_id: trigger(userId),
          response_url: slack.responseUrl(userId, channel),
          message_ts: ts,
          message: { ts, ...message },
        }),
      );
    },
    globalShortcut: (userId) =>
      interactive(payload('global-shortcut', { team, user: userOf(userId), trigger_id: trigger(userId) })),
    write(userId, text, { channel: given = null, threadTs, parentUserId, type = 'message' } = {}) {
      const channel = channelOf(given, userId);
      const ts = nextTs(world);
      const event = {
        user: userId,
        type,
        ts,
        event_ts: ts,
        text,
        channel,
        channel_type: channel.startsWith('D') ? 'im' : 'channel',
        team: world.users.get(userId)?.teamId ?? world.team.id,
        ...(threadTs && { thread_ts: threadTs, parent_user_id: parentUserId ?? world.bot.userId }),
      };
      return send('event', payload('event-message', { ...around(slack), event }));
    },
    event: (event, more = {}) => send('event', { ...payload('event-message', { ...around(slack), ...more }), event }),
  };
}

function around({ world }: StandInSlack): Json {
  return {
    team_id: world.team.id,
    context_team_id: world.team.id,
    event_id: nextId('Ev'),
    event_time: Math.floor(world.now().getTime() / 1_000),
    authorizations: [
      {
        ...{ enterprise_id: null, team_id: world.team.id, user_id: world.bot.userId },
        ...{ is_bot: true, is_enterprise_install: false },
      },
    ],
  };
}

/** A command may be answered in its acknowledgement; then only the asker sees that. */
function showAcknowledged(
  { world }: StandInSlack,
  { body }: Acknowledged,
  to: { userId: string; channel: string },
): void {
  if (typeof body !== 'object' || body === null || !('blocks' in body)) return;
  const { text, blocks } = body as { text: string; blocks: unknown[] };
  world.ephemerals.push({ ...to, ts: nextTs(world), text, blocks, via: 'acknowledgement' });
}

export interface SigningOptions {
  /** `http://127.0.0.1:…`, the bot. */
  readonly url: () => string;
  readonly secret: string;
  readonly now: () => Date;
}

/** As Slack signs and sends: events as JSON, the rest as forms. */
export function byHttp({ url, secret, now }: SigningOptions): Transport {
  return async (kind, json) => {
    const body = bodyOf(kind, json);
    const contentType = kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded';
    return post(`${url()}/slack/events`, body, {
      'content-type': contentType,
      ...signatureOf(body, { secret, now: now() }),
    });
  };
}

export function bodyOf(kind: 'command' | 'interactive' | 'event', json: Json): string {
  if (kind === 'event') return JSON.stringify(json);
  const fields = kind === 'command' ? (json as Record<string, string>) : { payload: JSON.stringify(json) };
  return new URLSearchParams(fields).toString();
}

export function signatureOf(body: string, { secret, now }: { secret: string; now: Date }): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
}

export async function post(url: string, body: string, headers: Record<string, string>): Promise<Acknowledged> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', ...headers },
    body,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

const socketTypes = { command: 'slash_commands', interactive: 'interactive', event: 'events_api' } as const;

/** Over the WebSocket that the bot opened. */
export function bySocket(slack: StandInSlack): Transport {
  return async (kind, json) => ({ status: 200, body: await slack.sendBySocket(socketTypes[kind], json) });
}
