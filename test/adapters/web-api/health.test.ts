import { afterEach, describe, expect, test } from '@jest/globals';
import { askReadiness, type Readiness } from '../../../src/adapters/web-api/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import type { Database } from '../../../src/storage/database.js';
import { serve, type WebApiServer } from './web-api-server.js';

describe('Health', () => {
  let server: WebApiServer | undefined;
  afterEach(() => server?.close());

  const askFor = async (path: string, ready: () => Promise<Readiness>) => {
    const database = { isAlive: async () => false } as unknown as Database;
    server = await serve({ database, clock: stoppedClock('2026-11-20T09:00:00Z'), ready });
    const response = await fetch(server.url + path);
    return [response.status, await response.json()];
  };

  test('/healthz says that the bot is alive, whatever is away', async () => {
    expect(await askFor('/healthz', async () => ({ database: false, migrated: false, queue: false }))).toEqual([
      200,
      { status: 'alive' },
    ]);
  });

  test('/readyz says that the bot is ready when database and queue answer', async () => {
    expect(await askFor('/readyz', async () => ({ database: true, migrated: true, queue: true }))).toEqual([
      200,
      { status: 'ready', database: true, migrated: true, queue: true, missing: [] },
    ]);
  });

  test.each([
    [{ database: false, migrated: true, queue: true }, ['database']],
    [{ database: true, migrated: false, queue: true }, ['migrated']],
    [{ database: true, migrated: true, queue: false }, ['queue']],
    [{ database: false, migrated: false, queue: false }, ['database', 'migrated', 'queue']],
  ])('/readyz names what does not answer: %j', async (readiness, missing) => {
    expect(await askFor('/readyz', async () => readiness)).toEqual([
      503,
      { status: 'notReady', ...readiness, missing },
    ]);
  });

  test('a part that fails or does not answer in time is not ready, and keeps the other waiting for no longer', async () => {
    const never = () => new Promise<boolean>(() => {});
    expect(await askReadiness({ database: never, migrated: async () => true, queue: async () => true }, 5)).toEqual({
      database: false,
      migrated: true,
      queue: true,
    });
    expect(
      await askReadiness({
        database: async () => true,
        migrated: async () => true,
        queue: () => Promise.reject(new Error('away')),
      }),
    ).toEqual({
      database: true,
      migrated: true,
      queue: false,
    });
  });
});
