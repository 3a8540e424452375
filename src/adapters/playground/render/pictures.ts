/** The pictures of a message's charts, for looks that draw none themselves: where the page finds them, and the PNG. */
import type { Card, Chart } from '../../../chat/card.js';
import { drawPng } from '../../chart-picture/draw-chart.js';
import { noSuchThing } from '../../http/problem.js';
import type { StoredMessage } from '../send/store.js';

export type PictureKey = Pick<StoredMessage, 'id' | 'updatedAt'>;

/** The card with each chart's picture at an address of the page's own; an edited card has new ones. */
export function withPictures(card: Card, { id, updatedAt }: PictureKey): Card {
  let place = -1;
  const blocks = card.blocks.map((block) => {
    if (block.kind !== 'chart') return block;
    place += 1;
    const pictureUrl = `/playground/api/charts/${id}/${place}.png?v=${updatedAt.getTime()}`;
    return { ...block, chart: { ...block.chart, pictureUrl } };
  });
  return { ...card, blocks };
}

/** Every picture there is here is one that the page can fetch. */
export const ownPicture = ({ pictureUrl }: Chart): string | null => pictureUrl ?? null;

/** @throws Problem when the message has no chart at that place, counted from 0 */
export async function pictureOf(message: StoredMessage | null, place: string): Promise<Buffer> {
  const charts = message?.card?.blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])) ?? [];
  const chart = charts[Number(place)];
  if (!chart) throw noSuchThing('playground.chart', 'chart', 'There is no such chart here.');
  return drawPng(chart);
}
