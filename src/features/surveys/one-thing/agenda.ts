/** What the next meeting hears of “one thing”: surveys that have ended since, with what should be improved first. */
import type { AgendaNews } from '../../../chat/feature.js';
import { agendaLine } from '../cards/priority-cards.js';
import type { SurveysDeps } from '../deps.js';
import { surveyName } from '../rules/survey.js';
import { listEnded } from '../store/surveys.js';
import { standingOf } from './results.js';

/** A place's first meeting hears of the last quarter. */
const quarterMs = 92 * 86_400_000;
/** An agenda names so many at most, the newest. */
const most = 3;

/** @see Feature.agendaNews */
export async function agendaNews(
  deps: SurveysDeps,
  organisationId: string,
  since: Date | null,
): Promise<readonly AgendaNews[]> {
  const now = deps.clock.now();
  const from = since ?? new Date(now.getTime() - quarterMs);
  const ended = await listEnded(deps.database, { organisationId, kind: 'onething', from, until: now }, most);
  const news: AgendaNews[] = [];
  for (const survey of ended) {
    const { priorities } = await standingOf(deps, survey, null);
    if (priorities) news.push({ name: surveyName(survey.number), line: agendaLine(priorities) });
  }
  return news;
}
