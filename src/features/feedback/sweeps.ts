/**
 * What falls due by the clock: rungs of the ladder, the end of waiting, and the reminders themselves.
 * The due times stand in the database, so any copy of the bot does it, once, also after an outage.
 */
import type { Sweep } from '../../chat/feature.js';
import { inBatches } from '../../kernel/due-work.js';
import { groupBy } from '../../kernel/group-by.js';
import { newId } from '../../kernel/id.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import { hoursOf, isAway, isPresent, type MemberProfile, type OrganisationProfile } from '../people/index.js';
import type { FeedbackDeps, Origin } from './deps.js';
import { record, standIn, termsOf } from './lifecycle.js';
import { nudgesOrder, ownerCardEdit, placeCardOrders, threadOrders } from './orders.js';
import type { Feedback } from './rules/feedback.js';
import { climb, type NudgeRole, type Rung } from './rules/ladder.js';
import * as transitions from './rules/transitions.js';
import { newsPlaceId } from './settings.js';
import { appendEvents, claimDue, ladderDue, peekDue, saveFeedback } from './store/feedback.js';
import { claimDueNudges, nudgesDue, type PlannedNudge, planNudges, queueNudges } from './store/nudges.js';

/** Items in one transaction: enough to be quick, few enough to keep it short. */
const batchSize = 500;

/** The bot itself, because time passed. */
const byClock = (organisationId: string): Origin => ({ organisationId, actor: null, surface: 'clock', place: null });

export function createSweeps(deps: FeedbackDeps): readonly Sweep[] {
  return [
    {
      name: 'feedback.ladder',
      due: ladderDue,
      run: (now) => inBatches(() => climbBatch(deps, now)),
    },
    {
      name: 'feedback.nudges',
      due: nudgesDue,
      run: (now) => inBatches(() => queueBatch(deps, now)),
    },
  ];
}

async function climbBatch(deps: FeedbackDeps, now: Date): Promise<number> {
  const due = await peekDue(deps.database, now, batchSize);
  if (due.length === 0) return 0;
  const profiles = await readProfiles(
    deps,
    due.map((item) => item.organisationId),
  );
  const owners = await readOwners(deps, due);
  const count = await deps.database.transaction(async (tx) => {
    const items = await claimDue(
      tx,
      now,
      due.map((item) => item.id),
    );
    const climbs: Climb[] = [];
    for (const item of items) {
      const profile = profiles.get(item.organisationId);
      if (!profile) continue;
      // Handed over since we looked: whoever has it now was not read with the others.
      const owner = item.ownerId
        ? (owners.get(item.ownerId) ?? (await deps.people.member(item.organisationId, item.ownerId, tx)))
        : null;
      climbs.push(await climbOne(deps, { item, profile, owner, now }, tx));
    }
    await writeClimbs(deps, climbs, now, tx);
    return items.length;
  });
  deps.outbox.kick();
  return count;
}

async function readProfiles(deps: FeedbackDeps, ids: readonly string[]): Promise<Map<string, OrganisationProfile>> {
  const profiles = new Map<string, OrganisationProfile>();
  for (const id of new Set(ids)) profiles.set(id, await deps.people.organisation(id));
  return profiles;
}

async function readOwners(
  deps: FeedbackDeps,
  due: readonly { readonly organisationId: string; readonly ownerId: string | null }[],
): Promise<Map<string, MemberProfile>> {
  const owners = new Map<string, MemberProfile>();
  for (const organisationId of new Set(due.map((item) => item.organisationId))) {
    const ids = due.filter((item) => item.organisationId === organisationId).flatMap((item) => item.ownerId ?? []);
    for (const member of await deps.people.members(organisationId, [...new Set(ids)])) owners.set(member.id, member);
  }
  return owners;
}

interface DueItem {
  readonly item: Feedback;
  readonly profile: OrganisationProfile;
  readonly owner: MemberProfile | null;
  readonly now: Date;
}

/** What climbing did to one item, still to be written. `null`: it was written already (its waiting ended). */
type Climb = {
  readonly feedback: Feedback;
  readonly nudges: readonly PlannedNudge[];
  /** The promise ended just now: the living card turns red. */
  readonly turnedRed: boolean;
} | null;

async function climbOne(deps: FeedbackDeps, due: DueItem, tx: Transaction): Promise<Climb> {
  const { item, profile, now } = due;
  const terms = termsOf(profile, now);
  if (item.state === 'waiting') {
    const outcome = transitions.resume(item, 'time', terms);
    const origin = byClock(item.organisationId);
    await record(deps, { before: item, outcome, profile, origin, now }, tx);
    return null;
  }
  const { feedback, owner } = await withSomebodyThere(deps, due, tx);
  const { rungs, position } = climb(feedback, terms.ladder, terms.calendar, now);
  const turnedRed = feedback.climbedPercent < 100 && position.climbedPercent >= 100;
  const climbed = { ...feedback, ...position };
  const nudges = rungs.flatMap((rung) => plannedNudges({ item: climbed, profile, owner, now }, rung));
  return { feedback: climbed, nudges, turnedRed };
}

