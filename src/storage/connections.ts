/** Runs statements on the connections of a pool, each for the organisation that the work under way is for; server.ts makes it. */
import type { Writable } from 'node:stream';
import pg from 'pg';
import { currentScope, none, type Scope } from './scope.js';
import type { RunStatement } from './sql.js';
import { createStatementNames } from './statement-names.js';
import type { Transact } from './transaction.js';
import { enterSql } from './walls.js';

interface Connections {
  readonly run: RunStatement;
  /** Several statements without values; the last one's rows come back. */
  script(text: string): Promise<{ rows: unknown[] }>;
  readonly transact: Transact;
}

/**
 * @param isWalled connections begin in the scope `none`, and are to be told of each other one
 * @param written a statement as it is sent
 */
export function createConnections(
  pool: pg.Pool,
  isWalled: boolean,
  written: (statement: string) => string,
): Connections {
  const names = createStatementNames();
  const rounds = new WeakMap<pg.PoolClient, number>();
  const scopes = new WeakMap<pg.PoolClient, Scope>();

  async function take(): Promise<pg.PoolClient> {
    const client = await pool.connect();
    if (!rounds.has(client)) rounds.set(client, names.round());
    return client;
  }

  /** @param broken why it is not given to anybody else */
  function giveBack(client: pg.PoolClient, broken?: Error): void {
    client.release(broken ?? rounds.get(client) !== names.round());
  }

  /** Goes out before what is asked next, in the same packet; nothing, where the connection works for the same already. */
  function enter(client: pg.PoolClient): unknown {
    const scope = currentScope();
    const { first, last } = scopes.get(client) ?? none;
    if (!isWalled || (first === scope.first && last === scope.last)) return undefined;
    scopes.set(client, scope);
    return client.query(enterSql(scope));
  }

  const runOn = (client: pg.PoolClient): RunStatement => {
    return async (statement, values) => {
      const text = written(statement);
      const { rows, rowCount } = await client.query({ name: names.of(text), text, values, types });
      return { rows, changedCount: rowCount ?? 0 };
    };
  };

  /** A connection on which something failed is not given to anybody else: a script may have left a transaction open. */
  async function onOne<T>(ask: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await take();
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    try {
      const [, answer] = await inOnePacket(client, () => Promise.all([enter(client), ask(client)]));
      return answer;
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      client.off('error', onError);
      giveBack(client, broken);
    }
  }

  return {
    run: (text, values) => onOne((client) => runOn(client)(text, values)),
    script: (text) => onOne(async (client) => lastOf(await client.query(written(text)))),
    transact: (work) => transact({ take, giveBack, runOn, enter }, work),
  };
}

const parsers = new Map<number, (text: string) => unknown>([[pg.types.builtins.INT8, BigInt]]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format),
};

interface OfConnections {
  take(): Promise<pg.PoolClient>;
  giveBack(client: pg.PoolClient, broken?: Error): void;
  runOn(client: pg.PoolClient): RunStatement;
  /** Tells it for whom it works. */
  enter(client: pg.PoolClient): unknown;
}

/** BEGIN goes out in one packet with the first statement, COMMIT with the last: the server is woken once for both. */
async function transact<T>(
  { take, giveBack, runOn, enter }: OfConnections,
  work: (run: RunStatement) => Promise<T>,
): Promise<T> {
  const client = await take();
  const run = runOn(client);
  let hasBegun = false;
  let isCommitted = false;
  /** The server keeps nothing of a transaction whose last statement failed, whatever COMMIT is sent behind it. */
  const inIt: RunStatement = async (text, values, isLast = false) => {
    const isFirst = !hasBegun;
    hasBegun = true;
    isCommitted = isLast;
    const [, , result] = await inOnePacket(client, () =>
      Promise.all([
        isFirst && enter(client),
        isFirst && client.query('BEGIN'),
        run(text, values),
        isLast && client.query('COMMIT'),
      ]),
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
    giveBack(client, broken);
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

/** Several statements in one text come back as several results. */
export function lastOf(result: pg.QueryResult | pg.QueryResult[]): { rows: unknown[] } {
  return (Array.isArray(result) ? result.at(-1) : result) ?? { rows: [] };
}
