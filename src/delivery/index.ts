/** The door of delivery: messages that must arrive. Rooms enqueue, app.ts builds, starts and stops it. */
import { randomUUID } from 'node:crypto';
import type { Card } from '../chat/card.js';
import type { Outgoing, Sweep } from '../chat/feature.js';
import type { Destination, MessageRef, Messenger } from '../chat/messenger.js';
import type { Clock } from '../kernel/clock.js';
import { expired, withDeadline } from '../kernel/deadline.js';
import type { Logger } from '../kernel/logger.js';
import { callsAcross, type Database, isNoItemsFault, type SqlPart, type Transaction } from '../storage/database.js';
import { createAnswersFirst } from './answers-first.js';
import type { AttemptDependencies } from './attempt.js';
import type { Claimed } from './claim-store.js';
import { createCourier } from './courier.js';
import type { DeliveryOrder, FailedDelivery, Outbox } from './delivery.js';
import { createForgetSettled } from './forget-settled.js';
import { laneOf } from './lane.js';
import { createLostCommits } from './lost-commits.js';
import {
  countMails,
  findChannel,
  findLivingKey,
  findLivingOrder,
  isStray,
  newsChannel,
  ordersToInsert,
} from './order-store.js';
import { recover } from './recovery.js';
import { type Backlog, findDueLanes, findNewestWaiting, freeHeldUp, readBacklog } from './recovery-store.js';
import { createWorker } from './worker.js';

export interface DeliveryDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Null when nobody is connected through whom the destination can be reached: the delivery fails for good. */
  readonly messengerFor: (destination: Destination) => Promise<Messenger | null>;
  /** Whether people of other companies read there: only what is for outsiders goes there. Default: nobody does. */
  readonly isShared?: AttemptDependencies['isShared'];
  readonly isSilent?: AttemptDependencies['isSilent'];
  /** By kind, from all rooms' doors; asked at each send, so rooms may be built later. */
  readonly outgoing: () => Readonly<Record<string, Outgoing>>;
  /**
   * Told once of each delivery that failed for good (twice when the bot dies at that moment). What it enqueues to
   * tell the champion may itself fail and come back here: do not answer that with the same message again.
   */
  readonly onFailed?: (delivery: FailedDelivery) => Promise<void>;
  /** Told at each try of a delivery that waits until somebody mends what is in its way. The same caution holds. */
  readonly onHeldUp?: (delivery: FailedDelivery) => Promise<void>;
  /** For composing and for the platform's answer, each, in real milliseconds. Default 10,000. */
  readonly deadlineMs?: number;
  /** How long a copy of the bot may hold a message before it is taken for dead, in real milliseconds. Default 60,000. */
  readonly claimExpiryMs?: number;
}

/** The outbox with its worker: sends what rooms ordered, and keeps living messages up to date. */
export interface Delivery extends Outbox {
  /** Answers somebody who waits; no delivery begins meanwhile, for at most 100 ms each. Fails as `answer` does. */
  answering<T>(answer: () => Promise<T>): Promise<T>;
  /** Puts right what a crash left behind, then sends what comes until stopped. */
  start(): Promise<void>;
  /** Sends until nothing is left to do now; works without start(). What waits for a platform is not waited for. */
  drain(): Promise<void>;
  /** Begins nothing new and waits for what is in flight, at most 8 s. Idempotent; the database stays open. */
  stop(): Promise<void>;
  /** The living message there as it is now, composed anew; null: none stands there, or it has nothing to say any more. */
  livingCardAt(ref: MessageRef): Promise<Card | null>;
  /** Whether the message there is a second one of what was posted under this mark, and may be deleted. */
  isStray(mark: string, ref: MessageRef): Promise<boolean>;
  /** Tries at once what waits until somebody mends the cause, at this destination or (absent) anywhere. */
  retryHeldUp(to?: Destination): Promise<void>;
  /** What waits to be sent, now. */
  backlog(): Promise<Backlog>;
  /** The database answers, and the last look at the whole queue went well. Never rejects. */
  isAlive(): Promise<boolean>;
  readonly sweeps: readonly Sweep[];
}

/** How often, in ms, the whole queue is searched for deliveries that no wake-up announced: a safety net. */
const surveyMs = 10_000;
/** How long, in ms, orders of another copy are left to it before this copy helps. */
const helpAfterMs = 100;
const longestStopMs = 8_000;

