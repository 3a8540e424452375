/** The use cases after capture, one function each: who answers it, when, and how it ends. amend.ts says how each is done. */
import { InvalidInput, NotAllowed } from '../../kernel/errors.js';
import type { PersonRef } from '../../kernel/person.js';
import { formatInstant } from '../../kernel/time/format.js';
import { dateInZone, startOfDate } from '../../kernel/time/local-day.js';
import { parseDate } from '../../kernel/time/read-date.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import { isAway, isPresent, type MemberProfile, type Settings } from '../people/index.js';
import { amend, type Deed, type Frame } from './amend.js';
import * as refusals from './cards/refusals.js';
import type { FeedbackDeps } from './deps.js';
import { type ChosenPromise, choosePromises, usualPromise } from './promises.js';
import { type Assignment, assignOwners, readRoster, withoutLeavingOut } from './routing.js';
import { type Feedback, feedbackNumbers, type Resolution, type Routing } from './rules/feedback.js';
import type { Routable } from './rules/routing.js';
import * as transitions from './rules/transitions.js';
import { maySee } from './rules/visibility.js';
import { findByNumber, findByNumbers } from './store/feedback.js';

/** Waiting for a customer stops the clock, so it can't be for ever. */
export const longestWaitDays = 14;

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
  if (receiver.hasLeft) throw InvalidInput.field('feedback.receiverLeft', 'to', refusals.receiverLeft(receiver));
  if (isAway(receiver, now)) throw InvalidInput.field('feedback.receiverAway', 'to', refusals.receiverAway(receiver));
  return amend(deps, { number, deed, verb: 'handOver' }, ({ feedback }) => {
    if (feedback.ownerId === receiver.id) {
      throw InvalidInput.field('feedback.sameOwner', 'to', refusals.sameOwner(feedback, receiver));
    }
    return transitions.handOver(feedback, receiver.id, { kind: 'handedOver', fromId: feedback.ownerId, why });
  });
}

/** The champion takes an item that nobody answers. */
export function takeOver(deps: FeedbackDeps, number: number, deed: Deed): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'handOver' }, ({ feedback, profile }) => {
    if (profile.champion?.id !== deed.actor.id)
      throw new NotAllowed('feedback.notChampion', refusals.championTakesOver(profile));
    if (feedback.ownerId === deed.actor.id) throw refusals.alreadyYours(feedback);
    return transitions.handOver(feedback, deed.actor.id, { kind: 'tookOver', fromId: feedback.ownerId });
  });
}

/** @param until a day as typed or chosen: the clock starts again at the start of the owner's working hours on it */
export async function wait(
  deps: FeedbackDeps,
  number: number,
  { until: typed, why }: { until: string; why: string },
  deed: Deed,
): Promise<Feedback> {
  const now = deps.clock.now();
  const zone = deed.actor.timeZone;
  const latestAt = new Date(now.getTime() + longestWaitDays * 86_400_000);
  const latest = dateInZone(zone, latestAt);
  const today = dateInZone(zone, now);
  const until = parseDate(typed, 'until', { today, towards: 'future' });
  if (until <= today) throw InvalidInput.field('feedback.waitInPast', 'until', refusals.waitInPast(zone, now));
  if (until > latest)
    throw InvalidInput.field(
      'feedback.waitTooLong',
      'until',
      refusals.waitTooLong(formatInstant(latestAt, 'date', { timeZone: zone })),
    );
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

/** @param cameBackFrom the name of the earlier item that its owner says has come back */
export function resolve(
  deps: FeedbackDeps,
  number: number,
  { cameBackFrom, ...resolution }: Resolution & { readonly cameBackFrom?: string },
  deed: Deed,
): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'resolve' }, async ({ feedback, profile, terms }, tx) => {
    const earlier = cameBackFrom === undefined ? null : feedbackNumbers.parse(cameBackFrom);
    const [found] = earlier === null ? [] : await findByNumbers(tx, deed.organisationId, [earlier]);
    const isThere = found && found.id !== feedback.id && maySee(found, deed.actor.id, profile.champion?.id ?? null);
    if (cameBackFrom !== undefined && (!isThere || found.state !== 'resolved')) {
      throw InvalidInput.field('feedback.notEarlier', 'cameBackFrom', refusals.notEarlier(cameBackFrom));
    }
    const by = { id: deed.actor.id, cameBackFromId: found?.id };
    return transitions.resolve(feedback, resolution, by, terms);
  });
}

