/** The one place that knows everything: configuration, database, chat platforms, web server. main.ts starts it. */
import { randomBytes } from 'node:crypto';
import express, { type Express } from 'express';
import { createCalendarFetcher } from './adapters/calendar/fetch-calendar.js';
import { drawBoard, drawPng } from './adapters/chart-picture/draw-chart.js';
import { drawQr } from './adapters/chart-picture/draw-qr.js';
import { inlineSvg } from './adapters/chart-picture/inline-svg.js';
import { crmConfig } from './adapters/crm/settings.js';
import { embeddingsConfig } from './adapters/embeddings/settings.js';
import { createAllowance } from './adapters/http/allowance.js';
import { limitAddresses } from './adapters/http/limit-addresses.js';
import { requests } from './adapters/http/requests.js';
import type { MailSender } from './adapters/mail/mail.js';
import { renderMail } from './adapters/mail/render-mail.js';
import { mailConfig } from './adapters/mail/settings.js';
import type { Metrics } from './adapters/metrics/metrics.js';
import type { PlatformFactory } from './adapters/platform/platform-adapter.js';
import { lookFiles } from './adapters/playground/receive/page.js';
import type { StoryProgress } from './adapters/playground/story/telling.js';
import { bounceRoutes } from './adapters/public-pages/bounce-routes.js';
import { homeRoutes } from './adapters/public-pages/home-routes.js';
import { type LookTools, newsletterRoutes } from './adapters/public-pages/newsletter-routes.js';
import { publicPages } from './adapters/public-pages/routes.js';
import { trialRoutes } from './adapters/public-pages/trial-routes.js';
import { slackConfig } from './adapters/slack/settings.js';
import { teamsConfig } from './adapters/teams/settings.js';
import type { TeamsTuning } from './adapters/teams/start.js';
import { tracingConfig } from './adapters/tracing/settings.js';
import type { Tracing } from './adapters/tracing/tracing.js';
import { boardRoutes } from './adapters/web-api/board-routes.js';
import { exportRoutes } from './adapters/web-api/export-routes.js';
import { frontPage, nothingHere, wentWrong } from './adapters/web-api/front-page.js';
import { hostRoute } from './adapters/web-api/host/host-route.js';
import { createLocalHost } from './adapters/web-api/host/local-host.js';
import { askReadiness, createWebApi } from './adapters/web-api/index.js';
import { minutesRoutes } from './adapters/web-api/minutes-routes.js';
import { createWebhookPoster } from './adapters/webhooks/post-webhook.js';
import { type Bot, composeBot } from './bot.js';
import { createFeedReader, type ReadFeed } from './calendar/reading-thread.js';
import type { EmbedTexts } from './chat/embed-texts.js';
import type { FindMailFace } from './chat/mail.js';
import { type Config, playgroundMode, secretKeys } from './config.js';
import { doctorOf } from './doctor/index.js';
import { countFailing } from './doctor/troubles-store.js';
import { type Door, openDoor } from './door.js';
import { createFindingThread } from './features/themes/finding/finding-thread.js';
import type { BeginFinding } from './features/themes/index.js';
import { type MovableClock, systemClock } from './kernel/clock.js';
import type { Logger } from './kernel/logger.js';
import { watchLoop } from './kernel/loop-watch.js';
import { versionOf } from './kernel/version.js';
import { logWork } from './kernel/work-log.js';
import {
  acrossOrganisations,
  callsAcross,
  countPutAside,
  inOrganisation,
  isMigrated,
  openDatabase,
} from './storage/database.js';

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** A clock that a test moves. Default: the machine's, or the playground's movable one. */
  readonly clock?: MovableClock;
  /** Told how far the playground's story is. */
  readonly onStory?: (progress: StoryProgress) => void;
  /** Default: a thread that Node starts as it started this one. */
  readonly readFeed?: ReadFeed;
  /** Who finds themes. Default: a thread, as for `readFeed`. */
  readonly beginFinding?: BeginFinding;
  /** Where tests have Teams. Default: Microsoft's. */
  readonly teamsTuning?: TeamsTuning;
}

