/** The workspace in which something happens, with the means to act there: what handlers of everything get. */
import type { WebClient } from '@slack/web-api';
import type { ClientFor } from '../send/client.js';
import type { Installation, Installations } from './installations.js';

/** A Slack workspace with what is needed to act in it. */
export interface Workspace {
  /** The team id, by which the room people knows the workspace. */
  readonly teamId: string;
  readonly enterpriseId: string | null;
  readonly name: string;
  readonly botUserId: string;
  readonly botId: string | null;
  /** Who installed the app by OAuth: an admin here whatever they are in Slack. */
  readonly installerId: string | null;
  /** The token acts in every workspace of an Enterprise Grid: calls must say in which. */
  readonly isOrgWide: boolean;
  /** Speaks with the bot's token. One attempt a call, and a deadline on each. */
  readonly client: WebClient;
}

/** The workspace of a team id; null: the bot is not installed there. */
export type WorkspaceOf = (teamId: string) => Promise<Workspace | null>;

/** The workspace of an installation. */
export function workspaceOf(installation: Installation, teamId: string, clientFor: ClientFor): Workspace {
  const { enterpriseId, name, botUserId, botId, botToken, installerId = null } = installation;
  return {
    teamId,
    enterpriseId,
    name,
    botUserId,
    botId,
    installerId,
    isOrgWide: installation.teamId === null,
    client: clientFor(botToken),
  };
}

/** For what the bot starts itself: nothing is known but the team. */
export function createWorkspaceOf(installations: Installations, clientFor: ClientFor): WorkspaceOf {
  return async (teamId) => {
    const installation = await installations.tokenFor({ teamId, enterpriseId: null, isEnterpriseInstall: false });
    return installation && workspaceOf(installation, teamId, clientFor);
  };
}
