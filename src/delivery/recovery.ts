/** Searches the whole queue for deliveries that no wake-up announced; index.ts calls it at the start and every 10 s. */
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/logger.js';
import type { Database } from '../storage/database.js';
import type { Courier } from './courier.js';
import { survey } from './recovery-store.js';

export interface RecoveryDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly courier: Courier;
}

/**
 * Takes back what was being sent for longer than `olderThanMs`, and tells rooms what they missed. Answers whether
 * something may be sent now.
 */
export async function recover(deps: RecoveryDependencies, olderThanMs: number): Promise<boolean> {
  const { database, clock, courier, log } = deps;
  const found = await survey(database, { olderThanMs, exceptIds: courier.inHand() }, clock.now());
  for (const { id, kind, state, waitSeconds } of found.reclaimed) {
    const event = state === 'unknown' ? 'delivery may have gone out and is not repeated' : 'delivery is sent again';
    log.warn({ deliveryId: id, kind, waitSeconds }, event);
  }
  for (const owed of found.owed) await courier.tell(owed);
  return found.hasDue;
}
