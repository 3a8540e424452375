/** Builds the Slack adapter: what receives, what answers, what sends; app.ts calls it and mounts its routes. */

import type { Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { WebClient } from '@slack/web-api';
import express, { type Router } from 'express';
import { describeDefect } from '../../chat/defect.js';
import type { Directory } from '../../chat/directory.js';
import type { Messenger } from '../../chat/messenger.js';
import { within } from '../platform/deadline.js';
import { createNameLookups } from '../platform/name-lookup.js';
import { createDoneOnce } from '../platform/once-only.js';
import { createPatience } from '../platform/patience.js';
import { type Pause, realPause } from '../platform/pause.js';
import { createReplays } from '../platform/replays.js';
import { createWhoAndWhere } from '../platform/who-and-where.js';
import { limits } from './limits.js';
import { createDirectory } from './people/directory.js';
import type { SlackDeps } from './ports.js';
import { createHandOn } from './receive/acknowledge.js';
import { createAuthorize, createBoltApp } from './receive/bolt-app.js';
import { createFurther } from './receive/event-handlers.js';
import type { EventHandlers } from './receive/events.js';
import { createHttpReceiver } from './receive/http-receiver.js';
import { listen, listenToEvents } from './receive/listen.js';
import { createReceive } from './receive/receive.js';
import { createSocketReceiver } from './receive/socket-receiver.js';
import { type AnswerReply, createAnswerReply } from './reply/reply.js';
import { type ClientFor, clientOptions, createClients } from './send/client.js';
import { createMessengerIn } from './send/messenger.js';
import { createConnecting } from './workspace/connecting.js';
import { oneWorkspace } from './workspace/installations.js';
import { installPath, installRoutes } from './workspace/oauth/install-routes.js';
import { type ManyWorkspaces, manyWorkspaces } from './workspace/oauth/many-workspaces.js';
import { createTokenSeal } from './workspace/oauth/token-seal.js';
import { createWorkspaceOf, workspaceOf } from './workspace/workspace.js';

export { slackDeedsSweep } from '../platform/once-only-store.js';
export type { SlackDeps, SlackPeople } from './ports.js';

/** As the environment sets it. */
export interface SlackSettings {
  /** Of the one workspace. Absent: many, by OAuth. */
  readonly botToken?: string;
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** base64 of 32 bytes each, with commas between: the first seals tokens, all open them. */
    readonly tokenKeys: string;
    /** Without a slash at its end. */
    readonly publicUrl: string;
  };
  /** Requests are taken at POST /slack/events. Absent: by Socket Mode alone. */
  readonly signingSecret?: string;
  /** Opens Socket Mode. */
  readonly appToken?: string;
  /** Default: Slack's own. */
  readonly apiUrl?: string;
}

export interface SlackOptions extends SlackDeps {
  readonly settings: SlackSettings;
  /** Real milliseconds between two messages in a channel, until a person sees that work is under way, until everything is acknowledged, and for one call; tests set them. */
  readonly postMs?: number;
  readonly patienceMs?: number;
  readonly ackMs?: number;
  readonly callMs?: number;
  /** Waits in the background; and the chance in how long. Tests set them. */
  readonly pause?: Pause;
  readonly chance?: () => number;
}

export interface Slack {
  /** null: nothing comes by HTTP. */
  readonly routes: Router | null;
  /** null: the workspace is not connected (any more). */
  messengerIn(teamId: string): Promise<Messenger | null>;
  /** Who is in its channels; null: the workspace is not connected (any more). */
  directoryIn(teamId: string): Promise<Directory | null>;
  /**
   * Learns whose the token is; before anything is sent or received. Throws ConfigError when Slack does not take it.
   * Where Slack is away it is tried on.
   */
  connect(): Promise<void>;
  /** Begins to receive, now or when Slack is there. */
  start(): Promise<void>;
  isConnected(): boolean;
  /** Kept when nothing is being answered any more. */
  settled(): Promise<void>;
  /** Takes nothing new, waits for what is being answered, and closes. */
  stop(): Promise<void>;
}

