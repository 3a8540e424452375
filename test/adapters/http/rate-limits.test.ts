/** How many requests a key and an address may make, in the web API and in the bot as a whole. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { createAllowance } from '../../../src/adapters/http/allowance.js';
import { maxStreamBacklogBytes, maxStreams } from '../../../src/adapters/playground/limits.js';
import { createEvents } from '../../../src/adapters/playground/send/events.js';
import { type App, createApp } from '../../../src/app.js';
import { loadConfig } from '../../../src/config.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { createTestClock } from '../../support/clock.js';
import { describeOnDatabase, describeOnEmbedded } from '../../support/database.js';
import { migratedDataDir, removeTemporaryFolders } from '../../support/temporary-folder.js';
import { makeKey, serve } from '../web-api/web-api-server.js';

describeOnDatabase('A key of the web API', (database) => {
  test('may ask so often in a minute, whoever else asks, and is told when to ask again', async () => {
    const clock = createTestClock();
    const keyAllowance = createAllowance({ clock, name: 'key', perMinute: 3 });
    const deps = { database: database(), clock };
    const server = await serve({ ...deps, keyAllowance });
    try {
      const one = await makeKey(deps);
      const other = await makeKey(deps);
      const ask = async ({ key }: { key: string }, path = 'feedback') => {
        const response = await fetch(`${server.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
        const { code } = (await response.json()) as { code?: string };
        const header = (name: string) => response.headers.get(name);
        return { status: response.status, code, left: header('ratelimit'), retryAfter: header('retry-after') };
      };
      expect(await ask(one)).toMatchObject({ status: 200, left: '"key";r=2;t=60', retryAfter: null });
      await clock.advance({ seconds: 20 });
      expect(await ask(one, 'scores')).toMatchObject({ status: 200, left: '"key";r=1;t=40' });
      expect(await ask(one, 'customers/Nobody')).toMatchObject({ status: 404, left: '"key";r=0;t=40' });
      for (const path of ['feedback', 'scores', 'customers/Nobody'])
        expect(await ask(one, path)).toEqual({
          status: 429,
          code: 'http.tooMany',
          left: '"key";r=0;t=40',
          retryAfter: '40',
        });
      const facts = { method: 'POST', headers: { authorization: `Bearer ${one.key}` } };
      expect((await fetch(`${server.url}/v1/batch`, facts)).status).toBe(429);
      expect(await ask(other)).toMatchObject({ status: 200, left: '"key";r=2;t=40' });
      await clock.advance({ seconds: 40 });
      expect(await ask(one)).toMatchObject({ status: 200, left: '"key";r=2;t=60' });
    } finally {
      await server.close();
    }
  });
});

describeOnEmbedded('An address from which nobody known asks', () => {
  let app: App;
  afterEach(async () => {
    await app.stop();
    await removeTemporaryFolders();
  });

  const begin = async (env: Readonly<Record<string, string>>) => {
    const config = loadConfig({
      ...{ PORT: '0', PLAYGROUND: 'on', NODE_ENV: 'production', HOST: '127.0.0.1', DATA_DIR: await migratedDataDir() },
      ...env,
    });
    app = await createApp({ config, log: createLogger('silent') });
    const { url, settled } = await app.start();
    await settled;
    return async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}${path}`, { headers });
      await response.arrayBuffer();
      return [response.status, response.headers.get('retry-after') !== null];
    };
  };
  const from = (address: string) => ({ 'x-forwarded-for': address });

  test('may ask so often, wherever: API, playground, links, pages, platforms', async () => {
    const ask = await begin({ RATE_LIMIT_PER_ADDRESS: '5', TRUST_PROXY: '1' });
    const paths = ['/', '/api/v1/feedback', '/playground/api/state', '/minutes/x.md', '/charts/a/b.png'];
    for (const path of paths) expect((await ask(path, from('198.51.100.7')))[0]).not.toBe(429);
    for (const path of [...paths, '/nowhere', '/slack/events', '/api/messages', '/internal/cli', '/readyz'])
      expect(await ask(path, from('198.51.100.7'))).toEqual([429, true]);
    expect(await ask('/', from('198.51.100.8'))).toEqual([200, false]);
    // One sender has a whole /64 of IPv6.
    for (let n = 1; n <= 5; n += 1) await ask('/', from(`2001:db8:1:2::${n}`));
    expect(await ask('/', from('2001:db8:1:2:3::9'))).toEqual([429, true]);
    expect(await ask('/', from('2001:db8:1:3::9'))).toEqual([200, false]);
  });

  test('can’t take another’s name where no proxy is trusted', async () => {
    const ask = await begin({ RATE_LIMIT_PER_ADDRESS: '2' });
    for (const address of ['198.51.100.1', '198.51.100.2']) await ask('/', from(address));
    expect(await ask('/', from('198.51.100.3'))).toEqual([429, true]);
  });
});

describe('Pages that follow the playground', () => {
  const stream = () => {
    const response = {
      written: [] as string[],
      writableLength: 0,
      isDestroyed: false,
      writeHead: () => undefined,
      write: (text: string) => void response.written.push(text),
      end: () => undefined,
      destroy: () => {
        response.isDestroyed = true;
      },
    };
    return response;
  };
  const request = { on: () => undefined } as never;

  test('are so many and no more, and end where nobody reads', () => {
    const events = createEvents();
    const streams = Array.from({ length: maxStreams }, stream);
    for (const each of streams) events.connect(request, each as never);
    expect(() => events.connect(request, stream() as never)).toThrow(/pages follow/);
    const [unread] = streams;
    if (unread) unread.writableLength = maxStreamBacklogBytes + 1;
    events.publish({ kind: 'told' });
    expect(streams.filter(({ isDestroyed }) => isDestroyed)).toEqual([unread]);
    events.stop();
  });
});
