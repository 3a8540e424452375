/** Takes what people answer to the questions of the day before: by the form, by a button, or simply typed as a reply. */

import type { Chapter } from '../../../chat/feature.js';
import type { FormValues } from '../../../chat/form.js';
import type { InteractionContext, Said } from '../../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../../chat/reply.js';
import { AmbiguousCustomers } from '../../customers/index.js';
import { answerForm, learnedCard } from '../cards/learning-cards.js';
import { owedRow } from '../cards/question-cards.js';
import type { MeetingsDeps } from '../deps.js';
import { looksLikeAnswer, namedAtStart, type Question, questionKind, readShareAnswer } from '../rules/question.js';
import { findMeeting } from '../store/agenda.js';
import { listByMessage, listOpenOf, settleQuestions } from '../store/questions.js';
import { type LearningDraft, readLearning, recordLearning } from './learn.js';
import { agendaOrder } from './orders.js';
import { ownQuestion } from './own-question.js';
import { respond } from './share.js';

export async function openAnswer(deps: MeetingsDeps, id: string, context: InteractionContext): Promise<Reply> {
  return openForm(answerForm((await ownQuestion(deps, id, context)).id));
}

export async function answerByForm(
  deps: MeetingsDeps,
  { id, values }: { readonly id: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  return answer(deps, { question: await ownQuestion(deps, id, context), draft: readLearning(values) }, context);
}

/**
 * In the thread of a question everything counts as an answer; a line by itself does while a question is open, unless
 * it reads like a mistyped command.
 */
export async function hears(deps: MeetingsDeps, said: Said, context: InteractionContext): Promise<Reply | null> {
  if (said.text.trim() === '') return null;
  if (said.repliesTo) {
    const question = meant(
      await listByMessage(deps.database, context.actor.organisationId, context.actor.id, said.repliesTo),
      said.text,
    );
    return question ? take(deps, { question, text: said.text }, context) : null;
  }
  if (context.place) return null;
  const question = meant(await listOpenOf(deps.database, context.actor.organisationId, context.actor.id), said.text);
  const isAnswer = looksLikeAnswer(said.text) || (question?.kind === 'share' && readShareAnswer(said.text) !== null);
  return question && isAnswer ? take(deps, { question, text: said.text, isGuess: true }, context) : null;
}

/** Which of the questions is answered so: yes, swap and no answer whether somebody shares. */
function meant(questions: readonly Question[], text: string): Question | undefined {
  const share = questions.find(({ kind }) => kind === 'share');
  if (share && readShareAnswer(text)) return share;
  return questions.find(({ kind }) => kind === 'learned') ?? share;
}

interface Typed {
  readonly question: Question;
  readonly text: string;
  /** A line by itself: it may be meant otherwise. */
  readonly isGuess?: boolean;
}

/** Words that are no yes, swap or no to "Will you share?" are what they share: that says yes. */
async function take(
  deps: MeetingsDeps,
  { question, text, isGuess }: Typed,
  context: InteractionContext,
): Promise<Reply> {
  if (question.kind === 'share') {
    const response = readShareAnswer(text);
    if (response) return respond(deps, { id: question.id, answer: response }, context);
    await respond(deps, { id: question.id, answer: 'accepted' }, context);
  }
  const draft = readLearning({ text, customer: await customerIn(deps, text, context) });
  return answer(deps, { question, draft, isGuess }, context);
}

/** `Acme: they love it` is about Acme, if we know an Acme. */
async function customerIn({ customers }: MeetingsDeps, text: string, { actor }: InteractionContext) {
  const name = namedAtStart(text);
  if (name === null) return null;
  try {
    return (await customers.find(actor.organisationId, name))?.name ?? null;
  } catch (error) {
    if (error instanceof AmbiguousCustomers) return null;
    throw error;
  }
}

/** One answer is one for every meeting that the person was asked about; it is shown wherever their meetings are. */
async function answer(
  deps: MeetingsDeps,
  {
    question,
    draft,
    isGuess,
  }: { readonly question: Question; readonly draft: LearningDraft; readonly isGuess?: boolean },
  context: InteractionContext,
): Promise<Reply> {
  const { database, clock, outbox } = deps;
  const meeting = await findMeeting(database, question.organisationId, question.meetingId);
  const isOpen = meeting?.state === 'open';
  const recorded = await outbox.commit(async (tx) => {
    const placed = { placeId: isOpen ? meeting.placeId : null, meetingId: question.meetingId };
    const made = await recordLearning(deps, tx, { draft, context, ...placed });
    const others = await listOpenOf(tx, question.organisationId, context.actor.id);
    const answered = [question, ...others].filter(({ kind }) => kind === 'learned');
    const ids = [...new Set(answered.map(({ id }) => id))];
    await settleQuestions(tx, [question.organisationId], ids, {
      state: 'answered',
      at: clock.now(),
      learningId: made.learning.id,
    });
    await outbox.enqueue(tx, [
      ...(await deps.reminders.movedOn(tx, questionKind, ids, { isEnd: true })),
      ...(isOpen ? [agendaOrder(meeting)] : []),
    ]);
    return made;
  });
  return showCard(
    learnedCard({ ...recorded, isGuess, meetingName: meeting?.state === 'closed' ? null : (meeting?.name ?? null) }),
  );
}

/** Questions that wait for an answer, for `owe`. */
export async function owedBy({ database }: MeetingsDeps, { actor }: InteractionContext): Promise<Chapter> {
  const open = await listOpenOf(database, actor.organisationId, actor.id);
  return { count: open.length, blocks: open.map(owedRow) };
}
