/** Carries deliveries from their claim to their end: claim, attempt, note, tell the room. The worker asks, lane by lane. */
import { setTimeout as pause } from 'node:timers/promises';
import type { MessageRef } from '../chat/messenger.js';
import type { Clock } from '../kernel/clock.js';
import { expired, withDeadline } from '../kernel/deadline.js';
import { continueTrace } from '../kernel/trace.js';
import { untilDone } from '../kernel/until-done.js';
import { type Database, inOrganisation } from '../storage/database.js';
import { type AttemptDependencies, attempt } from './attempt.js';
import { type Claimed, claimNext, type Look, takeBackUnheard } from './claim-store.js';
import type { FailedDelivery } from './delivery.js';
import { markOf } from './in-doubt.js';
import { destinationOf } from './lane.js';
import type { LostCommits } from './lost-commits.js';
import { isStray } from './order-store.js';
import type { Owed } from './recovery-store.js';
import { noteTold, putOff, putTellingAside, type Settlement, settle } from './settlement-store.js';
import { judge, type Verdict } from './verdict.js';

export interface CourierDependencies extends AttemptDependencies {
  readonly database: Database;
  readonly clock: Clock;
  /** A UUID of this copy of the bot, new at each start. */
  readonly copyId: string;
  /** What the database may not know any more. */
  readonly lostCommits: LostCommits;
  readonly onFailed?: (delivery: FailedDelivery) => Promise<void>;
  readonly onHeldUp?: (delivery: FailedDelivery) => Promise<void>;
}

/** How the lane stands; times in real milliseconds. */
export type LaneStep =
  /** Nothing to send now. */
  | { readonly kind: 'nothing' }
  /** There may be more. */
  | { readonly kind: 'look' }
  /** This is the next, claimed already: it must be sent. */
  | { readonly kind: 'next'; readonly claimed: Claimed }
  /** How long the platform takes nothing more there. */
  | { readonly kind: 'rest'; readonly ms: number; readonly hasMore: boolean }
  /** Its first is to be tried again then; `letsPass`: the others need not wait for it. */
  | { readonly kind: 'later'; readonly ms: number; readonly letsPass: boolean };

export interface Courier {
  /** Claims the next of the lane. Rejects when the database does. */
  claim(lane: string): Promise<LaneStep>;
  /**
   * Sends what was claimed, and says how its lane goes on. Rejects when the database does.
   * @param mayGoOn whether the next of the lane may be claimed, asked when this one has ended
   */
  carry(claimed: Claimed, mayGoOn: () => boolean): Promise<LaneStep>;
  /** Tells the room, and the champion of a failure, how it ended. What they throw is logged. */
  tell(owed: Owed): Promise<void>;
  /** Ids of the deliveries that are being sent now. */
  inHand(): readonly string[];
}

