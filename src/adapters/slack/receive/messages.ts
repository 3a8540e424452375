/** What people write to the bot, as acts: in their private chat, in threads of its messages, with a mention. receive.ts calls it. */

import type { Workspace } from '../workspace/workspace.js';
import { type Act, type LineDeps, lineOf, replyRoutesOf } from './act.js';
import type { MessageEvent } from './payloads.js';

export interface WrittenMessage {
  readonly received: MessageEvent;
  readonly user: string;
  readonly at: Workspace;
  readonly eventId: string;
}

/** A line in a private chat, a thread or a mention, as an act. */
export function messageAct(
  deps: LineDeps,
  { received, user, at, eventId }: WrittenMessage,
  kind: 'command' | 'said',
): Act {
  const { channel, thread_ts: thread } = received;
  const line = lineOf(deps, at, received.text.replaceAll(`<@${at.botUserId}>`, ' ').trim());
  return {
    routes: { ...replyRoutesOf(at, user, async () => false), channelId: channel, threadTs: thread ?? null, line },
    interactionId: eventId,
    userTeamId: received.user_team ?? received.source_team ?? received.team,
    channelName: null,
    async interaction() {
      const text = await line();
      if (kind === 'command') return { kind, text };
      return { kind, said: { text, repliesTo: thread === undefined ? null : { channel, message: thread } } };
    },
  };
}

/** What people write that counts: no edits, joins and the like. */
const plainSubtypes: ReadonlySet<string | null> = new Set([null, 'file_share', 'thread_broadcast']);

export function isMeant(received: MessageEvent, at: Workspace): boolean {
  if (!plainSubtypes.has(received.subtype) || received.bot_id !== null || received.user === at.botUserId) return false;
  if (received.channel_type === 'im') return true;
  // A line that mentions the bot comes as `app_mention` too.
  const isMention = received.text.includes(`<@${at.botUserId}>`);
  return isReply(received) && received.parent_user_id === at.botUserId && !isMention;
}

export const isReply = ({ thread_ts, ts }: MessageEvent): boolean => thread_ts !== undefined && thread_ts !== ts;
