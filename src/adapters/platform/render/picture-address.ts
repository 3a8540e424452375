/** Which picture of a chart a platform can fetch. The renderers of Slack and Teams ask; the playground has an answer of its own. */
import type { Chart } from '../../../chat/card.js';
import { webAddress } from './web-address.js';

/** Null: there is none, and words stand in. */
export type PictureOf = (chart: Chart) => string | null;

/** Both platforms fetch pictures from the internet, by https. */
export const publicPicture: PictureOf = ({ pictureUrl }) => {
  const address = pictureUrl === undefined ? null : webAddress(pictureUrl);
  return address?.startsWith('https:') ? address : null;
};
