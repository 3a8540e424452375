/** The Slack adapter before a router and people that a test makes up, against the stand-in Slack by real HTTP. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Pause } from '../../../src/adapters/platform/pause.js';
import type { PlatformAdapter } from '../../../src/adapters/platform/platform-adapter.js';
import type { PlatformDeps, PlatformPeople } from '../../../src/adapters/platform/platform-deps.js';
import { slackPlatform } from '../../../src/adapters/slack/start.js';
import type { Interaction, InteractionContext } from '../../../src/chat/interaction.js';
import { done, type Reply } from '../../../src/chat/reply.js';
import type { MovableClock } from '../../../src/kernel/clock.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import type { Database } from '../../../src/storage/database.js';
import { type LogLine, recordingLog } from '../../support/recording-log.js';
import { byHttp, bySocket, createDriver, type Driver } from '../../support/stand-in-slack/driver.js';
import { openSlack, type StandInSlack } from '../../support/stand-in-slack/server.js';
import { addChannel, addUser, createWorld, type SlackWorld } from '../../support/stand-in-slack/world.js';

export interface SmallSlack {
  readonly clock: MovableClock;
  readonly slack: StandInSlack;
  readonly world: SlackWorld;
  readonly adapter: PlatformAdapter;
  readonly driver: Driver;
  readonly url: string;
  readonly lines: readonly LogLine[];
  /** What reached the router, in order. */
  readonly handled: { readonly interaction: Interaction; readonly context: InteractionContext }[];
  /** The router from now on. */
  handleWith(handle: PlatformDeps['handle']): void;
  /** What the router answers from now on. Default: done. */
  answerWith(answer: (interaction: Interaction) => Reply | Promise<Reply>): void;
  /** Resolves when everything is answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface SmallSlackOptions {
  readonly patienceMs?: number;
  readonly callMs?: number;
  readonly ackMs?: number;
  readonly pause?: Pause;
  /** Absent: nothing is kept. */
  readonly database?: Database;
  /** The database does not answer. */
  readonly databaseIsAway?: boolean;
  /** By Socket Mode and not by HTTP. */
  readonly bySocket?: boolean;
  /** Told before the bot calls for the first time. */
  readonly beforeStart?: (slack: StandInSlack) => void;
}

/** Dana is an admin, Ben is known to Slack alone, Zoe belongs to another company that shares #support. */
export async function openSmallSlack(options: SmallSlackOptions = {}): Promise<SmallSlack> {
  const clock = stoppedClock('2026-11-20T10:00:00Z');
  const world = createWorld({ now: () => clock.now() });
  addUser(world, { id: 'U0DANA', name: 'dana', realName: 'Dana', isAdmin: true });
  addUser(world, { id: 'U0BEN', name: 'ben', realName: 'Ben', tz: 'America/New_York', locale: 'en-US' });
  addUser(world, { id: 'U0ZOE', name: 'zoe', realName: 'Zoe', teamId: 'T0OTHER' });
  addChannel(world, { id: 'C0SUPPORT', name: 'support', members: [...world.users.keys()] });
  const slack = await openSlack({ world });
  options.beforeStart?.(slack);
  const { log, lines } = recordingLog();
  const handled: SmallSlack['handled'] = [];
  let handle: PlatformDeps['handle'] = async (interaction, context) => {
    handled.push({ interaction, context });
    return answer(interaction);
  };
  let answer: (interaction: Interaction) => Reply | Promise<Reply> = () => done;
  const settings = {
    botToken: world.bot.token,
    apiUrl: slack.apiUrl,
    ...(options.bySocket ? { appToken: world.bot.appToken } : { signingSecret: world.signingSecret }),
  };
  let isStarted = false;
  const adapter = slackPlatform(settings, {
    patienceMs: options.patienceMs ?? 20_000,
    callMs: options.callMs,
    ackMs: options.ackMs ?? 20_000,
    pause: options.pause,
    chance: () => 1,
  })({
    ...emptyHouse(options.databaseIsAway),
    ...(options.database && { database: options.database }),
    clock,
    log,
    people: fakePeople(() => isStarted),
    handle: (interaction, context) => handle(interaction, context),
  });
  await adapter.connect();
  await adapter.start();
  // The directory is read in the background; tests of calls want it read before.
  if (!options.beforeStart) await adapter.settled();
  isStarted = true;
  const web = express();
  if (adapter.routes) web.use(adapter.routes);
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signed = byHttp({ url: () => url, secret: world.signingSecret, now: () => clock.now() });
  return {
    clock,
    slack,
    world,
    adapter,
    driver: createDriver(slack, options.bySocket ? bySocket(slack) : signed),
    url,
    lines,
    handled,
    handleWith(next) {
      handle = next;
    },
    answerWith(next) {
      answer = next;
    },
    settled: () => adapter.settled(),
    async close() {
      await adapter.stop();
      await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
      await slack.close();
    },
  };
}

