/** What this room says in `report`: how quickly and how lastingly customers were answered. Called by the door. */
import type { Chapter, ReportPeriod } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { calendarOf } from '../people/index.js';
import { reportBlocks } from './cards/report-card.js';
import type { FeedbackDeps } from './deps.js';
import { type FeedbackReport, reckonReport } from './rules/report.js';
import { capturedIn, countReopenedIn, resolvedIn } from './store/report.js';

export async function reportOn(
  deps: FeedbackDeps,
  period: ReportPeriod,
  { actor }: InteractionContext,
): Promise<Chapter> {
  const report = await reckon(deps, period, actor.organisationId);
  return { blocks: reportBlocks(report), count: report.capturedCount };
}

async function reckon(
  { database, people }: FeedbackDeps,
  period: ReportPeriod,
  organisationId: string,
): Promise<FeedbackReport> {
  const [{ settings }, captured, resolved, reopenedCount] = await Promise.all([
    people.organisation(organisationId),
    capturedIn(database, organisationId, period),
    resolvedIn(database, organisationId, period),
    countReopenedIn(database, organisationId, period),
  ]);
  return reckonReport(captured, resolved, { reopenedCount, calendar: calendarOf(settings) });
}
