/** The one place that knows everything: configuration, database, chat platforms, web server. main.ts starts it. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { createCalendarFetcher } from './adapters/calendar/fetch-calendar.js';
import { drawPng } from './adapters/chart-picture/draw-chart.js';
import type { PlatformFactory } from './adapters/platform/platform-adapter.js';
import { slackConfig } from './adapters/slack/settings.js';
import { teamsConfig } from './adapters/teams/settings.js';
import { hostRoute } from './adapters/web-api/host/host-route.js';
import { createLocalHost } from './adapters/web-api/host/local-host.js';
import { askReadiness, createWebApi } from './adapters/web-api/index.js';
import { minutesRoutes } from './adapters/web-api/minutes-routes.js';
import { type Bot, composeBot } from './bot.js';
import { type Config, playgroundMode } from './config.js';
import { troublesOf } from './doctor.js';
import { createFeedReader } from './features/meetings/index.js';
import { type MovableClock, systemClock } from './kernel/clock.js';
import { ConfigError } from './kernel/errors.js';
import type { Logger } from './kernel/logger.js';
import { countPutAside, openDatabase } from './storage/database.js';

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** A clock that a test moves. Default: the machine's, or the playground's movable one. */
  readonly clock?: MovableClock;
}

export interface App {
  /** Starts listening and working. Resolves with the address. */
  start(): Promise<{ readonly url: string }>;
  /** Ends cleanly: no new work, waits for what is in flight, closes the database. Idempotent. */
  stop(): Promise<void>;
}

interface Platforms {
  /** The configured platforms, in the order in which they connect and start. */
  readonly platforms: readonly PlatformFactory[];
  /** null: the bot's clock is the machine's. */
  readonly movable: MovableClock | null;
}

/** Each platform's libraries take some 10 to 30 MB, so only those that are configured are loaded. */
async function loadPlatforms(config: Config, given: MovableClock | undefined): Promise<Platforms> {
  const platforms: PlatformFactory[] = [];
  const slack = slackConfig.settings(config);
  if (slack) platforms.push((await import('./adapters/slack/start.js')).slackPlatform(slack));
  const teams = teamsConfig.settings(config);
  if (teams) platforms.push((await import('./adapters/teams/start.js')).teamsPlatform(teams));
  const mode = playgroundMode(config);
  if (mode === 'off') return { platforms, movable: given ?? null };
  const { createPlaygroundClock, playgroundPlatform } = await import('./adapters/playground/start.js');
  const mayMoveClock = mode === 'withClock';
  const movable = given ?? (mayMoveClock ? createPlaygroundClock() : null);
  // A test's clock stays where the test put it; the story would move it through a month.
  platforms.push(playgroundPlatform({ movable, mayMoveClock, tellsStory: mayMoveClock && !given }));
  return { platforms, movable };
}

export async function createApp({ config, log, clock: given }: AppOptions): Promise<App> {
  const { platforms, movable } = await loadPlatforms(config, given);
  const database = await openDatabase({ url: config.DATABASE_URL, dataDir: config.DATA_DIR, log });
  let port = config.PORT;
  const bot = await composeBot({
    database,
    log,
    clock: movable ?? systemClock,
    platforms,
    fetchCalendar: createCalendarFetcher({ allowPrivate: config.CALENDAR_PRIVATE_ADDRESSES === 'on' }),
    readFeed: createFeedReader(),
    baseUrl: () => config.PUBLIC_URL ?? `http://localhost:${port}`,
  });
  const token = randomBytes(32).toString('hex');
  const web = webServer(bot, log, token);
  const listensOn = (listening: number) => {
    port = listening;
  };
  return runnable({ config, log, bot, web, token, listensOn });
}

function webServer({ house, platforms, adapters }: Bot, log: Logger, token: string): Express {
  const { database, clock, delivery, feedback, nps, imports, links } = house;
  const intakes = { feedback, scores: nps };
  const charts = { chartOf: nps.chartOf, draw: drawPng };
  const web = express();
  web.disable('x-powered-by');
  const ready = () => askReadiness({ database: () => database.isAlive(), queue: () => delivery.isAlive() });
  web.use(minutesRoutes({ clock, log, links: house.links, minutesOf: (id) => house.meetings.minutesOf(id) }));
  const health = { ready, platforms: platforms.connections, putAsideCount: () => countPutAside(database) };
  web.use(createWebApi({ database, clock, log, intakes, links, charts, ...health }));
  web.use(
    hostRoute({
      host: createLocalHost({ database, clock, intakes, imports, troubles: () => troublesOf(database) }),
      token,
      log,
    }),
  );
  for (const { routes } of adapters) if (routes) web.use(routes);
  return web;
}

interface Runnable {
  readonly config: Config;
  readonly log: Logger;
  readonly bot: Bot;
  readonly web: Express;
  readonly token: string;
  /** Called with the port before the first request is answered. */
  readonly listensOn: (port: number) => void;
}

function runnable({ config, log, bot, web, token, listensOn }: Runnable): App {
  const { house, scheduler, platforms } = bot;
  let server: Server | null = null;
  return {
    async start() {
      // Sending and receiving both need to know the workspaces, so connecting comes first.
      await platforms.connect();
      await house.delivery.start();
      scheduler.start();
      server = await listen(web, config);
      const { port } = server.address() as AddressInfo;
      listensOn(port);
      const url = `http://localhost:${port}`;
      await platforms.start();
      house.database.announce({ url: `http://127.0.0.1:${port}`, token });
      log.info({ url }, 'started');
      return { url };
    },
    async stop() {
      const listening = server;
      server = null;
      const closed = listening && new Promise((done) => listening.close(done));
      await platforms.stop();
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
