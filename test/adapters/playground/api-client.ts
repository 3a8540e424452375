/** A playground on a free port with people of its own and a handler that the test writes; the API's tests speak to it. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { PlatformAdapter } from '../../../src/adapters/platform/platform-adapter.js';
import type { PlatformPerson } from '../../../src/adapters/platform/platform-deps.js';
import { northlight } from '../../../src/adapters/playground/people/company.js';
import type { PlaygroundDeps } from '../../../src/adapters/playground/ports.js';
import type { MessageJson } from '../../../src/adapters/playground/render/render-message.js';
import { createPlayground } from '../../../src/adapters/playground/start.js';
import { nothingHere, wentWrong } from '../../../src/adapters/web-api/front-page.js';
import type { Interaction, InteractionContext } from '../../../src/chat/interaction.js';
import type { Messenger } from '../../../src/chat/messenger.js';
import { done, type Reply } from '../../../src/chat/reply.js';
import { type MovableClock, stoppedClock } from '../../../src/kernel/clock.js';
import type { Actor } from '../../../src/kernel/person.js';
import type { Database } from '../../../src/storage/database.js';
import { type LogLine, recordingLog } from '../../support/recording-log.js';

export const maya: PlatformPerson = {
  id: '0193a000-0000-7000-8000-000000000001',
  name: 'Maya Lindqvist',
  handle: 'maya',
  role: 'member',
  timeZone: 'Europe/London',
  language: 'en',
};
export const ani: PlatformPerson = {
  id: '0193a000-0000-7000-8000-000000000002',
  name: 'Ani Sargsyan',
  handle: 'ani',
  role: 'champion',
  timeZone: 'Asia/Yerevan',
  language: 'en',
};
/** Of a real workspace beside the playground: the rooms know her, the playground must not. */
export const outsider: PlatformPerson = { ...maya, id: '0193a000-0000-7000-8000-000000000003', handle: 'olga' };
export const support = { id: '0193b000-0000-7000-8000-000000000001', name: 'support' };
export const marketing = { id: '0193b000-0000-7000-8000-000000000002', name: 'marketing' };

const organisationId = '0193c000-0000-7000-8000-000000000001';

export interface Handled {
  readonly interaction: Interaction;
  readonly context: InteractionContext;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
  /** What a problem names, by field or parameter. */
  readonly faults: Readonly<Record<string, string>>;
}

export interface ApiClient {
  readonly playground: PlatformAdapter;
  readonly messenger: Messenger;
  readonly clock: MovableClock;
  readonly logged: readonly LogLine[];
  readonly url: string;
  /** Oldest first. @param query `place=support`, `inbox=ID`, … */
  messages(query: string): Promise<readonly MessageJson[]>;
  /** What the bot was handed, in order. */
  readonly handled: Handled[];
  /** Every instant to which the clock was moved through the app. */
  readonly moves: Date[];
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** The body as it is, for what is no JSON. */
  send(path: string, body: string, type?: string): Promise<Answer>;
  stop(): Promise<void>;
}

export interface ApiOptions {
  readonly database: Database;
  readonly reply?: (handled: Handled) => Reply;
  /** The router; absent: it notes what it was handed and gives `reply`. */
  readonly handle?: PlaygroundDeps['handle'];
  readonly mayMoveClock?: boolean;
}

export async function openApi(options: ApiOptions): Promise<ApiClient> {
  const { database, reply = () => done, mayMoveClock = true } = options;
  const clock = stoppedClock('2026-11-20T10:00:00Z');
  const { log, lines: logged } = recordingLog();
  const handled: Handled[] = [];
  const moves: Date[] = [];
  const people = [ani, maya];
  const playground = createPlayground({
    database,
    clock,
    log,
    mayMoveClock,
    async advanceTo(instant) {
      if (instant > clock.now()) moves.push(instant);
      clock.moveTo(instant);
    },
    handle:
      options.handle ??
      (async (interaction, context) => {
        handled.push({ interaction, context });
        return reply({ interaction, context });
      }),
    people: {
      members: async () => people,
      places: async () => [support, marketing],
      languageOfPlaces: async () => 'en',
      actorOf: async (id) => actorOf([...people, outsider].find((person) => person.id === id)),
      setUp: async () => {},
    },
    commands: () => [
      { name: 'brief calendar', usage: 'brief calendar URL', does: 'reads your calendar', isSecret: true },
      { name: 'feedback', usage: 'feedback TEXT', does: 'captures' },
      { name: 'feedback list', usage: 'feedback list', does: 'lists' },
      { name: 'owe', usage: 'owe', does: 'what I owe' },
    ],
  });
  await playground.start();
  const messenger = await playground.messengerIn(northlight.externalId);
  if (!messenger) throw new Error('The playground has no messenger.');
  const server = express()
    .use(playground.routes ?? express.Router())
    .use(nothingHere, wentWrong(log))
    .listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = async (path: string, options?: RequestInit): Promise<Answer> => {
    const response = await fetch(`${url}/playground/api/${path}`, options);
    const text = await response.text();
    const body: unknown = JSON.parse(text);
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body, faults: faultsIn(body) };
  };
  const send = (path: string, body: string, type = 'application/json') =>
    call(path, { method: 'POST', headers: { 'content-type': type }, body });
  return {
    playground,
    messenger,
    clock,
    logged,
    url,
    handled,
    moves,
    get: (path) => call(path),
    messages: async (query) => (await call(`messages?${query}`)).body as readonly MessageJson[],
    post: (path, body) => send(path, JSON.stringify(body)),
    send,
    async stop() {
      await playground.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function actorOf(person: PlatformPerson | undefined): Actor | null {
  return person ? { ...person, organisationId } : null;
}

/** What a problem names, by field or parameter. */
function faultsIn(body: unknown): Readonly<Record<string, string>> {
  const { errors = [] } = (body ?? {}) as { errors?: { pointer?: string; parameter?: string; detail: string }[] };
  const nameOf = (pointer: string) => pointer.slice(1).replaceAll('/', '.');
  return Object.fromEntries(errors.map(({ pointer = '', parameter = nameOf(pointer), detail }) => [parameter, detail]));
}
