/** The board page of “one thing”: one sheet as a picture and as a table, by links that are good for a while. */
import type { Board } from '../../../chat/board.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { Conflict } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { boardPage } from '../cards/board-page.js';
import { oneThingRefusals as refusals } from '../cards/one-thing-words.js';
import { boardCard } from '../cards/priority-cards.js';
import type { SurveysDeps } from '../deps.js';
import { boardLines } from '../rules/board-file.js';
import type { Priorities } from '../rules/priorities.js';
import { surveyName } from '../rules/survey.js';
import { type CountedSurvey, findCounted } from '../store/surveys.js';
import { findOneThing } from './guess.js';
import { quotesOf, type Voice } from './quotes.js';
import { standingOf } from './results.js';
import { refuseBeforeGuess } from './words.js';

/** How long its links are good. */
const goodForMs = 30 * 86_400_000;

/** `survey board S-3` */
export async function showBoard(deps: SurveysDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const survey = await findOneThing(deps, typed, context);
  await refuseBeforeGuess(deps, survey, context);
  const { organisationId, id, number } = survey;
  const { priorities } = await standingOf(deps, survey, null);
  if (!priorities) throw new Conflict('surveys.noAnswers', refusals.noAnswers(surveyName(number)));
  const until = new Date(deps.clock.now().getTime() + goodForMs);
  const addressOf = (ending: string) => deps.links.sign(`/boards/${organisationId}/${id}.${ending}`, until);
  return showCard(boardCard(survey, { picture: addressOf('png'), table: addressOf('csv') }));
}

interface Shown {
  readonly survey: CountedSurvey;
  readonly priorities: Priorities;
  readonly quotes: readonly Voice[];
}

/** null: no such survey, or nobody has answered. */
async function shown(deps: SurveysDeps, organisationId: string, surveyId: string): Promise<Shown | null> {
  if (!isId(organisationId) || !isId(surveyId)) return null;
  const survey = await findCounted(deps.database, organisationId, surveyId);
  if (survey?.kind !== 'onething') return null;
  const { priorities } = await standingOf(deps, survey, null);
  return priorities && { survey, priorities, quotes: await quotesOf(deps, survey, priorities) };
}

/** What the picture shows; null: there is none. */
export async function boardOf(deps: SurveysDeps, organisationId: string, surveyId: string): Promise<Board | null> {
  const found = await shown(deps, organisationId, surveyId);
  if (!found) return null;
  const { name, settings } = await deps.people.organisation(organisationId);
  return boardPage({ ...found, owner: name, timeZone: settings.timeZone, now: deps.clock.now() });
}

/** The same as a table; null: there is none. */
export async function boardTableOf(
  deps: SurveysDeps,
  organisationId: string,
  surveyId: string,
): Promise<string | null> {
  const found = await shown(deps, organisationId, surveyId);
  return (
    found &&
    boardLines(found.priorities, found.quotes)
      .map((line) => `${line}\r\n`)
      .join('')
  );
}
