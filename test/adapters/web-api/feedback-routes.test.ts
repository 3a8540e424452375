import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { idempotencySweep } from '../../../src/adapters/web-api/index.js';
import { revokeKey } from '../../../src/features/keys/revoke-key.js';
import { type MovableClock, stoppedClock } from '../../../src/kernel/clock.js';
import type { Database } from '../../../src/storage/database.js';
import { describeOnDatabase } from '../../support/database.js';
import { dueAt } from '../../support/due-at.js';
import { createFakeIntake, type FakeIntake } from './fake-intake.js';
import { fakeIntakes } from './fake-scores.js';
import { makeKey, serve, type WebApiServer } from './web-api-server.js';

describeOnDatabase('POST and GET /api/v1/feedback', (database) => {
  let clock: MovableClock;
  let intake: FakeIntake;
  let server: WebApiServer;
  let key: string;
  let organisationId: string;
  /** Stands before the real database, for what tests do to it. */
  let away = false;

  beforeEach(async () => {
    clock = stoppedClock('2026-11-20T09:00:00Z');
    intake = createFakeIntake();
    away = false;
    server = await serve({ database: breakable(database(), () => away), clock, intakes: fakeIntakes(intake) });
    ({ key, organisationId } = await makeKey({ database: database(), clock }));
  });
  afterEach(() => server.close());

  const post = (body: unknown, headers: Record<string, string> = {}, query = '') =>
    fetch(`${server.url}/api/v1/feedback${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  const get = (query = '', headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/feedback${query}`, { headers: { authorization: `Bearer ${key}`, ...headers } });
  const problemOf = async (response: Response) => {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as { code: string; detail: string; errors: unknown };
    expect(problem).toMatchObject({
      type: 'about:blank',
      status: response.status,
      title: expect.any(String),
      detail: expect.any(String),
    });
    return problem;
  };

  describe('takes in', () => {
    test.each([
      ['a list under items', { items: [{ text: 'So slow' }, { text: 'Lovely' }] }, 2],
      ['a bare list', [{ text: 'So slow' }], 1],
      ['a single item', { text: 'So slow' }, 1],
    ])('%s, and answers with its numbers', async (_name, body, count) => {
      const response = await post(body);
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual(
        Array.from({ length: count }, (_, index) => ({ id: `F-${index + 1}`, isNew: true })),
      );
      expect(intake.taken[0]).toMatchObject({
        text: 'So slow',
        organisationId,
        source: 'survey-tool',
        surface: 'api',
        actorId: null,
      });
    });

    test('a source item once: 200 when there was nothing new', async () => {
      await post([{ text: 'So slow', sourceId: 'r-1' }]);
      const again = await post([{ text: 'So slow', sourceId: 'r-1' }]);
      expect([again.status, await again.json()]).toEqual([200, [{ id: 'F-1', isNew: false }]]);
    });

    test('1,000 items in one call', async () => {
      const response = await post({ items: Array.from({ length: 1000 }, () => ({ text: 'So slow' })) });
      expect([response.status, intake.calls]).toEqual([201, [1000]]);
    });
  });

  describe('refuses, keeping nothing', () => {
    afterEach(() => expect(intake.taken).toEqual([]));

    test.each([
      ['items', { items: [{ text: 'ok' }, {}, { text: '' }] }, '/items/1/text', '/items/2/text'],
      ['a bare list', [{ text: 'ok' }, {}, { text: 'x'.repeat(10_001) }], '/1/text', '/2/text'],
    ])('all of them when one has a fault, which it names by its place in %s', async (_name, body, first, second) => {
      const response = await post(body);
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors).toMatchObject([
        { pointer: first, detail: expect.any(String) },
        { pointer: second },
      ]);
    });

    test('a single item, naming the field', async () => {
      expect((await problemOf(await post({ text: ' ' }))).errors).toMatchObject([{ pointer: '/text' }]);
    });

    test('what only the room finds out, naming the place as well', async () => {
      const response = await post({ items: [{ text: 'ok' }, { text: 'ok', owner: '@nobody' }] });
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors).toEqual([
        { pointer: '/items/1/owner', detail: 'Nobody is called @nobody.' },
      ]);
    });

    test.each([
      ['no item', { items: [] }, '/items'],
      ['1,001 items', Array.from({ length: 1001 }, () => ({ text: 'x' })), ''],
      ['items that are no list', { items: 'x' }, '/items'],
      ['anything beside items', { items: [{ text: 'x' }], 'a/b~c': 1 }, '/a~1b~0c'],
      ['a bare text', '"So slow"', ''],
      ['null', 'null', ''],
    ])('%s', async (_name, body, pointer) => {
      const response = await post(body);
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors).toMatchObject([{ pointer }]);
    });

    const crowded = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`k${at}`, at]));
    test.each([
      ['an item of 200,000 keys', JSON.stringify(crowded)],
      ['one among others', JSON.stringify([{ text: 'x' }, { text: 'x', tags: Object.keys(crowded) }])],
      ['one that is nested 100,000 times', `[{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`],
    ])('%s, as one fault and before the room looks at it', async (_name, body) => {
      intake.check = (item) => {
        if (JSON.stringify(item).length > 1_000) throw new Error('The room looked at it.');
        return null;
      };
      const response = await post(body);
      expect(response.status).toBe(422);
      expect(await problemOf(response)).toMatchObject({
        detail: expect.stringContaining('there is one fault'),
        errors: [{ detail: expect.stringMatching(/^An item (holds|is) at most/) }],
      });
    });

    test('malformed JSON, saying where', async () => {
      const response = await post('{ "items": [\n  { "text": "So slow", }\n] }');
      expect(response.status).toBe(400);
      expect((await problemOf(response)).detail).toContain('line 2, column 24');
    });

    test('an empty body', async () => {
      expect((await post('')).status).toBe(400);
    });

    test('what is not UTF-8', async () => {
      const response = await post(Buffer.from('{"text":"Schade, zu teuer für mich"}', 'latin1'));
      expect([response.status, (await problemOf(response)).code]).toEqual([400, 'api.notUtf8']);
    });

    test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1'])(
      'the type %s',
      async (type) => {
        const response = await post({ text: 'So slow' }, { 'content-type': type });
        expect([response.status, (await problemOf(response)).code]).toEqual([415, 'api.mediaType']);
      },
    );

    test('a compressed body', async () => {
      expect((await post('x', { 'content-encoding': 'gzip' })).status).toBe(415);
    });

    test('more than 5 MB', async () => {
      const response = await post({ text: 'x'.repeat(5 * 1024 * 1024) });
      expect([response.status, (await problemOf(response)).detail]).toEqual([413, expect.stringContaining('5 MB')]);
    });

    test.each(['PUT', 'DELETE', 'PATCH'])('%s', async (method) => {
      const response = await fetch(`${server.url}/api/v1/feedback`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
      await problemOf(response);
    });

    test('a path that is not there', async () => {
      const response = await fetch(`${server.url}/api/v1/ideas?x=1`);
      expect(response.status).toBe(404);
      expect((await problemOf(response)).detail).toContain('/api/v1/ideas.');
    });
  });

  describe('asks for a key', () => {
    test.each([
      ['none', {}],
      ['another kind', { authorization: 'Basic eDp5' }],
      ['a made-up one', { authorization: 'Bearer ec_AAAA' }],
    ])('and refuses %s', async (_name, headers) => {
      for (const method of ['POST', 'GET']) {
        const response = await fetch(`${server.url}/api/v1/feedback`, { method, headers });
        expect([response.status, response.headers.get('www-authenticate')]).toEqual([
          401,
          expect.stringContaining('Bearer realm="empty-chair"'),
        ]);
        await problemOf(response);
      }
    });

    test('and refuses a revoked one; another organisation’s key of that name goes on', async () => {
      const other = await makeKey({ database: database(), clock });
      await revokeKey({ database: database(), clock }, { organisationId, name: 'survey-tool' });
      expect((await post({ text: 'So slow' })).status).toBe(401);
      key = other.key;
      expect((await post({ text: 'So slow' })).status).toBe(201);
      expect(intake.taken).toMatchObject([{ organisationId: other.organisationId }]);
    });

    test('of which only a hash is kept', async () => {
      const rows = await database().models.apiKey.findMany();
      expect(JSON.stringify(rows)).not.toContain(key.slice(3, 20));
    });
  });

  describe('with a signing secret takes only what is signed', () => {
    let secret: string;
    const body = JSON.stringify({ text: 'So slow' });
    const seconds = (offset = 0) => String(clock.now().getTime() / 1000 + offset);
    const sign = (timestamp: string, text: string, { by = secret, method = 'POST', path = '', key = '' } = {}) => ({
      'x-timestamp': timestamp,
      'x-signature': `sha256=${createHmac('sha256', by)
        .update([timestamp, method, `/api/v1/feedback${path}`, key, text].join('\n'))
        .digest('hex')}`,
      ...(key !== '' && { 'idempotency-key': key }),
    });
    const webhook = (id: string, text = body) => ({
      'webhook-id': id,
      'webhook-timestamp': seconds(),
      'webhook-signature': new Webhook(secret).sign(id, clock.now(), text),
    });

    beforeEach(async () => {
      const signed = await makeKey({ database: database(), clock }, { name: 'signed', signed: true });
      key = signed.key;
      secret = signed.signingSecret ?? '';
    });

    test.each([0, -300, 300])('within five minutes: %d s', async (offset) => {
      expect((await post(body, sign(seconds(offset), body))).status).toBe(201);
    });

    test.each([
      ['without a signature', () => ({})],
      ['with a malformed one', () => ({ ...sign(seconds(), body), 'x-signature': 'sha256=12' })],
      ['by another secret', () => sign(seconds(), body, { by: 'another' })],
      ['of another body', () => sign(seconds(), `${body} `)],
      ['of another time', () => ({ ...sign(seconds(), body), 'x-timestamp': seconds(1) })],
      ['of another method', () => sign(seconds(), body, { method: 'GET' })],
      ['of another path', () => sign(seconds(), body, { path: '?dryRun=true' })],
      ['with another Idempotency-Key', () => ({ ...sign(seconds(), body, { key: 'a' }), 'idempotency-key': 'b' })],
      ['with an Idempotency-Key that was put to it', () => ({ ...sign(seconds(), body), 'idempotency-key': 'b' })],
      ['of a webhook of another id', () => ({ ...webhook('msg_1'), 'webhook-id': 'msg_2' })],
      ['of a webhook of another body', () => webhook('msg_1', `${body} `)],
      ['of a webhook with another key', () => ({ ...webhook('msg_1'), 'idempotency-key': 'b' })],
      [
        'of a webhook with no signature that fits',
        () => ({ ...webhook('msg_1'), 'webhook-signature': 'v1a,AAAA v1,' }),
      ],
      ['too old', () => sign(seconds(-301), body)],
      ['from the future', () => sign(seconds(301), body)],
    ])('and refuses it %s', async (_name, headers) => {
      const response = await post(body, headers());
      expect(response.status).toBe(401);
      await problemOf(response);
      expect(intake.taken).toEqual([]);
    });

    test('and a request caught on the way and sent again adds nothing', async () => {
      const headers = sign(seconds(), body);
      const first = await post(body, headers);
      const replayed = await post(body, headers);
      expect([replayed.status, await replayed.text()]).toEqual([first.status, await first.text()]);
      expect(intake.taken).toHaveLength(1);
    });

    test('and again under the same Idempotency-Key', async () => {
      const headers = sign(seconds(), body, { key: 'a' });
      expect([(await post(body, headers)).status, (await post(body, headers)).status]).toEqual([201, 201]);
      expect(intake.taken).toHaveLength(1);
    });

    test('in the way of Standard Webhooks too, and each id once', async () => {
      const headers = webhook('msg_1');
      const other = { ...headers, 'webhook-signature': `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}` };
      expect([(await post(body, headers)).status, (await post(body, other)).status]).toEqual([201, 201]);
      expect(intake.taken).toHaveLength(1);
      const text = JSON.stringify({ text: 'Another' });
      expect((await post(text, webhook('msg_1', text))).status).toBe(422);
    });

    test('and what only looked can’t be sent again to be kept', async () => {
      const headers = webhook('msg_1');
      const looked = await post(body, headers, '?dryRun=true');
      const again = await post(body, headers, '?dryRun=true');
      expect([looked.status, await looked.text()]).toEqual([again.status, await again.text()]);
      expect((await problemOf(await post(body, headers))).code).toBe('api.keyReused');
      expect(intake.taken).toEqual([]);
      // Whoever has the secret goes on under another id, or under the same key in our way.
      expect((await post(body, webhook('msg_2'))).status).toBe(201);
      const looking = sign(seconds(), body, { path: '?dryRun=true', key: 'a' });
      expect((await post(body, looking, '?dryRun=true')).status).toBe(200);
      expect((await post(body, sign(seconds(), body, { key: 'a' }))).status).toBe(201);
    });

    test('and what told a fact can’t be sent elsewhere', async () => {
      const tell = (type: string) =>
        fetch(`${server.url}/api/v1/${type}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...webhook('msg_1') },
          body,
        });
      expect((await tell('identify')).status).toBe(200);
      expect((await tell('identify')).headers.get('idempotency-replayed')).toBe('true');
      expect((await problemOf(await tell('track'))).code).toBe('api.keyReused');
      expect((await problemOf(await post(body, webhook('msg_1')))).code).toBe('api.keyReused');
    });

    test('also when it asks, and answers each signature once', async () => {
      expect((await get()).status).toBe(401);
      const headers = sign(seconds(), '', { method: 'GET', path: '?limit=1' });
      expect((await get('', headers)).status).toBe(401);
      expect((await get('?limit=1', headers)).status).toBe(200);
      const again = await get('?limit=1', headers);
      expect([again.status, (await problemOf(again)).code]).toEqual([401, 'api.usedSignature']);
    });
  });

  describe('with an Idempotency-Key', () => {
    const retry = { 'idempotency-key': '8e03978e-40d5-43dd-bc93-6894a57f9324' };

    test('does the same request once and gives the same answer, byte for byte', async () => {
      const first = await post([{ text: 'So slow' }, { text: 'So slow' }], retry);
      const second = await post([{ text: 'So slow' }, { text: 'So slow' }], retry);
      expect([second.status, await second.text()]).toEqual([201, await first.text()]);
      expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
        null,
        'true',
      ]);
      expect(intake.calls).toEqual([2]);
    });

    test('refuses another request under it', async () => {
      await post({ text: 'So slow' }, retry);
      const response = await post({ text: 'So slow!' }, retry);
      expect([response.status, (await problemOf(response)).code]).toEqual([422, 'api.keyReused']);
    });

    test('means another one under another API key', async () => {
      await post({ text: 'So slow' }, retry);
      key = (await makeKey({ database: database(), clock }, { name: 'other' })).key;
      expect((await post({ text: 'Lovely' }, retry)).status).toBe(201);
    });

    test('is free again after a refusal', async () => {
      expect((await post({ text: 'ok', owner: '@nobody' }, retry)).status).toBe(422);
      expect((await post({ text: 'ok' }, retry)).status).toBe(201);
    });

    test('answers 409 while the request is being worked on', async () => {
      let answered: Response | undefined;
      intake.before = async () => {
        answered = await post({ text: 'So slow' }, retry);
      };
      expect((await post({ text: 'So slow' }, retry)).status).toBe(201);
      expect([answered?.status, answered?.headers.get('retry-after')]).toEqual([409, '5']);
      expect(intake.taken).toHaveLength(1);
    });

    test('is done once however many come at the same time', async () => {
      const responses = await Promise.all(Array.from({ length: 8 }, () => post({ text: 'So slow' }, retry)));
      expect(responses.every(({ status }) => status === 201 || status === 409)).toBe(true);
      expect(intake.taken).toHaveLength(1);
    });

    test('adds nothing twice when the bot fails between taking in and answering', async () => {
      intake.after = () => Promise.reject(new Error('killed'));
      expect((await post([{ text: 'So slow' }, { text: 'So slow' }], retry)).status).toBe(500);
      clock.moveTo(new Date('2026-11-20T09:00:01Z'));
      const again = await post([{ text: 'So slow' }, { text: 'So slow' }], retry);
      expect([again.status, await again.json()]).toEqual([
        200,
        [
          { id: 'F-1', isNew: false },
          { id: 'F-2', isNew: false },
        ],
      ]);
      expect(intake.taken).toHaveLength(2);
    });

    test('is taken over half a minute after the bot was killed at work', async () => {
      const hang = new Promise<void>(() => {});
      const begun = new Promise<void>((resolve) => {
        intake.after = () => {
          resolve();
          return hang;
        };
      });
      const cut = new AbortController();
      const hanging = fetch(`${server.url}/api/v1/feedback`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...retry },
        body: JSON.stringify({ text: 'So slow' }),
        signal: cut.signal,
      }).catch(() => null);
      await begun;
      cut.abort();
      await hanging;
      expect((await post({ text: 'So slow' }, retry)).status).toBe(409);
      clock.moveTo(new Date('2026-11-20T09:00:30Z'));
      const again = await post({ text: 'So slow' }, retry);
      expect([again.status, await again.json()]).toEqual([200, [{ id: 'F-1', isNew: false }]]);
    });

    test('is forgotten after 24 hours, by the sweep and before it', async () => {
      const sweep = idempotencySweep(database());
      expect(await dueAt(database(), sweep)).toBeNull();
      await post({ text: 'So slow' }, retry);
      expect(await dueAt(database(), sweep)).toEqual(new Date('2026-11-21T09:00:00Z'));
      expect(await sweep.run(new Date('2026-11-21T08:59:59Z'))).toBe(0);
      clock.moveTo(new Date('2026-11-21T09:00:00Z'));
      expect((await post({ text: 'So slow' }, retry)).status).toBe(201);
      expect(intake.taken).toHaveLength(2);
      expect(await sweep.run(new Date('2026-11-22T09:00:00Z'))).toBe(1);
      expect(await dueAt(database(), sweep)).toBeNull();
    });

    test.each([
      ['nothing', ''],
      ['256 characters', 'x'.repeat(256)],
      ['letters beyond ASCII', 'naïve'],
    ])('of %s is refused', async (_name, value) => {
      const response = await post({ text: 'So slow' }, { 'idempotency-key': value });
      const { errors } = await problemOf(response);
      expect([response.status, errors]).toMatchObject([400, [{ parameter: 'Idempotency-Key' }]]);
    });
  });

  describe('lists', () => {
    beforeEach(() => post(Array.from({ length: 5 }, (_, index) => ({ text: `Number ${index + 1}` }))));

    test('page by page, each naming the next', async () => {
      const seen: number[] = [];
      let query: string | null = '?limit=2';
      while (query !== null) {
        const response: Response = await get(query);
        const { items, next } = (await response.json()) as { items: { number: number }[]; next: string | null };
        seen.push(...items.map(({ number }) => number));
        expect(response.headers.get('link')).toBe(next === null ? null : `<${next}>; rel="next"`);
        query = next && new URL(next, server.url).search;
      }
      expect(seen).toEqual([1, 2, 3, 4, 5]);
    });

    test.each([
      ['?limit=0', 'limit'],
      ['?limit=201', 'limit'],
      ['?limit=ten', 'limit'],
      ['?limit=1&limit=2', 'limit'],
      ['?after=-1', 'after'],
      ['?after=F-1', 'after'],
      ['?state=closed', 'state'],
      ['?sort=asc', 'sort'],
    ])('not by %s, naming the parameter', async (query, parameter) => {
      const response = await get(query);
      expect([response.status, (await problemOf(response)).errors]).toEqual([
        400,
        [{ parameter, detail: expect.any(String) }],
      ]);
    });
  });

  describe('when something fails', () => {
    test('answers 503 while the database is away, and goes on when it is back', async () => {
      away = true;
      const response = await post({ text: 'So slow' });
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      expect((await problemOf(response)).code).toBe('api.databaseAway');
      away = false;
      expect((await post({ text: 'So slow' })).status).toBe(201);
    });

    test('answers 503 when the database goes away on the way', async () => {
      intake.before = async () => {
        away = true;
        throw new Error('terminating connection');
      };
      expect((await post({ text: 'So slow' }, { 'idempotency-key': 'a' })).status).toBe(503);
      away = false;
      expect((await post({ text: 'So slow' }, { 'idempotency-key': 'a' })).status).toBe(409);
      clock.moveTo(new Date('2026-11-20T09:00:30Z'));
      expect((await post({ text: 'So slow' }, { 'idempotency-key': 'a' })).status).toBe(201);
    });

    test('shows no stack and no words of ours', async () => {
      intake.before = () => Promise.reject(new Error('secret inner words'));
      const response = await post({ text: 'So slow' });
      expect(response.status).toBe(500);
      expect(JSON.stringify(await problemOf(response))).not.toMatch(/secret|\.ts|at /);
    });
  });
});

/** The database, which fails at every query while `isAway`. */
function breakable(database: Database, isAway: () => boolean): Database {
  return new Proxy(database, {
    get(target, name, receiver) {
      if (name === 'isAlive') return async () => !isAway() && (await target.isAlive());
      if (isAway()) throw new Error("Can't reach database server");
      return Reflect.get(target, name, receiver);
    },
  });
}
