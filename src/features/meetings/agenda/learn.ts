/** Records what somebody learned about a customer: the command `learn`, the agenda's button, and answers to questions. */

import { z } from 'zod';
import type { Chapter } from '../../../chat/feature.js';
import type { FormValues } from '../../../chat/form.js';
import type { InteractionContext, Viewer } from '../../../chat/interaction.js';
import type { Cut } from '../../../chat/pages.js';
import { done, openForm, type Reply, showCard } from '../../../chat/reply.js';
import { optional, readInput, trimmed } from '../../../chat/typed.js';
import { InvalidInput, NotFound } from '../../../kernel/errors.js';
import { isId, newId } from '../../../kernel/id.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { mayTakeBack } from '../../../kernel/take-back.js';
import type { Transaction } from '../../../storage/database.js';
import type { NamedCustomer } from '../../customers/index.js';
import * as refusals from '../cards/agenda-refusals.js';
import { learnedCard, learningForm, learningRow, nameCustomerForm } from '../cards/learning-cards.js';
import type { MeetingsDeps } from '../deps.js';
import { type Learning, learningLimit } from '../rules/learning.js';
import { findMeeting } from '../store/agenda.js';
import { appendHistory } from '../store/history.js';
import { findLearning, insertLearning, listAbout, saveCustomer } from '../store/learnings.js';
import { findOpenIn, listOpenAsked } from '../store/open-meetings.js';
import { agendaOrder } from './orders.js';

export interface LearningDraft {
  readonly text: string;
  /** As typed; null: none named. */
  readonly customer: string | null;
}

const draft = z.object({
  text: trimmed(phrase('what you learned, for example: they count in boxes, not in pieces'), learningLimit),
  customer: optional(z.string()),
});

/** Throws InvalidInput on `text`. An empty customer is none. */
export function readLearning(values: { readonly text?: unknown; readonly customer?: unknown }): LearningDraft {
  const { text, customer = null } = readInput('meetings.learning', draft, values);
  return { text, customer };
}

/** `learn TEXT`; the form where nothing is said. Throws InvalidInput on `text`. */
export async function learnByCommand(
  deps: MeetingsDeps,
  typed: { readonly text: string; readonly customer?: string },
  context: InteractionContext,
): Promise<Reply> {
  if (typed.text.trim() === '') return openForm(learningForm(null, typed.customer));
  return showCard((await learn(deps, readLearning(typed), context)).card);
}

