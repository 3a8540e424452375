/** The question that somebody answers, which has to be their own; answer.ts and share.ts ask. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { NotFound } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import * as refusals from '../cards/agenda-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import type { Question } from '../rules/question.js';
import { findQuestion } from '../store/questions.js';

/** Throws NotFound for anybody else's: who can't be written to privately is asked where everybody reads it. */
export async function ownQuestion(
  { database, people }: MeetingsDeps,
  id: string,
  { actor }: InteractionContext,
): Promise<Question> {
  const question = isId(id) ? await findQuestion(database, actor.organisationId, id) : null;
  if (question?.memberId === actor.id) return question;
  const isOurs = question?.organisationId === actor.organisationId;
  const [asked] = isOurs ? await people.members(actor.organisationId, [question.memberId]) : [];
  throw new NotFound('meetings.noQuestion', refusals.noQuestion(asked?.name ?? null));
}