/** Sends nothing before start() or drain(). */
export function createDelivery(options: DeliveryDependencies): Delivery {
  const { database, clock, log } = options;
  const queue = callsAcross('delivery', database);
  const claimExpiryMs = options.claimExpiryMs ?? 60_000;
  const copyId = randomUUID();
  const { during: answering, turn } = createAnswersFirst();
  const isDatabaseAway = async (error: unknown) => isNoItemsFault(error) || !(await database.isAlive());
  const isShared = options.isShared ?? (async () => false);
  const lostCommits = createLostCommits(() => findNewestWaiting(queue));
  const { neverArrived } = lostCommits;
  const channelOf = (sent: Claimed) => findChannel(queue, sent);
  const asked = { isShared, turn, isDatabaseAway, lostCommits, neverArrived, channelOf };
  const courier = createCourier({ deadlineMs: 10_000, ...options, database: queue, ...asked, copyId });
  const findDue: Parameters<typeof createWorker>[0]['findDue'] = (range) => findDueLanes(queue, range);
  const worker = createWorker({ courier, log, turn, findDue });
  const recovery = { database: queue, clock, log, courier };
  const enqueued = new WeakMap<Transaction, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let helping: NodeJS.Timeout | undefined;
  let stopListening: (() => Promise<void>) | undefined;
  /** The last survey went well. */
  let isSurveyed = true;
  let firstRecovery: Promise<boolean> | null = null;

  /** No other process can use the embedded database, so what is in flight at the start was left by one that died. */
  function recoverFirst(): Promise<boolean> {
    firstRecovery ??= recover(recovery, database.kind === 'embedded' ? 0 : claimExpiryMs).catch((error: unknown) => {
      firstRecovery = null;
      throw error;
    });
    return firstRecovery;
  }

  async function survey(): Promise<void> {
    try {
      await lostCommits.makeGood();
      const hasDue = await recover(recovery, claimExpiryMs);
      isSurveyed = true;
      if (hasDue) await worker.work();
    } catch (error) {
      isSurveyed = false;
      log.warn({ err: error }, 'delivery survey failed');
    }
  }

  function enqueuing(tx: Transaction, orders: readonly DeliveryOrder[]): SqlPart {
    const lanes = enqueued.get(tx);
    for (const { to } of orders) lanes?.add(laneOf(to));
    return ordersToInsert(orders, { copyId: lanes ? copyId : '', now: clock.now() });
  }

  function hear(from: string | null): void {
    if (from === null) return void makeGoodAndWork();
    if (from !== copyId) helping ??= setTimeout(help, helpAfterMs).unref();
  }

  async function makeGoodAndWork(): Promise<void> {
    // What fails here is done before the next claim.
    await lostCommits.makeGood().catch((error: unknown) => log.warn({ err: error }, 'lost commits not made good yet'));
    await worker.work();
  }

  function help(): void {
    helping = undefined;
    void worker.work();
  }

  return {
    answering,
    async commit(work) {
      let lanes = new Set<string>();
      const done = await database.transaction((tx) => {
        // A new set for each run, because the database may ask to run the work again.
        lanes = new Set();
        enqueued.set(tx, lanes);
        return work(tx);
      });
      if (timer || worker.isWorking()) worker.wake(lanes);
      return done;
    },
    async enqueue(tx, orders) {
      if (orders.length > 0) await tx.execute`WITH ${enqueuing(tx, orders)} SELECT FROM notified`;
    },
    enqueuing,
    async start() {
      timer ??= setInterval(() => void survey(), surveyMs);
      if (await recoverFirst()) void worker.work();
      stopListening ??= await database.listen(newsChannel, hear, lostCommits.lost);
    },
    async drain() {
      await recoverFirst();
      await makeGoodAndWork();
    },
    async stop() {
      clearInterval(timer);
      clearTimeout(helping);
      timer = undefined;
      const ended = await withDeadline(worker.stop(), longestStopMs);
      if (ended === expired) log.warn({ deliveryIds: courier.inHand() }, 'stopped with deliveries in flight');
      await stopListening?.();
    },
    livingKeyAt: (ref) => findLivingKey(database, ref),
    countMails,
    async livingCardAt(ref) {
      const order = await findLivingOrder(database, ref);
      const dispatch = order && (await options.outgoing()[order.kind]?.compose(order.payload, order.organisationId));
      return dispatch?.kind === 'send' ? dispatch.card : null;
    },
    isStray: (mark, ref) => isStray(database, mark, ref),
    async retryHeldUp(to) {
      worker.wake(await freeHeldUp(queue, to ? laneOf(to) : null));
    },
    backlog: () => readBacklog(queue, clock.now()),
    isAlive: async () => isSurveyed && (await database.isAlive()),
    sweeps: [createForgetSettled(queue, clock)],
  };
}
