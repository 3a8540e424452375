/** Which messages follow from what happened: every delivery order of this room is made here. */
import type { DeliveryOrder } from '../../delivery/delivery.js';
import type { CaptureOrigin } from './deps.js';
import type { Feedback } from './rules/feedback.js';

/** More than this at once for one owner come as one message that lists them. */
const separateCardLimit = 5;

type Subject = Pick<Feedback, 'id' | 'organisationId' | 'ownerId' | 'placeId'>;

/** The owner's private card: posted once, edited ever after. Also a former owner's, which then says who has it now. */
export function ownerCardOrder({ id, organisationId }: Subject, memberId: string): DeliveryOrder {
  return {
    organisationId,
    kind: 'feedback.ownerCard',
    payload: { feedbackId: id, memberId },
    to: { kind: 'member', memberId },
    living: livingKey(id),
  };
}

/** Brings an owner's card up to date; who heard of the item by a digest has none, and gets none by the thousand. */
export function ownerCardEdit(subject: Subject, memberId: string): DeliveryOrder {
  return { ...ownerCardOrder(subject, memberId), onlyEdit: true };
}

/** The living card in the place where it was captured. */
export function placeCardOrders({ id, organisationId, placeId }: Subject): DeliveryOrder[] {
  if (!placeId) return [];
  return [
    {
      organisationId,
      kind: 'feedback.placeCard',
      payload: { feedbackId: id },
      to: { kind: 'place', placeId },
      living: livingKey(id),
    },
  ];
}

/** Says in a place that other companies read that it is noted; nothing else of it is posted there. */
export function receiptOrders(organisationId: string, placeId: string): DeliveryOrder[] {
  return [{ organisationId, kind: 'feedback.receipt', payload: {}, to: { kind: 'place', placeId } }];
}

/** One line of history in the thread of the living card. */
export function threadOrders({ id, organisationId, placeId }: Subject, eventId: bigint): DeliveryOrder[] {
  if (!placeId) return [];
  return [
    {
      organisationId,
      kind: 'feedback.event',
      payload: { feedbackId: id, eventId: String(eventId) },
      to: { kind: 'place', placeId },
      threadOf: livingKey(id),
    },
  ];
}

/** The day has come for which it waited: an edited card alone would not be noticed, so its owner is told. */
export function resumedOrders({ id, organisationId, ownerId }: Subject, eventId: bigint): DeliveryOrder[] {
  if (!ownerId) return [];
  return [
    {
      organisationId,
      kind: 'feedback.event',
      payload: { feedbackId: id, eventId: String(eventId) },
      to: { kind: 'member', memberId: ownerId },
      threadOf: livingKey(id),
    },
  ];
}

/** How it ended, told once to everybody. */
export function newsOrders(subject: Subject, newsPlaceId: string | null, round: number): DeliveryOrder[] {
  const placeId = newsPlaceId ?? subject.placeId;
  if (!placeId) return [];
  return [
    {
      organisationId: subject.organisationId,
      kind: 'feedback.news',
      payload: { feedbackId: subject.id, round },
      to: { kind: 'place', placeId },
    },
  ];
}

/** What follows from capturing: cards for owners and places, or one digest for an owner who gets many at once. */
export function arrivalOrders(
  added: readonly Pick<Feedback, 'id' | 'organisationId' | 'ownerId' | 'placeId' | 'capturedAt'>[],
  origin: Pick<CaptureOrigin, 'organisationId' | 'source'>,
): DeliveryOrder[] {
  const ownerIds = new Set(added.map((item) => item.ownerId));
  const forOwners = [...ownerIds].flatMap((ownerId) => {
    if (!ownerId) return [];
    const theirs = added.filter((item) => item.ownerId === ownerId);
    if (theirs.length <= separateCardLimit) return theirs.map((item) => ownerCardOrder(item, ownerId));
    return theirs.slice(0, 1).map((first) => digestOrder(origin, ownerId, first.capturedAt));
  });
  return [...added.flatMap(placeCardOrders), ...forOwners];
}

/** One living message per owner, source and day, so that an import in batches doesn't fill the inbox. */
function digestOrder(
  { organisationId, source }: Pick<CaptureOrigin, 'organisationId' | 'source'>,
  ownerId: string,
  at: Date,
): DeliveryOrder {
  const day = at.toISOString().slice(0, 10);
  return {
    organisationId,
    kind: 'feedback.digest',
    payload: { organisationId, ownerId, source, since: `${day}T00:00:00.000Z` },
    to: { kind: 'member', memberId: ownerId },
    living: `arrivals:${source}:${day}`,
  };
}

function livingKey(feedbackId: string): string {
  return `feedback:${feedbackId}`;
}
