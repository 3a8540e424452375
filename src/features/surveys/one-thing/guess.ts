/** A member guesses what customers will choose: in one click, for nobody else to see, and before they see the answers. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { guessCard } from '../cards/guess-cards.js';
import { oneThingRefusals as say } from '../cards/one-thing-words.js';
import type { SurveysDeps } from '../deps.js';
import { isOpen, surveyName, surveyNumbers } from '../rules/survey.js';
import { touchpointNamed } from '../rules/touchpoints.js';
import { findNumbered, show } from '../show.js';
import { noteLook, saveGuess } from '../store/guesses.js';
import type { CountedSurvey } from '../store/surveys.js';
import { standingOf } from './results.js';

/** Throws InvalidInput where it asks something else. @param typed `S-3` */
export async function findOneThing(
  deps: SurveysDeps,
  typed: string,
  context: InteractionContext,
): Promise<CountedSurvey> {
  if (typed.trim() === '') throw new InvalidInput('surveys.nameOneThing', say.nameOne);
  const survey = await findNumbered(deps, context.actor.organisationId, surveyNumbers.read(typed));
  if (survey.kind !== 'onething')
    throw new InvalidInput('surveys.notOneThing', say.notOneThing(surveyName(survey.number)));
  return survey;
}

/** `survey guess S-3` asks, and `survey guess S-3 Billing` keeps a guess. Buttons carry the same. */
export async function guess(deps: SurveysDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const [name = '', words = ''] = typed.trim().split(/\s+(.*)/su);
  const survey = await findOneThing(deps, name, context);
  const { organisationId, id: surveyId, number, about } = survey;
  const { id: memberId } = context.actor;
  const at = deps.clock.now();
  if (!isOpen(survey, at)) throw new Conflict('surveys.guessTooLate', say.tooLate(surveyName(number)));
  if (words !== '') {
    const choice = touchpointNamed(about.touchpoints ?? [], words);
    if (choice === null)
      throw InvalidInput.field('surveys.touchpoint', 'text', say.noTouchpoint(words, about.touchpoints ?? []));
    const isKept = await deps.database.transaction((tx) =>
      saveGuess(tx, { organisationId, surveyId }, { memberId, choice, at }),
    );
    if (!isKept) throw new Conflict('surveys.guessStays', say.guessStays(surveyName(number)));
  }
  const { guess: kept, priorities } = await standingOf(deps, survey, memberId);
  return showCard(guessCard(survey, kept, priorities !== null));
}

/** Shows the answers to whoever has guessed; from then on the guess stays. */
export async function look(deps: SurveysDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const survey = await findOneThing(deps, typed, context);
  const { organisationId, id: surveyId, number } = survey;
  await deps.database.transaction((tx) =>
    noteLook(tx, { organisationId, surveyId }, context.actor.id, deps.clock.now()),
  );
  return show(deps, number, context);
}
