/** A member guesses what customers will choose: in one click, for nobody else to see, and before they see the answers. */
import { z } from 'zod';
import type { Outgoing } from '../../../chat/feature.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { type DeliveryOrder, toPlace } from '../../../delivery/delivery.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { askGuessCard, guessCard } from '../cards/guess-cards.js';
import { oneThingRefusals as refusals } from '../cards/one-thing-words.js';
import type { SurveysDeps } from '../deps.js';
import { isOpen, surveyName, surveyNumbers } from '../rules/survey.js';
import { touchpointNamed } from '../rules/touchpoints.js';
import { findNumbered, show } from '../show.js';
import { noteLook, saveGuess } from '../store/guesses.js';
import { type CountedSurvey, findSurvey } from '../store/surveys.js';
import { standingOf } from './results.js';

/** Throws InvalidInput where it asks something else. @param typed `S-3` */
export async function findOneThing(
  deps: SurveysDeps,
  typed: string,
  context: InteractionContext,
): Promise<CountedSurvey> {
  if (typed.trim() === '') throw new InvalidInput('surveys.nameOneThing', refusals.nameOne());
  const survey = await findNumbered(deps, context.actor.organisationId, surveyNumbers.read(typed));
  if (survey.kind !== 'onething')
    throw new InvalidInput('surveys.notOneThing', refusals.notOneThing(surveyName(survey.number)));
  return survey;
}

/** `survey guess S-3` asks, and `survey guess S-3 Billing` keeps a guess. Buttons carry the same. */
export async function guess(deps: SurveysDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const [name = '', words = ''] = typed.trim().split(/\s+(.*)/su);
  const survey = await findOneThing(deps, name, context);
  const { organisationId, id: surveyId, number, about } = survey;
  const { id: memberId } = context.actor;
  const at = deps.clock.now();
  if (!isOpen(survey, at)) throw new Conflict('surveys.guessTooLate', refusals.tooLate(surveyName(number)));
  if (words !== '') {
    const choice = touchpointNamed(about.touchpoints ?? [], words);
    if (choice === null)
      throw InvalidInput.field('surveys.touchpoint', 'text', refusals.noTouchpoint(words, about.touchpoints ?? []));
    const isKept = await deps.database.transaction((tx) =>
      saveGuess(tx, { organisationId, surveyId }, { memberId, choice, at }),
    );
    if (!isKept) throw new Conflict('surveys.guessStays', refusals.guessStays(surveyName(number)));
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

/** Where it was started, the team is asked for its guesses at once: later they would know. @param place null: nowhere */
export const askGuess = (
  { organisationId, id: surveyId }: Pick<CountedSurvey, 'organisationId' | 'id'>,
  place: InteractionContext['place'],
): readonly DeliveryOrder[] => {
  const payload = { organisationId, surveyId };
  return toPlace(place?.id ?? null, { organisationId, kind: 'surveys.askGuess', payload, atMostOnce: true });
};

const asked = z.object({ organisationId: z.string(), surveyId: z.string() });

/** That question. */
export const guessOutgoing = ({ database, clock }: SurveysDeps): Outgoing => ({
  async compose(payload) {
    const { organisationId, surveyId } = asked.parse(payload);
    const survey = await findSurvey(database, organisationId, surveyId);
    if (!survey || !isOpen(survey, clock.now())) return { kind: 'skip', reason: 'the survey has ended' };
    return { kind: 'send', card: askGuessCard(survey) };
  },
});
