/**
 * The use cases after capture, one function each. Every one locks the item, asks the rules, and writes state,
 * history and messages in one transaction; so two clicks at once are done one after the other.
 */
import { InvalidInput, NotAllowed } from '../../kernel/errors.js';
import type { Actor } from '../../kernel/person.js';
import { dateInZone, startOfDate } from '../../kernel/time/local-day.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import { recipientRoles } from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, isAway, isPresent, type MemberProfile, type OrganisationProfile } from '../people/index.js';
import * as say from './cards/refusals.js';
import type { FeedbackDeps, Origin } from './deps.js';
import { newsOrders, ownerCardEdits, ownerCardOrders, placeCardOrders, resumedOrders, threadOrders } from './orders.js';
import { assignOwners, readRoster } from './routing.js';
import { type Feedback, feedbackNumbers, type Resolution, type Routing } from './rules/feedback.js';
import { promiseKind } from './rules/ladder.js';
import type { Routable } from './rules/routing.js';
import type { Outcome, Terms, Verb } from './rules/transitions.js';
import * as transitions from './rules/transitions.js';
import { maySee } from './rules/visibility.js';
import { ladder, newsPlaceId, promiseHours } from './settings.js';
import { appendEvents, findByNumber, lockByNumber, saveFeedback } from './store/feedback.js';

/** Waiting for a customer stops the clock, so it can't be for ever. */
export const longestWaitDays = 14;

/** A person doing something, and where. */
export interface Deed extends Origin {
  readonly actor: Actor;
}

/** The item as it is before the deed, and by what its clock counts. */
export interface Frame {
  readonly feedback: Feedback;
  readonly profile: OrganisationProfile;
  readonly terms: Terms;
}

export function termsOf(profile: OrganisationProfile, now: Date): Terms {
  const { settings } = profile;
  const promiseMs = promiseHours.of(settings) * 3_600_000;
  return { calendar: calendarOf(settings), ladder: ladder.of(settings), promiseMs, now };
}

export function acknowledge(deps: FeedbackDeps, number: number, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'acknowledge' }, ({ feedback, terms }) =>
    transitions.acknowledge(feedback, terms),
  );
}

/** @param to our member id, or a name as typed */
export async function handOver(
  deps: FeedbackDeps,
  number: number,
  { to, why }: { to: string; why: string },
  deed: Deed,
): Promise<Feedback> {
  const { people, clock } = deps;
  const receiver =
    (await people.member(deed.organisationId, to)) ?? (await people.findMember(deed.organisationId, to, 'to'));
  const now = clock.now();
  if (receiver.hasLeft) throw InvalidInput.field('feedback.receiverLeft', 'to', say.receiverLeft(receiver));
  if (isAway(receiver, now)) throw InvalidInput.field('feedback.receiverAway', 'to', say.receiverAway(receiver));
  return amend(deps, { number, deed, verb: 'handOver' }, ({ feedback }) => {
    if (feedback.ownerId === receiver.id) {
      throw InvalidInput.field('feedback.sameOwner', 'to', say.sameOwner(feedback, receiver));
    }
    return transitions.handOver(feedback, receiver.id, { kind: 'handedOver', fromId: feedback.ownerId, why });
  });
}

/** The champion takes an item that nobody answers. */
export function takeOver(deps: FeedbackDeps, number: number, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'handOver' }, ({ feedback, profile }) => {
    if (profile.champion?.id !== deed.actor.id)
      throw new NotAllowed('feedback.notChampion', say.championTakesOver(profile));
    if (feedback.ownerId === deed.actor.id) throw say.alreadyYours(feedback);
    return transitions.handOver(feedback, deed.actor.id, { kind: 'tookOver', fromId: feedback.ownerId });
  });
}

/** @param until `YYYY-MM-DD`: the clock starts again at the start of the owner's working hours on that day */
export async function wait(
  deps: FeedbackDeps,
  number: number,
  { until, why }: { until: string; why: string },
  deed: Deed,
): Promise<Feedback> {
  const now = deps.clock.now();
  const zone = deed.actor.timeZone;
  const latest = dateInZone(zone, new Date(now.getTime() + longestWaitDays * 86_400_000));
  if (until <= dateInZone(zone, now))
    throw InvalidInput.field('feedback.waitInPast', 'until', say.waitInPast(zone, now));
  if (until > latest) throw InvalidInput.field('feedback.waitTooLong', 'until', say.waitTooLong(latest));
  const owner = await ownerOf(deps, number, deed);
  return amend(deps, { number, deed, verb: 'wait' }, ({ feedback, terms }) => {
    const hours = owner?.workingHours ?? { timeZone: zone, startMinutes: 0, endMinutes: 24 * 60 };
    const resumeAt = nextWorkingMoment(terms.calendar, hours, startOfDate(hours.timeZone, until));
    return transitions.wait(feedback, { until: resumeAt, why }, terms);
  });
}

async function ownerOf(deps: FeedbackDeps, number: number, { organisationId }: Deed): Promise<MemberProfile | null> {
  const feedback = await findByNumber(deps.database, organisationId, number);
  return feedback?.ownerId ? deps.people.member(organisationId, feedback.ownerId) : null;
}

/** The customer answered: the clock runs again. */
export function resume(deps: FeedbackDeps, number: number, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'resume' }, ({ feedback, terms }) =>
    transitions.resume(feedback, 'answer', terms),
  );
}

export function resolve(deps: FeedbackDeps, number: number, resolution: Resolution, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'resolve' }, ({ feedback, terms }) =>
    transitions.resolve(feedback, resolution, deed.actor.id, terms),
  );
}

