/** What delivery sends for this room: each card is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { say } from '../../kernel/language/say.js';
import { besideOwner } from './beside-owner.js';
import { eventCard, reopenedCard } from './cards/event-card.js';
import { formerOwnerCard, ownerItemCard, placeItemCard, takenBackCard, withBeside } from './cards/item-card.js';
import { digestCard, heardCard } from './cards/list-card.js';
import { newsCard, overtakenNewsCard } from './cards/news-card.js';
import { receiptCard } from './cards/receipt-card.js';
import type { FeedbackDeps } from './deps.js';
import { isTold, type Picture, pictureOf, pictures } from './picture.js';
import { feedbackName } from './rules/feedback.js';
import { namesOf } from './show.js';
import { findWithParts } from './store/corrections.js';
import { findByIds, findEvent } from './store/feedback.js';
import { listArrivals } from './store/listing.js';

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

const ofFeedback = z.object({ feedbackId: z.string() });
const ofMember = z.object({
  feedbackId: z.string(),
  memberId: z.string(),
  takenBack: z.number().optional(),
  number: z.number().optional(),
});
const ofEvent = z.object({ feedbackId: z.string(), eventId: z.string() });
const ofHeard = z.object({
  memberId: z.string(),
  feedbackIds: z.string().transform((ids) => ids.split(' ')),
  count: z.number(),
});
const ofNews = z.object({ feedbackId: z.string(), round: z.number() });
const ofDigest = z.object({
  organisationId: z.string(),
  ownerId: z.string(),
  source: z.string(),
  since: z.coerce.date(),
  takenBack: z.number().optional(),
});

/** A digest lists this many; the button shows the rest. */
const digestLength = 5;

export function createOutgoing(deps: FeedbackDeps): Readonly<Record<string, Outgoing>> {
  return {
    'feedback.receipt': { forOutsiders: true, compose: async () => ({ kind: 'send', card: receiptCard() }) },
    'feedback.placeCard': { compose: (payload, of) => send(deps, of, ofFeedback.parse(payload), placeItemCard) },
    'feedback.ownerCard': { compose: (payload, of) => composeOwnerCard(deps, of, ofMember.parse(payload)) },
    'feedback.heard': { compose: (payload, of) => composeHeard(deps, of, ofHeard.parse(payload)) },
    'feedback.event': { compose: (payload, of) => composeEvent(deps, of, ofEvent.parse(payload)) },
    'feedback.reopened': { compose: (payload, of) => composeReopened(deps, of, ofEvent.parse(payload)) },
    'feedback.newsEdit': {
      compose: (payload, of) =>
        send(deps, of, ofFeedback.parse(payload), (picture) =>
          picture.feedback.state === 'resolved' ? newsCard(picture) : overtakenNewsCard(picture),
        ),
    },
    'feedback.news': { compose: (payload, of) => composeNews(deps, of, ofNews.parse(payload)) },
    'feedback.digest': { compose: (payload) => composeDigest(deps, ofDigest.parse(payload)) },
  };
}

async function pictureById(deps: FeedbackDeps, of: string, feedbackId: string): Promise<Picture | null> {
  const { feedback, parts } = await findWithParts(deps.database, of, feedbackId);
  return feedback ? pictureOf(deps, feedback, parts) : null;
}

async function send(
  deps: FeedbackDeps,
  of: string,
  { feedbackId }: z.infer<typeof ofFeedback>,
  show: (picture: Picture) => ReturnType<typeof placeItemCard>,
): Promise<Dispatch> {
  const picture = await pictureById(deps, of, feedbackId);
  return picture ? { kind: 'send', card: show(picture) } : skip('the feedback is gone');
}

async function composeOwnerCard(deps: FeedbackDeps, of: string, order: z.infer<typeof ofMember>): Promise<Dispatch> {
  const { feedbackId, memberId, takenBack, number = 0 } = order;
  if (takenBack !== undefined) return { kind: 'send', card: takenBackCard(feedbackName(number), takenBack) };
  const picture = await pictureById(deps, of, feedbackId);
  if (!picture) return skip('the feedback is gone');
  if (picture.feedback.ownerId !== memberId) return { kind: 'send', card: formerOwnerCard(picture) };
  return { kind: 'send', card: withBeside(ownerItemCard(picture), await besideOwner(deps, picture)) };
}

async function composeHeard(deps: FeedbackDeps, of: string, heard: z.infer<typeof ofHeard>): Promise<Dispatch> {
  const items = (await findByIds(deps.database, [of], heard.feedbackIds)).filter(({ state }) => state !== 'withdrawn');
  const [first] = items;
  if (!first) return skip('the feedback is gone');
  const shown = await pictures(deps, first.organisationId, items);
  const listed = shown.map((picture) => ({ picture, told: isTold(picture, heard.memberId) }));
  return { kind: 'send', card: heardCard(listed, heard.count - heard.feedbackIds.length + items.length) };
}

/** What happened to which piece of feedback; null: either is gone. */
async function readEvent(deps: FeedbackDeps, of: string, { feedbackId, eventId }: z.infer<typeof ofEvent>) {
  const [picture, event] = await Promise.all([
    pictureById(deps, of, feedbackId),
    findEvent(deps.database, of, eventId),
  ]);
  return picture && event && { picture, event };
}

async function composeEvent(deps: FeedbackDeps, of: string, payload: z.infer<typeof ofEvent>): Promise<Dispatch> {
  const found = await readEvent(deps, of, payload);
  if (!found) return skip('the feedback is gone');
  const { picture, event } = found;
  return {
    kind: 'send',
    card: eventCard(picture, event, await namesOf(deps, picture.feedback.organisationId, [event])),
  };
}

/** Somebody who opens their own item again knows it. */
async function composeReopened(deps: FeedbackDeps, of: string, payload: z.infer<typeof ofEvent>): Promise<Dispatch> {
  const found = await readEvent(deps, of, payload);
  if (!found) return skip('the feedback is gone');
  const { picture, event } = found;
  if (['resolved', 'withdrawn'].includes(picture.feedback.state)) return skip('over again');
  if (event.actorId === picture.feedback.ownerId) return skip('its owner did it');
  const names = await namesOf(deps, picture.feedback.organisationId, [event]);
  return { kind: 'send', card: reopenedCard(picture, event, names) };
}

/** Reopened before it could be told: there is no news yet. */
async function composeNews(
  deps: FeedbackDeps,
  of: string,
  { feedbackId, round }: z.infer<typeof ofNews>,
): Promise<Dispatch> {
  const picture = await pictureById(deps, of, feedbackId);
  if (picture?.feedback.state !== 'resolved' || picture.feedback.round !== round) return skip('open again');
  return { kind: 'send', card: newsCard(picture) };
}

async function composeDigest(deps: FeedbackDeps, digest: z.infer<typeof ofDigest>): Promise<Dispatch> {
  const { items, totalCount } = await listArrivals(deps.database, digest, digestLength);
  if (totalCount === 0 && digest.takenBack !== undefined)
    return { kind: 'send', card: takenBackCard(say('What came in'), digest.takenBack) };
  if (totalCount === 0) return skip('all resolved');
  const shown = await pictures(deps, digest.organisationId, items);
  // This message stays when an item is handed on, so what is confidential is read behind its button alone.
  const listed = shown.map((picture) => ({ picture, told: !picture.feedback.confidential }));
  return { kind: 'send', card: digestCard(digest.source, listed, totalCount) };
}
