/** The door of delivery: messages that must arrive. Rooms enqueue, app.ts builds, starts and stops it. */
import type { Outgoing, Sweep } from '../chat/feature.js';
import type { Destination, MessageRef, Messenger } from '../chat/messenger.js';
import type { Clock } from '../kernel/clock.js';
import { expired, withDeadline } from '../kernel/deadline.js';
import type { Logger } from '../kernel/logger.js';
import type { Database } from '../storage/database.js';
import { createAnswersFirst } from './answers-first.js';
import { createCourier } from './courier.js';
import type { FailedDelivery, Outbox } from './delivery.js';
import { createForgetSettled } from './forget-settled.js';
import { laneOf } from './lane.js';
import { openQueue } from './queue.js';
import { recover } from './recovery.js';
import { freeHeldUp } from './recovery-store.js';
import { findLivingKey, ordersToInsert } from './store.js';
import { createWorker } from './worker.js';

export interface DeliveryDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Null when nobody is connected through whom the destination can be reached: the delivery fails for good. */
  readonly messengerFor: (destination: Destination) => Promise<Messenger | null>;
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

export interface Delivery extends Outbox {
  /** Answers somebody who waits; no delivery begins meanwhile, for at most 100 ms each. Fails as `answer` does. */
  answering<T>(answer: () => Promise<T>): Promise<T>;
  /** Puts right what a crash left behind, then sends what comes until stopped. */
  start(): Promise<void>;
  /** Sends until nothing is left to do now; works without start(). What waits for a platform is not waited for. */
  drain(): Promise<void>;
  /** Begins nothing new and waits for what is in flight, at most 8 s. Idempotent; the database stays open. */
  stop(): Promise<void>;
  /** What the bot's message there is about, `feedback:ID`; null: no living message. */
  livingKeyAt(ref: MessageRef): Promise<string | null>;
  /** What waits for somebody's mending, there or (absent) anywhere, is tried at once. */
  retryHeldUp(to?: Destination): Promise<void>;
  /** The database answers and the queue is there. */
  isAlive(): Promise<boolean>;
  readonly sweeps: readonly Sweep[];
}

const pollMs = 1_000;
const recoverMs = 30_000;
const maintainMs = 120_000;
const longestStopMs = 8_000;

/** Installs the queue's tables where they are missing; sends nothing before start() or drain(). */
export async function createDelivery(options: DeliveryDependencies): Promise<Delivery> {
  const { database, clock, log } = options;
  const claimExpiryMs = options.claimExpiryMs ?? 60_000;
  const queue = await openQueue(database, log);
  const { during: answering, turn } = createAnswersFirst();
  const courier = createCourier({ deadlineMs: 10_000, ...options, queue, turn });
  const worker = createWorker({ queue, courier, log, turn });
  const recovery = { database, clock, log, queue, courier, worker };
  const timers: NodeJS.Timeout[] = [];
  let firstRecovery: Promise<void> | null = null;

  /** On the embedded database no other process can be alive, so at first everything in flight is a dead one's. */
  function recoverFirst(): Promise<void> {
    firstRecovery ??= recover(recovery, database.kind === 'embedded' ? 0 : claimExpiryMs).catch((error: unknown) => {
      firstRecovery = null;
      throw error;
    });
    return firstRecovery;
  }

  function every(ms: number, what: string, work: () => Promise<void>): void {
    const run = () => void work().catch((error: unknown) => log.warn({ err: error }, `${what} failed`));
    timers.push(setInterval(run, ms));
  }

  function kick(): void {
    if (timers.length > 0) void worker.work();
  }

  return {
    answering,
    async commit(work) {
      const done = await database.transaction(work);
      kick();
      return done;
    },
    async enqueue(tx, orders) {
      if (orders.length === 0) return;
      const lanes = orders.map((order) => laneOf(order.to));
      await queue.put(tx, lanes, { rider: ordersToInsert(orders, clock.now()) });
    },
    kick,
    async start() {
      every(pollMs, 'delivery', worker.work);
      every(recoverMs, 'delivery recovery', () => recover(recovery, claimExpiryMs));
      every(maintainMs, 'queue maintenance', queue.maintain);
      await recoverFirst();
    },
    async drain() {
      await recoverFirst();
      await worker.work();
    },
    async stop() {
      for (const timer of timers.splice(0)) clearInterval(timer);
      const ended = await withDeadline(worker.stop(), longestStopMs);
      if (ended === expired) log.warn({ deliveryIds: courier.inHand() }, 'stopped with deliveries in flight');
      await queue.close();
    },
    livingKeyAt: (ref) => findLivingKey(database, ref),
    async retryHeldUp(to) {
      void worker.workLanes(await freeHeldUp(database, to ? laneOf(to) : null));
    },
    isAlive: () => queue.isAlive().catch(() => false),
    sweeps: [createForgetSettled(database, clock)],
  };
}
