/** Which messages follow from what happened: every delivery order of this room is made here. */
import { type DeliveryOrder, toMembers, toPlace } from '../../delivery/delivery.js';
import type { Idea } from './rules/idea.js';

type Subject = Pick<Idea, 'id' | 'organisationId' | 'placeId' | 'authorId'>;

/** What its living card is kept under. */
const livingKey = (ideaId: string): string => `idea:${ideaId}`;

/** The idea whose living card has this key; null: it is no idea's. */
export const ideaIdOf = (key: string | null): string | null =>
  key?.startsWith('idea:') ? key.slice('idea:'.length) : null;

/** The living card in the place where it was posted. */
export function placeCardOrders({ id, organisationId, placeId }: Subject): DeliveryOrder[] {
  const payload = { organisationId, ideaId: id };
  return toPlace(placeId, { organisationId, kind: 'ideas.placeCard', payload, living: livingKey(id) });
}

/** One line of history in the thread of the living card. */
export function threadOrders({ id, organisationId, placeId }: Subject, eventId: bigint): DeliveryOrder[] {
  const payload = { eventId: String(eventId) };
  return toPlace(placeId, { organisationId, kind: 'ideas.event', payload, threadOf: livingKey(id) });
}

/** The author hears of what others did with it; of their own doing they know. */
export const authorOrders = (subject: Subject, eventId: bigint, actorId: string | null): DeliveryOrder[] =>
  noticeOrders('ideas.authorNotice', subject, eventId, { memberId: subject.authorId, actorId });

/** Who runs an experiment learns of it and of its date, and of another date, when it is somebody else's doing. */
export const runnerOrders = (
  subject: Subject,
  eventId: bigint,
  { runnerId, actorId }: { readonly runnerId: string; readonly actorId: string },
): DeliveryOrder[] => noticeOrders('ideas.runnerNotice', subject, eventId, { memberId: runnerId, actorId });

function noticeOrders(
  kind: string,
  { organisationId }: Subject,
  eventId: bigint,
  { memberId, actorId }: { readonly memberId: string; readonly actorId: string | null },
): DeliveryOrder[] {
  if (actorId === memberId) return [];
  return toMembers([memberId], { organisationId, kind, payload: { eventId: String(eventId) } });
}

/** How an experiment ended, told once to everybody in the place: a line in a thread reaches few. */
export const resultOrders = ({ organisationId, placeId }: Subject, experimentId: string): DeliveryOrder[] =>
  toPlace(placeId, { organisationId, kind: 'ideas.result', payload: { organisationId, experimentId } });
