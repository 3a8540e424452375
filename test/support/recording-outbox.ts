/** An outbox that sends nothing, for tests of rooms without delivery: its transactions are real, its orders are kept in a list. */
import type { DeliveryOrder, Outbox } from '../../src/delivery/delivery.js';
import { type Database, sql } from '../../src/storage/database.js';

/** @param orders where orders are added as they are enqueued */
export function recordingOutbox(database: Database, orders: DeliveryOrder[] = []): Outbox {
  return {
    commit: (work) => database.transaction(work),
    enqueue: async (_, more) => void orders.push(...more),
    livingKeyAt: async () => null,
    countMails: async () => orders.filter(({ to }) => to.kind === 'person').length,
    enqueuing(_, more) {
      orders.push(...more);
      return sql`notified AS (SELECT)`;
    },
  };
}