export interface App {
  /** Starts working. Resolves when the page answers at `url`; `settled` when the made-up past is complete too. */
  start(): Promise<{ readonly url: string; readonly metricsUrl: string | null; readonly settled: Promise<void> }>;
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
async function loadPlatforms({ config, clock: given, onStory, teamsTuning }: AppOptions): Promise<Platforms> {
  const platforms: PlatformFactory[] = [];
  const slack = slackConfig.settings(config);
  if (slack) platforms.push((await import('./adapters/slack/start.js')).slackPlatform(slack));
  const teams = teamsConfig.settings(config);
  if (teams) platforms.push((await import('./adapters/teams/start.js')).teamsPlatform(teams, teamsTuning));
  const mode = playgroundMode(config);
  if (mode === 'off') return { platforms, movable: given ?? null };
  const { createPlaygroundClock, playgroundPlatform } = await import('./adapters/playground/start.js');
  const mayMoveClock = mode === 'withClock';
  const movable = given ?? (mayMoveClock ? createPlaygroundClock() : null);
  // A test's clock stays where the test put it; the story would move it through a month.
  platforms.push(playgroundPlatform({ movable, mayMoveClock, tellsStory: mayMoveClock && !given, onStory }));
  return { platforms, movable };
}

/** Listens at once, so that a taken port is noticed before anything else; requests wait until `start`. */
export async function createApp(options: AppOptions): Promise<App> {
  const { PORT, HOST, METRICS_PORT, METRICS_HOST } = options.config;
  const doors: Door[] = [];
  try {
    const door = await openDoor({ port: PORT, host: HOST });
    doors.push(door);
    if (METRICS_PORT !== undefined)
      doors.push(await openDoor({ port: METRICS_PORT, host: METRICS_HOST, prefix: 'METRICS_' }));
    return await createBehind({ door, metricsDoor: doors[1] }, options);
  } catch (error) {
    await Promise.all(doors.map((door) => door.close()));
    throw error;
  }
}

interface Doors {
  readonly door: Door;
  /** Where the figures for Prometheus are read. */
  readonly metricsDoor: Door | undefined;
}

async function createBehind({ door, metricsDoor }: Doors, options: AppOptions): Promise<App> {
  const { config, log } = options;
  const { platforms, movable } = await loadPlatforms(options);
  const database = await openDatabase({
    ...{ url: config.DATABASE_URL, dataDir: config.DATA_DIR, log },
    rowSecurity: config.DATABASE_ROW_SECURITY,
    shard: config.SHARD,
    keys: secretKeys(config),
  });
  if (config.SHARD) log.info({ shard: config.SHARD }, 'only this share of the organisations is worked for');
  const clock = movable ?? systemClock;
  const baseUrl = () => config.PUBLIC_URL ?? door.url;
  const mail = await loadMail(config, log);
  const bot = await composeBot({
    mail: mail?.sender ?? null,
    database,
    log,
    clock,
    platforms,
    customerSources: crmConfig.settings(config)?.sources(clock),
    fetchCalendar: createCalendarFetcher({ allowPrivate: config.CALENDAR_PRIVATE_ADDRESSES === 'on' }),
    readFeed: options.readFeed ?? createFeedReader(),
    beginFinding: options.beginFinding ?? createFindingThread(),
    embed: await loadEmbedder(config, log),
    webhooks: {
      post: createWebhookPoster({ allowPrivate: config.WEBHOOK_PRIVATE_ADDRESSES === 'on' }),
      allowsHttp: config.WEBHOOK_PRIVATE_ADDRESSES === 'on',
    },
    baseUrl,
  });
  const token = randomBytes(32).toString('hex');
  const metrics = metricsDoor && (await measure(bot));
  if (metrics) metricsDoor?.open(metricsServer(metrics));
  const web = webServer(bot, { config, log, baseUrl, token });
  const tracing = await trace(config, log);
  const closeWatches = async () => {
    mail?.close();
    await tracing?.stop();
    metrics?.stop();
    await metricsDoor?.close();
  };
  return runnable({ door, metricsDoor, log, bot, web, token, closeWatches });
}

/** Loaded where a mail server is set alone. */
async function loadMail(config: Config, log: Logger) {
  const settings = mailConfig.settings(config);
  if (!settings) return null;
  const { createMail } = await import('./adapters/mail/mail.js');
  let sender: MailSender | undefined;
  return {
    sender: (findFace: FindMailFace) => (sender ??= createMail(settings, { log, findFace, draw: drawPng })),
    close: () => sender?.close(),
  };
}

/** Loaded where a model is named alone. */
async function loadEmbedder(config: Config, log: Logger): Promise<EmbedTexts | undefined> {
  const settings = embeddingsConfig.settings(config);
  return settings ? (await import('./adapters/embeddings/embed.js')).createEmbedder(settings, { log }) : undefined;
}

/** Loaded where it is asked for alone. */
async function measure({ house: { database, delivery } }: Bot): Promise<Metrics> {
  const { createMetrics } = await import('./adapters/metrics/metrics.js');
  return createMetrics({
    backlog: () => delivery.backlog(),
    putAsideCount: () => countPutAside(database),
    failing: () => acrossOrganisations('operator', () => countFailing(database)),
    connections: () => database.connections(),
  });
}

/** Loaded where a collector is named alone. */
async function trace(config: Config, log: Logger): Promise<Tracing | null> {
  const settings = tracingConfig.settings(config);
  return settings && (await import('./adapters/tracing/tracing.js')).startTracing(settings, log);
}

function metricsServer({ contentType, text }: Metrics): Express {
  const web = express();
  web.disable('x-powered-by');
  web.get('/metrics', async (_request, response) => void response.type(contentType).send(await text()));
  return web;
}

/** What draws is loaded when somebody looks for the first time. */
const drawLooksOf =
  (typedHere: Bot['typedHere']): LookTools['drawLooks'] =>
  async (card, pictureAt) => {
    const { drawLooks } = await import('./adapters/playground/render/draw-looks.js');
    return drawLooks({ slack: typedHere().card(card, 'slack'), teams: typedHere().card(card, 'teams') }, pictureAt);
  };

interface WebOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Where others reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
  readonly token: string;
}

