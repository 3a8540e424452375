import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { Host } from '../../../../src/adapters/web-api/host/host.js';
import { hostRoute } from '../../../../src/adapters/web-api/host/host-route.js';
import { createLocalHost } from '../../../../src/adapters/web-api/host/local-host.js';
import { createRemoteHost } from '../../../../src/adapters/web-api/host/remote-host.js';
import { noRows } from '../../../../src/chat/import-book.js';
import { type MovableClock, stoppedClock } from '../../../../src/kernel/clock.js';
import { newId } from '../../../../src/kernel/id.js';
import { createLogger } from '../../../../src/kernel/logger.js';
import { describeOnEachDatabase } from '../../../support/database.js';
import { insertOrganisation } from '../../../support/organisation.js';
import { systemKeys } from '../../../support/system-keys.js';
import { createFakeIntake, type FakeIntake } from '../fake-intake.js';
import { createFakeBook, createFakeScores, type FakeBook, type FakeScores, fakeIntakes } from '../fake-scores.js';

const token = 'a token of this run';
const second = { importNumber: 2, olderAs: 'history' } as const;

async function serveHost(host: Host) {
  const web = express().use(hostRoute({ host, token, log: createLogger('silent') }));
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = web.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

describeOnEachDatabase('The command line’s host', (database) => {
  describe.each(['this process', 'the bot that runs'])('in %s', (where) => {
    let clock: MovableClock;
    let intake: FakeIntake;
    let scores: FakeScores;
    let book: FakeBook;
    let host: Host;
    let server: Server | null = null;
    let organisationId: string;

    beforeEach(async () => {
      clock = stoppedClock('2026-11-20T09:00:00Z');
      intake = createFakeIntake();
      scores = createFakeScores();
      book = createFakeBook();
      organisationId = newId(clock.now());
      host = createLocalHost({
        database: database(),
        clock,
        keys: systemKeys({ database: database(), clock }),
        intakes: fakeIntakes(intake, scores),
        imports: book,
      });
      if (where === 'this process') return;
      const served = await serveHost(host);
      server = served.server;
      host = createRemoteHost({ url: served.url, token });
    });
    afterEach(async () => {
      if (server) await stop(server);
      server = null;
    });

    test('names the organisations', async () => {
      expect(await host.organisations()).toEqual([]);
      await database().models.organisation.create({
        data: { id: organisationId, name: 'Lantern', createdAt: clock.now() },
      });
      expect(await host.organisations()).toEqual([{ id: organisationId, name: 'Lantern' }]);
    });

    test('says what an organisation holds, and deletes it', async () => {
      await insertOrganisation(database(), organisationId);
      const other = newId(clock.now());
      await insertOrganisation(database(), other);
      for (const id of [organisationId, other]) {
        await host.createKey({ organisationId: id, name: 'survey', signed: false });
      }
      const held = [
        { kind: 'api keys', count: 1 },
        { kind: 'audit', count: 1 },
      ];
      expect(await host.holdings({ organisationId })).toEqual(held);
      expect(await host.deleteOrganisation({ organisationId })).toEqual(held);
      expect(await host.deleteOrganisation({ organisationId })).toBeNull();
      expect(await host.organisations()).toEqual([{ id: other, name: 'Lantern' }]);
      expect(await host.holdings({ organisationId: other })).toEqual(held);
    });

    test('makes, lists and revokes keys, and gives a name free with its key', async () => {
      await insertOrganisation(database(), organisationId);
      const first = await host.createKey({ organisationId, name: ' survey tool ', signed: false });
      expect(first).toEqual({ key: expect.stringMatching(/^ec_[\w-]{43}$/), signingSecret: null });
      await expect(host.createKey({ organisationId, name: 'survey tool', signed: false })).rejects.toThrow(
        'There is a key named survey tool. Revoke it first',
      );
      expect(await host.revokeKey({ organisationId, name: 'survey tool' })).toBeFalsy();
      clock.moveTo(new Date('2026-11-20T09:00:01Z'));
      const second = await host.createKey({ organisationId, name: 'survey tool', signed: true });
      expect(second).toEqual({ key: expect.any(String), signingSecret: expect.stringMatching(/^whsec_[\w+/]{43}=$/) });
      expect(second.key).not.toBe(first.key);
      const ofASystem = { scopes: ['read', 'capture'], owner: null, lastUsedAt: null };
      expect(await host.keys({ organisationId })).toEqual([
        {
          name: 'survey tool',
          signs: false,
          ...ofASystem,
          createdAt: '2026-11-20T09:00:00.000Z',
          revokedAt: '2026-11-20T09:00:00.000Z',
        },
        { name: 'survey tool', signs: true, ...ofASystem, createdAt: '2026-11-20T09:00:01.000Z', revokedAt: null },
      ]);
      expect(await host.keys({ organisationId: newId(clock.now()) })).toEqual([]);
    });

    test.each(['', 'x'.repeat(61), '-x', 'a/b', 'a\nb'])('refuses the name %j', async (name) => {
      await expect(host.createKey({ organisationId, name, signed: false })).rejects.toThrow(
        'A key’s name has 1 to 60 letters',
      );
    });

    test.each(['slack', 'Teams', 'import'])('refuses the name %s, which is a source of the bot’s own', async (name) => {
      await expect(host.createKey({ organisationId, name, signed: false })).rejects.toThrow('a source of its own');
    });

    test('refuses to revoke what is not in use', async () => {
      await expect(host.revokeKey({ organisationId, name: 'x' })).rejects.toThrow(
        'No key named x is in use. See "key list".',
      );
    });

    test('takes scores to their own room, and tells it when a file is through', async () => {
      const items = [{ score: 9 }, { score: 11 }];
      expect(await host.take({ organisationId, kind: 'scores', source: 'web', items, ...second })).toEqual([
        { isNew: true, isUpdate: false },
        { refused: { score: 'This is not a score. Write a whole number from 0 to 10.' } },
      ]);
      const ended = { organisationId, number: 2, counts: { ...noRows, rowCount: 2 }, refusedLines: [3] };
      await host.importEnded(ended);
      expect([book.ended, scores.taken.length, intake.taken]).toEqual([[ended], 1, []]);
    });

    test('knows what was imported', async () => {
      const given = {
        ...{ organisationId, kind: 'scores' as const, metric: null, source: 'web', fileName: 'a.csv', digest: 'd' },
        ...{ shape: 's', family: 'f', undated: null, settings: { maps: ['score=A'] }, rows: '2:x' },
      };
      expect(await host.importBegun(given)).toEqual({ number: 1 });
      const of = { organisationId, kind: 'scores' as const, metric: null, source: 'web' };
      expect((await host.importGround(of)).earlier).toMatchObject([{ number: 1, rows: [{ line: 2, mark: 'x' }] }]);
      expect(await host.imports({ organisationId })).toEqual([]);
    });

    test('takes the good items in and says why not of each other', async () => {
      const items = [
        { text: 'a' },
        {},
        { text: 'b', owner: '@nobody' },
        { text: 'c' },
        { text: 'd', owner: '@nobody' },
      ];
      expect(await host.take({ organisationId, kind: 'feedback', source: 'import', items, ...second })).toEqual([
        { isNew: true, isUpdate: false },
        { refused: { text: 'Please write what the customer said.' } },
        { refused: { owner: 'Nobody is called @nobody.' } },
        { isNew: true, isUpdate: false },
        { refused: { owner: 'Nobody is called @nobody.' } },
      ]);
      expect(intake.taken).toMatchObject([
        { text: 'a', organisationId, source: 'import', surface: 'import', actorId: null },
        { text: 'c' },
      ]);
    });

    test('asks the room nothing when no item is good', async () => {
      expect(
        await host.take({ organisationId, kind: 'feedback', source: 'import', items: [{}], ...second }),
      ).toMatchObject([{ refused: {} }]);
      expect(intake.calls).toEqual([]);
    });

    test('fails as a whole when the room fails', async () => {
      intake.before = () => Promise.reject(new Error('the database went away'));
      await expect(
        host.take({ organisationId, kind: 'feedback', source: 'import', items: [{ text: 'a' }], ...second }),
      ).rejects.toThrow(where === 'this process' ? 'the database went away' : 'its log says why');
    });
  });
});

describe('/internal/cli', () => {
  let served: Awaited<ReturnType<typeof serveHost>>;
  const host = { organisations: async () => [] } as unknown as Host;
  beforeEach(async () => {
    served = await serveHost(host);
  });
  afterEach(() => stop(served.server));

  const call = (headers: Record<string, string>, body = '{"call":"organisations"}') =>
    fetch(`${served.url}/internal/cli`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  test.each<Record<string, string>>([{}, { authorization: 'Bearer another' }, { authorization: token }])(
    'is not there for whoever has no token: %j',
    async (headers) => {
      const response = await call(headers);
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    },
  );

  test('is there for whoever has it', async () => {
    expect(await (await call({ authorization: `Bearer ${token}` })).json()).toEqual({ result: [] });
  });

  test.each(['{', '{"call":"dropEverything"}', '{"call":"take","wish":{}}'])('does nothing on %s', async (body) => {
    expect((await call({ authorization: `Bearer ${token}` }, body)).status).toBe(400);
  });

  test('that is gone is named', async () => {
    const { server, url } = await serveHost(host);
    await stop(server);
    await expect(createRemoteHost({ url, token }).organisations()).rejects.toThrow(`at ${url}, does not answer`);
  });
});
