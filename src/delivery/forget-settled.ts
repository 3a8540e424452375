/** Deletes deliveries that were settled long ago; the scheduler runs it once a day. */
import type { Sweep } from '../chat/feature.js';
import type { Clock } from '../kernel/clock.js';
import { type Database, sql } from '../storage/database.js';
import { forgetOldest } from './recovery-store.js';

const dayMs = 24 * 60 * 60 * 1000;
const keepDays = 30;
/** Batches of a thousand rows in one run; the rest waits for the next day. */
const batchCount = 100;

export function createForgetSettled(database: Database, clock: Clock): Sweep {
  // Every copy does it, also at each start: asking the database when it is due would cost more than it saves.
  let dueAt = clock.now();
  return {
    name: 'delivery.forgetSettled',
    get due() {
      return sql`${dueAt}`;
    },
    async run(now) {
      dueAt = new Date(now.getTime() + dayMs);
      const createdBefore = new Date(now.getTime() - keepDays * dayMs);
      let count = 0;
      for (let batch = 0; batch < batchCount; batch += 1) {
        const deleted = await forgetOldest(database, createdBefore);
        count += deleted;
        if (deleted === 0) break;
      }
      return count;
    },
  };
}
