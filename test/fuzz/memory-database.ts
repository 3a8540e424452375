/** A migrated database in memory for a door that needs one. */

import type { Database } from '../../src/storage/database.js';
import { embeddedDatabase } from '../../src/storage/embedded.js';
import { loadMigrated, makeEmbeddedDump } from '../support/migrated-databases.js';

export async function memoryDatabase(): Promise<Database> {
  process.env.EMPTY_CHAIR_DUMP ??= await makeEmbeddedDump();
  return embeddedDatabase(await loadMigrated());
}
