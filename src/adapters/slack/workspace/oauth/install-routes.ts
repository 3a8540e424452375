/**
 * `/slack/install` and `/slack/oauth_redirect`: whoever administers a workspace installs the app in a browser. Slack's
 * own package leads through OAuth; states are kept in the database, tokens go to many-workspaces.ts. start.ts mounts it.
 */
import { randomBytes } from 'node:crypto';
import { ErrorCode, type Installation, InstallProvider, type InstallURLOptions } from '@slack/oauth';
import type { WebClientOptions } from '@slack/web-api';
import express, { type ErrorRequestHandler, type Response, type Router } from 'express';
import type { Clock } from '../../../../kernel/clock.js';
import { ExpectedError } from '../../../../kernel/errors.js';
import type { Logger } from '../../../../kernel/logger.js';
import type { Database } from '../../../../storage/database.js';
import { inReadersLanguage } from '../../../http/readers-language.js';
import { answerLater } from '../../../http/whose-fault.js';
import { quietLogger } from '../../send/quiet-logger.js';
import { botScopes } from '../scopes.js';
import type { ManyWorkspaces } from './many-workspaces.js';
import { saveState, takeState } from './store.js';
import { type Page, pages, renderPage } from './words.js';

export interface InstallRoutesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly webOptions: WebClientOptions;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly workspaces: Pick<ManyWorkspaces, 'install'>;
  /** A workspace was installed: its people are learned. */
  installed(teamId: string | null): unknown;
}

export const installPath = '/slack/install';
export const redirectPath = '/slack/oauth_redirect';
const stateSeconds = 600;
const invitationShape = /^[\w-]{20,80}$/;

export function installRoutes(deps: InstallRoutesDeps): Router {
  const { log, publicUrl, webOptions, clientId, clientSecret } = deps;
  const redirectUri = `${publicUrl}${redirectPath}`;
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateStore: stateStore(deps),
    stateCookieExpirationSeconds: stateSeconds,
    installationStore: nothingKept,
    directInstall: true,
    clientOptions: webOptions,
    logger: quietLogger(log),
  });
  const routes = express.Router();
  routes.use([installPath, redirectPath], inReadersLanguage);
  routes.get(installPath, async (request, response) => {
    const join = request.query.join;
    if (join !== undefined && (typeof join !== 'string' || !invitationShape.test(join))) {
      return show(response, pages.badInvitation());
    }
    // An invitation in the address is nobody else's business.
    response.set('Referrer-Policy', 'no-referrer');
    const options: InstallURLOptions = { scopes: [...botScopes], redirectUri, ...(join && { metadata: join }) };
    await provider.handleInstallPath(request, response, {}, options);
  });
  routes.get(redirectPath, async (request, response) => {
    await provider.handleCallback(request, response, {
      afterInstallation: async (installation) => {
        await finish(deps, installation, response);
        return false;
      },
      failureAsync: async (error) => show(response, pageOfFailure(error, log)),
    });
  });
  routes.use([installPath, redirectPath], answerErrors(log));
  return routes;
}

/** Express would show the browser our stack. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response: Response, next) => {
    log.error({ err: error }, 'slack installation failed');
    if (response.headersSent) return next(error);
    show(response, pages.notNow());
  };
}

async function finish(deps: InstallRoutesDeps, installation: Installation, response: Response): Promise<void> {
  try {
    const { teamId, name } = await deps.workspaces.install(installation, installation.metadata ?? null);
    deps.installed(teamId);
    const app = new URLSearchParams({ ...(teamId && { team: teamId }), id: installation.appId ?? '' });
    show(response, pages.installed(name, `https://slack.com/app_redirect?${app}`));
  } catch (error) {
    if (error instanceof ExpectedError) return show(response, pages.refused(error.message));
    deps.log.error({ err: error }, 'slack installation failed');
    show(response, pages.failed());
  }
}

function pageOfFailure(error: { readonly code?: string; readonly message: string }, log: Logger): Page {
  // What the package says may hold what came in the address.
  log.warn({ code: error.code }, 'slack installation not finished');
  if (error.code === ErrorCode.AuthorizationError) return pages.cancelled();
  const isStale = [ErrorCode.InvalidStateError, ErrorCode.MissingStateError, ErrorCode.MissingCodeError];
  return isStale.some((code) => code === error.code) ? pages.stale() : pages.failed();
}

function stateStore({ database, clock }: InstallRoutesDeps) {
  return {
    async generateStateParam(options: InstallURLOptions): Promise<string> {
      const state = randomBytes(32).toString('base64url');
      const now = clock.now();
      await saveState(database, { state, options, expiresAt: new Date(now.getTime() + stateSeconds * 1_000) }, now);
      return state;
    },
    async verifyStateParam(_: Date, state: string): Promise<InstallURLOptions> {
      const options = await takeState(database, state, clock.now());
      if (options === null) throw Object.assign(new Error('unknown state'), { code: ErrorCode.InvalidStateError });
      return options as InstallURLOptions;
    },
  };
}

/** `afterInstallation` ends the package's part: what it would store is stored by us, with the answer to the browser. */
const nothingKept = {
  storeInstallation: () => Promise.reject(new Error('unused')),
  fetchInstallation: () => Promise.reject(new Error('unused')),
};

function show(response: Response, page: Page): void {
  answerLater(response, page.status)
    .set({
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    })
    .type('html')
    .send(renderPage(page));
}
