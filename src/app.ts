/** The one place that knows everything: builds storage, rooms, adapters and jobs. main.ts starts it, cli.ts borrows its parts. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { createCalendarFetcher } from './adapters/calendar/fetch-calendar.js';
import { drawPng } from './adapters/chart-picture/draw-chart.js';
import {
  createPlayground,
  createPlaygroundClock,
  type Playground,
  type PlaygroundPeople,
} from './adapters/playground/start.js';
import { createSlack, type Slack, type SlackSettings, slackDeedsSweep } from './adapters/slack/start.js';
import { hostRoute } from './adapters/web-api/host/host-route.js';
import { createLocalHost } from './adapters/web-api/host/local-host.js';
import { askReadiness, createWebApi, idempotencySweep } from './adapters/web-api/index.js';
import { minutesRoutes } from './adapters/web-api/minutes-routes.js';
import { createHome } from './chat/home.js';
import type { Destination, Messenger } from './chat/messenger.js';
import { createRouter } from './chat/router.js';
import { type Config, connectsWorkspace, playgroundMode } from './config.js';
import type { People } from './features/people/index.js';
import { buildHouse, type House } from './house.js';
import { type Clock, type MovableClock, systemClock } from './kernel/clock.js';
import { ConfigError } from './kernel/errors.js';
import type { Logger } from './kernel/logger.js';
import { createScheduler, type Scheduler } from './kernel/scheduler.js';
import { countPutAside, openDatabase } from './storage/database.js';

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Tests stop it; absent: the machine's, or the playground's movable one. */
  readonly clock?: MovableClock;
}

export interface App {
  /** Listens, then works. Answers where. */
  start(): Promise<{ readonly url: string }>;
  /** Ends cleanly: no new work, waits for what is in flight, closes the database. Idempotent. */
  stop(): Promise<void>;
}

export async function createApp({ config, log, clock: given }: AppOptions): Promise<App> {
  const mode = playgroundMode(config);
  const movable = given ?? (mode === 'withClock' ? createPlaygroundClock() : null);
  const clock = movable ?? systemClock;
  let playground: Playground | null = null;
  let slack: Slack | null = null;
  const database = await openDatabase({ url: config.DATABASE_URL, dataDir: config.DATA_DIR, log });
  let port = config.PORT;
  const house = await buildHouse({
    database,
    log,
    clock,
    messengerFor: (to) => messengerFor(to, { people, playground, slack }),
    fetchCalendar: createCalendarFetcher({ allowPrivate: config.CALENDAR_PRIVATE_ADDRESSES === 'on' }),
    directoryFor: async (platform, workspace) => {
      if (platform === 'slack') return (await slack?.directoryIn(workspace)) ?? null;
      return platform === 'playground' ? (playground?.directory ?? null) : null;
    },
    installLink: (invitation) =>
      config.SLACK_CLIENT_ID === undefined ? null : `${config.PUBLIC_URL}/slack/install?join=${invitation}`,
    baseUrl: () => config.PUBLIC_URL ?? `http://localhost:${port}`,
  });
  const { delivery, features, askDue } = house;
  const people: People = house.people;
  const all = [...house.sweeps, idempotencySweep(database), slackDeedsSweep(database)];
  const scheduler = createScheduler({ clock, log, sweeps: () => all, askDue, afterTick: () => delivery.drain() });
  const router = createRouter({
    features,
    log,
    championOf: async (organisationId) => (await people.organisation(organisationId)).champion,
  });
  const handle: typeof router.handle = (...asked) => delivery.answering(() => router.handle(...asked));
  if (mode !== 'off') {
    const playgroundClock = movable ?? runningBeside(systemClock);
    playground = createPlayground({
      database,
      clock: playgroundClock,
      log,
      mayMoveClock: mode === 'withClock',
      // A clock that a test handed in stands where the test wants it; the story would take it through its month.
      tellsStory: mode === 'withClock' && !given,
      advanceTo: (instant) => scheduler.advanceTo(instant, playgroundClock),
      handle,
      people: playgroundPeople(people),
      commands: () => router.commands,
    });
  }
  slack = slackOf({ config, house, log, handle });
  const token = randomBytes(32).toString('hex');
  const web = webServer({ house, log, playground, slack, token });
  const listensOn = (given: number) => {
    port = given;
  };
  return runnable({ config, log, house, scheduler, playground, slack, web, token, listensOn });
}

interface Platforms {
  readonly people: People;
  readonly playground: Playground | null;
  readonly slack: Slack | null;
}

/** By where the destination is; null: nobody is connected there. */
async function messengerFor(to: Destination, { people, playground, slack }: Platforms): Promise<Messenger | null> {
  const address = await people.address(to);
  switch (address?.platform) {
    case 'playground':
      return playground?.messenger ?? null;
    case 'slack':
      return (await slack?.messengerIn(address.workspaceExternalId)) ?? null;
    default:
      return null;
  }
}

type SlackParts = Pick<Parameters<typeof createSlack>[0], 'handle' | 'log'> & {
  readonly config: Config;
  readonly house: House;
};

