/** When a sweep is due next, as the scheduler hears it. */
import type { Sweep } from '../../src/chat/feature.js';
import { askDue, type Database } from '../../src/storage/database.js';

export async function dueAt(database: Database, sweep: Sweep): Promise<Date | null> {
  return (await askDue(database, [sweep])).get(sweep.name) ?? null;
}
