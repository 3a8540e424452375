/** What a database can do, whichever of the two it is: embedded.ts and server.ts make it, database.ts hands it out. */
import type { Logger } from '../kernel/logger.js';
import type { Seal } from '../kernel/seal.js';
import type { Shard } from './shard.js';
import type { Sql } from './sql.js';
import type { Transaction } from './transaction.js';

/**
 * Calls `heard` with the payload of each `NOTIFY` on `channel`, from the commit that sent it on, and with null when some
 * may have been missed: at the start, and after the connection was away. `lost` is called when that connection breaks: the
 * server may be gone, and another one that takes its place may lack the last commits that did not wait for it. Answers how
 * to stop. Never rejects.
 */
export type Listen = (
  channel: string,
  heard: (payload: string | null) => void,
  lost?: () => void,
) => Promise<() => Promise<void>>;

/**
 * The one database that everything is kept in; transactions and plain statements run alike on both kinds. Inside
 * `transaction` ask only what it hands over: on the embedded database anything else waits until that transaction ends,
 * which is a deadlock.
 */
export interface Database extends Sql {
  /** `embedded`: a folder, this process alone. `server`: PostgreSQL, shared with other copies. */
  readonly kind: 'embedded' | 'server';
  /** Seals secrets before they are written (seal-secrets.ts lists them), and opens them. */
  readonly seal: Seal;
  /** Plain SQL with $1, $2 … Without values the text may hold several statements; the last one's rows come back. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /**
   * Commits all that `work` did, or nothing. The database may run it again after a conflict of two transactions, so it
   * must have no effect elsewhere. Keep it short: no network calls in it.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  readonly listen: Listen;
  /**
   * Commits that are made while `work` runs reach the disk at its end at the latest: for many that are worth little one
   * by one, such as a made-up past. A crash takes the last of them, and never one without those after it. A server
   * keeps each at once.
   */
  keepingLater<T>(work: () => Promise<T>): Promise<T>;
  /** Whether the database answers at present. Never throws. */
  isAlive(): Promise<boolean>;
  /** Tells other processes that want this folder where to hand their work (readFolderOwner); nothing on a server. */
  announce(contact: { readonly url: string; readonly token: string }): void;
  /**
   * Copies the embedded database's files as they are at one instant, while nothing else is asked, and answers the copy's
   * folder, which is the caller's to delete; the next start deletes one that is left. null: it is on a server.
   */
  copyFiles(): Promise<string | null>;
  /** Connections to the server, those of them that are idle, and who waits for one; null: the database is embedded. */
  connections(): { readonly all: number; readonly idle: number; readonly waiting: number } | null;
  /** Closes all connections. Idempotent. */
  close(): Promise<void>;
}

/** Where the data is. */
export interface DatabaseOptions {
  readonly url?: string;
  readonly dataDir: string;
  /** That seal secrets, as SECRET_KEY has them. Absent: the embedded database keeps one beside it, a server has none. */
  readonly keys?: string | undefined;
  readonly log: Logger;
  /** On a server: whether row-level security keeps organisations apart. Default: on. */
  readonly rowSecurity?: 'on' | 'off';
  /** On a server: whose due work and messages this copy of the bot does. Default: all organisations'. */
  readonly shard?: Shard | undefined;
  /** Called when another process wants the folder, which is then to be closed soon. Absent: others are refused. */
  readonly onWanted?: () => void;
}
