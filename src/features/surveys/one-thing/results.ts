/** What the answers to “one thing” say, to whoever may see them: who has not guessed yet is asked for a guess first. */
import type { Block } from '../../../chat/card.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import type { Sql } from '../../../storage/database.js';
import { askGuessBlocks, guessedBlocks } from '../cards/guess-cards.js';
import { resultBlocks } from '../cards/priority-cards.js';
import type { SurveysDeps } from '../deps.js';
import { type MemberGuess, maySeeAnswers, type Priorities, prioritiesOf } from '../rules/priorities.js';
import { isOpen, type Survey } from '../rules/survey.js';
import { countChosen } from '../store/chosen.js';
import { listGuesses } from '../store/guesses.js';
import type { CountedSurvey } from '../store/surveys.js';
import { quotesOf } from './quotes.js';

/** How it stands for one member. */
export interface Standing {
  readonly isOpen: boolean;
  /** Theirs; null: they have made none. */
  readonly guess: MemberGuess | null;
  readonly maySee: boolean;
  /** null: nobody has answered. Never shown to whoever may not see it. */
  readonly priorities: Priorities | null;
}

/** @param memberId whose guess matters; null: nobody's, as for whoever has a signed link */
export async function standingOf(
  { database, clock }: Pick<SurveysDeps, 'database' | 'clock'>,
  survey: Survey,
  memberId: string | null,
  db: Sql = database,
): Promise<Standing> {
  const of = { organisationId: survey.organisationId, surveyId: survey.id };
  const [chosen, guesses] = [await countChosen(db, of), await listGuesses(db, of)];
  const open = isOpen(survey, clock.now());
  const guess = guesses.find((each) => each.memberId === memberId) ?? null;
  const touchpoints = survey.about.touchpoints ?? [];
  return {
    isOpen: open,
    guess,
    maySee: maySeeAnswers(guess, open),
    priorities: prioritiesOf({ touchpoints, chosen, guesses, isOpen: open }),
  };
}

/** Below how the survey goes. */
export async function results(
  deps: SurveysDeps,
  survey: CountedSurvey,
  { actor }: Pick<InteractionContext, 'actor'>,
): Promise<readonly Block[]> {
  const standing = await standingOf(deps, survey, actor.id);
  if (!standing.maySee)
    return standing.guess
      ? guessedBlocks(survey, standing.guess, standing.priorities !== null)
      : askGuessBlocks(survey);
  if (!standing.priorities) return [];
  const quotes = await quotesOf(deps, survey, standing.priorities);
  return resultBlocks(survey, standing.priorities, quotes);
}
