/** What meetings ask of this room: the three themes that moved beyond noise since they were last found. */
import type { AgendaNews } from '../../chat/feature.js';
import { leadText } from './cards/theme-words.js';
import type { ThemesDeps } from './deps.js';
import { figuresOf } from './figures.js';
import { byMovement } from './rules/change.js';
import { themeName } from './rules/theme.js';
import { findRun } from './store/themes.js';

const shownCount = 3;

/**
 * Each place hears of them once a week: at its first meeting after Monday’s finding.
 * @see Feature.agendaNews
 */
export async function agendaNews(
  deps: ThemesDeps,
  organisationId: string,
  since: Date | null,
): Promise<readonly AgendaNews[]> {
  const { themes } = await figuresOf(deps, organisationId);
  const run = await findRun(deps.database, organisationId);
  if (!run?.foundAt || (since !== null && run.foundAt <= since)) return [];
  return themes
    .filter(({ theme, change }) => theme.hiddenAt === null && !change.isNoise)
    .toSorted((a, b) => byMovement(a.change, b.change))
    .slice(0, shownCount)
    .map(({ theme, change }) => ({ name: themeName(theme.number), line: leadText(theme, change) }));
}
