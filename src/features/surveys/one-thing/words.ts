/** All that customers wrote about what they chose, page by page; each can be made feedback with an owner by one press. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { createList, type ListHandlers } from '../../../chat/list.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { Conflict, NotAllowed } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { oneThingRefusals as refusals } from '../cards/one-thing-words.js';
import { madeFeedbackCard, voiceRow, wordsHeading } from '../cards/priority-cards.js';
import type { SurveysDeps } from '../deps.js';
import { surveyName } from '../rules/survey.js';
import { findWritten, pageWritten, type WrittenAnswer } from '../store/chosen.js';
import type { CountedSurvey } from '../store/surveys.js';
import { findOneThing } from './guess.js';
import { itemOf, pageSource, tellable } from './quotes.js';
import { standingOf } from './results.js';

/** Throws NotAllowed for whoever should guess first. */
export async function refuseBeforeGuess(deps: SurveysDeps, survey: CountedSurvey, { actor }: InteractionContext) {
  const { maySee } = await standingOf(deps, survey, actor.id);
  if (!maySee) throw new NotAllowed('surveys.guessFirst', refusals.guessFirst(surveyName(survey.number)));
}

/** `survey words S-3` and its buttons. */
export function wordsList(deps: SurveysDeps): ListHandlers {
  const list = createList<WrittenAnswer>({
    action: 'surveys.words',
    lists: { all: wordsHeading },
    everything: 'all',
    details: ['survey'],
    async find({ details }, cut, context) {
      const survey = await findOneThing(deps, details.survey ?? '', context);
      await refuseBeforeGuess(deps, survey, context);
      return pageWritten(deps.database, { organisationId: survey.organisationId, surveyId: survey.id }, cut);
    },
    async rows(written, { actor }) {
      const open = new Map((await tellable(deps, actor.organisationId, written)).map((voice) => [voice.id, voice]));
      return written.map(({ id }) => voiceRow(open.get(id) ?? null));
    },
  });
  return {
    typed: ({ text }, context) => list.typed({ text: '', details: { survey: text } }, context),
    pressed: list.pressed,
  };
}

/** Makes the words feedback, once: whoever presses has captured it, and it gets an owner and a promise as any other. */
export async function makeFeedback(deps: SurveysDeps, value: string, context: InteractionContext): Promise<Reply> {
  const [name = '', id = ''] = value.split(' ');
  const survey = await findOneThing(deps, name, context);
  await refuseBeforeGuess(deps, survey, context);
  const { organisationId, id: surveyId } = survey;
  const written = isId(id) ? await findWritten(deps.database, { organisationId, surveyId }, id) : null;
  if (!written) throw new Conflict('surveys.wordsGone', refusals.wordsGone(surveyName(survey.number)));
  const { comment, choice, customer } = written;
  const item = { text: comment, topic: choice, sourceId: itemOf(written), ...(customer !== null && { customer }) };
  const [made] = await deps.feedback.intake([item], {
    ...{ organisationId, source: pageSource, surface: context.platform, actorId: context.actor.id },
    ...{ place: context.place, olderAs: 'open' },
  });
  if (!made) throw new Error('What was handed to feedback has a number.');
  return showCard(madeFeedbackCard(made.number, made.isNew));
}