/** Back to whoever had it; when they are away or gone, it is routed again. */
export async function reopen(deps: FeedbackDeps, number: number, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'reopen' }, async ({ feedback, profile, terms }, tx) => {
    const owner = feedback.ownerId ? await deps.people.member(deed.organisationId, feedback.ownerId, tx) : null;
    const receiver = isPresent(owner, terms.now) ? null : await standIn(deps, { feedback, profile, terms, owner }, tx);
    return transitions.reopen(feedback, receiver ?? feedback, terms);
  });
}

/**
 * Who takes an item whose owner is away or gone: the delegate, else whom the rules name, else the champion.
 * null: nobody else is there, so it stays where it is.
 */
export async function standIn(
  deps: FeedbackDeps,
  { feedback, profile, terms, owner }: Frame & { readonly owner: MemberProfile | null },
  tx: Transaction,
): Promise<{ ownerId: string; routing: Routing } | null> {
  const { organisationId } = feedback;
  const fromId = feedback.ownerId ?? '';
  const hasLeft = owner === null || owner.hasLeft;
  // Somebody who left may have named a stand-in for an absence that is long over.
  const delegateId = owner && isAway(owner, terms.now) ? owner.delegateId : null;
  const delegate = delegateId ? await deps.people.member(organisationId, delegateId, tx) : null;
  if (isPresent(delegate, terms.now)) {
    return { ownerId: delegate.id, routing: { kind: 'away', fromId, to: 'delegate', hasLeft } };
  }
  const champion = isPresent(profile.champion, terms.now) ? profile.champion.id : null;
  const [assigned] = await assignOwners(deps, tx, {
    organisationId,
    unrouted: [
      { item: await routableAgain(deps, feedback, tx), fallback: { ownerId: champion, routing: { kind: 'champion' } } },
    ],
    roster: await readRoster(deps, organisationId, tx),
    now: terms.now,
  });
  const ownerId = assigned?.ownerId ?? champion;
  if (!ownerId || ownerId === feedback.ownerId) return null;
  return { ownerId, routing: { kind: 'away', fromId, to: 'routed', hasLeft } };
}

async function routableAgain(deps: FeedbackDeps, feedback: Feedback, tx: Transaction): Promise<Routable> {
  const { customerId, organisationId } = feedback;
  const customers = customerId ? await deps.customers.byIds(organisationId, [customerId], tx) : null;
  return { ...feedback, segment: customers?.get(customerId ?? '')?.segment ?? null };
}

interface Undertaking {
  readonly number: number;
  readonly deed: Deed;
  readonly verb: Verb;
}

async function amend(
  deps: FeedbackDeps,
  undertaking: Undertaking,
  decide: (frame: Frame, tx: Transaction) => Outcome | Promise<Outcome>,
): Promise<Feedback> {
  const { number, deed, verb } = undertaking;
  const amended = await deps.outbox.commit(async (tx) => {
    // First, and held: settings that change meanwhile wait, and then count this item too.
    const profile = await deps.people.holdOrganisation(tx, deed.organisationId);
    const terms = termsOf(profile, deps.clock.now());
    const feedback = await lockByNumber(tx, deed.organisationId, number);
    if (!feedback) throw feedbackNumbers.notFound(number);
    await refuseOthers(deps, { feedback, profile }, { deed, verb }, tx);
    const misfit = transitions.misfitOf(verb, feedback.state);
    if (misfit) throw say.misfit(misfit, feedback);
    const outcome = await decide({ feedback, profile, terms }, tx);
    await record(deps, { before: feedback, outcome, profile, origin: deed, now: terms.now }, tx);
    return outcome.feedback;
  });
  return amended;
}

/** Owner and champion act; anybody who may see it reopens it. Without a champion, whoever captured it acts too. */
export async function refuseOthers(
  deps: FeedbackDeps,
  { feedback, profile }: Pick<Frame, 'feedback' | 'profile'>,
  { deed, verb }: Pick<Undertaking, 'deed' | 'verb'>,
  tx?: Transaction,
): Promise<void> {
  const { champion } = profile;
  const { actor, organisationId } = deed;
  const responsible = [feedback.ownerId, champion?.id ?? feedback.capturedById].includes(actor.id);
  if (responsible || (verb === 'reopen' && maySee(feedback, actor.id, champion?.id ?? null))) return;
  const owner = feedback.ownerId ? await deps.people.member(organisationId, feedback.ownerId, tx) : null;
  throw new NotAllowed('feedback.notYours', say.notYours(feedback, owner, champion));
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
  const [eventId] = await appendEvents(tx, [{ ...event, feedbackId: feedback.id, organisationId }]);
  const { ownerId } = feedback;
  const former = before.ownerId === ownerId ? null : before.ownerId;
  // What the champion and the place were to hear is true of a new owner as well.
  const dropped = !feedback.clockStartedAt ? recipientRoles : former ? (['owner', 'manager'] as const) : [];
  const isEnd = [before.state, feedback.state].includes('resolved');
  const timeCame = happened.what === 'resumed' && happened.details.because === 'time';
  await deps.outbox.enqueue(tx, [
    ...placeCardOrders(feedback),
    ...ownerCardOrders(feedback, ownerId),
    ...ownerCardEdits(feedback, former),
    ...(eventId === undefined ? [] : threadOrders(feedback, eventId)),
    ...(eventId === undefined || !timeCame ? [] : resumedOrders(feedback, eventId)),
    ...(await deps.reminders.movedOn(tx, promiseKind, [feedback.id], { isEnd, dropped })),
    ...(feedback.state === 'resolved' ? newsOrders(feedback, newsPlaceId.of(profile.settings), feedback.round) : []),
  ]);
}