/** Back to whoever had it; when they are away or gone, it is routed again. */
export async function reopen(
  deps: FeedbackDeps,
  number: number,
  { why }: { why: string },
  deed: Deed,
): Promise<Feedback> {
  return amend(deps, { number, deed, verb: 'reopen' }, async (frame, tx) => {
    const { receiver, promise } = await receiverAgain(deps, frame, tx);
    return transitions.reopen(frame.feedback, { ...receiver, why }, { ...frame.terms, ...promise });
  });
}

/** Who has it when it is opened again, and by which promise. */
export async function receiverAgain(
  deps: FeedbackDeps,
  { feedback, profile, terms }: Frame,
  tx: Transaction,
): Promise<{ readonly receiver: Pick<Feedback, 'ownerId' | 'routing'>; readonly promise: ChosenPromise }> {
  const owner = feedback.ownerId ? await deps.people.member(feedback.organisationId, feedback.ownerId, tx) : null;
  const other = isPresent(owner, terms.now) ? null : await standIn(deps, { feedback, profile, terms, owner }, tx);
  const { ownerId, routing } = other ?? feedback;
  return { receiver: { ownerId, routing }, promise: await promiseOf(deps, tx, feedback, profile.settings) };
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
    roster: withoutLeavingOut(await readRoster(deps, organisationId, tx)),
    now: terms.now,
  });
  const ownerId = assigned?.ownerId ?? champion;
  if (!ownerId || ownerId === feedback.ownerId) return null;
  return { ownerId, routing: { kind: 'away', fromId, to: 'routed', hasLeft } };
}

/**
 * Who gets what a rule left out when somebody brings it back, and by which promise: whom the other rules name, else the
 * champion, else whoever brings it back.
 */
export async function receiverOfLeftOut(
  deps: FeedbackDeps,
  { feedback, profile, terms }: Frame,
  actor: PersonRef,
  tx: Transaction,
): Promise<{ readonly receiver: Assignment; readonly promise: ChosenPromise }> {
  const { organisationId } = feedback;
  const fallback: Assignment = profile.champion
    ? { ownerId: profile.champion.id, routing: { kind: 'champion' } }
    : { ownerId: actor.id, routing: { kind: 'tookOver', fromId: null } };
  const [receiver = fallback] = await assignOwners(deps, tx, {
    organisationId,
    unrouted: [{ item: await routableAgain(deps, feedback, tx), fallback }],
    roster: withoutLeavingOut(await readRoster(deps, organisationId, tx)),
    now: terms.now,
  });
  return { receiver, promise: await promiseOf(deps, tx, feedback, profile.settings) };
}

/** The promise that holds for an item as it is now. */
export async function promiseOf(
  deps: FeedbackDeps,
  tx: Transaction,
  feedback: Feedback,
  settings: Settings,
): Promise<ChosenPromise> {
  const [chosen] = await promisesOfItems(deps, tx, { items: [feedback], settings });
  return chosen ?? usualPromise(settings);
}

/** The same of many of one organisation, in order; customers are read in one statement. */
export async function promisesOfItems(
  deps: FeedbackDeps,
  tx: Transaction,
  { items, settings }: { readonly items: readonly Feedback[]; readonly settings: Settings },
): Promise<readonly ChosenPromise[]> {
  const organisationId = items[0]?.organisationId ?? '';
  const ids = [...new Set(items.flatMap(({ customerId }) => customerId ?? []))];
  const customers = await deps.customers.byIds(organisationId, ids, tx);
  const promised = items.map((item) => {
    const customer = customers.get(item.customerId ?? '');
    return { ...item, segments: customer?.segments ?? [], customerName: customer?.name ?? null };
  });
  return choosePromises(deps, tx, { organisationId, settings, items: promised });
}

async function routableAgain(deps: FeedbackDeps, feedback: Feedback, tx: Transaction): Promise<Routable> {
  const { customerId, organisationId } = feedback;
  const customers = customerId ? await deps.customers.byIds(organisationId, [customerId], tx) : null;
  return { ...feedback, segments: customers?.get(customerId ?? '')?.segments ?? [] };
}
