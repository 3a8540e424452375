/** Where the tokens come from: one workspace's from the environment, or those of all that install the app by OAuth. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Router } from 'express';
import { createSeal } from '../../../../kernel/seal.js';
import type { Pause } from '../../../platform/pause.js';
import type { PlatformDeps } from '../../../platform/platform-deps.js';
import type { ClientFor } from '../../send/client.js';
import type { SlackSettings } from '../../settings.js';
import { type Installations, oneWorkspace } from '../installations.js';
import { installPath, installRoutes } from './install-routes.js';
import { manyWorkspaces } from './many-workspaces.js';

export interface InstallingDeps extends PlatformDeps {
  readonly settings: SlackSettings;
  readonly webOptions: WebClientOptions;
  readonly clientFor: ClientFor;
  readonly pause: Pause;
  /** A workspace of a Grid was heard of for the first time. */
  met(teamId: string): void;
  /** A workspace was installed; null: a whole Grid. */
  installed(teamId: string | null): unknown;
}

export interface Installing {
  readonly installations: Installations;
  /** Where the app is installed in a browser; null: one workspace alone. */
  readonly routes: Router | null;
  installLink(invitation: string): string | null;
}

/** The way of installing that the settings ask for: one workspace, or many by OAuth. */
export function createInstalling(deps: InstallingDeps): Installing {
  const { settings, webOptions } = deps;
  const { oauth, botToken = '' } = settings;
  if (!oauth) return { installations: oneWorkspace({ ...deps, botToken }), routes: null, installLink: () => null };
  const installUrl = `${oauth.publicUrl}${installPath}`;
  const seal = createSeal(oauth.tokenKeys);
  const workspaces = manyWorkspaces({ ...deps, ...oauth, web: new WebClient(undefined, webOptions), seal, installUrl });
  return {
    installations: workspaces,
    routes: installRoutes({ ...deps, ...oauth, workspaces }),
    installLink: (invitation) => `${installUrl}?join=${invitation}`,
  };
}
