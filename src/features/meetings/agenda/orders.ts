/** Which messages follow from what happens in meetings: every delivery order of the agenda is made here. */
import { type DeliveryOrder, toPlace } from '../../../delivery/delivery.js';
import type { Transaction } from '../../../storage/database.js';
import type { MeetingsDeps } from '../deps.js';
import type { Meeting } from '../rules/agenda.js';
import { listOpen } from '../store/open-meetings.js';

type Subject = Pick<Meeting, 'id' | 'organisationId' | 'placeId'>;

/** The living card: posted once, edited ever after. */
export function agendaOrder({ id, organisationId, placeId }: Subject): DeliveryOrder {
  return {
    organisationId,
    kind: 'meetings.agenda',
    payload: { meetingId: id },
    to: { kind: 'place', placeId },
    living: livingKey(id),
  };
}

/** What other rooms keep was put right: the agendas that are open show it at once. */
export async function showAnew({ outbox }: MeetingsDeps, tx: Transaction, organisationId: string): Promise<void> {
  await outbox.enqueue(tx, (await listOpen(tx, organisationId)).map(agendaOrder));
}

/** The minutes in the agenda's thread, in as many messages as they need. */
export function minutesOrders({ id, organisationId, placeId }: Subject, partCount: number): DeliveryOrder[] {
  return Array.from({ length: partCount }, (_, index) => {
    const payload = { meetingId: id, part: index + 1 };
    return toPlace(placeId, { organisationId, kind: 'meetings.minutes', payload, threadOf: livingKey(id) });
  }).flat();
}

/** Told once to the place, however many of its meetings there was nobody to open. None for none. */
export function missedOrders(missed: readonly Subject[]): DeliveryOrder[] {
  const payload = { meetingIds: missed.map(({ id }) => id).join(' ') };
  return missed
    .slice(0, 1)
    .flatMap(({ organisationId, placeId }) => toPlace(placeId, { organisationId, kind: 'meetings.missed', payload }));
}

const livingKey = (meetingId: string): string => `meeting:${meetingId}`;
