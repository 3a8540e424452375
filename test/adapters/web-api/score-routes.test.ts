import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { describeOnDatabase } from '../../support/database.js';
import { createFakeScores, type FakeScores, fakeIntakes } from './fake-scores.js';
import { makeKey, serve, type WebApiServer } from './web-api-server.js';

/** What feedback's tests show of the routes is not shown again: that scores have the same ones, and go to their own room. */
describeOnDatabase('POST and GET /api/v1/scores', (database) => {
  const clock = stoppedClock('2026-11-20T09:00:00Z');
  let scores: FakeScores;
  let server: WebApiServer;
  let key: string;

  beforeEach(async () => {
    scores = createFakeScores();
    server = await serve({ database: database(), clock, intakes: fakeIntakes(undefined, scores) });
    ({ key } = await makeKey({ database: database(), clock }));
  });
  afterEach(() => server.close());

  const call = async (method: string, query = '', body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/api/v1/scores${query}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown };
  };

  test('take scores in, once each, and give them back in pages', async () => {
    const items = [{ score: 9, sourceId: 'a' }, { score: 0, comment: 'So slow', sourceId: 'b' }, { score: 7 }];
    const ids = ['S1', 'S2', 'S3'];
    expect(await call('POST', '', { items })).toMatchObject({
      status: 201,
      body: ids.map((id) => ({ id, isNew: true })),
    });
    expect(await call('POST', '', items.slice(0, 2))).toMatchObject({
      status: 200,
      body: ids.slice(0, 2).map((id) => ({ id, isNew: false })),
    });
    const first = await call('GET', '?limit=2&metric=NPS');
    expect(first.body).toMatchObject({
      items: [{ id: 'S1', score: 9 }, { id: 'S2' }],
      next: '/api/v1/scores?after=S2&limit=2&metric=NPS',
    });
    expect(first.headers.get('link')).toBe('</api/v1/scores?after=S2&limit=2&metric=NPS>; rel="next"');
    expect((await call('GET', '?after=S2&limit=2')).body).toMatchObject({ items: [{ id: 'S3' }], next: null });
  });

  test('refuse all when one is faulty, naming item and field', async () => {
    expect(await call('POST', '', { items: [{ score: 9 }, { score: 11 }, { score: 7.5 }, {}] })).toMatchObject({
      status: 422,
      body: { code: 'api.faultyItems', errors: ['1', '2', '3'].map((at) => ({ pointer: `/items/${at}/score` })) },
    });
    expect(scores.taken).toEqual([]);
  });

  test('are done once for an Idempotency-Key, which another collection does not share', async () => {
    const retry = { 'idempotency-key': 'a' };
    const first = await call('POST', '', { score: 9 }, retry);
    const again = await call('POST', '', { score: 9 }, retry);
    expect([again.body, again.headers.get('idempotency-replayed'), scores.taken]).toEqual([
      first.body,
      'true',
      [expect.objectContaining({ score: 9 })],
    ]);
    const elsewhere = await fetch(`${server.url}/api/v1/feedback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...retry },
      body: JSON.stringify({ score: 9 }),
    });
    expect(elsewhere.status).toBe(422);
  });

  test('take only what is signed from a key that signs', async () => {
    const made = await makeKey({ database: database(), clock }, { name: 'signed', signed: true });
    key = made.key;
    const body = JSON.stringify({ score: 9 });
    expect(await call('POST', '', body)).toMatchObject({ status: 401, body: { code: 'api.noSignature' } });
    const seconds = String(clock.now().getTime() / 1000);
    const signature = createHmac('sha256', made.signingSecret ?? '')
      .update(`${seconds}\nPOST\n/api/v1/scores\n\n${body}`)
      .digest('hex');
    const signed = await call('POST', '', body, { 'x-timestamp': seconds, 'x-signature': `sha256=${signature}` });
    expect(signed.status).toBe(201);
  });

  test('refuse a stranger, another method, and parameters that there are not', async () => {
    expect(await call('PUT')).toMatchObject({
      status: 405,
      body: { detail: expect.stringContaining('POST takes scores in') },
    });
    expect(await call('GET', '?state=open')).toMatchObject({
      status: 400,
      body: {
        errors: [{ parameter: 'state', detail: 'There is no such parameter. Known are after, limit, metric, fields.' }],
      },
    });
    expect(await call('GET', '?metric=nobody')).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: 'metric' }] },
    });
    key = 'ec_wrong';
    expect(await call('GET')).toMatchObject({ status: 401 });
  });
});
