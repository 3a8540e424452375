/** The door of storage: opens the database that everything is kept in. app.ts opens it, the rooms' store.ts files use it. */
import type { Database, DatabaseOptions } from './database-type.js';
import { beforeEachTransaction, type Transaction } from './transaction.js';
import type { RunSql } from './walls.js';

export { analystsRole, openAnalystsSql, raiseAnalystViewsSql } from './analyst-views.js';
export { askDue } from './ask-due.js';
export {
  type AuditEntry,
  type Audited,
  type AuditKind,
  type AuditQuery,
  appendAudit,
  auditKinds,
  type KeptAuditEntry,
  readAudit,
  readAuditSlice,
} from './audit.js';
export { type Batches, createBatches } from './batches.js';
export { type Column, rowsAs } from './columns.js';
export { isNoItemsFault } from './failure.js';
export { isMigrated } from './migrate.js';
export { giveBack, type MovedRows, moveOrganisation, replaceId, tablesOf } from './move-rows.js';
export { claimable, countPutAside, dueNext, forgetPutAside, itemIdAs, listPutAside } from './put-aside.js';
export { readSchemaWords } from './schema-words.js';
export { acrossOrganisations, callsAcross, inOrganisation } from './scope.js';
export { boundTo, sealInUse } from './seal-secrets.js';
export { type Sql, sqlOver } from './sql.js';
export { SqlPart, sql } from './sql-parts.js';
export type { RunSql } from './walls.js';
export type { Database, DatabaseOptions, Transaction };
export { beforeEachTransaction };

/**
 * Opens the server at `url`, or else the embedded database in the folder `dataDir`, and migrates it.
 * Throws Conflict (the folder is in use, the database is from another version) or ConfigError, each naming the remedy.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  // Only the one that is used is loaded: PGlite takes 10 MB.
  if (options.url) return (await import('./server.js')).openServer({ ...options, url: options.url });
  return (await import('./embedded.js')).openEmbedded(options);
}

/**
 * One connection to the server at `url` with all the rights of its user, for what an operator does to the server itself.
 * Nothing is migrated. Throws ConfigError when it can't be reached.
 */
export async function onServer<T>(url: string, work: (run: RunSql) => Promise<T>): Promise<T> {
  const { connectOnce } = await import('./server.js');
  const { run, close } = await connectOnce(url);
  try {
    return await work(run);
  } finally {
    await close();
  }
}
