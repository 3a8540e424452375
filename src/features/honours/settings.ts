/** What an organisation sets for its honours: whether people are thanked, and what is said of a month. */
import { phrase } from '../../kernel/language/say.js';
import { onOffSetting, placeSetting, type Setting } from '../people/index.js';

/** Whether anybody is thanked by name. */
export const thanks = onOffSetting(
  { name: 'honours', key: 'honours', label: phrase('Thanks by name'), group: 'meetings', default: true },
  { on: phrase('On: for adopted ideas, solved troubles, kept promises and learnings'), off: phrase('Off') },
);

/** Where each month of ideas is posted; null: nowhere. */
export const monthPlaceId = placeSetting(
  { name: 'honours-month', key: 'honoursMonthPlaceId', label: phrase('Place for the month of ideas') },
  phrase('Nowhere: no month is posted'),
);

/** Whether a month also says who posted how many ideas. */
export const ranking = onOffSetting(
  {
    name: 'honours-ranking',
    key: 'honoursRanking',
    label: phrase('Ideas by person in a month'),
    group: 'meetings',
    default: false,
  },
  { on: phrase('Shown, most first'), off: phrase('Not shown') },
);

/** What this room lets an organisation set. */
export const honoursSettings: readonly Setting[] = [thanks, monthPlaceId, ranking];
