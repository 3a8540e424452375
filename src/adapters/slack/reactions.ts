/**
 * What people say by reacting: one emoji captures the message, another one of the owner asks how it ended. No form can
 * be opened after a reaction, so what it leads to is shown to that person alone, with buttons. start.ts collects it.
 */
import { z } from 'zod';
import type { MessageRef } from '../../chat/messenger.js';
import { type Reply, showCard } from '../../chat/reply.js';
import type { Logger } from '../../kernel/logger.js';
import { captured } from './captured.js';
import { waysOf } from './deed.js';
import type { EventHandlers } from './events.js';
import type { OrganisationOf } from './organisation-of.js';
import { refusalCode } from './outcome.js';
import { messageShortcutPayload } from './payloads.js';
import type { SlackDeps, SlackOrganisation } from './ports.js';
import { refusalCard } from './refusals.js';
import type { AnswerReply } from './reply.js';
import type { WhoAndWhere } from './who-and-where.js';
import type { Workspace } from './workspace.js';

export interface ReactionsDeps extends Pick<SlackDeps, 'handle'> {
  readonly organisation: Pick<SlackOrganisation, 'organisation'>;
  readonly organisationOf: OrganisationOf;
  /** What the bot's message there is about, `feedback:ID`; null: none that lives on. */
  livingKeyAt(ref: MessageRef): Promise<string | null>;
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
    async reaction_added({ event, eventId, workspace }, whoAndWhere) {
      const told = reaction.safeParse(event).data;
      if (!told || !workspace || told.user === workspace.botUserId) return;
      const { settings } = await deps.organisation.organisation(await deps.organisationOf(workspace));
      const emoji = told.reaction.replace(/::skin-tone-\d$/, '');
      if (emoji !== settings.captureEmoji && emoji !== settings.doneEmoji) return;
      // Most reactions are none of ours: who it was is only asked now.
      const who = await whoAndWhere.who(workspace, told.user, null);
      if (who.kind !== 'known') return;
      const { channel, ts } = told.item;
      const place = await whoAndWhere.place(workspace, channel, null);
      const context = { interactionId: eventId, platform: 'slack', actor: who.actor, place } as const;
      const ways = { ...waysOf(workspace, told.user, async () => undefined), channelId: channel };
      if (emoji === settings.captureEmoji) {
        const message = await read(deps, { told, at: workspace, whoAndWhere });
        if (message === 'its own') return;
        const reply: Promise<Reply> =
          message === null
            ? Promise.resolve(showCard(refusalCard('unreadable')))
            : deps.handle({ kind: 'capture', message }, context);
        return deps.answerReply(reply, ways);
      }
      const key = await deps.livingKeyAt({ channel, message: ts });
      if (key !== null) await deps.answerReply(deps.handle({ kind: 'done', key }, context), ways);
    },
  };
}

interface Asked {
  readonly told: Reaction;
  readonly at: Workspace;
  readonly whoAndWhere: WhoAndWhere;
}

const messages = z.array(messageShortcutPayload.shape.message.catch(() => nobody));
const nobody = { ts: '', text: '', user: null, username: null, bot_id: null };

/** The message; `its own`: a card of ours, which nobody means to capture. null: Slack does not let us read there. */
async function read({ log }: ReactionsDeps, { told, at, whoAndWhere }: Asked) {
  const { channel, ts } = told.item;
  try {
    // Takes the first of a thread, an answer in it and a message without one alike.
    const answer = await at.client.conversations.replies({ channel, ts, latest: ts, inclusive: true, limit: 1 });
    const found = messages.parse(answer.messages ?? []).find((message) => message.ts === ts);
    if (!found) return null;
    if (found.user === at.botUserId || (found.bot_id !== null && found.bot_id === at.botId)) return 'its own';
    const link = await at.client.chat.getPermalink({ channel, message_ts: ts }).catch(() => null);
    const message = { message: found, channel: { id: channel, name: null }, team: null, at };
    const { sourceId, text, author } = await captured(message, whoAndWhere);
    return { sourceId, text, author, ...(link?.permalink && { link: link.permalink }), atOnce: true } as const;
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) throw error;
    log.info({ code, teamId: at.teamId }, 'slack message not read');
    return null;
  }
}
