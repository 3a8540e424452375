/** Puts right what a dead copy of the bot left behind; index.ts calls it at start and every now and then. */
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/logger.js';
import type { Database } from '../storage/database.js';
import type { Courier } from './courier.js';
import type { Queue } from './queue.js';
import { findDueLanes, findOwed, type Reclaimed, reclaim } from './recovery-store.js';
import type { Worker } from './worker.js';

export interface RecoveryDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly queue: Queue;
  readonly courier: Courier;
  readonly worker: Worker;
}

/**
 * Takes back what was being sent for longer than `olderThanMs`, tells rooms what they missed, and sets the worker to
 * every lane that has something to do, whether the queue knows or not. Does not wait for the worker.
 */
export async function recover(deps: RecoveryDependencies, olderThanMs: number): Promise<void> {
  const { database, courier } = deps;
  const abandoned = { olderThanMs, exceptIds: courier.inHand() };
  const reclaimed = await reclaim(database, abandoned, deps.clock.now());
  for (const one of reclaimed) await wakeAgain(one, deps);
  for (const owed of await findOwed(database, abandoned)) await courier.tell(owed);
  void deps.worker.workLanes(await findDueLanes(database));
}

async function wakeAgain(reclaimed: Reclaimed, { database, queue, log }: RecoveryDependencies): Promise<void> {
  const { id, kind, lane, state, waitSeconds } = reclaimed;
  const event = state === 'unknown' ? 'delivery may have gone out and is not repeated' : 'delivery is sent again';
  log.warn({ deliveryId: id, kind, waitSeconds }, event);
  if (waitSeconds > 0) await database.transaction((tx) => queue.put(tx, [lane], { waitSeconds }));
}
