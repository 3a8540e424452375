/** A card in the looks of Slack and Teams, for pages outside the playground; page/preview.js brings them to life. */
import type { Card } from '../../../chat/card.js';
import { renderCard } from './render-card.js';
import { drawSlack } from './slack-look.js';

/** @param typed the card as each platform types its commands @param pictureAt where the picture of a chart is, by its place */
export function drawLooks(
  typed: { readonly slack: Card; readonly teams: Card },
  pictureAt: (place: number) => string,
): unknown {
  const slack = withPictures(typed.slack, pictureAt);
  return {
    card: slack,
    slackHtml: drawSlack(renderCard(slack)),
    teams: renderCard(withPictures(typed.teams, pictureAt)).teams,
  };
}

function withPictures(card: Card, pictureAt: (place: number) => string): Card {
  let place = -1;
  const blocks = card.blocks.map((block) => {
    if (block.kind !== 'chart') return block;
    place += 1;
    return { ...block, chart: { ...block.chart, pictureUrl: pictureAt(place) } };
  });
  return { ...card, blocks };
}
