/** A stored message as the API lists it, with every look of its card; routes.ts calls it. */

import type { StoredMessage } from '../send/store.js';
import { type RenderedCard, renderCard } from './render-card.js';
import type { SlackLook } from './slack-look.js';

type Looks = Pick<RenderedCard, 'card' | 'slack' | 'teams'>;

/** Looks are null for what a person said. */
export interface MessageJson extends Readonly<{ [Look in keyof Looks]: Looks[Look] | null }> {
  readonly id: string;
  /** What a person said, or the card as plain text. */
  readonly text: string;
  readonly postedAt: string;
  readonly updatedAt: string;
  /** null: the bot. */
  readonly author: string | null;
  /** The message in whose thread it stands. */
  readonly thread: string | null;
  /** Of a reply: the channel in which it was asked, and the line that asked for it. */
  readonly askedIn: string | null;
  readonly asked: string | null;
  /** Slack's look as HTML; only for the page (`view=page`). */
  readonly slackHtml?: string | null;
}

/** @param slackLook draws Slack's look as HTML; absent: it is left out. */
export function renderMessage(message: StoredMessage, slackLook?: SlackLook): MessageJson {
  const rendered = message.card && renderCard(message.card, message);
  const key = `${message.id} ${message.updatedAt.toISOString()}`;
  return {
    id: message.id,
    text: rendered?.text ?? message.text ?? '',
    card: rendered?.card ?? null,
    slack: rendered?.slack ?? null,
    teams: rendered?.teams ?? null,
    postedAt: message.postedAt.toISOString(),
    updatedAt: message.updatedAt.toISOString(),
    author: message.authorId,
    thread: message.threadId,
    askedIn: message.askedIn,
    asked: message.asked,
    ...(slackLook && { slackHtml: rendered && slackLook(key, rendered) }),
  };
}