function webServer(
  { house, platforms, adapters, typedHere, handle }: Bot,
  { config, log, baseUrl, token }: WebOptions,
): Express {
  const {
    database,
    clock,
    keys,
    assistants,
    people,
    delivery,
    customers,
    nps,
    surveys,
    imports,
    links,
    intakes,
    leaving,
    outboxBook,
  } = house;
  const charts = {
    chartOf: (of: string, chartId: string) => inOrganisation(of, () => nps.chartOf(of, chartId)),
    draw: drawPng,
  };
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', config.TRUST_PROXY ?? false);
  const ready = () =>
    askReadiness({
      database: () => database.isAlive(),
      migrated: () => isMigrated(database),
      queue: () => delivery.isAlive(),
    });
  web.use(requests);
  // The machine's clock: the playground's is moved.
  const limit = { clock: systemClock };
  web.use(limitAddresses(createAllowance({ ...limit, name: 'address', perMinute: config.RATE_LIMIT_PER_ADDRESS })));
  const keyAllowance = createAllowance({ ...limit, name: 'key', perMinute: config.RATE_LIMIT_PER_KEY });
  // First: Teams posts to /api/messages, and the web API refuses all of /api that is not its own.
  for (const { routes } of adapters) if (routes) web.use(routes);
  const { pages: notices } = house.notices;
  web.use(publicPages({ clock, log, links, baseUrl, drawQr, surveys: surveys.pages, notices }));
  if (mailConfig.settings(config)) web.use(bounceRoutes(house.takeBounce));
  web.use(trialRoutes({ log, trials: house.trials.pages }));
  const tools = { drawLooks: drawLooksOf(typedHere), renderMail, drawPng };
  web.use(lookFiles(), newsletterRoutes({ clock, log, links, newsletter: house.newsletter.pages, tools }));
  web.use(homeRoutes({ clock, log, links, home: house.home.pages, draw: inlineSvg }));
  const { minutesOf } = callsAcross('signedAddress', house.meetings);
  web.use(minutesRoutes({ clock, log, links: house.links, minutesOf }));
  web.use(exportRoutes({ clock, log, links: house.links, customerFile: leaving.exporting.customerFile }));
  const boards = {
    boardOf: (of: string, surveyId: string) => inOrganisation(of, () => surveys.boardOf(of, surveyId)),
    tableOf: (of: string, surveyId: string) => inOrganisation(of, () => surveys.boardTableOf(of, surveyId)),
    draw: drawBoard,
  };
  web.use(boardRoutes({ clock, log, links, boards }));
  const health = { ready, platforms: platforms.connections, putAsideCount: () => countPutAside(database) };
  web.use(frontPage());
  const platformOf = async (memberId: string) => (await people.address({ kind: 'member', memberId }))?.platform ?? null;
  const mcp = { assistants, baseUrl, typedHere, platformOf };
  const api = {
    database,
    clock,
    log,
    keys,
    keyAllowance,
    handle,
    intakes,
    people,
    customers,
    leaving,
    links,
    charts,
    baseUrl,
  };
  web.use(createWebApi({ ...api, mcp, ...health, description: { versionOf, baseUrl } }));
  web.use(
    hostRoute({
      host: callsAcross(
        'operator',
        createLocalHost({
          ...{ database, clock, keys, intakes, imports, outboxBook, exporting: leaving.exporting },
          doctor: doctorOf(database, clock),
        }),
      ),
      token,
      log,
    }),
  );
  web.use(nothingHere, wentWrong(log));
  return web;
}

