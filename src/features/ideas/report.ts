/** How well the habit of ideas goes, for `report`. The definitions stand here; everything counts the whole organisation. */
import type { Chapter, ReportPeriod } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { say } from '../../kernel/language/say.js';
import { reportBlocks } from './cards/report-card.js';
import type { IdeasDeps } from './deps.js';
import { ideaAccess } from './settings.js';
import { countByAuthor, countByMonth, readFigures } from './store/report.js';

/**
 * - Ideas posted: those posted in the period; by month of the organisation's zone, and by author.
 * - With evidence: of those, the share that cites at least one piece of feedback (F-12) in "How do we know?".
 * - Usable by everybody: of those posted in the period, the share that says how someone uses it who cannot see, hear, or
 *   use a mouse.
 * - Discussed within two meetings: of those whose outcome is known, the share that left "new" (discussed, tried,
 *   adopted or parked, in a meeting or outside) before it was on a third agenda. Known is the outcome of those that
 *   left "new", and of those on three agendas or more; the others still have time and count in neither number.
 * - Tried, adopted: ideas moved to trying, to adopted, in the period, whenever they were posted; each counts once.
 */
export async function reportOn(
  deps: IdeasDeps,
  { from, until }: ReportPeriod,
  { actor }: InteractionContext,
): Promise<Chapter> {
  const { organisationId } = actor;
  const span = { organisationId, from, until };
  const { settings } = await deps.people.organisation(organisationId);
  const [figures, months, authors] = await Promise.all([
    readFigures(deps.database, span),
    countByMonth(deps.database, span, settings.timeZone),
    countByAuthor(deps.database, span),
  ]);
  const members = await deps.people.members(
    organisationId,
    authors.map(({ authorId }) => authorId),
  );
  const people = authors.map(({ authorId, count }) => {
    const name = members.find(({ id }) => id === authorId)?.name ?? say('somebody who left');
    return { name, count };
  });
  return {
    count: figures.postedCount,
    blocks: reportBlocks({ figures, months, people, asksAccess: ideaAccess.of(settings) }),
  };
}
