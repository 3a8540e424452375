/** A theme becomes an idea: the form of ideas, with what customers said as its evidence. */
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply } from '../../chat/reply.js';
import type { ThemesDeps } from './deps.js';
import { themeNumbers, wordsName } from './rules/theme.js';
import { find, partIdsOf } from './show.js';
import { latestIds } from './store/items.js';

/** Pieces of feedback cited; an idea takes fifty. */
const cited = 30;

/** The button “Make it an idea”. What is confidential is not cited. */
export async function makeIdea(deps: ThemesDeps, value: string, { actor }: InteractionContext): Promise<Reply> {
  const { organisationId } = actor;
  const theme = await find(deps, organisationId, themeNumbers.read(value));
  const themeIds = await partIdsOf(deps, theme);
  const ids = await latestIds(deps.database, { organisationId, themeIds, until: deps.clock.now() }, cited);
  return openForm(await deps.ideas.formFor(organisationId, { title: wordsName(theme), feedbackIds: ids }));
}
