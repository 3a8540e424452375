/** The database on a PostgreSQL server (openDatabase, when DATABASE_URL is set): any number of copies of the bot share it. */
import pg from 'pg';
import { ConfigError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { createSeal, noSeal, type Seal } from '../kernel/seal.js';
import { answersInTime } from './answers-in-time.js';
import { createConnections, lastOf } from './connections.js';
import type { Database, Listen } from './database-type.js';
import { createListen } from './listener.js';
import { migrate, type RunSql, readMigrations } from './migrate.js';
import { acrossOrganisations } from './scope.js';
import { sealSecrets } from './seal-secrets.js';
import { type Shard, wholeShard, writeShard } from './shard.js';
import { sqlOver } from './sql.js';
import { runTransaction } from './transaction.js';
import { comeUnderPolicies, seesThroughRemedy } from './walls.js';

export interface ServerOptions {
  readonly url: string;
  readonly log: Logger;
  /** That seal secrets; absent: nothing is sealed. */
  readonly keys?: string | undefined;
  /** Whether row-level security keeps organisations apart. Default: on. */
  readonly rowSecurity?: 'on' | 'off';
  /** Whose due work and messages this copy of the bot does. Default: all organisations'. */
  readonly shard?: Shard | undefined;
  /** Whoever fills this database from another one opens it. Default: false. */
  readonly isFilling?: boolean;
}

/** Connects and migrates. Throws ConfigError when the server can't be reached or refuses the user. */
export async function openServer(options: ServerOptions): Promise<Database> {
  const { url, log, keys, rowSecurity = 'on', isFilling = false, shard = wholeShard } = options;
  const seal = keys === undefined ? noSeal : createSeal(keys);
  const client = await reach(url);
  try {
    await requireWritable(runOn(client));
    await client.query('BEGIN');
    const applied = await migrate(runOn(client), await readMigrations(), isFilling);
    const walls = rowSecurity === 'on' ? await comeUnderPolicies(runOn(client)) : null;
    await client.query('COMMIT');
    if (applied.length > 0) log.info({ applied }, 'database migrated');
    if (rowSecurity === 'on' && walls === null)
      log.warn({ remedy: seesThroughRemedy }, 'row-level security does not hold for this database user');
    const database = serverDatabase(makePool(url, log, walls), {
      seal,
      listen: createListen(() => new pg.Client(connectionTo(url)), log),
      isWalled: walls !== null,
      shard,
    });
    await acrossOrganisations('operator', () => sealSecrets(database, seal)).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    if (seal === noSeal) log.warn('secrets in the database are not sealed: SECRET_KEY is not set');
    return database;
  } finally {
    // When something failed it ends with the connection, and nothing was changed.
    await client.end();
  }
}

/** @param walls what a connection says first, so that policies hold for it; null: they are off */
function makePool(url: string, log: Logger, walls: string | null): pg.Pool {
  const pool = new pg.Pool({
    ...connectionTo(url),
    pipeline: true,
    // A server may be set to another zone, and would answer instants in it. Its compiler takes 100 ms for statements that
    // it guesses to be long, each time; ours are over in less.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool waits for it, its types don't say so
    onConnect: (client) => client.query(`SET TIME ZONE 'UTC'; SET jit TO off; ${walls ?? ''}`),
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

async function reach(url: string): Promise<pg.Client> {
  const client = new pg.Client(connectionTo(url));
  // Without a listener, a server that ends the connection would end this process.
  client.on('error', () => undefined);
  await client.connect().catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === undefined ? error.message : `${error.message || 'no answer'} (${error.code})`;
    const remedy = remedies[error.code ?? ''] ?? 'start it, or mend DATABASE_URL';
    throw new ConfigError([`DATABASE_URL: no connection to the PostgreSQL server: ${reason}; ${remedy}`]);
  });
  return client;
}

/** Why the bot can't keep anything in a database, and what mends that; null: it can. */
export async function writeTrouble(run: RunSql): Promise<string | null> {
  const { rows } = await run(
    `SELECT pg_is_in_recovery() AS "isStandby", current_user AS user, current_database() AS name,
       has_schema_privilege('public', 'CREATE') AS "mayMake"`,
  );
  const { isStandby, mayMake, user, name } = rows[0] as Readonly<Record<'user' | 'name', string>> &
    Readonly<Record<'isStandby' | 'mayMake', boolean>>;
  if (isStandby) return 'DATABASE_URL: this server is a standby, which takes no writes; set the address of its primary';
  if (mayMake) return null;
  return `DATABASE_URL: the user ${user} may not make tables in the database ${name}; let it own the database, as the server's administrator: ALTER DATABASE "${name}" OWNER TO "${user}"`;
}

/** Throws ConfigError. */
export async function requireWritable(run: RunSql): Promise<void> {
  const trouble = await writeTrouble(run);
  if (trouble !== null) throw new ConfigError([trouble]);
}

/** One connection, for copying a whole database; nothing is migrated. Throws ConfigError as openServer does. */
export async function connectOnce(url: string): Promise<{ readonly run: RunSql; close(): Promise<void> }> {
  const client = await reach(url);
  return { run: runOn(client), close: () => client.end() };
}

function runOn(client: pg.ClientBase): RunSql {
  return async (text, values) => lastOf(await client.query(text, values));
}

interface Parts {
  readonly seal: Seal;
  readonly listen: Listen;
  readonly isWalled: boolean;
  readonly shard: Shard;
}

function serverDatabase(pool: pg.Pool, { seal, listen, isWalled, shard }: Parts): Database {
  const { run, script, transact } = createConnections(pool, isWalled, writeShard(shard));
  let closed: Promise<void> | undefined;
  return {
    kind: 'server',
    seal,
    ...sqlOver(run),
    // A text without values may hold several statements, which can't be named.
    executeSql: (text, values) => (values?.length ? run(text, values) : script(text)),
    transaction: (work) => runTransaction(transact, work),
    listen,
    keepingLater: (work) => work(),
    copyFiles: async () => null,
    isAlive: () => answersInTime(() => pool.query('SELECT 1')),
    announce() {},
    connections: () => ({ all: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close() {
      closed ??= pool.end();
      return closed;
    },
  };
}
