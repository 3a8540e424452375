/**
 * How every use case after capture changes an item: it locks it, asks the rules, and writes state, history and messages
 * in one transaction; so two clicks at once are done one after the other.
 */
import type { InteractionContext } from '../../chat/interaction.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { NotAllowed } from '../../kernel/errors.js';
import type { Actor } from '../../kernel/person.js';
import { recipientRoles } from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, type OrganisationProfile } from '../people/index.js';
import * as refusals from './cards/refusals.js';
import type { FeedbackDeps, Origin } from './deps.js';
import {
  newsEdits,
  newsOrders,
  ownerCardEdits,
  ownerCardOrders,
  placeCardOrders,
  reopenedOrders,
  resumedOrders,
  threadOrders,
} from './orders.js';
import { usualPromise } from './promises.js';
import { tellResolved } from './resolved-item.js';
import type { Happening } from './rules/events.js';
import { type Feedback, feedbackNumbers } from './rules/feedback.js';
import { promiseKind } from './rules/ladder.js';
import { isAllowed } from './rules/rights.js';
import type { Outcome, Terms, Verb } from './rules/transitions.js';
import * as transitions from './rules/transitions.js';
import { ladder, newsPlaceId } from './settings.js';
import { appendEvents, lockByNumber, saveFeedback } from './store/feedback.js';

/** A person doing something, and where. */
export interface Deed extends Origin {
  readonly actor: Actor;
}

export function deedOf({ actor, place, platform }: InteractionContext): Deed {
  return { organisationId: actor.organisationId, actor, place, surface: platform };
}

/** The item as it is before the deed, and by what its clock counts. */
export interface Frame {
  readonly feedback: Feedback;
  readonly profile: OrganisationProfile;
  readonly terms: Terms;
}

export function termsOf(profile: OrganisationProfile, now: Date): Terms {
  const { settings } = profile;
  return { calendar: calendarOf(settings), ladder: ladder.of(settings), ...usualPromise(settings), now };
}

export interface Undertaking {
  readonly number: number;
  readonly deed: Deed;
  readonly verb: Verb;
  /** Takes locks that have to be held before the item's own. */
  readonly first?: (tx: Transaction) => Promise<void>;
}

/** One item changed by one person; null from `decide`: nothing would change, and nothing is written. */
export async function amend(
  deps: FeedbackDeps,
  undertaking: Undertaking,
  decide: (frame: Frame, tx: Transaction) => Outcome | null | Promise<Outcome | null>,
): Promise<Feedback> {
  const { number, deed, verb, first } = undertaking;
  const amended = await deps.outbox.commit(async (tx) => {
    // First, and held: settings that change meanwhile wait, and then count this item too.
    const profile = await deps.people.holdOrganisation(tx, deed.organisationId);
    const terms = termsOf(profile, deps.clock.now());
    await first?.(tx);
    const feedback = await lockByNumber(tx, deed.organisationId, number);
    if (!feedback) throw feedbackNumbers.notFound(number);
    await refuseOthers(deps, { feedback, profile }, { deed, verb }, tx);
    const misfit = transitions.misfitOf(verb, feedback.state);
    if (misfit) throw refusals.misfit(misfit, feedback);
    const outcome = await decide({ feedback, profile, terms }, tx);
    if (!outcome) return feedback;
    await record(deps, { before: feedback, outcome, profile, origin: deed, now: terms.now }, tx);
    return outcome.feedback;
  });
  return amended;
}

/**
 * Owner and champion act; anybody who may see it reopens it. Without a champion, whoever captured it acts too, who may
 * always correct what they captured.
 */