interface Runnable extends Doors {
  readonly log: Logger;
  readonly bot: Bot;
  readonly web: Express;
  readonly token: string;
  readonly closeWatches: () => Promise<void>;
}

function runnable({ door, metricsDoor, log, bot, web, token, closeWatches }: Runnable): App {
  const { house, scheduler, platforms } = bot;
  let settling: Promise<void> = Promise.resolve();
  const begin = async () => {
    await house.delivery.start();
    scheduler.start();
  };
  let stopWatching: (() => void)[] = [];
  return {
    async start() {
      stopWatching = [logWork(log)];
      // Sending and receiving both need to know the workspaces, so connecting comes first.
      await platforms.connect();
      await scheduler.prepare();
      const past = platforms.settleIn();
      settling = past ? past.then(begin) : begin();
      if (!past) await settling;
      settling.catch((err: unknown) => log.error({ err }, 'playground story failed'));
      // Nobody waited before: what is loaded and planned once may take longer than a step.
      stopWatching.push(watchLoop(log));
      door.open(web);
      await platforms.start();
      const { url, port } = door;
      house.database.announce({ url: `http://127.0.0.1:${port}`, token });
      log.debug({ url }, 'started');
      const metricsUrl = metricsDoor ? `${metricsDoor.url}/metrics` : null;
      return { url, metricsUrl, settled: settling };
    },
    async stop() {
      const closed = door.close();
      await platforms.stop();
      // Ends a story that is being told where it is.
      await scheduler.stop();
      await settling.catch(() => undefined);
      await scheduler.stop();
      await house.delivery.stop();
      await closed;
      await closeWatches();
      await house.database.close();
      for (const stop of stopWatching) stop();
      log.info('stopped');
    },
  };
}
