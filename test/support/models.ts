/** Prisma's models beside the SQL of a database, with which tests arrange rows and look at them. The bot itself has none. */
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Database } from '../../src/storage/database.js';
import { PrismaClient } from './generated/client.js';

type Models = Omit<PrismaClient, `$${string}`>;

export interface TestDatabase extends Database {
  readonly models: Models;
}

/** Those of a database that test/support opened, when only the bot's own type of it is at hand. */
export function modelsOf(database: Database): Models {
  return (database as TestDatabase).models;
}

const walled = new WeakMap<Database, Database>();

/**
 * The same database as the bot has it, behind its row-level security: the test itself looks and arranges freely. Itself
 * where it is embedded, or where a test put something before it.
 */
export const behindWall = (database: Database): Database => walled.get(database) ?? database;

/**
 * @param adapt to the same database; asked when a model is used first
 * @param own the same database behind row-level security
 */
export function withModels(database: Database, adapt: () => SqlDriverAdapterFactory, own?: Database): TestDatabase {
  let client: PrismaClient | undefined;
  const models = new Proxy({} as Models, {
    get(_, key) {
      client ??= new PrismaClient({ adapter: adapt() });
      return Reflect.get(client, key);
    },
  });
  const close = async () => {
    await client?.$disconnect();
    await own?.close();
    await database.close();
  };
  const made = { ...database, models, close };
  if (own) walled.set(made, own);
  return made;
}
