/** A card in every look that the playground offers: as data, as Slack's and as Teams' message, as plain text. */
import type { Card } from '../../../chat/card.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { cardToText } from '../../../chat/plain-text.js';
import { renderCard as renderForSlack, type SlackMessage } from '../../slack/render/render-card.js';
import { renderCard as renderForTeams, toMessage } from '../../teams/render/render-card.js';
import { ownPicture, type PictureKey, withPictures } from './pictures.js';

/** A card as the page shows it: as data, as text, as Slack and as Teams would. */
export interface RenderedCard {
  /** The neutral card; its instants become ISO 8601 in JSON. */
  readonly card: Card;
  readonly text: string;
  readonly slack: SlackMessage;
  /** The activity that would go out: its attachment is an Adaptive Card 1.5. */
  readonly teams: ReturnType<typeof toMessage>;
}

/**
 * @param key of the message that the card stands in, for the pictures of its charts; absent: it is only tried
 * @throws RangeError when a button carries more than the platforms take, which is the room's defect.
 */
export function renderCard(plain: Card, key?: PictureKey): RenderedCard {
  const text = cardToText(plain);
  const card = key ? withPictures(plain, key) : plain;
  const slack = renderForSlack(card, slackNames, { pictureOf: ownPicture });
  const teams = toMessage(card, renderForTeams(card, teamsNames, { pictureOf: ownPicture }));
  return { card, text, slack, teams };
}

/** A stand-in in the shape of Slack's user ids, so that the look can show a mention. */
export function slackUserId(memberId: string): string {
  return `U${memberId.replaceAll('-', '').toUpperCase()}`;
}

const slackNames: NameLookup = { externalId: slackUserId };
/** Our ids look like the Entra object ids that Teams takes. */
const teamsNames: NameLookup = { externalId: (memberId) => memberId };
