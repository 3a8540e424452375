/** What this room says in `report`: how quickly and how lastingly customers were answered. Called by the door. */

import type { Block } from '../../chat/card.js';
import type { Chapter, ReportPeriod } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { mapInTurns } from '../../kernel/turns.js';
import { calendarOf } from '../people/index.js';
import { answering, answeringWords } from './answering-setting.js';
import { answeringBlocks } from './cards/answering-card.js';
import { reportBlocks } from './cards/report-card.js';
import type { FeedbackDeps } from './deps.js';
import { tallyAnswering } from './rules/answering.js';
import { type FeedbackReport, tallyReport } from './rules/report.js';
import { capturedIn, countReopenedIn, leftOutIn, resolvedIn } from './store/report.js';

export async function reportOn(
  deps: FeedbackDeps,
  period: ReportPeriod,
  { actor }: InteractionContext,
): Promise<Chapter> {
  const { report, answers } = await reckon(deps, period, actor.organisationId);
  return { blocks: [...reportBlocks(report), ...answers], count: report.capturedCount };
}

async function reckon(
  { database, people, clock }: FeedbackDeps,
  period: ReportPeriod,
  organisationId: string,
): Promise<{ readonly report: FeedbackReport; readonly answers: readonly Block[] }> {
  const now = clock.now();
  const [{ settings }, reopenedCount, leftOut] = await Promise.all([
    people.organisation(organisationId),
    countReopenedIn(database, organisationId, period),
    leftOutIn(database, organisationId, period),
  ]);
  const calendar = calendarOf(settings);
  const hours = answering.of(settings);
  const tally = tallyReport(calendar);
  const inHours = hours === null ? null : tallyAnswering({ hours, calendar, now });
  for await (const items of capturedIn(database, organisationId, period, now))
    await mapInTurns(items, (item) => {
      tally.captured(item);
      inHours?.captured(item);
    });
  for await (const items of resolvedIn(database, organisationId, period)) await mapInTurns(items, tally.resolved);
  return {
    report: tally.report({ reopenedCount, leftOut }),
    answers: hours && inHours ? answeringBlocks(inHours.kept(), hours, answeringWords(hours)) : [],
  };
}