function slackOf({ config, house, log, handle }: SlackParts): Slack | null {
  if (!connectsWorkspace(config)) return null;
  const { people, database, features, delivery, clock } = house;
  const settings = {
    botToken: config.SLACK_BOT_TOKEN,
    oauth: slackOauth(config),
    signingSecret: config.SLACK_SIGNING_SECRET,
    appToken: config.SLACK_APP_TOKEN,
    apiUrl: config.SLACK_API_URL,
  };
  const home = createHome({ features, log });
  const parts = {
    organisation: people,
    database,
    livingKeyAt: delivery.livingKeyAt,
    home,
    ...doorsOf(house),
  };
  return createSlack({ settings, clock, log, people, handle, house: parts });
}

/** What Slack tells of doors that close and open: people hear of it, and what waited goes out. */
function doorsOf({ delivery, notice }: House) {
  return {
    connected: () => delivery.retryHeldUp(),
    placeOpened: (placeId: string) => delivery.retryHeldUp({ kind: 'place', placeId }),
    placeClosed: notice.onPlaceClosed,
  };
}

function slackOauth(config: Config): SlackSettings['oauth'] {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_TOKEN_KEY: tokenKeys } = config;
  const { PUBLIC_URL: publicUrl } = config;
  return clientId && clientSecret && tokenKeys && publicUrl
    ? { clientId, clientSecret, tokenKeys, publicUrl }
    : undefined;
}

/** In production and beside a workspace nobody moves the playground's clock; it is the machine's. */
function runningBeside(clock: Clock): MovableClock {
  return {
    now: () => clock.now(),
    moveTo() {
      throw new RangeError('The clock can’t be moved in production, nor beside a workspace.');
    },
  };
}

interface WebParts {
  readonly house: House;
  readonly log: Logger;
  readonly playground: Playground | null;
  readonly slack: Slack | null;
  readonly token: string;
}

function webServer({ house, log, playground, slack, token }: WebParts): Express {
  const { database, clock, delivery, feedback, nps, links } = house;
  const intakes = { feedback, scores: nps };
  const charts = { chartOf: nps.chartOf, draw: drawPng };
  const web = express();
  web.disable('x-powered-by');
  const ready = () => askReadiness({ database: () => database.isAlive(), queue: () => delivery.isAlive() });
  const platforms = () => ({ ...(slack && { slack: slack.isConnected() }) });
  web.use(minutesRoutes({ clock, log, links: house.links, minutesOf: (id) => house.meetings.minutesOf(id) }));
  const putAsideCount = () => countPutAside(database);
  web.use(createWebApi({ database, clock, log, intakes, links, charts, ready, platforms, putAsideCount }));
  web.use(hostRoute({ host: createLocalHost({ database, clock, intakes }), token, log }));
  if (slack?.routes) web.use(slack.routes);
  if (playground) web.use(playground.routes);
  return web;
}

interface Runnable extends Pick<WebParts, 'house' | 'log' | 'playground' | 'slack' | 'token'> {
  readonly config: Config;
  readonly scheduler: Scheduler;
  readonly web: Express;
  /** Told the port before anything is answered. */
  readonly listensOn: (port: number) => void;
}

function runnable({ config, log, house, scheduler, playground, slack, web, token, listensOn }: Runnable): App {
  let server: Server | null = null;
  return {
    async start() {
      // What is sent needs to know the workspace, and so does what is received.
      await slack?.connect();
      await house.delivery.start();
      await playground?.start();
      scheduler.start();
      server = await listen(web, config);
      const { port } = server.address() as AddressInfo;
      listensOn(port);
      const url = `http://localhost:${port}`;
      await slack?.start();
      house.database.announce({ url: `http://127.0.0.1:${port}`, token });
      log.info({ url }, 'started');
      return { url };
    },
    async stop() {
      const listening = server;
      server = null;
      const closed = listening && new Promise((done) => listening.close(done));
      await playground?.stop();
      await slack?.stop();
      listening?.closeIdleConnections();
      await scheduler.stop();
      await house.delivery.stop();
      await closed;
      await house.database.close();
      log.info('stopped');
    },
  };
}

function listen(web: Express, { PORT, HOST }: Config): Promise<Server> {
  return new Promise((done, fail) => {
    const server = web.listen(PORT, HOST, (error?: NodeJS.ErrnoException) => {
      if (!error) return done(server);
      const isTaken = error.code === 'EADDRINUSE';
      fail(
        isTaken ? new ConfigError([`PORT: another program listens on ${PORT} already; choose another port`]) : error,
      );
    });
  });
}

function playgroundPeople(people: People): PlaygroundPeople {
  let known: Awaited<ReturnType<People['connectWorkspace']>> | null = null;
  let places: readonly { readonly id: string; readonly name: string }[] = [];
  return {
    members: async () => (known ? people.allMembers(known.organisationId) : []),
    places: async () => places,
    actorOf: (memberId) => people.actorOf(memberId),
    async setUp(company) {
      const connected = await people.connectWorkspace({
        platform: 'playground',
        externalId: company.externalId,
        name: company.name,
        timeZone: company.timeZone,
        members: company.people.map(({ role, ...person }) => ({ ...person, isAdmin: role === 'admin' })),
        places: company.places,
        championExternalId: company.people.find(({ role }) => role === 'champion')?.externalId,
      });
      known = connected;
      places = company.places.flatMap(({ externalId, name }) => {
        const id = connected.placeIds.get(externalId);
        return id ? [{ id, name }] : [];
      });
    },
  };
}
