/** The database on a PostgreSQL server (openDatabase, when DATABASE_URL is set): any number of copies of the bot share it. */
import type { Writable } from 'node:stream';
import pg from 'pg';
import { ConfigError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { createSeal, noSeal, type Seal } from '../kernel/seal.js';
import { answersInTime } from './answers-in-time.js';
import type { Database, Listen } from './database-type.js';
import { createListen } from './listener.js';
import { migrate, type RunSql, readMigrations } from './migrate.js';
import { sealSecrets } from './seal-secrets.js';
import { type RunStatement, sqlOver } from './sql.js';
import { createStatementNames } from './statement-names.js';
import { runTransaction } from './transaction.js';

/**
 * Connects and migrates. Throws ConfigError when the server can't be reached or refuses the user.
 * @param isFilling whoever fills this database from another one opens it
 */
export async function openServer(url: string, log: Logger, keys?: string, isFilling = false): Promise<Database> {
  const seal = keys === undefined ? noSeal : createSeal(keys);
  const pool = makePool(url, log);
  try {
    await reach(pool);
    const applied = await migrateServer(pool, isFilling);
    if (applied.length > 0) log.info({ applied }, 'database migrated');
    const database = serverDatabase(
      pool,
      seal,
      createListen(() => new pg.Client(connectionTo(url)), log),
    );
    await sealSecrets(database, seal);
    if (seal === noSeal) log.warn('secrets in the database are not sealed: SECRET_KEY is not set');
    return database;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function makePool(url: string, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    ...connectionTo(url),
    pipeline: true,
    // A server may be set to another zone, and would answer instants in it.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool waits for it, its types don't say so
    onConnect: (client) => client.query("SET TIME ZONE 'UTC'"),
  });
  // Without a listener, a server that ends an idle connection (a restart) would end this process.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  return pool;
}

function connectionTo(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'empty-chair',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
}

/** By the driver's and PostgreSQL's codes: postgresql.org/docs/current/errcodes-appendix.html */
const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'start it, or mend the host and port in DATABASE_URL',
  ENOTFOUND: 'mend the host in DATABASE_URL',
  '3D000': 'make this database with createdb, or mend its name in DATABASE_URL',
  '28P01': 'mend the user and password in DATABASE_URL',
  '28000': 'mend the user in DATABASE_URL, or let it in by pg_hba.conf',
};

async function reach(pool: pg.Pool): Promise<void> {
  const client = await pool.connect().catch(unreachable);
  client.release();
}

function unreachable(error: NodeJS.ErrnoException): never {
  const reason = error.code === undefined ? error.message : `${error.message || 'no answer'} (${error.code})`;
  const remedy = remedies[error.code ?? ''] ?? 'start it, or mend DATABASE_URL';
  throw new ConfigError([`DATABASE_URL: no connection to the PostgreSQL server: ${reason}; ${remedy}`]);
}

/** One connection, for copying a whole database; nothing is migrated. Throws ConfigError as openServer does. */
export async function connectOnce(url: string): Promise<{ readonly run: RunSql; close(): Promise<void> }> {
  const client = new pg.Client(connectionTo(url));
  // Without a listener, a server that ends the connection would end this process.
  client.on('error', () => undefined);
  await client.connect().catch(unreachable);
  return { run: runOn(client), close: () => client.end() };
}

function runOn(client: pg.ClientBase): RunSql {
  return async (text, values) => lastOf(await client.query(text, values));
}

async function migrateServer(pool: pg.Pool, isFilling: boolean): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const applied = await migrate(runOn(client), migrations, isFilling);
    await client.query('COMMIT');
    client.release();
    return applied;
  } catch (error) {
    // Ends the connection, and with it the transaction.
    client.release(true);
    throw error;
  }
}

function serverDatabase(pool: pg.Pool, seal: Seal, listen: Listen): Database {
  const nameOf = createStatementNames();
  const statementsOn = (client: pg.Pool | pg.PoolClient): RunStatement => {
    return async (text, values) => {
      const { rows, rowCount } = await client.query({ name: nameOf(text), text, values, types });
      return { rows, changedCount: rowCount ?? 0 };
    };
  };
  let closed: Promise<void> | undefined;
  return {
    kind: 'server',
    seal,
    ...sqlOver(statementsOn(pool)),
    // A text without values may hold several statements, which can't be named.
    executeSql: async (text, values) =>
      values?.length ? pool.query({ name: nameOf(text), text, values }) : runScript(pool, text),
    transaction: (work) => runTransaction((run) => transact(pool, statementsOn, run), work),
    listen,
    keepingLater: (work) => work(),
    isAlive: () => answersInTime(() => pool.query('SELECT 1')),
    announce() {},
    copyFiles: async () => null,
    connections: () => ({ all: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close() {
      closed ??= pool.end();
      return closed;
    },
  };
}

const parsers = new Map<number, (text: string) => unknown>([[pg.types.builtins.INT8, BigInt]]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format),
};

/** BEGIN goes out in one packet with the first statement, COMMIT with the last: the server is woken once for both. */
async function transact<T>(
  pool: pg.Pool,
  statementsOn: (client: pg.PoolClient) => RunStatement,
  work: (run: RunStatement) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const run = statementsOn(client);
  let hasBegun = false;
  let isCommitted = false;
  /** The server keeps nothing of a transaction whose last statement failed, whatever COMMIT is sent behind it. */
  const inIt: RunStatement = async (text, values, isLast = false) => {
    const isFirst = !hasBegun;
    hasBegun = true;
    isCommitted = isLast;
    const [, result] = await inOnePacket(client, () =>
      Promise.all([isFirst && client.query('BEGIN'), run(text, values), isLast && client.query('COMMIT')]),
    );
    return result;
  };
  let broken: Error | undefined;
  // Without a listener, a connection that breaks while nothing is asked would end this process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    const done = await work(inIt);
    if (hasBegun && !isCommitted) await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** The driver's own, which its types leave out; absent in a driver that has no such stream. */
interface Corked {
  readonly connection?: { readonly stream?: Partial<Pick<Writable, 'cork' | 'uncork'>> };
}

function inOnePacket<T>(client: pg.PoolClient, ask: () => T): T {
  const stream = (client as Corked).connection?.stream;
  stream?.cork?.();
  // What the caller asks together is sent together, too.
  queueMicrotask(() => stream?.uncork?.());
  return ask();
}

/** A script may begin a transaction and fail in it: its connection is not given to anybody else then. */
async function runScript(pool: pg.Pool, text: string): Promise<{ rows: unknown[] }> {
  const client = await pool.connect();
  try {
    const result = lastOf(await client.query(text));
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Several statements in one text come back as several results. */
function lastOf(result: pg.QueryResult | pg.QueryResult[]): { rows: unknown[] } {
  return (Array.isArray(result) ? result.at(-1) : result) ?? { rows: [] };
}
