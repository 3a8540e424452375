/** The door of storage: opens the database that everything is kept in. app.ts opens it, the rooms' store.ts files use it. */
import type { Logger } from '../kernel/logger.js';
import type { Database } from './database-type.js';
import { openEmbedded } from './embedded.js';
import { openServer } from './server.js';
import type { Transaction } from './transaction.js';

export { askDue } from './ask-due.js';
export { type Batches, createBatches } from './batches.js';
export { Prisma } from './generated/client.js';
export { countPutAside, dueNext, forgetPutAside, listPutAside, notPutAside } from './put-aside.js';
export type { Database, Transaction };

/**
 * Opens the server at `url`, or else the embedded database in the folder `dataDir`, and migrates it.
 * Throws Conflict (the folder is in use, the database is from another version) or ConfigError, each saying the mend.
 */
export function openDatabase(options: { url?: string; dataDir: string; log: Logger }): Promise<Database> {
  return options.url ? openServer(options.url, options.log) : openEmbedded(options.dataDir, options.log);
}