export function createCourier(deps: CourierDependencies): Courier {
  const { database, clock, copyId, log, lostCommits } = deps;
  const hand = new Set<string>();
  /** Lanes in which we may have claimed something without hearing so. */
  const doubtful = new Set<string>();
  /** Went out or not, and could not be noted: left to recovery. */
  const unnoted = new Set<string>();

  async function claim(lane: string): Promise<LaneStep> {
    await lostCommits.makeGood();
    if (doubtful.has(lane)) {
      await takeBackUnheard(database, lane, { copyId, knownIds: [...hand, ...unnoted] });
      doubtful.delete(lane);
    }
    const look = await inDoubt(lane, () => claimNext(database, lane, { copyId, now: clock.now() }));
    return look.next || look.restMs !== null ? toStep(look) : { kind: 'nothing' };
  }

  async function inDoubt<T>(lane: string, claiming: () => Promise<T>): Promise<T> {
    try {
      return await claiming();
    } catch (error) {
      doubtful.add(lane);
      if (await deps.isDatabaseAway(error)) lostCommits.lost();
      throw error;
    }
  }

  async function carry(claimed: Claimed, mayGoOn: () => boolean): Promise<LaneStep> {
    hand.add(claimed.id);
    try {
      return await continueTrace(claimed.trace, () =>
        inOrganisation(claimed.organisationId, () => deliver(claimed, mayGoOn)),
      );
    } catch (error) {
      unnoted.add(claimed.id);
      throw error;
    } finally {
      hand.delete(claimed.id);
    }
  }

  async function deliver(claimed: Claimed, mayGoOn: () => boolean): Promise<LaneStep> {
    const mayHaveArrived = claimed.mayHaveArrived || lostCommits.isDoubted(claimed);
    const end = await attempt({ ...claimed, mayHaveArrived }, deps);
    // From the answer on: what is noted and told meanwhile is part of the rest.
    const restsUntil = performance.now() + ((end.kind === 'sent' ? end.restMs : 0) ?? 0);
    const restMs = () => Math.max(restsUntil - performance.now(), 0);
    const verdict = judge(claimed, end, Math.random());
    if (verdict.kind === 'again') return sendLater(claimed, verdict);
    const owed = toOwed(claimed, verdict);
    const owesTelling = owed !== null && isAwaited(owed, deps);
    const settlement = {
      state: verdict.kind,
      reason: 'reason' in verdict ? verdict.reason : null,
      ref: verdict.kind === 'sent' ? verdict.ref : null,
      // That a server was lost is no reason to say so of all that waited, where nobody can look.
      mayStandTwice: verdict.kind === 'sent' && verdict.mayStandTwice && claimed.mayHaveArrived,
      owesTelling,
    };
    const { lane } = claimed;
    const settled = await untilNoted(() => {
      // Telling may be slow, so the next delivery is not claimed before it has ended.
      const claimsNext = !owesTelling && !doubtful.has(lane) && !lostCommits.isLost() && mayGoOn();
      const terms = { ...settlement, restMs: restMs() || null, claimsNext };
      return inDoubt(lane, () => settle(database, claimed, terms, { copyId, now: clock.now() }));
    });
    // A line for each success, and for each that is no longer true, is too much for the usual log.
    const level = settlement.reason === null || verdict.kind === 'skipped' ? 'debug' : 'info';
    log[level]({ deliveryId: claimed.id, kind: claimed.kind, reason: settlement.reason }, `delivery ${verdict.kind}`);
    if (settlement.mayStandTwice) log.warn({ deliveryId: claimed.id, kind: claimed.kind }, 'message may stand twice');
    const conclude = async (counts: boolean) => {
      if (counts && owed !== null && owesTelling) await tell(owed);
      if (!counts && settlement.ref !== null) await removeStray(claimed, settlement.ref);
    };
    if (settled.counts) lostCommits.keep(() => noteAgain(claimed, settlement, conclude));
    await conclude(settled.counts);
    const ms = restMs();
    if (ms > 0 && !settled.next) return { kind: 'rest', ms, hasMore: settled.hasMore };
    return doubtful.has(lane) ? { kind: 'look' } : toStep(settled);
  }

  /** Notes it where the database does not know it any more, and takes it away where another copy has posted it since. */
  async function noteAgain(
    claimed: Claimed,
    settlement: Omit<Settlement, 'restMs' | 'claimsNext'>,
    conclude: (counts: boolean) => Promise<void>,
  ): Promise<void> {
    const { id, organisationId, kind } = claimed;
    try {
      await inOrganisation(organisationId, async () => {
        const terms = { ...settlement, restMs: null, claimsNext: false };
        const { counts } = await settle(database, claimed, terms, { copyId, now: clock.now() });
        if (counts) log.warn({ deliveryId: id, kind }, 'delivery was noted again, because its server was lost');
        await conclude(counts);
      });
    } catch (error) {
      if (await deps.isDatabaseAway(error)) throw error;
      log.error({ err: error, deliveryId: id, kind }, 'delivery could not be noted again');
    }
  }

  async function sendLater(claimed: Claimed, again: Extract<Verdict, { kind: 'again' }>): Promise<LaneStep> {
    // An edit is repeated without harm: only what was posted can stand twice.
    const mayHaveArrived = again.mayHaveArrived && claimed.livingRef === null;
    await untilNoted(() => putOff(database, claimed, { ...again, mayHaveArrived }));
    const { reason, waitSeconds, letsPass } = again;
    log.warn({ deliveryId: claimed.id, kind: claimed.kind, reason, waitSeconds }, 'delivery put off');
    if (again.wantsMending) await tellHeldUp(claimed, reason);
    return { kind: 'later', ms: waitSeconds * 1_000, letsPass };
  }

  /** Another copy of the bot took this one for dead, and has posted the message too. */
  async function removeStray(claimed: Claimed, ref: MessageRef): Promise<void> {
    if (!(await isStray(database, markOf(claimed), ref))) return;
    const messenger = await deps.messengerFor(destinationOf(claimed.lane));
    const isGone = await messenger?.remove(ref);
    log.warn({ deliveryId: claimed.id, kind: claimed.kind, isGone }, 'message was posted by two copies');
  }

  async function tellHeldUp({ id, organisationId, kind, payload, lane }: Claimed, reason: string): Promise<void> {
    const told = deps.onHeldUp?.({ organisationId, kind, payload, to: destinationOf(lane), reason });
    await told?.catch((error: unknown) =>
      log.error({ err: error, deliveryId: id, kind }, 'delivery waits, and that is not told'),
    );
  }

  async function tell(owed: Owed): Promise<void> {
    try {
      const told = await withDeadline(
        inOrganisation(owed.organisationId, () => tellAll(owed, deps)),
        deps.deadlineMs,
      );
      if (told === expired) throw new Error('The room did not take the news in time.');
    } catch (error) {
      log.error({ err: error, deliveryId: owed.id, kind: owed.kind }, 'delivery settled but not told');
      // Recovery tells it again; when the room itself threw, after a wait.
      if (!(await deps.isDatabaseAway(error))) await putTellingAside(database, owed, { error, now: clock.now() });
      return;
    }
    await noteTold(database, owed);
  }

  return { claim, carry, tell, inHand: () => [...hand] };
}

