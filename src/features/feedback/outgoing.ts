/** What delivery sends for this room: each card is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { isAway } from '../people/index.js';
import { eventCard } from './cards/event-card.js';
import { formerOwnerCard, ownerItemCard, placeItemCard } from './cards/item-card.js';
import { digestCard } from './cards/list-card.js';
import { newsCard } from './cards/news-card.js';
import { type NudgeLine, nudgeCard } from './cards/nudge-card.js';
import type { FeedbackDeps } from './deps.js';
import { isTold, type Picture, pictureOf, pictures } from './picture.js';
import type { Feedback } from './rules/feedback.js';
import { percentOf } from './rules/ladder.js';
import type { LadderStep } from './rules/ladder-notation.js';
import { ladder } from './settings.js';
import { namesOf } from './show.js';
import { appendEvents, findByIds, findEvent } from './store/feedback.js';
import { listArrivals } from './store/listing.js';
import { dropNudges, type Nudge, nudgesOfBatch, settleNudges } from './store/nudges.js';

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

const ofFeedback = z.object({ feedbackId: z.string() });
const ofMember = z.object({ feedbackId: z.string(), memberId: z.string() });
const ofEvent = z.object({ feedbackId: z.string(), eventId: z.string() });
const ofNews = z.object({ feedbackId: z.string(), round: z.number() });
const ofBatch = z.object({ batchId: z.string(), recipientId: z.string() });
const ofDigest = z.object({
  organisationId: z.string(),
  ownerId: z.string(),
  source: z.string(),
  since: z.coerce.date(),
});

/** A digest lists this many; the button shows the rest. */
const digestLength = 5;

export function createOutgoing(deps: FeedbackDeps): Readonly<Record<string, Outgoing>> {
  return {
    'feedback.placeCard': { compose: (payload) => send(deps, ofFeedback.parse(payload), placeItemCard) },
    'feedback.ownerCard': { compose: (payload) => composeOwnerCard(deps, ofMember.parse(payload)) },
    'feedback.event': { compose: (payload) => composeEvent(deps, ofEvent.parse(payload)) },
    'feedback.news': { compose: (payload) => composeNews(deps, ofNews.parse(payload)) },
    'feedback.digest': { compose: (payload) => composeDigest(deps, ofDigest.parse(payload)) },
    'feedback.nudges': {
      compose: (payload) => composeNudges(deps, ofBatch.parse(payload)),
      settled: (payload, outcome) => ('ref' in outcome ? noteNudges(deps, ofBatch.parse(payload)) : Promise.resolve()),
    },
  };
}

async function pictureById(deps: FeedbackDeps, feedbackId: string): Promise<Picture | null> {
  const [feedback] = await findByIds(deps.database, [feedbackId]);
  return feedback ? pictureOf(deps, feedback) : null;
}

async function send(
  deps: FeedbackDeps,
  { feedbackId }: z.infer<typeof ofFeedback>,
  show: (picture: Picture) => ReturnType<typeof placeItemCard>,
): Promise<Dispatch> {
  const picture = await pictureById(deps, feedbackId);
  return picture ? { kind: 'send', card: show(picture) } : skip('the feedback is gone');
}

function composeOwnerCard(deps: FeedbackDeps, { feedbackId, memberId }: z.infer<typeof ofMember>): Promise<Dispatch> {
  return send(deps, { feedbackId }, (picture) =>
    picture.feedback.ownerId === memberId ? ownerItemCard(picture) : formerOwnerCard(picture),
  );
}

async function composeEvent(deps: FeedbackDeps, { feedbackId, eventId }: z.infer<typeof ofEvent>): Promise<Dispatch> {
  const [picture, event] = await Promise.all([pictureById(deps, feedbackId), findEvent(deps.database, eventId)]);
  if (!picture || !event) return skip('the feedback is gone');
  return {
    kind: 'send',
    card: eventCard(picture, event, await namesOf(deps, picture.feedback.organisationId, [event])),
  };
}

/** Reopened before it could be told: there is no news yet. */
async function composeNews(deps: FeedbackDeps, { feedbackId, round }: z.infer<typeof ofNews>): Promise<Dispatch> {
  const picture = await pictureById(deps, feedbackId);
  if (picture?.feedback.state !== 'resolved' || picture.feedback.round !== round) return skip('open again');
  return { kind: 'send', card: newsCard(picture) };
}

