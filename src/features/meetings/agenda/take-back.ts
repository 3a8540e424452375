/** Takes back what somebody did by mistake: a learning that they shared, and an item that they ticked. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { NotFound } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { say } from '../../../kernel/language/say.js';
import { refuseTakingBack } from '../../../kernel/take-back.js';
import * as refusals from '../cards/agenda-refusals.js';
import { takenBackCard } from '../cards/learning-cards.js';
import type { MeetingsDeps } from '../deps.js';
import { reopenFollowUp } from '../follow-ups/change.js';
import { itemKey, parseItemKey } from '../rules/agenda.js';
import type { Learning } from '../rules/learning.js';
import { findMeeting, lockMeeting } from '../store/agenda.js';
import { appendHistory } from '../store/history.js';
import { findLearning, withdrawLearning } from '../store/learnings.js';
import { findOpenIn, listOpenAsked } from '../store/open-meetings.js';
import { reopenAnswered } from '../store/questions.js';
import { deleteTick, listTicks } from '../store/ticks.js';
import { agendaOrder } from './orders.js';
import { meetingOf } from './tick.js';

/** By whoever shared it, for ten minutes, and by the champion; the question that it answered is open again. */
export async function takeBackLearning(deps: MeetingsDeps, id: string, context: InteractionContext): Promise<Reply> {
  await withdrawn(deps, id, context);
  return showCard(takenBackCard(say('The learning is taken back. It is on no agenda any more.')));
}

/** The words were a customer's, and want an answer: captured as feedback instead. */
export async function learningIsFeedback(deps: MeetingsDeps, id: string, context: InteractionContext): Promise<Reply> {
  const { organisationId } = context.actor;
  const { text, customerId } = await learningHere(deps, id, context);
  // Asked first: whom only the learning named goes with it.
  const known = customerId ? await deps.customers.byIds(organisationId, [customerId]) : null;
  const customer = known?.get(customerId ?? '')?.name;
  await withdrawn(deps, id, context);
  const capture = deps.feedback.commands?.find(({ name }) => name === 'feedback');
  if (!capture) throw new Error('Feedback is captured by a command.');
  const details: Record<string, string> = customer === undefined ? {} : { customer };
  return capture.handle({ command: 'feedback', text, isLiteral: true, details, lists: {} }, context);
}

async function learningHere({ database }: MeetingsDeps, id: string, context: InteractionContext): Promise<Learning> {
  const learning = isId(id) ? await findLearning(database, context.actor.organisationId, id) : null;
  if (!learning) throw new NotFound('meetings.noLearning', refusals.noLearning());
  return learning;
}

async function withdrawn(deps: MeetingsDeps, id: string, context: InteractionContext): Promise<void> {
  const { outbox, clock } = deps;
  const { organisationId, id: actorId } = context.actor;
  const learning = await learningHere(deps, id, context);
  const now = clock.now();
  refuseTakingBack({ byId: learning.memberId, at: learning.at }, context.actor, now);
  await outbox.commit(async (tx) => {
    if (!(await withdrawLearning(tx, organisationId, id, now))) return;
    await reopenAnswered(tx, organisationId, id);
    // A slip of the finger made the customer too.
    const ids = learning.customerId === null ? [] : [learning.customerId];
    await deps.customers.forgetUnused(tx, organisationId, { ids, madeSince: learning.at });
    const entry = { organisationId, subject: `learning:${id}`, at: now, what: 'withdrawn', actorId };
    await appendHistory(tx, [{ ...entry, surface: context.platform }]);
    const [inPlace, meeting, asked] = await Promise.all([
      learning.placeId ? findOpenIn(tx, learning.organisationId, learning.placeId) : null,
      learning.meetingId ? findMeeting(tx, learning.organisationId, learning.meetingId) : null,
      learning.placeId ? [] : listOpenAsked(tx, learning.organisationId, learning.memberId),
    ]);
    const open = [inPlace, meeting, ...asked].flatMap((each) => (each?.state === 'open' ? each : []));
    const once = new Map(open.map((each) => [each.id, each]));
    await outbox.enqueue(tx, [...once.values()].map(agendaOrder));
  });
}

/** While the meeting is open; a promise that was ticked as kept is open again. */
export async function untick(deps: MeetingsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const [id = '', ...rest] = value.split(' ');
  const meeting = await meetingOf(deps, id, context);
  const key = parseItemKey(rest.join(' '));
  if (meeting.state !== 'open') throw refusals.notOpen(meeting, null);
  const { organisationId, id: actorId } = context.actor;
  await deps.outbox.commit(async (tx) => {
    await lockMeeting(tx, organisationId, id);
    const item = key && itemKey(key.section, key.id);
    const tick = (await listTicks(tx, organisationId, id)).find((each) => each.item === item);
    if (!key || !tick) throw new NotFound('meetings.noTick', refusals.noTick());
    const now = deps.clock.now();
    refuseTakingBack({ byId: tick.memberId, at: tick.tickedAt }, context.actor, now);
    await deleteTick(tx, organisationId, id, tick.item);
    const deed = { organisationId, actorId, surface: context.platform };
    if (key.section === 'followUp') await reopenFollowUp(tx, deps, { which: key.id, deed });
    const entry = { ...deed, subject: `meeting:${id}`, at: now, what: 'unticked' };
    await appendHistory(tx, [{ ...entry, details: { item: tick.item } }]);
    await deps.outbox.enqueue(tx, [agendaOrder(meeting)]);
  });
  return showCard(takenBackCard(say('It is no longer marked as discussed.')));
}
