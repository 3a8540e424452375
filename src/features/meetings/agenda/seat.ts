/** The champion seats another customer in the empty chair. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { done, openForm, type Reply } from '../../../chat/reply.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { seatForm } from '../cards/agenda-forms.js';
import * as refusals from '../cards/agenda-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import { lockMeeting, saveChair } from '../store/agenda.js';
import { appendHistory } from '../store/history.js';
import { agendaOrder } from './orders.js';
import { meetingOf } from './tick.js';

export async function openSeating(deps: MeetingsDeps, id: string, context: InteractionContext): Promise<Reply> {
  const meeting = await meetingOf(deps, id, context);
  if (meeting.state !== 'open') throw refusals.notOpen(meeting);
  await refuseOthers(deps, context);
  return openForm(seatForm(meeting));
}

export async function seat(
  deps: MeetingsDeps,
  { id, typed }: { readonly id: string; readonly typed: unknown },
  context: InteractionContext,
): Promise<Reply> {
  const { customers, outbox, clock } = deps;
  const { organisationId, id: actorId } = context.actor;
  const meeting = await meetingOf(deps, id, context);
  await refuseOthers(deps, context);
  const name = typeof typed === 'string' ? typed.trim() : '';
  if (name === '') throw InvalidInput.field('meetings.customerMissing', 'customer', refusals.customerMissing());
  const customer = await customers.find(organisationId, name);
  if (!customer) {
    const words = refusals.noSuchCustomer(name, await customers.nearest(organisationId, name));
    throw InvalidInput.field('meetings.noSuchCustomer', 'customer', words);
  }
  await outbox.commit(async (tx) => {
    const locked = await lockMeeting(tx, organisationId, id);
    if (locked?.state !== 'open') throw refusals.notOpen(locked ?? meeting);
    await saveChair(tx, organisationId, id, { customerId: customer.id, reasons: [{ kind: 'seated', byId: actorId }] });
    const entry = { organisationId, subject: `meeting:${id}`, at: clock.now(), what: 'seated', actorId };
    await appendHistory(tx, [{ ...entry, surface: context.platform, details: { customerId: customer.id } }]);
    await outbox.enqueue(tx, [agendaOrder(meeting)]);
  });
  return done;
}

/** While nobody is named champion, anybody may. */
async function refuseOthers({ people }: MeetingsDeps, { actor }: InteractionContext): Promise<void> {
  const { champion } = await people.organisation(actor.organisationId);
  if (champion && champion.id !== actor.id) throw refusals.seatedByChampion(champion.name);
}