async function composeDigest(deps: FeedbackDeps, digest: z.infer<typeof ofDigest>): Promise<Dispatch> {
  const { items, totalCount } = await listArrivals(deps.database, digest, digestLength);
  if (totalCount === 0) return skip('all resolved');
  const shown = await pictures(deps, digest.organisationId, items);
  // This message stays when an item is handed on, so what is confidential is read behind its button alone.
  const listed = shown.map((picture) => ({ picture, told: !picture.feedback.confidential }));
  return { kind: 'send', card: digestCard(digest.source, listed, totalCount) };
}

/** State is read again: what was resolved a second ago is not nudged. */
async function composeNudges(deps: FeedbackDeps, { batchId, recipientId }: z.infer<typeof ofBatch>): Promise<Dispatch> {
  const nudges = await nudgesOfBatch(deps.database, batchId);
  const items = await findByIds(deps.database, [...new Set(nudges.map((nudge) => nudge.feedbackId))]);
  const [first] = items;
  if (!first) return skip('nothing to remind of');
  const organisation = await deps.people.organisation(first.organisationId);
  const recipient = await deps.people.member(organisation.id, recipientId);
  const championId = organisation.champion?.id ?? null;
  const isGone = recipient !== null && (recipient.hasLeft || isAway(recipient, deps.clock.now()));
  const stillTrue = nudges.filter((nudge) => {
    const item = items.find(({ id }) => id === nudge.feedbackId);
    return !isGone && item !== undefined && holds(nudge, item, championId, ladder.of(organisation.settings));
  });
  const kept = new Set(stillTrue.map((nudge) => nudge.id));
  await dropNudges(
    deps.database,
    nudges.filter((nudge) => !kept.has(nudge.id)).map((nudge) => nudge.id),
  );
  const shown = await pictures(deps, organisation.id, items);
  const lines = shown.flatMap((picture) => lineFor(picture, stillTrue, recipientId));
  return lines.length > 0 ? { kind: 'send', card: nudgeCard(lines) } : skip('settled in the meantime');
}

/** The highest rung speaks: two rungs of one item that fell due together are one line. */
function lineFor(picture: Picture, nudges: readonly Nudge[], recipientId: string): NudgeLine[] {
  const { feedback } = picture;
  const own = nudges.filter((nudge) => nudge.feedbackId === feedback.id);
  const highest = own.reduce<Nudge | null>((best, each) => (best && best.percent >= each.percent ? best : each), null);
  if (!highest) return [];
  const { percent, role } = highest;
  const told = role === 'place' ? !feedback.confidential : isTold(picture, recipientId);
  const step = stepOf(percent, ladder.of(picture.organisation.settings));
  return [{ picture, percent, role, told, isLastResort: step?.to.includes('place') ?? false }];
}

function holds(nudge: Nudge, feedback: Feedback, championId: string | null, steps: readonly LadderStep[]): boolean {
  if (feedback.round !== nudge.round || feedback.clockStartedAt === null) return false;
  if (nudge.role === 'owner' && feedback.ownerId !== nudge.recipientId) return false;
  // A champion who has taken it over hears of it as its owner.
  const isChampions = championId === nudge.recipientId && feedback.ownerId !== championId;
  if (nudge.role === 'champion' && !isChampions) return false;
  return !(stepOf(nudge.percent, steps)?.unlessAcknowledged && feedback.acknowledgedAt);
}

function stepOf(percent: number, steps: readonly LadderStep[]): LadderStep | undefined {
  return steps.find((step) => percentOf(step) === percent);
}

async function noteNudges(deps: FeedbackDeps, { batchId }: z.infer<typeof ofBatch>): Promise<void> {
  const at = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    const sent = await settleNudges(tx, batchId);
    const events = sent.map(({ feedbackId, organisationId, percent, recipientId, role }) => ({
      feedbackId,
      organisationId,
      at,
      actorId: null,
      surface: 'clock' as const,
      what: 'nudged' as const,
      details: { percent, recipientId, role },
    }));
    await appendEvents(tx, events);
  });
}
