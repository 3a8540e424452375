/**
 * Slack's Web API on this machine: checks what Slack checks, remembers what people would see, and fails when told to.
 * Also the addresses that answers go to, and Socket Mode's WebSocket. Tests, stages and the bench open one.
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { botScopes } from '../../../src/adapters/slack/workspace/scopes.js';
import { readSlackMessage } from '../../contracts/slack-checker.js';
import { createFaults, type Fault, type Faults } from './faults.js';
import { type Answer, type Args, Refusal } from './method.js';
import { methods } from './methods.js';
import { organisationOf } from './organisation-methods.js';
import { createResponseAddresses, createTriggers, type ResponseAddresses, type Triggers } from './triggers.js';
import { nextTs, type SlackWorld } from './world.js';

export interface StandInSlack {
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly world: SlackWorld;
  readonly faults: Faults;
  readonly triggers: Triggers;
  /** An address at which the bot may answer somebody, also in place of what they pressed something on. */
  responseUrl(userId: string, channel: string, pressedOn?: string): string;
  /** Sends over the open WebSocket, as Socket Mode does, and waits for the bot's acknowledgement. Null: nobody listens. */
  sendBySocket(type: 'events_api' | 'slash_commands' | 'interactive', payload: unknown): Promise<unknown>;
  /** What Socket Mode's connection does. */
  readonly socket: StandInSocket;
  /** How often this method was called, refused or not. */
  callCount(method: string): number;
  /** Resolves when this method was answered this often, refused or not. */
  callsReach(method: string, count: number): Promise<void>;
  close(): Promise<void>;
}

export interface StandInSocket {
  /** Resolves when the bot has opened it this often. */
  opens(count: number): Promise<void>;
  /** Slack closes it, with a word before or without. */
  close(): void;
  drop(): void;
  /** Sends just this. */
  sendRaw(text: string): void;
  /** Connections open now. */
  openCount(): number;
}

export interface StandInOptions {
  readonly world: SlackWorld;
  /** The workspace that a token acts in, where the app is installed in several. Default: `world` alone. */
  readonly worldOf?: (token: string) => SlackWorld | undefined;
  /** One message a second in each channel, by the world's clock, as Slack allows. Default: as many as come. */
  readonly limitsRate?: boolean;
}

interface Parts extends StandInOptions {
  readonly faults: Faults;
  readonly triggers: Triggers;
  readonly addresses: ResponseAddresses;
  readonly counts: Map<string, number>;
  readonly answered: EventEmitter;
  /** By channel: when the next message is taken, in ms. */
  readonly freeAt: Map<string, number>;
  url: string;
}

