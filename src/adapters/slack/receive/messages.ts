/** What people write to the bot, as deeds: in their private chat, in threads of its messages, with a mention. receive.ts calls it. */

import type { Workspace } from '../workspace/workspace.js';
import { type Act, type LineDeps, lineOf, replyRoutesOf } from './act.js';
import type { MessageEvent } from './payloads.js';

export interface Written {
  readonly told: MessageEvent;
  readonly user: string;
  readonly at: Workspace;
  readonly eventId: string;
}

export function written(deps: LineDeps, { told, user, at, eventId }: Written, kind: 'command' | 'said'): Act {
  const { channel, thread_ts: thread } = told;
  const line = lineOf(deps, at, told.text.replaceAll(`<@${at.botUserId}>`, ' ').trim());
  return {
    routes: { ...replyRoutesOf(at, user, async () => false), channelId: channel, threadTs: thread ?? null, line },
    interactionId: eventId,
    userTeamId: told.user_team ?? told.source_team ?? told.team,
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

export function isMeant(told: MessageEvent, at: Workspace): boolean {
  if (!plainSubtypes.has(told.subtype) || told.bot_id !== null || told.user === at.botUserId) return false;
  if (told.channel_type === 'im') return true;
  // A line that mentions the bot comes as `app_mention` too.
  const isMention = told.text.includes(`<@${at.botUserId}>`);
  return isReply(told) && told.parent_user_id === at.botUserId && !isMention;
}

export const isReply = ({ thread_ts, ts }: MessageEvent): boolean => thread_ts !== undefined && thread_ts !== ts;
