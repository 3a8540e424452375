/** "Will you share something new about a customer?": yes and no take the turn, swap keeps it and asks the next. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { NotFound } from '../../../kernel/errors.js';
import type { Transaction } from '../../../storage/database.js';
import * as refusals from '../cards/agenda-refusals.js';
import { sharedCard } from '../cards/question-cards.js';
import type { MeetingsDeps } from '../deps.js';
import type { Meeting } from '../rules/agenda.js';
import { type Question, questionKind, type ShareAnswer } from '../rules/question.js';
import { chooseTurn, turnsAfter } from '../rules/turns.js';
import { findMeeting, lockMeeting, savePresenter } from '../store/agenda.js';
import { appendHistory } from '../store/history.js';
import { insertQuestions, lastTurnAt, listQuestions, lockQuestion, settleQuestions } from '../store/questions.js';
import { lockTurns, saveTurns } from '../store/ticks.js';
import { type Circle, idOf, question, reachable, readCircle } from './ask.js';
import { ownQuestion } from './own-question.js';

/** Throws NotFound for anybody else's question, Conflict when the meeting has begun or the turn has gone on. */
export async function respond(
  deps: MeetingsDeps,
  { id, answer }: { readonly id: string; readonly answer: ShareAnswer },
  context: InteractionContext,
): Promise<Reply> {
  const { database, outbox, clock } = deps;
  const asked = await ownQuestion(deps, id, context);
  if (asked.kind !== 'share') throw new NotFound('meetings.noQuestion', refusals.noQuestion(null));
  const ahead = await findMeeting(database, asked.organisationId, asked.meetingId);
  const circle = await readCircle(deps, asked.organisationId, ahead?.placeId ?? '');
  const outcome = await outbox.commit(async (tx) => {
    const meeting = await lockMeeting(tx, asked.organisationId, asked.meetingId);
    const locked = await lockQuestion(tx, asked.organisationId, id);
    if (!meeting || !locked) throw new NotFound('meetings.noQuestion', refusals.noQuestion(null));
    if (meeting.state !== 'planned') throw refusals.nothingToShare(meeting);
    if (locked.state === answer) return { meeting, next: null };
    if (locked.state === 'swapped') throw refusals.alreadySwapped(meeting.name);
    await settleQuestions(tx, [locked.organisationId], [id], { state: answer, at: clock.now() });
    await savePresenterAfter(tx, { meeting, memberId: locked.memberId, answer });
    await count(deps, tx, { meeting, circle, question: locked, answer });
    const next = answer === 'swapped' ? await askNext(deps, tx, { meeting, circle }) : null;
    const { organisationId } = meeting;
    const entry = { organisationId, subject: `meeting:${meeting.id}`, at: clock.now(), actorId: context.actor.id };
    await appendHistory(tx, [{ ...entry, what: `share.${answer}`, surface: context.platform }]);
    await outbox.enqueue(tx, await deps.reminders.movedOn(tx, questionKind, [id], { isEnd: true }));
    return { meeting, next };
  });
  return showCard(sharedCard(answer, outcome.meeting, outcome.next));
}

interface Share {
  readonly meeting: Meeting;
  readonly circle: Circle;
}

/** Whoever says yes presents; who said so and now says otherwise leaves it to another. */
async function savePresenterAfter(
  tx: Transaction,
  { meeting, memberId, answer }: Pick<Share, 'meeting'> & { readonly memberId: string; readonly answer: ShareAnswer },
): Promise<void> {
  if (answer === 'accepted') await savePresenter(tx, meeting.organisationId, meeting.id, memberId);
  else if (meeting.presenterId === memberId) await savePresenter(tx, meeting.organisationId, meeting.id, null);
}

async function count(
  { clock }: MeetingsDeps,
  tx: Transaction,
  { meeting, circle, question: asked, answer }: Share & { readonly question: Question; readonly answer: ShareAnswer },
): Promise<void> {
  const { placeId, opensAt } = meeting;
  const now = clock.now();
  const turns = await lockTurns(tx, 'share', [{ organisationId: asked.organisationId, placeId }]);
  const presentIds = reachable(circle, circle.sharers, { now, before: opensAt }).map(idOf);
  const taken = { takerId: asked.memberId, presentIds, now, before: await lastTurnAt(tx, asked) };
  const after = turnsAfter(turns, { from: asked.state, to: answer }, taken);
  await saveTurns(
    tx,
    'share',
    after.map((turn) => ({ ...turn, organisationId: asked.organisationId, placeId })),
  );
}

/** The name of whom it falls to now; null: nobody is left who could be asked in time. */
async function askNext({ clock }: MeetingsDeps, tx: Transaction, { meeting, circle }: Share): Promise<string | null> {
  const asked = (await listQuestions(tx, [meeting.organisationId], [meeting.id])).filter(
    ({ kind }) => kind === 'share',
  );
  const candidates = reachable(circle, circle.sharers, { now: clock.now(), before: meeting.opensAt });
  const turns = await lockTurns(tx, 'share', [meeting]);
  const nextId = chooseTurn(
    turns,
    candidates.map(idOf),
    asked.map(({ memberId }: Question) => memberId),
  );
  const next = candidates.find(({ member }) => member.id === nextId);
  if (!next) return null;
  const subject = { meetingId: meeting.id, organisationId: meeting.organisationId };
  await insertQuestions(tx, [question(subject, 'share', next)]);
  return next.member.name;
}