function toStep({ next, restMs, hasMore }: Look): LaneStep {
  if (next) return { kind: 'next', claimed: next };
  if (restMs !== null) return { kind: 'rest', ms: restMs, hasMore };
  return { kind: hasMore ? 'look' : 'nothing' };
}

function toOwed(claimed: Claimed, verdict: Exclude<Verdict, { kind: 'again' }>): Owed | null {
  if (verdict.kind === 'skipped') return null;
  const { id, organisationId, kind, payload, lane } = claimed;
  const end = verdict.kind === 'sent' ? { reason: null, ref: verdict.ref } : { reason: verdict.reason, ref: null };
  return { id, organisationId, kind, payload, lane, state: verdict.kind, ...end };
}

function isAwaited(owed: Owed, deps: CourierDependencies): boolean {
  if (owed.state === 'failed' && deps.onFailed) return true;
  return deps.outgoing()[owed.kind]?.settled !== undefined;
}

async function tellAll(owed: Owed, deps: CourierDependencies): Promise<void> {
  const failed = owed.reason ?? owed.state;
  const lost = { failed, ...(owed.state === 'unknown' && { mayHaveArrived: true }) };
  await deps.outgoing()[owed.kind]?.settled?.(owed.payload, owed.ref ? { ref: owed.ref } : lost, owed.organisationId);
  if (owed.state !== 'failed') return;
  const { organisationId, kind, payload } = owed;
  await deps.onFailed?.({ organisationId, kind, payload, to: destinationOf(owed.lane), reason: failed });
}

/**
 * The message was sent, and would be sent twice if that were not noted. So a database that is away is tried again
 * for as long as the claim holds (the last pause ends 51 s after the first try).
 */
const untilNoted = <T>(note: () => Promise<T>): Promise<T> =>
  untilDone(note, { firstMs: 100, longestMs: 25_600, pause });
