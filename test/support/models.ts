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

/** @param adapt to the same database; asked when a model is used first */
export function withModels(database: Database, adapt: () => SqlDriverAdapterFactory): TestDatabase {
  let client: PrismaClient | undefined;
  const models = new Proxy({} as Models, {
    get(_, key) {
      client ??= new PrismaClient({ adapter: adapt() });
      return Reflect.get(client, key);
    },
  });
  const close = async () => {
    await client?.$disconnect();
    await database.close();
  };
  return { ...database, models, close };
}
