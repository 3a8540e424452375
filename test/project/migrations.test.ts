import type { PGlite } from '@electric-sql/pglite';
import { describe, expect, test } from '@jest/globals';
import { readMigrations } from '../../src/storage/migrate.js';
import { sqlTowardsSchema } from '../../src/storage/schema-engine.js';
import { loadMigrated } from '../support/migrated-databases.js';

/** Made from what every test starts from: PostgreSQL takes longest to make a cluster of its own. */
async function openEmptied(): Promise<PGlite> {
  const lite = await loadMigrated();
  await lite.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  return lite;
}

describe('prisma/migrations', () => {
  test('lead to prisma/schema (if not: npm run db:migration -- WHAT_CHANGED)', async () => {
    expect(await sqlTowardsSchema(await readMigrations(), openEmptied())).toBeNull();
  }, 60_000);

  test('are compared for real: without the last one something is missing', async () => {
    const migrations = await readMigrations();
    expect(await sqlTowardsSchema(migrations.slice(0, -1), openEmptied())).toMatch(/CREATE|ALTER|DROP/);
  }, 60_000);
});
