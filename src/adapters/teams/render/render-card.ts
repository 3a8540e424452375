/** A card as an Adaptive Card 1.5, the content of a message's attachment. */

import type { Card, Tone } from '../../../chat/card.js';
import { readForgotten } from '../../../chat/forgotten.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { readsRightToLeft } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { fitCard } from '../../platform/render/fit.js';
import { isBlank, literalLine } from '../../platform/render/literal-text.js';
import { type PictureOf, publicPicture } from '../../platform/render/picture-address.js';
import { toneSymbols } from '../../platform/render/tone.js';
import { cardContentType, type OutgoingActivity } from '../activity.js';
import { limits } from '../limits.js';
import type { AdaptiveCard, Container, Element } from './adaptive-card.js';
import { assembled, type TeamsPart, teamsParts } from './blocks.js';
import { isRightToLeft, wordsIn } from './direction.js';
import { harmless } from './markdown.js';
import { entitiesIn, type Mentions, mentionsOf } from './mentions.js';
import { headingElement } from './text.js';

const toneStyles = {
  neutral: undefined,
  good: 'good',
  warning: 'warning',
  bad: 'attention',
} as const satisfies Record<Tone, Container['style'] | undefined>;

export interface CardOptions {
  /** What clients without charts of their own can fetch instead. */
  readonly pictureOf?: PictureOf;
  /** `29:…` of those whose clients bring the card up to date when it comes into view; the first 60 count. */
  readonly viewers?: readonly string[];
  /** Comes back when a client asks for the card as it is now. */
  readonly mark?: string;
}

/**
 * @param lookup what Teams knows each member by that is to be pinged (`29:…`, Entra object id or user principal
 *   name); others are named without a ping.
 * @throws RangeError when a button's id or value is longer than the neutral card allows, which is the room's defect.
 */
export function renderCard(
  card: Card,
  lookup: NameLookup,
  { pictureOf = publicPicture, viewers = [], mark }: CardOptions = {},
): AdaptiveCard {
  const mentions = mentionsOf(card, lookup);
  const parts = fitCard<TeamsPart>(card, {
    draw: (block, textMax) => teamsParts(block, { mentions, textMax, pictureOf }),
    fits: (attempt) =>
      Buffer.byteLength(JSON.stringify(assemble(card, attempt, { mentions, viewers, mark }))) <= limits.cardBytes,
  });
  return assemble(card, parts, { mentions, viewers, mark });
}

/** The activity that carries a card, as it goes out. The summary is what a notification says. */
export function toMessage({ summary }: Pick<Card, 'summary'>, content: AdaptiveCard): OutgoingActivity {
  return { type: 'message', summary: readForgotten(summary), attachments: [{ contentType: cardContentType, content }] };
}

/** The verb by which a client asks for the card as it is now; no room's action is named so. */
export const refreshVerb = 'teams.refresh';

interface Around {
  readonly mentions: Mentions;
  readonly viewers: readonly string[];
  readonly mark: string | undefined;
}

function assemble(card: Card, parts: readonly TeamsPart[], { mentions, viewers, mark }: Around): AdaptiveCard {
  const { body, actions } = assembled([titleElement(card), ...parts]);
  const entities = entitiesIn(body, mentions);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: harmless(literalLine(isBlank(card.summary) ? card.title : card.summary, limits.formText)),
    ...((readsRightToLeft() || isRightToLeft(wordsIn(body))) && { rtl: true }),
    ...(viewers.length > 0 && { refresh: refreshFor(viewers, mark) }),
    body,
    ...(actions && { actions }),
    ...(entities.length > 0 && { msteams: { entities } }),
  };
}

function refreshFor(viewers: readonly string[], mark: string | undefined): NonNullable<AdaptiveCard['refresh']> {
  const data = mark === undefined ? {} : { mark };
  const action = { type: 'Action.Execute', title: say('Refresh'), verb: refreshVerb, data } as const;
  return { action, userIds: viewers.slice(0, limits.refreshPeople) };
}

/** On a band of the tone's colour; the symbol says the same without it. */
function titleElement({ title, summary, tone = 'neutral' }: Card): Element {
  const text = literalLine(toneSymbols[tone] + literalLine(isBlank(title) ? summary : title), limits.title);
  const heading = headingElement(
    text,
    { mentions: new Map(), textMax: limits.title },
    { size: 'Large', weight: 'Bolder' },
  );
  const style = toneStyles[tone];
  return style ? { type: 'Container', style, bleed: true, items: [heading] } : heading;
}
