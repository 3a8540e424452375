/** Which messages follow from what happened: every delivery order of this room is made here. */
import { type DeliveryOrder, type OrderTo, toMembers, toPlace } from '../../delivery/delivery.js';
import type { CaptureOrigin } from './deps.js';
import type { Feedback } from './rules/feedback.js';

/** More than this at once for one owner come as one message that lists them. */
const separateCardLimit = 5;

type Subject = Pick<Feedback, 'id' | 'organisationId' | 'ownerId' | 'placeId'>;

/** The owner's private card: posted once, edited ever after. Also a former owner's, which then says who has it now. */
export function ownerCardOrders({ id, organisationId }: Subject, memberId: string | null): DeliveryOrder[] {
  const payload = { feedbackId: id, memberId };
  return toMembers([memberId], { organisationId, kind: 'feedback.ownerCard', payload, living: livingKey(id) });
}

/** Brings an owner's card up to date; who heard of the item by a digest has none, and gets none by the thousand. */
export const ownerCardEdits = (subject: Subject, memberId: string | null): DeliveryOrder[] =>
  ownerCardOrders(subject, memberId).map((order) => ({ ...order, onlyEdit: true }));

/** The living card in the place where it was captured. */
export function placeCardOrders({ id, organisationId, placeId }: Subject): DeliveryOrder[] {
  const payload = { feedbackId: id };
  return toPlace(placeId, { organisationId, kind: 'feedback.placeCard', payload, living: livingKey(id) });
}

function eventOrder({ id, organisationId }: Subject, eventId: bigint): OrderTo {
  const payload = { feedbackId: id, eventId: String(eventId) };
  return { organisationId, kind: 'feedback.event', payload, threadOf: livingKey(id) };
}

/** Says in a place that other companies read that it is noted; nothing else of it is posted there. */
export function receiptOrders(organisationId: string, placeId: string): DeliveryOrder[] {
  return [{ organisationId, kind: 'feedback.receipt', payload: {}, to: { kind: 'place', placeId } }];
}

/** Brings the cards that stand somewhere up to date, when something beside the item has changed. */
export function cardEdits(subject: Subject): DeliveryOrder[] {
  return [...placeCardOrders(subject), ...ownerCardEdits(subject, subject.ownerId)];
}

/** One line of history in the thread of the living card. */
export const threadOrders = (subject: Subject, eventId: bigint): DeliveryOrder[] =>
  toPlace(subject.placeId, eventOrder(subject, eventId));

/** The day has come for which it waited: an edited card alone would not be noticed, so its owner is told. */
export const resumedOrders = (subject: Subject, eventId: bigint): DeliveryOrder[] =>
  toMembers([subject.ownerId], eventOrder(subject, eventId));

/** It is open again, which an edited card alone would not tell: a message of its own to its owner. */
export function reopenedOrders({ id, organisationId, ownerId }: Subject, eventId: bigint): DeliveryOrder[] {
  const payload = { feedbackId: id, eventId: String(eventId) };
  return toMembers([ownerId], { organisationId, kind: 'feedback.reopened', payload });
}

/** How it ended, told to everybody; the next end after a reopening edits the same post. */
export function newsOrders(subject: Subject, newsPlaceId: string | null, round: number): DeliveryOrder[] {
  const { id, organisationId, placeId } = subject;
  const payload = { feedbackId: id, round };
  return toPlace(newsPlaceId ?? placeId, { organisationId, kind: 'feedback.news', payload, living: `news:${id}` });
}

/** Brings the post about its end up to date, where there is one: it is open again, withdrawn, or was edited. */
export function newsEdits(subject: Subject, newsPlaceId: string | null): DeliveryOrder[] {
  return newsOrders(subject, newsPlaceId, 0).map((order) => ({
    ...order,
    kind: 'feedback.newsEdit',
    payload: { feedbackId: subject.id },
    onlyEdit: true,
  }));
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
    if (theirs.length <= separateCardLimit) return theirs.flatMap((item) => ownerCardOrders(item, ownerId));
    return theirs.slice(0, 1).flatMap((first) => digestOrders(origin, ownerId, first.capturedAt));
  });
  return [...added.flatMap(placeCardOrders), ...forOwners];
}

/** What of it the people hear at once who look after these customers. One message each, however much was said. */
export function heardOrders(
  organisationId: string,
  heard: readonly {
    readonly feedback: Pick<Feedback, 'id' | 'ownerId' | 'capturedById'>;
    readonly memberId: string | null;
  }[],
): DeliveryOrder[] {
  // Whoever answers it, or captured it, knows.
  const unaware = heard.filter(
    ({ feedback, memberId }) =>
      memberId !== null && memberId !== feedback.ownerId && memberId !== feedback.capturedById,
  );
  return [...new Set(unaware.map(({ memberId }) => memberId))].flatMap((memberId) => {
    const theirs = unaware.filter((each) => each.memberId === memberId).map(({ feedback }) => feedback.id);
    const payload = { memberId, feedbackIds: theirs.slice(0, separateCardLimit).join(' '), count: theirs.length };
    return toMembers([memberId], { organisationId, kind: 'feedback.heard', payload });
  });
}

/** One living message per owner, source and day, so that an import in batches doesn't fill the inbox. */
function digestOrders(
  { organisationId, source }: Pick<CaptureOrigin, 'organisationId' | 'source'>,
  ownerId: string,
  at: Date,
): DeliveryOrder[] {
  const day = at.toISOString().slice(0, 10);
  const payload = { organisationId, ownerId, source, since: `${day}T00:00:00.000Z` };
  return toMembers([ownerId], {
    organisationId,
    kind: 'feedback.digest',
    payload,
    living: `arrivals:${source}:${day}`,
  });
}

/** What showed feedback that an import brought says that it was taken back; where nothing was posted, nothing is. */
export function takenBackOrders(
  organisationId: string,
  importNumber: number,
  gone: readonly Pick<Feedback, 'id' | 'number' | 'ownerId' | 'source' | 'capturedAt'>[],
): DeliveryOrder[] {
  const takenBack = (order: DeliveryOrder, more: DeliveryOrder['payload'] = {}): DeliveryOrder => ({
    ...order,
    payload: { ...order.payload, ...more, takenBack: importNumber },
    onlyEdit: true,
  });
  const digests = new Map<string, DeliveryOrder>();
  const cards = gone.flatMap(({ id, number, ownerId, source, capturedAt }) => {
    if (ownerId === null) return [];
    for (const digest of digestOrders({ organisationId, source }, ownerId, capturedAt))
      digests.set(`${ownerId} ${digest.living}`, takenBack(digest));
    return ownerCardOrders({ id, organisationId, ownerId, placeId: null }, ownerId).map((card) =>
      takenBack(card, { number }),
    );
  });
  return [...cards, ...digests.values()];
}

function livingKey(feedbackId: string): string {
  return `feedback:${feedbackId}`;
}
