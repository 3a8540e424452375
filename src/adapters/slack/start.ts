/** Builds the Slack adapter: what receives, what answers, what sends; app.ts calls it and mounts its routes. */
import { App, type Authorize, type CodedError, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Router } from 'express';
import { describeDefect } from '../../chat/defect.js';
import type { Messenger } from '../../chat/messenger.js';
import { ConfigError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { clientOptions, createClients } from './client.js';
import type { EventHandler, EventHandlers } from './events.js';
import { createHttpReceiver } from './http-receiver.js';
import { type Installations, oneWorkspace } from './installations.js';
import { createKept } from './kept.js';
import { limits } from './limits.js';
import { createMessengerIn } from './messenger.js';
import { createNameLookups } from './name-lookup.js';
import { refusalCode } from './outcome.js';
import { eventEnvelope } from './payloads.js';
import type { SlackDeps } from './ports.js';
import { quietLogger } from './quiet-logger.js';
import { createReceive, listen } from './receive.js';
import { refusalCard } from './refusals.js';
import { renderCard } from './render-card.js';
import { createAnswerReply } from './reply.js';
import { createWhoAndWhere, type WhoAndWhere } from './who-and-where.js';
import { within } from './within.js';
import { createWorkspaceOf, type Workspace, workspaceOf } from './workspace.js';

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
  /** Real milliseconds between two messages in a channel, and until a person sees that work is under way; tests set them. */
  readonly postMs?: number;
  readonly patienceMs?: number;
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
  const webOptions = clientOptions(settings.apiUrl, log);
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
  const socket = settings.appToken === undefined ? null : socketReceiver(settings.appToken, options);
  const receivers: Receiver[] = [http, socket].filter((receiver) => receiver !== null);
  const authorize = createAuthorize(installations, (teamId, installation) =>
    workspaceOf(installation, teamId, clientFor),
  );
  /** Further handlers of events: a file each, a line here. */
  const handlers: readonly EventHandlers[] = [receive.events];
  for (const receiver of receivers) {
    const app = new App({
      receiver,
      authorize,
      logger: quietLogger(log),
      clientOptions: webOptions,
      convoStore: false,
      attachFunctionToken: false,
      extendedErrorHandler: true,
    });
    const onError = async ({ error }: { error: CodedError }): Promise<void> => {
      log.error({ code: error.code, defect: describeDefect(error.original ?? error) }, 'slack listener failed');
      throw error;
    };
    app.error(onError);
    refuseUnknown(app, log);
    listen(app, receive, workspaceIn);
    listenToEvents(app, handlers, whoAndWhere);
    keepTrack(app, busy);
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

function socketReceiver(appToken: string, { settings, log }: SlackOptions): SocketModeReceiver {
  // Its client alone may try again: it opens connections and posts nothing.
  const { retryConfig: _, rejectRateLimitedCalls: __, ...clientSettings } = clientOptions(settings.apiUrl, log);
  return new SocketModeReceiver({
    appToken,
    logger: quietLogger(log),
    installerOptions: { clientOptions: clientSettings },
    // Not acknowledged: Slack sends it again.
    async processEventErrorHandler({ error }) {
      log.error({ defect: describeDefect(error) }, 'slack request failed');
      return false;
    },
  });
}

/** Only Socket Mode asks Slack for anything when it starts. */
function explainStart(error: unknown): never {
  const code = refusalCode(error);
  if (code === null) throw error;
  throw new ConfigError([
    `SLACK_APP_TOKEN: Slack does not take it (${code}); make one with connections:write in Basic Information, and switch Socket Mode on`,
  ]);
}

/** What Bolt hands on from `authorize` to the listeners. */
interface Authorised {
  readonly workspace?: Workspace;
}

const workspaceIn = (context: object): Workspace | null => (context as Authorised).workspace ?? null;

/** Never throws for a workspace that is not connected: Bolt would acknowledge in silence, and people wonder. */
function createAuthorize(
  installations: Installations,
  workspaceFor: (
    teamId: string,
    installation: NonNullable<Awaited<ReturnType<Installations['tokenFor']>>>,
  ) => Workspace,
): Authorize<boolean> {
  return async ({ teamId = null, enterpriseId = null, isEnterpriseInstall }) => {
    const installation = await installations.tokenFor({
      teamId: teamId ?? null,
      enterpriseId: enterpriseId ?? null,
      isEnterpriseInstall,
    });
    const externalId = teamId ?? installation?.teamId ?? installation?.enterpriseId ?? null;
    if (!installation || externalId === null) return {};
    const { botToken, botUserId, botId } = installation;
    return { botToken, botUserId, ...(botId && { botId }), workspace: workspaceFor(externalId, installation) };
  };
}

/** `app_uninstalled` and `tokens_revoked` come when there is no token any more; their handlers want them all the same. */
const farewells: ReadonlySet<string> = new Set(['app_uninstalled', 'tokens_revoked']);

function refuseUnknown(app: App, log: Logger): void {
  app.use(async ({ context, body, next, ...args }) => {
    const { event, command } = body as { event?: { type?: string }; command?: unknown };
    if (workspaceIn(context) || (event?.type !== undefined && farewells.has(event.type))) return next();
    log.warn({ teamId: context.teamId, enterpriseId: context.enterpriseId }, 'slack workspace refused');
    const ack = 'ack' in args ? (args.ack as ((content?: unknown) => Promise<void>) | undefined) : undefined;
    const { text, blocks } = renderCard(refusalCard('unknownWorkspace'), { externalId: () => undefined });
    await ack?.(command === undefined ? undefined : { response_type: 'ephemeral', text, blocks });
  });
}

/** Slack tells an event again when it did not hear in time that it was done; a day's worth of ids is not needed for that. */
const rememberedEvents = 5_000;

function listenToEvents(app: App, handlers: readonly EventHandlers[], whoAndWhere: WhoAndWhere): void {
  const done = createKept<true>(rememberedEvents);
  app.event(/^/, async ({ body, context }) => {
    const told = eventEnvelope.safeParse(body);
    if (!told.success) return;
    const { event, event_id: eventId } = told.data;
    const { teamId = null, enterpriseId = null } = context;
    if (eventId !== '' && done.get(eventId)) return;
    done.set(eventId, true);
    const takers: EventHandler[] = handlers.flatMap((each) => each[event.type] ?? []);
    const about = { event, eventId, workspace: workspaceIn(context), teamId, enterpriseId };
    try {
      await Promise.all(takers.map((take) => take(about, whoAndWhere)));
    } catch (error) {
      done.delete(eventId);
      throw error;
    }
  });
}

/** So that stopping can wait for what is being answered. */
function keepTrack(app: App, busy: Set<Promise<void>>): void {
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => {
    const work = process(event).finally(() => busy.delete(work));
    busy.add(work);
    return work;
  };
}
