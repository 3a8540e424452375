/** Themes as alerts watch them: how often each was named. */

import type { Figure, FigureAsked } from '../../chat/figures.js';
import { say } from '../../kernel/language/say.js';
import { catchUp } from './catch-up.js';
import type { ThemesDeps } from './deps.js';
import { rootOf, type Theme, themeName, titleOf, wordsName } from './rules/theme.js';
import { countSaid } from './store/items.js';
import { listThemes } from './store/themes.js';

/** Words of a theme that name it by themselves. */
const tellingWords = 3;

/**
 * One for each theme that stands by itself. Its number names it, because its words may be others next week; it can be
 * typed by them.
 */
export async function watchedThemes(deps: ThemesDeps, organisationId: string): Promise<readonly Figure[]> {
  const themes = await listThemes(deps.database, organisationId);
  return themes
    .filter((theme) => theme.mergedIntoId === null)
    .map((theme) => ({
      name: `theme ${themeName(theme.number).toLowerCase()}`,
      names: namesOf(theme),
      title: say('Theme {name}', { name: titleOf(theme) }),
      unit: '',
      usualDays: 7,
      takesSegment: true,
      measure: (asked) => measure(deps, theme, asked),
    }));
}

/** `theme login page, hangs`, and by its most telling words one by one: `theme login`. */
const namesOf = (theme: Theme): readonly string[] =>
  [wordsName(theme), ...theme.words.slice(1, 1 + tellingWords)].map((words) => `theme ${words.toLowerCase()}`);

/** What came just now is sorted first. What was merged into it counts. */
async function measure(deps: ThemesDeps, { id }: Theme, asked: FigureAsked) {
  const { themes } = await catchUp(deps, asked.organisationId);
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  const partIds = themes.filter((theme) => rootOf(theme, byId).id === id).map((theme) => theme.id);
  return { kind: 'exact', value: await countSaid(deps.database, asked, partIds) } as const;
}