/** @param meetingId of the agenda whose button opened the form; empty: the command did */
export async function learnByForm(
  deps: MeetingsDeps,
  { meetingId, values }: { readonly meetingId: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const draft = readLearning(values);
  if (meetingId === '') return showCard((await learn(deps, draft, context)).card);
  const meeting = isId(meetingId) ? await findMeeting(deps.database, context.actor.organisationId, meetingId) : null;
  if (meeting?.organisationId !== context.actor.organisationId)
    throw new NotFound('meetings.noMeeting', refusals.noMeeting());
  const { card, isPlain } = await learn(deps, draft, {
    ...context,
    place: { id: meeting.placeId, name: meeting.name },
  });
  // The agenda shows it: there is nothing to add. After the meeting it is for the next one, which wants to be said.
  return meeting.state === 'open' && isPlain ? done : showCard(card);
}

async function learn(deps: MeetingsDeps, draft: LearningDraft, context: InteractionContext) {
  const open = context.place ? await findOpenIn(deps.database, context.actor.organisationId, context.place.id) : null;
  const recorded = await deps.outbox.commit(async (tx) => {
    const placed = { placeId: context.place?.id ?? null, meetingId: open?.id ?? null };
    const made = await recordLearning(deps, tx, { draft, context, ...placed });
    // Told privately while their meeting is under way, it stands on its card all the same.
    const shown = open
      ? [open]
      : context.place
        ? []
        : await listOpenAsked(tx, context.actor.organisationId, context.actor.id);
    await deps.outbox.enqueue(tx, shown.map(agendaOrder));
    return made;
  });
  const isPlain = !recorded.customer?.isNew && recorded.nobody === null;
  return { card: learnedCard({ ...recorded, meetingName: open?.name ?? null }), isPlain };
}

export interface NewLearning {
  readonly draft: LearningDraft;
  readonly context: InteractionContext;
  readonly placeId: string | null;
  readonly meetingId: string | null;
}

export interface RecordedLearning {
  readonly learning: Learning;
  readonly customer: NamedCustomer | null;
  /** Who was named, where that is the company itself. */
  readonly nobody: string | null;
}

/** Writes it with its history; a customer that is not known yet is made, as with feedback. */
export async function recordLearning(
  deps: MeetingsDeps,
  tx: Transaction,
  { draft, context, placeId, meetingId }: NewLearning,
): Promise<RecordedLearning> {
  const { customers, clock, people } = deps;
  const { organisationId, id: memberId } = context.actor;
  const now = clock.now();
  const typed = draft.customer ?? '';
  const isNobody = typed !== '' && customers.isNobody(typed, (await people.organisation(organisationId, tx)).name);
  const named = typed === '' || isNobody ? null : await customers.findOrCreateMany(tx, organisationId, [typed]);
  const customer = named?.get(typed) ?? null;
  const customerId = customer?.id ?? null;
  const learning = {
    id: newId(now),
    organisationId,
    text: draft.text,
    customerId,
    memberId,
    placeId,
    meetingId,
    at: now,
  };
  await insertLearning(tx, { ...learning, surface: context.platform });
  const details = { customerId, placeId, meetingId };
  await appendHistory(tx, [
    {
      organisationId,
      subject: `learning:${learning.id}`,
      at: now,
      what: 'shared',
      actorId: memberId,
      surface: context.platform,
      details,
    },
  ]);
  await tellLearned(deps, tx, learning);
  return { learning, customer, nobody: isNobody ? typed : null };
}

/** Tells the rooms that want to know. What was said privately for a meeting belongs to its place. */
async function tellLearned({ onLearned }: MeetingsDeps, tx: Transaction, learning: Learning): Promise<void> {
  const { organisationId, id, memberId, meetingId } = learning;
  const meeting =
    learning.placeId === null && meetingId !== null ? await findMeeting(tx, organisationId, meetingId) : null;
  const placeId = learning.placeId ?? meeting?.placeId ?? null;
  for (const hook of onLearned) await hook(tx, { organisationId, id, memberId, placeId });
}

/** Whoever shared it can say afterwards whom it is about. */
export async function openNaming(deps: MeetingsDeps, id: string, context: InteractionContext): Promise<Reply> {
  return openForm(nameCustomerForm(await ownLearning(deps, id, context)));
}

export async function nameCustomer(
  deps: MeetingsDeps,
  { id, typed }: { readonly id: string; readonly typed: unknown },
  context: InteractionContext,
): Promise<Reply> {
  const learning = await ownLearning(deps, id, context);
  const { organisationId, id: actorId } = context.actor;
  const name = typeof typed === 'string' ? typed : '';
  const { name: ourselves } = await deps.people.organisation(organisationId);
  if (deps.customers.isNobody(name, ourselves))
    throw InvalidInput.field('meetings.nobody', 'customer', refusals.nobody(name));
  const open = learning.placeId ? await findOpenIn(deps.database, learning.organisationId, learning.placeId) : null;
  const customer = await deps.outbox.commit(async (tx) => {
    const named = (await deps.customers.findOrCreateMany(tx, organisationId, [name])).get(name) ?? null;
    if (!named) throw InvalidInput.field('meetings.noCustomer', 'customer', refusals.customerMissing());
    await saveCustomer(tx, learning.organisationId, learning.id, named.id);
    const at = deps.clock.now();
    const entry = { organisationId, subject: `learning:${learning.id}`, at, what: 'customerNamed', actorId };
    await appendHistory(tx, [{ ...entry, surface: context.platform, details: { customerId: named.id } }]);
    if (open) await deps.outbox.enqueue(tx, [agendaOrder(open)]);
    return named;
  });
  const named = { ...learning, customerId: customer.id };
  return showCard(learnedCard({ learning: named, customer, nobody: null, meetingName: null }));
}

async function ownLearning({ database }: MeetingsDeps, id: string, { actor }: InteractionContext): Promise<Learning> {
  const learning = isId(id) ? await findLearning(database, actor.organisationId, id) : null;
  if (learning?.memberId !== actor.id) throw new NotFound('meetings.noLearning', refusals.noLearning());
  return learning;
}

export async function aboutCustomer(
  { database, people, clock }: MeetingsDeps,
  asked: { readonly customerId: string } & Cut,
  { actor }: Viewer,
): Promise<Chapter> {
  const { organisationId, timeZone } = actor;
  const { items, totalCount } = await listAbout(database, { organisationId, ...asked });
  const members = await people.members(organisationId, [...new Set(items.map(({ memberId }) => memberId))]);
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return {
    count: totalCount,
    lastContactAt: items[0]?.at ?? null,
    blocks: items.map((learning) => {
      const may = mayTakeBack({ byId: learning.memberId, at: learning.at }, actor, clock.now());
      return learningRow(learning, names.get(learning.memberId) ?? say('somebody'), { timeZone, mayTakeBack: may });
    }),
  };
}
