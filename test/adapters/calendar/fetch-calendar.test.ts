import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCalendarFetcher } from '../../../src/adapters/calendar/fetch-calendar.js';
import { isPublicAddress } from '../../../src/adapters/guarded/public-address.js';

const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
let server: Server;
let base = '';
let hopCount = 0;

const routes: Readonly<Record<string, RequestListener>> = {
  '/plain': (request, response) => {
    if (request.headers['if-none-match'] === '"1"' && request.headers['if-modified-since'])
      return void response.writeHead(304).end();
    response.writeHead(200, { etag: '"1"', 'last-modified': 'Mon, 23 Nov 2026 10:00:00 GMT' }).end(calendar);
  },
  '/cut-letter': (_, response) => void response.writeHead(200).end(Buffer.from('SUMMARY:F\xc3\r\n \xbcr', 'latin1')),
  '/other-protocol': (_, response) => {
    response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  },
  '/other-protocol-kept-open': (_, response) => {
    response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  },
  '/cut': (_, response) => endEarly(response.writeHead(200, { 'content-length': '2000' }), calendar),
  '/cut-chunks': (_, response) => endEarly(response.writeHead(200), calendar),
  '/cut-packed': (_, response) =>
    endEarly(response.writeHead(200, { 'content-encoding': 'gzip' }), gzipSync(calendar).subarray(0, -9)),
  '/packed': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(calendar)),
  '/broken': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed'),
  '/bomb': (_, response) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(60_000_000))),
  '/large': (_, response) => void response.writeHead(200).end(Buffer.alloc(20_000_000, 'x')),
  '/promised': (_, response) => void response.writeHead(200, { 'content-length': '20000000' }).write('x'),
  '/loop': (_, response) => {
    hopCount += 1;
    response.writeHead(302, { location: '/loop' }).end();
  },
  '/moved': (_, response) => void response.writeHead(301, { location: '/plain' }).end(),
  '/inside': (request, response) =>
    void response.writeHead(302, { location: `http://127.0.0.2:${request.socket.localPort}/plain` }).end(),
  '/named': (request, response) =>
    void response.writeHead(302, { location: `http://localhost:${request.socket.localPort}/plain` }).end(),
  '/nowhere': (_, response) => void response.writeHead(302).end(),
  '/file': (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/gone': (_, response) => void response.writeHead(410).end(),
  '/silent': () => {},
  '/drips': (_, response) => void response.writeHead(200).write('BEGIN'),
};

/** Sends what there is and is gone. */
function endEarly(response: ServerResponse, part: string | Buffer): void {
  response.write(part, () => response.socket?.end());
}

beforeAll(async () => {
  server = createServer((request, response) => routes[request.url ?? '']?.(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const allowed = createCalendarFetcher({ allowPrivate: true });
const guarded = createCalendarFetcher({ allowPrivate: false });

describe('A calendar’s address', () => {
  test('answers with the calendar, and next time that nothing changed', async () => {
    const first = await allowed({ url: `${base}/plain` });
    expect(first).toEqual({
      kind: 'fetched',
      text: calendar,
      etag: '"1"',
      lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT',
    });
    if (first.kind !== 'fetched') throw new Error('unreachable');
    expect(await allowed({ url: `${base}/plain`, ...first })).toEqual({ kind: 'unchanged' });
  });

  test.each(['/packed', '/moved'])('%s leads to the calendar too', async (path) => {
    expect(await allowed({ url: base + path })).toMatchObject({ kind: 'fetched', text: calendar });
  });

  test.each([
    ['/bomb', { why: 'tooLarge' }],
    ['/large', { why: 'tooLarge' }],
    ['/promised', { why: 'tooLarge' }],
    ['/loop', { why: 'redirects' }],
    ['/nowhere', { why: 'status', status: 302 }],
    ['/file', { why: 'address' }],
    ['/gone', { why: 'status', status: 410 }],
    ['/broken', { why: 'unreachable' }],
    ['/other-protocol', { why: 'unreachable' }],
    ['/other-protocol-kept-open', { why: 'unreachable' }],
    ['/cut', { why: 'unreachable' }],
    ['/cut-chunks', { why: 'unreachable' }],
    ['/cut-packed', { why: 'unreachable' }],
  ])('%s is bounded or refused', async (path, failure) => {
    expect(await allowed({ url: base + path })).toEqual({ kind: 'failed', failure });
  });

  test('joins a letter that a fold has cut', async () => {
    expect(await allowed({ url: `${base}/cut-letter` })).toMatchObject({ text: 'SUMMARY:Für' });
  });

  test('is asked for five more redirects at most', async () => {
    hopCount = 0;
    await allowed({ url: `${base}/loop` });
    expect(hopCount).toBe(6);
  });

  test.each(['/silent', '/drips'])('%s is given up in time', async (path) => {
    const impatient = createCalendarFetcher({ allowPrivate: true, timeMs: 50 });
    expect(await impatient({ url: base + path })).toEqual({ kind: 'failed', failure: { why: 'slow' } });
  });

  test.each(['', 'not a url', 'ftp://example.com/a.ics', 'javascript:alert(1)', 'file:///etc/passwd'])(
    '“%s” is none',
    async (url) => {
      expect(await guarded({ url })).toEqual({ kind: 'failed', failure: { why: 'address' } });
    },
  );

  test('where nobody listens is unreachable', async () => {
    expect(await allowed({ url: 'http://127.0.0.1:1/a.ics' })).toEqual({
      kind: 'failed',
      failure: { why: 'unreachable' },
    });
  });
});

describe('The guard', () => {
  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    'localhost',
    '0.0.0.0',
  ])('refuses this machine, written as %s', async (host) => {
    const { port } = server.address() as AddressInfo;
    expect(await guarded({ url: `http://${host}:${port}/plain` })).toEqual({
      kind: 'failed',
      failure: { why: 'private' },
    });
  });

  test.each([
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['100.100.100.200', false],
    ['192.0.0.192', false],
    ['168.63.129.16', false],
    ['::ffff:168.63.129.16', false],
    ['::7f00:1', false],
    ['::a9fe:a9fe', false],
    ['100:0:0:1::1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['0.0.0.0', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00:ec2::254', false],
    ['ff02::1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['not an address', false],
    ['93.184.216.34', true],
    ['2606:2800:220:1:248:1893:25c8:1946', true],
  ])('knows whether %s is public', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });

  test.each(['/inside', '/named'])(
    'looks at every hop: %s leads from an address that is allowed to one that is not',
    async (path) => {
      const seen: string[] = [];
      const isPublic = (address: string) => seen.push(address) === 1;
      const halfOpen = createCalendarFetcher({ allowPrivate: false, isPublic });
      expect(await halfOpen({ url: base + path })).toEqual({ kind: 'failed', failure: { why: 'private' } });
      expect(seen[0]).toBe('127.0.0.1');
      expect(seen.length).toBeGreaterThan(1);
    },
  );
});
