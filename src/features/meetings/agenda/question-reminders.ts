/** Sends the questions of the day before: each person is asked once what they learned, however many meetings are ahead. */

import { button } from '../../../chat/blocks.js';
import { say } from '../../../kernel/language/say.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import { type Kind, remindersOf } from '../../../reminders/index.js';
import type { Transaction } from '../../../storage/database.js';
import { questionView } from '../cards/question-cards.js';
import type { MeetingsDeps } from '../deps.js';
import { type Question, questionKind } from '../rules/question.js';
import { listMeetings } from '../store/agenda.js';
import {
  claimQuestions,
  findQuestionStandings,
  findQuestions,
  forgetUnasked,
  listAlreadyAsked,
  markAsked,
  noteMessage,
  questionsDue,
} from '../store/questions.js';

export function questionReminders({ database }: MeetingsDeps): Kind<Question> {
  return {
    name: questionKind,
    ladder: { due: questionsDue, claim: claimQuestions, climb: askAll },
    async standing(organisationId, ids) {
      const found = await findQuestionStandings(database, organisationId, ids);
      return new Map(found.map(({ id, ...standing }) => [id, { ...standing, round: 1 }]));
    },
    async show(organisationId, lines) {
      const ids = lines.map(({ reminder }) => reminder.subjectId);
      const questions = await findQuestions(database, [organisationId], ids);
      const meetingIds = [...new Set(questions.map(({ meetingId }) => meetingId))];
      const meetings = new Map(
        (await listMeetings(database, [organisationId], meetingIds)).map((each) => [each.id, each]),
      );
      return new Map(
        questions.flatMap((question) => {
          const meeting = meetings.get(question.meetingId);
          return meeting ? [[question.id, questionView(question, meeting)] as const] : [];
        }),
      );
    },
    more: () => button(say('Show what I owe'), 'people.owe', '1'),
    sent: (tx, reminders, { ref }) => noteMessage(tx, organisationsOf(reminders), reminders.map(idOf), ref),
    // What is not sent was not asked.
    unsent: (reminders) => forgetUnasked(database, organisationsOf(reminders), reminders.map(idOf)),
  };
}

const idOf = ({ subjectId }: { readonly subjectId: string }): string => subjectId;

/** What is due for a meeting that has begun, or is not held, is forgotten: it is planned anew when it is held after all. */
async function askAll(tx: Transaction, questions: readonly Question[], now: Date) {
  const asked = await markAsked(
    tx,
    organisationsOf(questions),
    questions.map(({ id }) => id),
    now,
  );
  const learned = asked.filter(({ kind }) => kind === 'learned');
  const seen = new Set(await listAlreadyAsked(tx, organisationsOf(learned), learned));
  return asked.flatMap((question) => {
    const { kind, memberId: id, dueAt } = question;
    const isFirst = kind === 'share' || !seen.has(id);
    if (kind === 'learned') seen.add(id);
    const recipient = { role: 'owner' as const, id, dueAt };
    return isFirst ? remindersOf(questionKind, { subject: question, round: 1, step: 0, repeat: 0 }, [recipient]) : [];
  });
}