export async function refuseOthers(
  deps: FeedbackDeps,
  { feedback, profile }: Pick<Frame, 'feedback' | 'profile'>,
  { deed, verb }: Pick<Undertaking, 'deed' | 'verb'>,
  tx?: Transaction,
): Promise<void> {
  const { champion } = profile;
  const { actor, organisationId } = deed;
  if (isAllowed(feedback, champion?.id ?? null, { verb, actorId: actor.id })) return;
  const owner = feedback.ownerId ? await deps.people.member(organisationId, feedback.ownerId, tx) : null;
  if (transitions.corrections.includes(verb)) {
    const capturer = feedback.capturedById ? await deps.people.member(organisationId, feedback.capturedById, tx) : null;
    throw new NotAllowed('feedback.notYours', refusals.notYoursToCorrect(feedback, [capturer, owner], champion));
  }
  throw new NotAllowed('feedback.notYours', refusals.notYours(feedback, owner, champion));
}

interface Turn {
  readonly before: Feedback;
  readonly outcome: Outcome;
  readonly profile: OrganisationProfile;
  readonly origin: Origin;
  readonly now: Date;
}

/** Writes what happened and enqueues what people are to see of it. The sweep uses it as well. */
export async function record(
  deps: FeedbackDeps,
  { before, outcome, profile, origin, now }: Turn,
  tx: Transaction,
): Promise<void> {
  const { feedback, happened } = outcome;
  const { organisationId } = feedback;
  await saveFeedback(tx, [feedback]);
  const event = { ...happened, at: now, actorId: origin.actor?.id ?? null, surface: origin.surface };
  if (happened.what === 'resolved') await tellResolved(deps.onResolved, tx, feedback);
  const [eventId] = await appendEvents(tx, [{ ...event, feedbackId: feedback.id, organisationId }]);
  await deps.outbox.enqueue(tx, await ordersOf(deps, { before, outcome, profile, eventId }, tx));
  if (quiet.includes(happened.what)) await deps.putRight.tell(tx, organisationId);
}

/** What people are to see of it. A correction is announced to nobody: the cards that stand somewhere show it. */
async function ordersOf(
  deps: FeedbackDeps,
  { before, outcome, profile, eventId }: Pick<Turn, 'before' | 'outcome' | 'profile'> & { eventId: bigint | undefined },
  tx: Transaction,
): Promise<readonly DeliveryOrder[]> {
  const { feedback, happened } = outcome;
  const { ownerId } = feedback;
  const former = before.ownerId === ownerId ? null : before.ownerId;
  // What the champion and the place were to hear is true of a new owner as well.
  const dropped = !feedback.clockStartedAt ? recipientRoles : former ? (['owner', 'manager'] as const) : [];
  const isEnd = [before.state, feedback.state].some((state) => state === 'resolved' || state === 'withdrawn');
  const newsPlace = newsPlaceId.of(profile.settings);
  const isQuiet = quiet.includes(happened.what);
  const wasTold = before.resolvedAt !== null || (isQuiet && feedback.round > 1);
  const isNews = feedback.state === 'resolved' && before.state !== 'resolved' && !isQuiet;
  return [
    ...placeCardOrders(feedback),
    // What was left out and is brought back has its first owner.
    ...(isQuiet && before.ownerId === ownerId ? ownerCardEdits(feedback, ownerId) : ownerCardOrders(feedback, ownerId)),
    ...ownerCardEdits(feedback, former),
    ...(eventId === undefined ? [] : toldOf(outcome, eventId)),
    ...(await deps.reminders.movedOn(tx, promiseKind, [feedback.id], { isEnd, dropped })),
    ...(isNews ? newsOrders(feedback, newsPlace, feedback.round) : wasTold ? newsEdits(feedback, newsPlace) : []),
  ];
}

const quiet: readonly Happening['what'][] = ['withdrawn', 'restored', 'edited', 'compared'];

function toldOf({ feedback, happened }: Outcome, eventId: bigint): readonly DeliveryOrder[] {
  if (quiet.includes(happened.what)) return [];
  const byTime = happened.what === 'resumed' && happened.details.because === 'time';
  return [
    ...threadOrders(feedback, eventId),
    ...(happened.what === 'saidSolved' && !happened.details.isSolved ? resumedOrders(feedback, eventId) : []),
    ...(byTime ? resumedOrders(feedback, eventId) : []),
    ...(happened.what === 'reopened' ? reopenedOrders(feedback, eventId) : []),
  ];
}
