/** One Bolt app for each way in, with what all of its listeners need: who is asked for tokens, who is refused, what is logged. */
import { type AnyMiddlewareArgs, App, type Authorize, type CodedError, type Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Logger } from '../../../kernel/logger.js';
import { NotYet } from '../../platform/once-only.js';
import { renderCard } from '../render/render-card.js';
import { notConnectedCard } from '../reply/refusals.js';
import { quietLogger } from '../send/quiet-logger.js';
import type { Installation, Installations } from '../workspace/installations.js';
import type { Workspace } from '../workspace/workspace.js';

export interface BoltAppDeps {
  readonly receiver: Receiver;
  readonly authorize: Authorize<boolean>;
  readonly clientOptions: WebClientOptions;
  readonly log: Logger;
}

/** Bolt's app on one of our receivers. */
export function createBoltApp({ receiver, authorize, clientOptions, log }: BoltAppDeps): App {
  const app = new App({
    receiver,
    authorize,
    logger: quietLogger(log),
    clientOptions,
    convoStore: false,
    attachFunctionToken: false,
    extendedErrorHandler: true,
  });
  const onError = async ({ error }: { error: CodedError }): Promise<void> => {
    if (error.original instanceof NotYet) throw error;
    log.error({ code: error.code, err: error.original ?? error }, 'slack listener failed');
    throw error;
  };
  app.error(onError);
  refuseUnknown(app, log);
  return app;
}

/** What Bolt hands on from `authorize` to the listeners. */
interface Authorised {
  readonly workspace?: Workspace;
}

export const workspaceIn = (context: object): Workspace | null => (context as Authorised).workspace ?? null;

/** Never throws for a workspace that is not connected: Bolt would acknowledge in silence, and people wonder. */
export function createAuthorize(
  installations: Installations,
  workspaceFor: (teamId: string, installation: Installation) => Workspace,
): Authorize<boolean> {
  return async ({ teamId: received = null, enterpriseId = null, isEnterpriseInstall }, body) => {
    const home = isEnterpriseInstall && enterpriseId && body && received === homeAlone(body) ? received : null;
    const teamId = home && enterpriseId ? await installations.teamInGrid(enterpriseId, home) : received;
    const installation = await installations.tokenFor({
      teamId: teamId ?? null,
      enterpriseId: enterpriseId ?? null,
      isEnterpriseInstall,
    });
    const externalId = teamId ?? installation?.teamId ?? installation?.enterpriseId ?? null;
    if (!installation || externalId === null) return {};
    const { botUserId, botId } = installation;
    // No token: Bolt would keep a client for each for ever, and one that is renewed twice a day leaves many behind.
    return { botUserId, ...(botId && { botId }), workspace: workspaceFor(externalId, installation) };
  };
}

/**
 * The team of the person who pressed, where Slack names no other: in a channel shared with another company it is that
 * company's, and not where the app is installed. null: Slack says where it happened.
 */
function homeAlone(body: AnyMiddlewareArgs['body']): string | null {
  const { team, user, view } = body as Partial<Record<string, { team_id?: string; app_installed_team_id?: string }>>;
  return team || view?.app_installed_team_id ? null : (user?.team_id ?? null);
}

/** `app_uninstalled` and `tokens_revoked` come when there is no token any more; their handlers want them all the same. */
const farewells: ReadonlySet<string> = new Set(['app_uninstalled', 'tokens_revoked']);

function refuseUnknown(app: App, log: Logger): void {
  app.use(async ({ context, body, next, ...args }) => {
    const { event, command } = body as { event?: { type?: string }; command?: unknown };
    if (workspaceIn(context) || (event?.type !== undefined && farewells.has(event.type))) return next();
    log.warn({ teamId: context.teamId, enterpriseId: context.enterpriseId }, 'slack workspace refused');
    const ack = 'ack' in args ? (args.ack as ((content?: unknown) => Promise<void>) | undefined) : undefined;
    const { text, blocks } = renderCard(notConnectedCard(), { externalId: () => undefined });
    const answer = { response_type: 'ephemeral', text, blocks } as const;
    await ack?.(command === undefined ? undefined : answer);
    // A press is answered where Slack says that it may be; there is no token for anything else.
    if (command !== undefined || !('respond' in args) || !args.respond) return;
    await args.respond({ ...answer, replace_original: false }).catch((error: unknown) => {
      log.info({ err: error }, 'slack press in an unknown workspace not answered');
    });
  });
}
