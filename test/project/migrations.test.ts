import { describe, expect, test } from '@jest/globals';
import { readMigrations } from '../../src/storage/migrate.js';
import { sqlTowardsSchema } from '../../src/storage/schema-engine.js';

describe('prisma/migrations', () => {
  test('lead to prisma/schema (if not: npm run db:migration -- WHAT_CHANGED)', async () => {
    expect(await sqlTowardsSchema(await readMigrations())).toBeNull();
  }, 60_000);

  test('are compared for real: without the last one something is missing', async () => {
    const migrations = await readMigrations();
    expect(await sqlTowardsSchema(migrations.slice(0, -1))).toMatch(/CREATE|ALTER|DROP/);
  }, 60_000);
});
