/** Builds the Slack adapter: what receives, what answers, what sends. app.ts puts it into its list of platforms. */
import type { Receiver } from '@slack/bolt';
import { withDeadline } from '../../kernel/deadline.js';
import { createNameLookups } from '../platform/name-lookup.js';
import { createOnceOnly } from '../platform/once-only.js';
import { createPatience } from '../platform/patience.js';
import { type Pause, realPause } from '../platform/pause.js';
import type { PlatformAdapter, PlatformFactory } from '../platform/platform-adapter.js';
import type { PlatformDeps } from '../platform/platform-deps.js';
import { createReplays } from '../platform/replays.js';
import { limits } from './limits.js';
import { createDirectory } from './people/directory.js';
import { createDirectoryReading } from './people/read-directories.js';
import { createSlackWhoAndWhere } from './people/who-and-where.js';
import { createAcknowledger } from './receive/acknowledger.js';
import { createAuthorize, createBoltApp } from './receive/bolt-app.js';
import { createSharedNotice } from './receive/channel-events.js';
import { createEventHandlers } from './receive/event-handlers.js';
import { createHttpReceiver } from './receive/http-receiver.js';
import { listen, listenToEvents } from './receive/listen.js';
import { createReceive } from './receive/receive.js';
import { createSocketReceiver } from './receive/socket-receiver.js';
import { type AnswerReply, createAnswerReply } from './reply/reply.js';
import { clientOptions, createClients } from './send/client.js';
import { createMessengerIn } from './send/messenger.js';
import { failureOf } from './send/outcome.js';
import type { SlackSettings } from './settings.js';
import { createConnecting } from './workspace/connecting.js';
import { joinRoutes } from './workspace/join-routes.js';
import { createInstalling } from './workspace/oauth/installing.js';
import { createWorkspaceOf, workspaceOf } from './workspace/workspace.js';

/** Real milliseconds and waits that tests set; in the bot all are absent. */
export interface SlackTuning {
  /** Between two messages in a channel. */
  readonly postMs?: number;
  /** Until a person sees that work is under way. */
  readonly patienceMs?: number;
  /** Until everything is acknowledged. */
  readonly ackMs?: number;
  /** For one call of the Web API. */
  readonly callMs?: number;
  /** Waits in the background. */
  readonly pause?: Pause;
  /** From 0 to 1: how long before the socket is opened again. */
  readonly chance?: () => number;
}

export interface SlackOptions extends PlatformDeps, SlackTuning {
  readonly settings: SlackSettings;
}

export const slackPlatform =
  (settings: SlackSettings, tuning: SlackTuning = {}): PlatformFactory =>
  (deps) =>
    createSlack({ ...deps, ...tuning, settings });

function createSlack(options: SlackOptions): PlatformAdapter {
  const { settings, database, clock, log, people, pause = realPause } = options;
  const webOptions = clientOptions(settings.apiUrl, log, options.callMs);
  const clientFor = createClients(webOptions);
  const busy = new Set<Promise<void>>();
  const stopped = new AbortController();
  const shared = { ...options, pause, webOptions, clientFor };
  const {
    installations,
    routes: installRoutes,
    installLink,
  } = createInstalling({
    ...shared,
    met: (teamId) => readAll(teamId),
    // Whoever installs a whole Grid (again) brings back all of its workspaces.
    installed: (teamId) => (teamId === null ? readEvery() : readAll(teamId)),
  });
  const lookups = createNameLookups('slack', people);
  const whoAndWhere = createSlackWhoAndWhere(people);
  const answerReply = createAnswerReply({ lookups, log, patienceMs: options.patienceMs });
  const patience = createPatience({ pause, stopped: stopped.signal, failureOf });
  const findWorkspace = createWorkspaceOf(installations, clientFor);
  const onceOnly = createOnceOnly({ platform: 'slack', database, clock, log });
  const { handlers, home, sync } = createEventHandlers({
    ...options,
    workspaceOf: findWorkspace,
    lookups,
    answerReply,
    patience,
    // Without OAuth that was the only workspace: Slack has nobody for us any more.
    removed: () => settings.oauth ?? connecting.lost(),
  });
  const refreshed: AnswerReply = async (work, routes) => {
    await answerReply(work, routes);
    await home.refresh(routes.workspace, routes.userId, whoAndWhere);
  };
  const receive = createReceive({ ...options, whoAndWhere, answerReply: refreshed, onceOnly });

  const directories = createDirectoryReading({
    async readOne(teamId) {
      await sync.readAll(teamId);
      await installations.hearScopes(teamId);
    },
    ...{ busy, stopped: stopped.signal, log },
  });

  function connected(teamIds: readonly string[]): void {
    const retried: Promise<void> = options
      .connected()
      .catch((error: unknown) => log.warn({ err: error }, 'slack messages not tried again'))
      .finally(() => busy.delete(retried));
    busy.add(retried);
    directories.read(teamIds);
  }
  const readAll = (teamId: string) => connected([teamId]);
  const readEvery = async () => connected(await installations.teamIds());

  const acknowledger = () => createAcknowledger({ log, busy, ackMs: options.ackMs ?? limits.ackMs });
  const acceptedMs = limits.requestAgeSeconds * 1_000;
  const replays = createReplays({ platform: 'slack', database, clock, log, pause, acceptedMs });
  const { signingSecret, appToken } = settings;
  const http = signingSecret
    ? createHttpReceiver({ signingSecret, clock, log, acknowledger: acknowledger(), replays })
    : null;
  const socket = appToken
    ? createSocketReceiver({
        appToken,
        options: clientOptions(settings.apiUrl, log),
        clock,
        log,
        acknowledger: acknowledger(),
        pause,
        chance: options.chance ?? Math.random,
      })
    : null;
  const receivers: Receiver[] = [http, socket].filter((receiver) => receiver !== null);
  const authorize = createAuthorize(installations, (teamId, found) => workspaceOf(found, teamId, clientFor));
  const isShared = createSharedNotice(people);
  for (const receiver of receivers) {
    const app = createBoltApp({ receiver, authorize, clientOptions: webOptions, log });
    listen(app, receive);
    listenToEvents(app, { handlers: [receive.events, ...handlers], whoAndWhere, onceOnly, isShared });
  }
  const connecting = createConnecting({
    reach: () => installations.start(),
    async open() {
      for (const receiver of receivers) await receiver.start();
    },
    isOpen: () => socket?.isOpen() ?? true,
    connected: readEvery,
    pause,
    stopped: stopped.signal,
    log,
  });
  const settled = async () => {
    while (busy.size > 0) await Promise.allSettled([...busy]);
  };
  return {
    platform: 'slack',
    routes: joinRoutes([http?.routes, installRoutes]),
    installLink,
    async directoryIn(teamId) {
      const at = await findWorkspace(teamId);
      return at && createDirectory(at, sync, patience);
    },
    messengerIn: createMessengerIn({ people, lookups, log, workspaceOf: findWorkspace, postMs: options.postMs }),
    connect: connecting.connect,
    start: connecting.start,
    isConnected: connecting.isConnected,
    settled,
    async stop() {
      stopped.abort();
      for (const receiver of receivers) await receiver.stop();
      await withDeadline(settled(), limits.stopMs);
      await replays.stop();
      await socket?.closed();
    },
  };
}
