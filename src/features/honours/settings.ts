/** What an organisation sets for its honours: whether people are thanked, and what is said of a month. */
import { onOffSetting, placeSetting, type Setting } from '../people/index.js';

/** Whether anybody is thanked by name. */
export const thanks = onOffSetting(
  { name: 'honours', key: 'honours', label: 'Thanks by name', group: 'meetings', default: true },
  { on: 'On: for adopted ideas, solved troubles, kept promises and learnings', off: 'Off' },
);

/** Where each month of ideas is posted; null: nowhere. */
export const monthPlaceId = placeSetting(
  { name: 'honours-month', key: 'honoursMonthPlaceId', label: 'Place for the month of ideas' },
  'Nowhere: no month is posted',
);

/** Whether a month also says who posted how many ideas. */
export const ranking = onOffSetting(
  {
    name: 'honours-ranking',
    key: 'honoursRanking',
    label: 'Ideas by person in a month',
    group: 'meetings',
    default: false,
  },
  { on: 'Shown, most first', off: 'Not shown' },
);

/** What this room lets an organisation set. */
export const honoursSettings: readonly Setting[] = [thanks, monthPlaceId, ranking];
