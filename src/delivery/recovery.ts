/** Puts right what a dead copy of the bot left behind; index.ts calls it at start and every now and then. */
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/logger.js';
import type { Database } from '../storage/database.js';
import type { Courier } from './courier.js';
import { findDueLanes, findOwed, reclaim } from './recovery-store.js';
import type { Worker } from './worker.js';

export interface RecoveryDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly courier: Courier;
  readonly worker: Worker;
}

/**
 * Takes back what was being sent for longer than `olderThanMs`, tells rooms what they missed, and sets the worker to
 * every lane that has something to do, whether the queue knows or not. Does not wait for the worker.
 */
export async function recover(deps: RecoveryDependencies, olderThanMs: number): Promise<void> {
  const { database, courier, log } = deps;
  const abandoned = { olderThanMs, exceptIds: courier.inHand() };
  for (const { id, kind, state } of await reclaim(database, abandoned, deps.clock.now())) {
    const event = state === 'unknown' ? 'delivery may have gone out and is not repeated' : 'delivery is sent again';
    log.warn({ deliveryId: id, kind }, event);
  }
  for (const owed of await findOwed(database, abandoned)) await courier.tell(owed);
  void deps.worker.workLanes(await findDueLanes(database));
}