export async function openSlack(options: StandInOptions): Promise<StandInSlack> {
  const { world } = options;
  const parts: Parts = {
    ...options,
    faults: createFaults(),
    triggers: createTriggers(),
    addresses: createResponseAddresses(),
    counts: new Map(),
    answered: new EventEmitter(),
    freeAt: new Map(),
    url: '',
  };
  // A bot that stops in the middle of a call ends the connection, and nobody is there to be answered.
  const server = createServer(
    (request, response) => void take(request, response, parts).catch(() => response.destroy()),
  );
  const sockets = new WebSocketServer({ server, path: '/link' });
  let openedCount = 0;
  sockets.on('connection', (socket) => {
    greet(socket, world);
    openedCount += 1;
    parts.answered.emit('socket');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  parts.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${parts.url}/api/`,
    world,
    faults: parts.faults,
    triggers: parts.triggers,
    responseUrl: (userId, channel, pressedOn) =>
      `${parts.url}/commands/${parts.addresses.issue({ userId, channel, pressedOn }, world.now())}`,
    socket: {
      async opens(count) {
        while (openedCount < count) await once(parts.answered, 'socket');
      },
      close() {
        const goodbye = { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink-1' } };
        for (const socket of sockets.clients) socket.send(JSON.stringify(goodbye));
      },
      drop() {
        for (const socket of sockets.clients) socket.terminate();
      },
      sendRaw(text) {
        for (const socket of sockets.clients) socket.send(text);
      },
      openCount: () => sockets.clients.size,
    },
    callCount: (method) => parts.counts.get(method) ?? 0,
    async callsReach(method, count) {
      while ((parts.counts.get(method) ?? 0) < count) await once(parts.answered, method);
    },
    sendBySocket: (type, payload) => sendBySocket([...sockets.clients][0], type, payload),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
    },
  };
}

async function take(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const path = request.url ?? '';
  if (path.startsWith('/commands/')) {
    const fault = parts.faults.meet({ method: 'response_url', args: JSON.parse(body) as Args, number: 0 });
    if (fault) return void fail(fault, response, () => undefined);
    return void takeAnswer(path.slice('/commands/'.length), body, { response, parts });
  }
  const method = path.replace(/^\/api\//, '');
  const args = readArgs(request.headers['content-type'] ?? '', body);
  response.once('close', () => parts.answered.emit(method));
  const number = (parts.counts.get(method) ?? 0) + 1;
  parts.counts.set(method, number);
  const fault = parts.faults.meet({ method, args, number });
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const work = () => answerTo({ method, args, token, parts });
  if (fault) {
    if ('arrives' in fault && fault.arrives) restOf(parts, args);
    return void fail(fault, response, work);
  }
  const waitSeconds = method === 'chat.postMessage' ? restOf(parts, args) : 0;
  if (waitSeconds > 0) return void throttle(response, waitSeconds);
  // Slack says with every answer what the token may do.
  const scopes = botScopes.filter((scope) => !parts.world.missingScopes.has(scope));
  response.setHeader('x-oauth-scopes', scopes.join(','));
  send(response, 200, work());
}

/** Seconds that the channel has to wait still; notes the message otherwise. */
function restOf({ limitsRate, freeAt, world }: Parts, { channel }: Args): number {
  if (!limitsRate) return 0;
  const now = world.now().getTime();
  const restMs = (freeAt.get(String(channel)) ?? 0) - now;
  if (restMs > 0) return Math.max(Math.ceil(restMs / 1_000), 1);
  freeAt.set(String(channel), now + 1_000);
  return 0;
}

interface Asked {
  readonly method: string;
  readonly args: Args;
  readonly token: string | undefined;
  readonly parts: Parts;
}

function answerTo({ method, args, token = '', parts }: Asked): Answer {
  const { triggers } = parts;
  const installed = parts.worldOf?.(token);
  const world = installed ?? parts.world;
  world.calls.push({ method, args });
  try {
    const run = methods[method];
    if (!run) throw new Refusal('unknown_method');
    const expected = method.startsWith('apps.connections') ? world.bot.appToken : world.bot.token;
    if (token === '' && method === 'oauth.v2.access')
      return { ok: true, ...run(args, { world, triggers, socketUrl: '' }) };
    if (token === '') throw new Refusal('not_authed');
    if (!installed && token !== expected && !organisationOf(world).tokens.has(token)) throw new Refusal('invalid_auth');
    return {
      ok: true,
      ...run(args, { world, triggers, socketUrl: `${parts.url.replace('http', 'ws')}/link?ticket=1` }),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, details } = error;
    return {
      ok: false,
      error: code,
      ...(details.length > 0 && { response_metadata: { messages: details.map((each) => `[ERROR] ${each}`) } }),
    };
  }
}

function fail(fault: Fault, response: ServerResponse, work: () => unknown): void {
  switch (fault.kind) {
    case 'throttled':
      throttle(response, fault.retryAfter);
      return;
    case 'broken':
      if (fault.arrives) work();
      send(response, 500, { ok: false, error: 'internal_error' });
      return;
    case 'hangs':
      return;
    case 'reset':
      if (fault.arrives) work();
      response.destroy();
      return;
    case 'cut': {
      const answer = JSON.stringify(work());
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(answer.length) });
      response.write(answer.slice(0, answer.length / 2), () => response.destroy());
      return;
    }
    case 'page':
      work();
      response.writeHead(200, { 'content-type': 'text/html' }).end(fault.text);
      return;
    case 'refused':
      send(response, 200, { ok: false, error: fault.error });
      return;
  }
}

function throttle(response: ServerResponse, seconds: number): void {
  response.setHeader('retry-after', String(seconds));
  send(response, 429, { ok: false, error: 'ratelimited' });
}

function send(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(json));
}

/** As Slack reads them: forms whose nested values are JSON, or JSON as it is. */
function readArgs(contentType: string, body: string): Args {
  if (contentType.startsWith('application/json')) return JSON.parse(body || '{}') as Args;
  return Object.fromEntries([...new URLSearchParams(body)].map(([key, value]) => [key, readValue(key, value)]));
}

const nested = new Set(['blocks', 'view', 'attachments', 'metadata']);

function readValue(key: string, value: string): unknown {
  if (!nested.has(key)) return value === 'true' ? true : value === 'false' ? false : value;
  return JSON.parse(value);
}

interface ResponseBody {
  readonly text?: string;
  readonly blocks?: unknown[];
  readonly replace_original?: boolean;
}

/** An answer at a response_url. */
function takeAnswer(key: string, body: string, { response, parts }: { response: ServerResponse; parts: Parts }): void {
  const { world, addresses } = parts;
  const address = addresses.use(key, world.now());
  if (!address) return void send(response, 404, { ok: false, error: 'expired_url' });
  const { text = '', blocks = [], ...how } = JSON.parse(body) as ResponseBody;
  const { problems } = readSlackMessage({ text, blocks });
  if (problems.length > 0) return void send(response, 400, { ok: false, error: 'invalid_blocks', problems });
  const { pressedOn, ...to } = address;
  const replaced = world.ephemerals.findIndex(({ ts }) => how.replace_original === true && ts === pressedOn);
  if (replaced >= 0) world.ephemerals.splice(replaced, 1);
  world.ephemerals.push({ ...to, ts: nextTs(world), text, blocks, via: 'response_url' });
  send(response, 200, { ok: true });
}

function greet(socket: WebSocket, world: SlackWorld): void {
  const hello = {
    type: 'hello',
    num_connections: 1,
    debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18060 },
    connection_info: { app_id: world.appId },
  };
  socket.send(JSON.stringify(hello));
}

let envelopeCount = 0;

async function sendBySocket(socket: WebSocket | undefined, type: string, payload: unknown): Promise<unknown> {
  if (!socket) return null;
  envelopeCount += 1;
  const envelope = {
    envelope_id: `envelope-${envelopeCount}`,
    type,
    accepts_response_payload: type !== 'events_api',
    payload,
  };
  const acknowledged = new Promise<unknown>((resolve) => {
    const hear = (data: unknown) => {
      const heard = JSON.parse(String(data)) as { envelope_id?: string; payload?: unknown };
      if (heard.envelope_id !== envelope.envelope_id) return;
      socket.off('message', hear);
      resolve(heard.payload ?? {});
    };
    socket.on('message', hear);
  });
  socket.send(JSON.stringify(envelope));
  return acknowledged;
}
