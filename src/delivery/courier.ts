/** Carries one delivery from its claim to its end: claim, attempt, note, tell the room. The worker asks, lane by lane. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../kernel/clock.js';
import { expired, withDeadline } from '../kernel/deadline.js';
import { untilDone } from '../kernel/until-done.js';
import type { Database } from '../storage/database.js';
import { type AttemptDependencies, attempt } from './attempt.js';
import type { FailedDelivery } from './delivery.js';
import { destinationOf } from './lane.js';
import type { Queue } from './queue.js';
import type { Owed } from './recovery-store.js';
import { noteTold, putOff, settle } from './settlement-store.js';
import { type Claimed, claimNext, type Resting, takeBackUnheard } from './store.js';
import { judge, type Verdict } from './verdict.js';

export interface CourierDependencies extends AttemptDependencies {
  readonly database: Database;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly onFailed?: (delivery: FailedDelivery) => Promise<void>;
  readonly onHeldUp?: (delivery: FailedDelivery) => Promise<void>;
}

/** How the lane stands after a look at it; times in real milliseconds. */
export type LaneStep =
  | { readonly kind: 'nothing' }
  /** `told`: a room heard how it ended, and may have ordered something. */
  | { readonly kind: 'more'; readonly told: boolean }
  /** The platform takes nothing more there for so long. */
  | { readonly kind: 'rest'; readonly ms: number; readonly told: boolean }
  /** Its first is to be tried again then. */
  | { readonly kind: 'later'; readonly ms: number; readonly told: boolean };

export interface Courier {
  /** Sends the next of the lane, and says how it goes on. Rejects when the database does. */
  deliverNext(lane: string): Promise<LaneStep>;
  /** Tells the room, and the champion of a failure, how it ended. What they throw is logged. */
  tell(owed: Owed): Promise<void>;
  /** What is in hand just now, by delivery id. */
  inHand(): readonly string[];
}

export function createCourier(deps: CourierDependencies): Courier {
  const { database, clock, log } = deps;
  const hand = new Set<string>();
  const copyId = randomUUID();
  /** Lanes in which we may have claimed something without hearing so. */
  const doubtful = new Set<string>();
  /** Went out or not, and could not be noted: left to recovery. */
  const unnoted = new Set<string>();

  async function claim(lane: string): Promise<Claimed | Resting | null> {
    if (doubtful.has(lane)) {
      await takeBackUnheard(database, lane, { copyId, knownIds: [...hand, ...unnoted] });
      doubtful.delete(lane);
    }
    try {
      return await claimNext(database, lane, { copyId, now: clock.now() });
    } catch (error) {
      doubtful.add(lane);
      throw error;
    }
  }

  async function carry(claimed: Claimed): Promise<LaneStep> {
    hand.add(claimed.id);
    try {
      return await deliver(claimed);
    } catch (error) {
      unnoted.add(claimed.id);
      throw error;
    } finally {
      hand.delete(claimed.id);
    }
  }

  async function deliver(claimed: Claimed): Promise<LaneStep> {
    const end = await attempt(claimed, deps);
    // From the answer on: what is noted and told meanwhile is part of the rest.
    const restsUntil = performance.now() + ((end.kind === 'sent' ? end.restMs : 0) ?? 0);
    const verdict = judge(claimed, end, Math.random());
    if (verdict.kind === 'again') return sendLater(claimed, verdict);
    const owed = toOwed(claimed, verdict);
    const owesTelling = owed !== null && isAwaited(owed, deps);
    const settlement = {
      state: verdict.kind,
      reason: 'reason' in verdict ? verdict.reason : null,
      ref: verdict.kind === 'sent' ? verdict.ref : null,
      owesTelling,
      copyId,
    };
    const restMs = () => Math.max(restsUntil - performance.now(), 0) || null;
    const counts = await untilNoted(() => settle(database, claimed, { ...settlement, restMs: restMs() }, clock.now()));
    // What went well is many lines and no news: whoever wants them sets LOG_LEVEL=debug.
    const level = settlement.reason === null ? 'debug' : 'info';
    log[level]({ deliveryId: claimed.id, kind: claimed.kind, reason: settlement.reason }, `delivery ${verdict.kind}`);
    const told = counts && owed !== null && owesTelling;
    if (told) await tell(owed);
    const ms = restsUntil - performance.now();
    return ms > 0 ? { kind: 'rest', ms, told } : { kind: 'more', told };
  }

  async function sendLater(claimed: Claimed, again: Extract<Verdict, { kind: 'again' }>): Promise<LaneStep> {
    await untilNoted(() =>
      database.transaction(async (tx) => {
        if (await putOff(tx, claimed, again)) await deps.queue.put(tx, [claimed.lane], again);
      }),
    );
    const { reason, waitSeconds } = again;
    log.warn({ deliveryId: claimed.id, kind: claimed.kind, reason, waitSeconds }, 'delivery put off');
    if (again.wantsMending) await tellHeldUp(claimed, reason);
    return { kind: 'later', ms: waitSeconds * 1_000, told: again.wantsMending };
  }

  async function tellHeldUp({ id, organisationId, kind, payload, lane }: Claimed, reason: string): Promise<void> {
    const told = deps.onHeldUp?.({ organisationId, kind, payload, to: destinationOf(lane), reason });
    await told?.catch((error: unknown) =>
      log.error({ err: error, deliveryId: id, kind }, 'delivery waits, and that is not told'),
    );
  }

  async function tell(owed: Owed): Promise<void> {
    try {
      const told = await withDeadline(tellAll(owed, deps), deps.deadlineMs);
      if (told === expired) throw new Error('The room did not take the news in time.');
    } catch (error) {
      log.error({ err: error, deliveryId: owed.id, kind: owed.kind }, 'delivery settled but not told');
    }
    await noteTold(database, owed.id);
  }

  return {
    tell,
    inHand: () => [...hand],
    async deliverNext(lane) {
      const claimed = await claim(lane);
      if (!claimed) return { kind: 'nothing' };
      return 'restMs' in claimed ? { kind: 'rest', ms: claimed.restMs, told: false } : carry(claimed);
    },
  };
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
  await deps.outgoing()[owed.kind]?.settled?.(owed.payload, owed.ref ? { ref: owed.ref } : lost);
  if (owed.state !== 'failed') return;
  const { organisationId, kind, payload } = owed;
  await deps.onFailed?.({ organisationId, kind, payload, to: destinationOf(owed.lane), reason: failed });
}

/**
 * The message is out: that must be noted, or it goes out twice. So a database that is away is asked again,
 * for as long as the claim holds (the last pause ends 51 s after the first try).
 */
const untilNoted = <T>(note: () => Promise<T>): Promise<T> =>
  untilDone(note, { firstMs: 100, longestMs: 25_600, pause });
