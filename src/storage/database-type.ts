/** What a database can do, whichever of the two it is: embedded.ts and server.ts make it, database.ts hands it out. */
import type { PrismaClient } from './generated/client.js';
import type { Transaction } from './transaction.js';

/**
 * Calls `heard` with the payload of each `NOTIFY` on `channel`, from the commit that sent it on, and with null when some
 * may have been missed: at the start, and after the connection was away. What it answers ends it. Never rejects.
 */
export type Listen = (channel: string, heard: (payload: string | null) => void) => Promise<() => Promise<void>>;

/** The one database that everything is kept in; transactions and plain statements run alike on both kinds. */
export interface Database {
  /** `embedded`: a folder, this process alone. `server`: PostgreSQL, shared with other copies. */
  readonly kind: 'embedded' | 'server';
  /**
   * For single statements. Inside `transaction` use only what it hands over: on the embedded database anything else
   * waits until that transaction ends, and so for ever.
   */
  readonly prisma: PrismaClient;
  /** Plain SQL with $1, $2 … Without values the text may hold several statements; the last one's rows come back. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /**
   * Commits all that `work` did, or nothing. It may be run again from the start when two transactions stood in each
   * other's way, so it must have no effect elsewhere; and nothing slow belongs in it, least of all the network.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  readonly listen: Listen;
  /** Whether the database answers at present. Never throws. */
  isAlive(): Promise<boolean>;
  /** Tells other processes that want this folder where to hand their work (readFolderOwner); nothing on a server. */
  announce(contact: { readonly url: string; readonly token: string }): void;
  /** Ends everything that is open. Twice does no harm. */
  close(): Promise<void>;
}
