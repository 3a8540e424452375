/** What an organisation can set for its themes. */
import { phrase } from '../../kernel/language/say.js';
import { onOffSetting, type Setting } from '../people/index.js';

/** Whether a model may be asked what themes mean: whoever runs the bot names it, and each organisation says yes by itself. */
export const byMeaning = onOffSetting(
  {
    name: 'themes-by-meaning',
    key: 'themesByMeaning',
    label: phrase('Themes by meaning'),
    group: 'meetings',
    default: false,
  },
  {
    on: phrase('A language model compares themes, where one is set up; words that are not confidential are sent to it'),
    off: phrase('Themes are compared by their words alone; nothing is sent'),
  },
);

/** What this room lets an organisation set. */
export const themesSettings: readonly Setting[] = [byMeaning];