export function createSlack(options: SlackOptions): Slack {
  const { settings, clock, log, people, pause = realPause } = options;
  const webOptions = clientOptions(settings.apiUrl, log, options.callMs);
  const clientFor = createClients(webOptions);
  const many = manyOf(options, { webOptions, clientFor, met: (teamId) => readAll(teamId) });
  const installations = many ?? oneWorkspace({ botToken: settings.botToken ?? '', clientFor, people, log });
  const lookups = createNameLookups(people);
  const whoAndWhere = createWhoAndWhere(people);
  const answerReply = createAnswerReply({ lookups, log, patienceMs: options.patienceMs });
  const busy = new Set<Promise<void>>();
  const stopped = new AbortController();
  const patience = createPatience(pause, stopped.signal);
  const findWorkspace = createWorkspaceOf(installations, clientFor);
  const further = createFurther({ ...options, workspaceOf: findWorkspace, lookups, answerReply, patience });
  const refreshed: AnswerReply = async (work, ways) => {
    await answerReply(work, ways);
    await further?.home.refresh(ways.workspace, ways.userId, whoAndWhere);
  };
  const doneOnce = createDoneOnce({ database: options.house?.database, clock, log });
  const receive = createReceive({ handle: options.handle, log, whoAndWhere, answerReply: refreshed, doneOnce });
  const readAll = (teamId: string) => {
    const work: Promise<void> = Promise.all([options.house?.connected?.(), further?.sync.readAll(teamId)])
      .then(() => undefined)
      .catch((error: unknown) => log.warn({ teamId, defect: describeDefect(error) }, 'slack directory not read'))
      .finally(() => busy.delete(work));
    busy.add(work);
  };
  const readEvery = async () => {
    for (const teamId of await installations.teamIds()) readAll(teamId);
  };
  // Whoever installs a whole Grid (again) brings back all of its workspaces.
  const installed = (teamId: string | null) => (teamId === null ? readEvery() : readAll(teamId));
  const install = many && installRoutesOf(options, { webOptions, many, installed });
  const handing = { log, busy, ackMs: options.ackMs ?? limits.ackMs };
  const replays = options.house ? createReplays({ database: options.house.database, clock, log, pause }) : null;
  const http =
    settings.signingSecret === undefined
      ? null
      : createHttpReceiver({
          signingSecret: settings.signingSecret,
          clock,
          log,
          handOn: createHandOn(handing),
          replays,
        });
  const socket =
    settings.appToken === undefined
      ? null
      : createSocketReceiver({
          appToken: settings.appToken,
          options: clientOptions(settings.apiUrl, log),
          clock,
          log,
          handOn: createHandOn(handing),
          pause,
          chance: options.chance ?? Math.random,
        });
  const receivers: Receiver[] = [http, socket].filter((receiver) => receiver !== null);
  const authorize = createAuthorize(installations, (teamId, installation) =>
    workspaceOf(installation, teamId, clientFor),
  );
  /** Further handlers of events: a file each, a line here. */
  const handlers: readonly EventHandlers[] = [receive.events, ...(further?.handlers ?? [])];
  for (const receiver of receivers) {
    const app = createBoltApp({ receiver, authorize, clientOptions: webOptions, log });
    listen(app, receive);
    listenToEvents(app, { handlers, whoAndWhere, doneOnce });
  }
  const open = async () => {
    for (const receiver of receivers) await receiver.start();
    await readEvery();
  };
  const settled = async () => {
    while (busy.size > 0) await Promise.allSettled([...busy]);
  };
  return {
    routes: routesOf([http?.routes, install]),
    async directoryIn(teamId) {
      const at = await findWorkspace(teamId);
      return at && further ? createDirectory(at, further.sync, patience) : null;
    },
    messengerIn: createMessengerIn({
      people,
      lookups,
      log,
      workspaceOf: findWorkspace,
      postMs: options.postMs,
    }),
    ...createConnecting({ reach: () => installations.start(), open, pause, stopped: stopped.signal, log }),
    settled,
    async stop() {
      stopped.abort();
      for (const receiver of receivers) await receiver.stop();
      await within(settled(), limits.stopMs);
      await replays?.stop();
      await socket?.closed();
    },
  };
}

interface ManyParts {
  readonly webOptions: WebClientOptions;
  readonly clientFor: ClientFor;
  readonly met: (teamId: string) => void;
}

/** null: one workspace alone. */
function manyOf(options: SlackOptions, parts: ManyParts): ManyWorkspaces | null {
  const { settings, clock, log, people, house, pause = realPause } = options;
  const { oauth } = settings;
  if (!oauth || !house) return null;
  const { clientId, clientSecret, tokenKeys, publicUrl } = oauth;
  return manyWorkspaces({
    database: house.database,
    clock,
    log,
    people,
    clientFor: parts.clientFor,
    met: parts.met,
    web: new WebClient(undefined, parts.webOptions),
    seal: createTokenSeal(tokenKeys),
    clientId,
    clientSecret,
    pause,
    installUrl: `${publicUrl}${installPath}`,
  });
}

interface InstallParts {
  readonly webOptions: WebClientOptions;
  readonly many: ManyWorkspaces;
  /** In the background. */
  readonly installed: (teamId: string | null) => unknown;
}

function installRoutesOf({ settings, clock, log, house }: SlackOptions, parts: InstallParts): Router | null {
  if (!settings.oauth || !house) return null;
  return installRoutes({
    ...settings.oauth,
    database: house.database,
    clock,
    log,
    webOptions: parts.webOptions,
    workspaces: parts.many,
    installed: parts.installed,
  });
}

function routesOf(all: readonly (Router | null | undefined)[]): Router | null {
  const given = all.filter((each) => each != null);
  if (given.length === 0) return null;
  const routes = express.Router();
  for (const each of given) routes.use(each);
  return routes;
}