/**
 * One organisation in memory; Dana is known from the start, as `member-U0DANA`.
 * @param learns whether people who are made known are kept; what is read at the start is not
 */
export function fakePeople(learns = () => true): PlatformPeople {
  const members = new Map([['U0DANA', 'dana']]);
  const memberIdOf = (userId: string) => `member-${userId}`;
  return {
    async actor(_, workspaceExternalId, userId) {
      const handle = workspaceExternalId === 'T0HARBOUR' ? members.get(userId) : undefined;
      if (handle === undefined) return null;
      return { id: memberIdOf(userId), name: handle, organisationId: 'o1', role: 'member', timeZone: 'Europe/London' };
    },
    member: async (_, memberId) => ({ handle: members.get(memberId.slice('member-'.length)) ?? '' }),
    async address(to) {
      if (to.kind === 'person') return null;
      const id = to.kind === 'member' ? to.memberId : to.placeId;
      const externalId = id.replace(/^(member|place)-/, '');
      return { platform: 'slack', workspaceExternalId: 'T0HARBOUR', externalId };
    },
    actorOf: async () => null,
    allMembers: async () => [],
    organisation: async () => ({ settings: {} }),
    welcome: async () => undefined,
    setShared: async () => undefined,
    readersChanged: async () => undefined,
    saveUserGroup: async () => undefined,
    setQuiet: async () => undefined,
    askManagers: async () => undefined,
    placeAt: async () => null,
    organisationAt: async () => null,
    async connectWorkspace(setup) {
      for (const { externalId, handle = '' } of setup.members) if (learns()) members.set(externalId, handle);
      return {
        organisationId: 'o1',
        workspaceId: 'w1',
        memberIds: new Map(setup.members.map(({ externalId }) => [externalId, memberIdOf(externalId)])),
        placeIds: new Map(setup.places.map(({ externalId }) => [externalId, `place-${externalId}`])),
      };
    },
  };
}

function emptyHouse(databaseIsAway = false): Omit<PlatformDeps, 'clock' | 'log' | 'people' | 'handle'> {
  const away = () => Promise.reject(new Error('The database is away.'));
  /** Nothing was noted before, and everything that is begun is ours. */
  const read = async (sql: TemplateStringsArray) => (sql.join('').includes('isOurs') ? [{ isOurs: true }] : []);
  const there = { query: read, execute: async () => 1 };
  const database = databaseIsAway ? { query: away, execute: away } : there;
  return {
    reactionEmojis: async () => ({ capture: 'ear', done: 'white_check_mark' }),
    database: database as unknown as PlatformDeps['database'],
    livingKeyAt: async () => 'feedback:1',
    livingCardAt: async () => null,
    isStray: async () => false,
    takeScores: async () => undefined,
    home: async () => ({ title: 'Home', summary: '', blocks: [] }),
    commands: () => [],
    connected: async () => undefined,
    placeOpened: async () => undefined,
    placeClosed: async () => undefined,
    gathered: async () => {},
    arrived: async () => {},
    personOpened: async () => {},
    advanceTo: async () => undefined,
  };
}

/** Everything that was logged, for looking for what must not be there. */
export const logged = (lines: readonly LogLine[]): string => JSON.stringify(lines);
