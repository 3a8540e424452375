/** Lets Prisma's schema engine speak to PGlite (schema-engine.ts). The package's adapter does not wait for scripts. */
import type { PGlite } from '@electric-sql/pglite';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** Prisma's schema engine needs a second, empty database. The one given here is empty and serves as both. */
export function pgliteAdapter(lite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const connect = async () => {
    const adapter = await new PrismaPGlite(lite).connect();
    adapter.executeScript = async (script) => {
      await lite.exec(script);
    };
    return adapter;
  };
  return { provider: 'postgres', adapterName: 'pglite-prisma-adapter', connect, connectToShadowDb: connect };
}
