/** Which messages follow from what happened: every delivery order of this room is made here. */
import type { DeliveryOrder } from '../../delivery/delivery.js';
import type { Idea } from './rules/idea.js';

type Subject = Pick<Idea, 'id' | 'organisationId' | 'placeId' | 'authorId'>;

const livingKey = (ideaId: string): string => `idea:${ideaId}`;

/** The living card in the place where it was posted. */
export function placeCardOrders({ id, organisationId, placeId }: Subject): DeliveryOrder[] {
  if (!placeId) return [];
  return [
    {
      organisationId,
      kind: 'ideas.placeCard',
      payload: { organisationId, ideaId: id },
      to: { kind: 'place', placeId },
      living: livingKey(id),
    },
  ];
}

/** One line of history in the thread of the living card. */
export function threadOrders({ id, organisationId, placeId }: Subject, eventId: bigint): DeliveryOrder[] {
  if (!placeId) return [];
  return [
    {
      organisationId,
      kind: 'ideas.event',
      payload: { eventId: String(eventId) },
      to: { kind: 'place', placeId },
      threadOf: livingKey(id),
    },
  ];
}

/** The author hears of what others did with it; of their own doing they know. */
export function authorOrders(
  { organisationId, authorId }: Subject,
  eventId: bigint,
  actorId: string | null,
): DeliveryOrder[] {
  if (actorId === authorId) return [];
  return [
    {
      organisationId,
      kind: 'ideas.authorNotice',
      payload: { eventId: String(eventId) },
      to: { kind: 'member', memberId: authorId },
    },
  ];
}

/** Who runs an experiment learns of it and of its date, and of another date, when it is somebody else's doing. */
export function runnerOrders(
  { organisationId }: Subject,
  eventId: bigint,
  { runnerId, actorId }: { readonly runnerId: string; readonly actorId: string },
): DeliveryOrder[] {
  if (runnerId === actorId) return [];
  return [
    {
      organisationId,
      kind: 'ideas.runnerNotice',
      payload: { eventId: String(eventId) },
      to: { kind: 'member', memberId: runnerId },
    },
  ];
}

/** How an experiment ended, told once to everybody in the place: a line in a thread reaches few. */
export function resultOrders({ organisationId, placeId }: Subject, experimentId: string): DeliveryOrder[] {
  if (!placeId) return [];
  return [
    {
      organisationId,
      kind: 'ideas.result',
      payload: { organisationId, experimentId },
      to: { kind: 'place', placeId },
    },
  ];
}
