/**
 * What people say by reacting: one emoji captures the message, another one of the owner asks how it ended. No form can
 * be opened after a reaction, so what it leads to is shown to that person alone, with buttons. start.ts collects it.
 */

import { WebAPIRateLimitedError } from '@slack/web-api';
import { z } from 'zod';
import { type Reply, showCard } from '../../../chat/reply.js';
import { listening } from '../../../kernel/language/reader.js';
import type { Logger } from '../../../kernel/logger.js';
import { NotYet } from '../../platform/once-only.js';
import type { PlatformDeps } from '../../platform/platform-deps.js';
import type { SlackWhoAndWhere } from '../people/who-and-where.js';
import { unreadableCard } from '../reply/refusals.js';
import type { AnswerReply } from '../reply/reply.js';
import { refusalCode } from '../send/outcome.js';
import type { OrganisationOf } from '../workspace/organisation-of.js';
import type { Workspace } from '../workspace/workspace.js';
import { replyRoutesOf } from './act.js';
import { captured, slackSourceId } from './captured.js';
import type { EventHandlers, SlackEvent } from './events.js';
import { messageShortcutPayload } from './payloads.js';

export interface ReactionsDeps extends Pick<PlatformDeps, 'handle' | 'livingKeyAt' | 'reactionEmojis'> {
  readonly organisationOf: OrganisationOf;
  readonly answerReply: AnswerReply;
  readonly log: Logger;
}

const reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
});
type Reaction = z.output<typeof reaction>;

export function createReactions(deps: ReactionsDeps): EventHandlers {
  return {
    async reaction_added(happened, whoAndWhere) {
      const meant = await meantBy(deps, happened, whoAndWhere);
      if (!meant) return;
      await happened.once(() =>
        listening(() => (meant.what === 'capture' ? capture(deps, meant) : askHowItEnded(deps, meant))),
      );
    },
    async reaction_removed(happened, whoAndWhere) {
      const meant = await meantBy(deps, happened, whoAndWhere);
      if (meant?.what === 'capture') await happened.once(() => listening(() => uncapture(deps, meant)));
    },
  };
}

/** null: a reaction that means nothing to us. */
async function meantBy(
  deps: ReactionsDeps,
  happened: SlackEvent,
  whoAndWhere: SlackWhoAndWhere,
): Promise<(Asked & { readonly what: 'capture' | 'done' }) | null> {
  const { event, workspace } = happened;
  const received = reaction.safeParse(event).data;
  if (!received || !workspace || received.user === workspace.botUserId) return null;
  const emojis = await deps.reactionEmojis(await deps.organisationOf(workspace));
  const emoji = received.reaction.replace(/::skin-tone-\d$/, '');
  if (emoji !== emojis.capture && emoji !== emojis.done) return null;
  return { what: emoji === emojis.capture ? 'capture' : 'done', received, at: workspace, whoAndWhere, happened };
}

interface Asked {
  readonly received: Reaction;
  readonly at: Workspace;
  readonly whoAndWhere: SlackWhoAndWhere;
  readonly happened: SlackEvent;
}

async function capture(deps: ReactionsDeps, asked: Asked): Promise<void> {
  const act = await actOf(deps, asked);
  if (!act) return;
  const message = await read(deps, asked);
  if (message === 'its own') return;
  const reply: Promise<Reply> =
    message === null
      ? Promise.resolve(showCard(unreadableCard()))
      : deps.handle({ kind: 'capture', message }, act.context);
  await deps.answerReply(reply, act.routes);
}

async function uncapture(deps: ReactionsDeps, asked: Asked): Promise<void> {
  const act = await actOf(deps, asked);
  if (!act) return;
  const { channel, ts } = asked.received.item;
  await deps.answerReply(
    deps.handle({ kind: 'uncapture', sourceId: slackSourceId(channel, ts) }, act.context),
    act.routes,
  );
}

async function askHowItEnded(deps: ReactionsDeps, asked: Asked): Promise<void> {
  const { channel, ts } = asked.received.item;
  const key = await deps.livingKeyAt({ channel, message: ts });
  const act = key === null ? null : await actOf(deps, asked);
  if (key !== null && act) await deps.answerReply(deps.handle({ kind: 'done', key }, act.context), act.routes);
}

/** Most reactions are none of ours: only now it is asked who it was. null: none of ours either. */
async function actOf({ log }: ReactionsDeps, { received: { user, item }, at, whoAndWhere, happened }: Asked) {
  const who = await whoAndWhere.who(at, user, null);
  if (who.kind !== 'known') {
    log.warn({ teamId: at.teamId, userId: user, reason: who.kind }, 'slack user refused');
    return null;
  }
  const place = await whoAndWhere.place(at, item.channel, null);
  const context = { interactionId: happened.eventId, platform: 'slack', actor: who.actor, place } as const;
  return { context, routes: { ...replyRoutesOf(at, user, async () => false), channelId: item.channel } };
}

const messages = z.array(messageShortcutPayload.shape.message.catch(() => nobody));
const nobody = {
  ...{ ts: '', text: '', user: null, user_team: null, team: null },
  ...{ username: null, bot_id: null, blocks: [], attachments: [] },
};

/** Slack tells an event so often again. */
const lastRetry = 3;

/** The message; `its own`: a card of ours, which nobody means to capture. null: Slack does not let us read there. */
async function read({ log }: ReactionsDeps, { received, at, whoAndWhere, happened }: Asked) {
  const { channel, ts } = received.item;
  try {
    // Takes the first of a thread, an answer in it and a message without one alike.
    const answer = await at.client.conversations.replies({ channel, ts, latest: ts, inclusive: true, limit: 1 });
    const found = messages.parse(answer.messages ?? []).find((message) => message.ts === ts);
    if (!found) return null;
    if (found.user === at.botUserId || (found.bot_id !== null && found.bot_id === at.botId)) return 'its own';
    const link = await at.client.chat.getPermalink({ channel, message_ts: ts }).catch(() => null);
    const message = { message: found, channel: { id: channel, name: null }, team: null, at };
    return {
      ...(await captured(message, whoAndWhere)),
      ...(link?.permalink && { link: link.permalink }),
      atOnce: true,
    } as const;
  } catch (error) {
    const isThrottled = error instanceof WebAPIRateLimitedError;
    const code = isThrottled ? 'ratelimited' : refusalCode(error);
    // Slack may let us read one message a minute. It tells the event again after one and after five, and forgets
    // nothing when we stop meanwhile; after the last time there is the menu.
    if (isThrottled && happened.retryNum < lastRetry) throw new NotYet();
    if (code === null) throw error;
    log.info({ code, teamId: at.teamId }, 'slack message not read');
    return null;
  }
}
