/** Builds the Slack adapter: what receives, what answers, what sends; app.ts calls it and mounts its routes. */
import type { Receiver } from '@slack/bolt';
import type { Router } from 'express';
import type { Messenger } from '../../chat/messenger.js';
import { createAuthorize, createBoltApp } from './bolt-app.js';
import { clientOptions, createClients } from './client.js';
import type { EventHandlers } from './events.js';
import { createHttpReceiver } from './http-receiver.js';
import { oneWorkspace } from './installations.js';
import { limits } from './limits.js';
import { listen, listenToEvents } from './listen.js';
import { createMessengerIn } from './messenger.js';
import { createNameLookups } from './name-lookup.js';
import type { SlackDeps } from './ports.js';
import { createReceive } from './receive.js';
import { createAnswerReply } from './reply.js';
import { createSocketReceiver, explainStart } from './socket-receiver.js';
import { createWhoAndWhere } from './who-and-where.js';
import { within } from './within.js';
import { createWorkspaceOf, workspaceOf } from './workspace.js';

export type { SlackDeps, SlackPeople } from './ports.js';

/** As the environment sets it. */
export interface SlackSettings {
  readonly botToken: string;
  /** Requests are taken at POST /slack/events. Absent: by Socket Mode alone. */
  readonly signingSecret?: string;
  /** Opens Socket Mode. */
  readonly appToken?: string;
  /** Default: Slack's own. */
  readonly apiUrl?: string;
}

export interface SlackOptions extends SlackDeps {
  readonly settings: SlackSettings;
  /** Real milliseconds between two messages in a channel, until a person sees that work is under way, and for one call; tests set them. */
  readonly postMs?: number;
  readonly patienceMs?: number;
  readonly callMs?: number;
}

export interface Slack {
  /** null: nothing comes by HTTP. */
  readonly routes: Router | null;
  /** null: the workspace is not connected (any more). */
  messengerIn(teamId: string): Promise<Messenger | null>;
  /** Learns whose the token is; before anything is sent or received. Throws ConfigError when Slack does not take it. */
  connect(): Promise<void>;
  /** Begins to receive. */
  start(): Promise<void>;
  /** Kept when nothing is being answered any more. */
  settled(): Promise<void>;
  /** Takes nothing new, and waits for what is being answered. */
  stop(): Promise<void>;
}

export function createSlack(options: SlackOptions): Slack {
  const { settings, clock, log, people } = options;
  const webOptions = clientOptions(settings.apiUrl, log, options.callMs);
  const clientFor = createClients(webOptions);
  const installations = oneWorkspace({ botToken: settings.botToken, clientFor, people, log });
  const lookups = createNameLookups(people);
  const whoAndWhere = createWhoAndWhere(people);
  const answerReply = createAnswerReply({ lookups, log, patienceMs: options.patienceMs });
  const receive = createReceive({ handle: options.handle, log, whoAndWhere, answerReply });
  const busy = new Set<Promise<void>>();
  const http =
    settings.signingSecret === undefined
      ? null
      : createHttpReceiver({ signingSecret: settings.signingSecret, clock, log });
  const socket =
    settings.appToken === undefined
      ? null
      : createSocketReceiver(settings.appToken, clientOptions(settings.apiUrl, log), log);
  const receivers: Receiver[] = [http, socket].filter((receiver) => receiver !== null);
  const authorize = createAuthorize(installations, (teamId, installation) =>
    workspaceOf(installation, teamId, clientFor),
  );
  /** Further handlers of events: a file each, a line here. */
  const handlers: readonly EventHandlers[] = [receive.events];
  for (const receiver of receivers) {
    const app = createBoltApp({ receiver, authorize, clientOptions: webOptions, log, busy });
    listen(app, receive);
    listenToEvents(app, handlers, whoAndWhere);
  }
  const settled = async () => {
    while (busy.size > 0) await Promise.allSettled([...busy]);
  };
  return {
    routes: http?.routes ?? null,
    messengerIn: createMessengerIn({
      people,
      lookups,
      log,
      workspaceOf: createWorkspaceOf(installations, clientFor),
      postMs: options.postMs,
    }),
    connect: () => installations.start(),
    async start() {
      for (const receiver of receivers) await receiver.start().catch(explainStart);
    },
    settled,
    async stop() {
      await within(settled(), limits.stopMs);
      // The receiver's own stop() does not wait for the socket to close.
      if (socket) await within(socket.client.disconnect(), limits.stopMs);
    },
  };
}