/** Nobody is chased while away: the item goes to the delegate or is routed again, if anybody is there. */
async function withSomebodyThere(
  deps: FeedbackDeps,
  { item, profile, owner, now }: DueItem,
  tx: Transaction,
): Promise<{ feedback: Feedback; owner: MemberProfile | null }> {
  if (isPresent(owner, now)) return { feedback: item, owner };
  const terms = termsOf(profile, now);
  const receiver = await standIn(deps, { feedback: item, profile, terms, owner }, tx);
  if (!receiver) return { feedback: item, owner };
  const outcome = transitions.handOver(item, receiver.ownerId, receiver.routing);
  await record(deps, { before: item, outcome, profile, origin: byClock(item.organisationId), now }, tx);
  return { feedback: outcome.feedback, owner: await deps.people.member(item.organisationId, receiver.ownerId, tx) };
}

function plannedNudges({ item, profile, owner, now }: DueItem, rung: Rung): PlannedNudge[] {
  const { champion, settings } = profile;
  const placeId = item.placeId ?? newsPlaceId.of(settings);
  const recipients: Record<NudgeRole, { id: string; dueAt: Date } | null> = {
    owner: owner && { id: owner.id, dueAt: deliveryTime(profile, owner, now) },
    champion:
      champion && champion.id !== owner?.id ? { id: champion.id, dueAt: deliveryTime(profile, champion, now) } : null,
    place: placeId ? { id: placeId, dueAt: deliveryTime(profile, null, now) } : null,
  };
  // With the place, the champion is offered to take the item over.
  const roles = new Set<NudgeRole>(rung.roles.includes('place') ? [...rung.roles, 'champion'] : rung.roles);
  return [...roles].flatMap((role) => {
    const recipient = recipients[role];
    if (!recipient) return [];
    const { organisationId, id: feedbackId, round } = item;
    const { percent, repeat } = rung;
    return {
      organisationId,
      feedbackId,
      round,
      percent,
      repeat,
      role,
      recipientId: recipient.id,
      dueAt: recipient.dueAt,
    };
  });
}

/** Within the recipient's working hours, and not before they are back; a place has the organisation's hours. */
function deliveryTime({ settings }: OrganisationProfile, member: MemberProfile | null, now: Date): Date {
  const hours = member?.workingHours ?? hoursOf(settings);
  const from = member?.awayUntil && isAway(member, now) ? member.awayUntil : now;
  return nextWorkingMoment(settings, hours, from);
}

async function writeClimbs(deps: FeedbackDeps, all: readonly Climb[], now: Date, tx: Transaction): Promise<void> {
  const climbs = all.filter((each) => each !== null);
  await saveFeedback(
    tx,
    climbs.map(({ feedback }) => feedback),
  );
  await planNudges(
    tx,
    climbs.flatMap(({ nudges }) => nudges),
  );
  const red = climbs.filter(({ turnedRed }) => turnedRed).map(({ feedback }) => feedback);
  const events = red.map(({ id: feedbackId, organisationId }) => ({
    feedbackId,
    organisationId,
    at: now,
    actorId: null,
    surface: 'clock' as const,
    what: 'turnedRed' as const,
    details: {},
  }));
  const eventIds = await appendEvents(tx, events);
  const orders = red.flatMap((feedback, index) => {
    const eventId = eventIds[index];
    return [
      ...placeCardOrders(feedback),
      ...(feedback.ownerId ? [ownerCardEdit(feedback, feedback.ownerId)] : []),
      ...(eventId === undefined ? [] : threadOrders(feedback, eventId)),
    ];
  });
  await deps.outbox.enqueue(tx, orders);
}

/** Each recipient's due nudges become one message. */
async function queueBatch(deps: FeedbackDeps, now: Date): Promise<number> {
  const count = await deps.database.transaction(async (tx) => {
    const nudges = await claimDueNudges(tx, now, batchSize);
    const orders = [];
    for (const [recipientId, theirs] of groupBy(nudges, (nudge) => nudge.recipientId)) {
      const last = theirs.at(-1);
      if (!last) continue;
      const { organisationId, role } = last;
      const batchId = newId(now);
      await queueNudges(
        tx,
        theirs.map((nudge) => nudge.id),
        batchId,
      );
      orders.push(nudgesOrder(organisationId, batchId, { role, recipientId }));
    }
    await deps.outbox.enqueue(tx, orders);
    return nudges.length;
  });
  deps.outbox.kick();
  return count;
}
