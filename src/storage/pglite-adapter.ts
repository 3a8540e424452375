/**
 * Lets Prisma speak to PGlite (embedded.ts, schema-engine.ts). The package's adapter is right but for two things that
 * lose errors: it does not wait for scripts, and it answers a COMMIT that failed (a full disk) as if it had gone well.
 */
import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** Prisma's schema engine needs a second, empty database. The one given here is empty and serves as both. */
export function pgliteAdapter(lite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const connect = () => connectTo(lite);
  return { provider: 'postgres', adapterName: 'pglite-prisma-adapter', connect, connectToShadowDb: connect };
}

async function connectTo(lite: PGlite): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPGlite(lite).connect();
  adapter.executeScript = async (script) => {
    await lite.exec(script);
  };
  adapter.startTransaction = () => startTransaction(lite);
  return adapter;
}

/** No isolation level: PGlite runs one transaction at a time, so none is stricter than what it does anyway. */
async function startTransaction(lite: PGlite): ReturnType<SqlDriverAdapter['startTransaction']> {
  let ended: Promise<unknown> = Promise.resolve();
  const watched = {
    transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      const running = lite.transaction(work);
      ended = running;
      return running;
    },
  };
  const adapter = await new PrismaPGlite(watched as PGlite).connect();
  const transaction = await adapter.startTransaction();
  const commit = transaction.commit.bind(transaction);
  transaction.commit = async () => {
    await commit();
    await ended;
  };
  return transaction;
}
