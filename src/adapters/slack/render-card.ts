/** A card as a Slack message: Block Kit, and the text that notifications and screen readers take. */
import type { KnownBlock } from '@slack/types';
import type { Card } from '../../chat/card.js';
import type { NameLookup } from '../../chat/messenger.js';
import { cardToText } from '../../chat/plain-text.js';
import { shorten } from '../../chat/shorten.js';
import { fitCard } from '../fit.js';
import { isBlank, literal, literalLine } from '../literal-text.js';
import { toneSymbols } from '../tone.js';
import { slackBlocks } from './blocks.js';
import { escapeControl } from './escape.js';
import { limits } from './limits.js';
import { plainLine } from './text-object.js';

export interface SlackMessage {
  /** Escaped; to be sent with `parse: 'none'`, and without `link_names`. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/**
 * @param lookup the Slack user id of each member that is to be pinged, `U0…`; others are named without a ping.
 * @throws RangeError when a button's id or value is longer than Slack takes, which is the room's defect.
 */
export function renderCard(card: Card, lookup: NameLookup): SlackMessage {
  const header = titleBlock(card);
  const body = fitCard<KnownBlock>(card, {
    draw: (block, textMax) => slackBlocks(block, { lookup, textMax }),
    fits: (blocks) => isWithinMessage([header, ...blocks]),
  });
  return { text: messageText(card), blocks: [header, ...body] };
}

function titleBlock({ title, summary, tone = 'neutral' }: Card): KnownBlock {
  return {
    type: 'header',
    text: plainLine(toneSymbols[tone] + literalLine(isBlank(title) ? summary : title), limits.header),
  };
}

function isWithinMessage(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= limits.messageBlocks && JSON.stringify(blocks).length <= limits.messageJson;
}

/**
 * The summary first, as notifications show the beginning; then the whole card, because screen readers read this
 * text instead of the blocks.
 */
function messageText(card: Card): string {
  const summary = literalLine(isBlank(card.summary) ? card.title : card.summary);
  return escapeWithin(card.discreet ? summary : `${summary}\n\n${literal(cardToText(card))}`, limits.messageText);
}

/** Escaping makes text longer, and a cut through `&amp;` would show; so the text is shortened until it fits escaped. */
function escapeWithin(text: string, max: number): string {
  let room = max;
  for (;;) {
    const escaped = escapeControl(shorten(text, room));
    if (escaped.length <= max) return escaped;
    room = Math.floor((room * max) / escaped.length);
  }
}
