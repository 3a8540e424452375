/**
 * Where tokens come from: one workspace whose token stands in the environment (this file), or many that installed the
 * app by OAuth. Everything that speaks to Slack asks this port, messages that the bot starts itself too.
 */
import type { AuthTestResponse, WebClient } from '@slack/web-api';
import { ConfigError } from '../../../kernel/errors.js';
import type { Logger } from '../../../kernel/logger.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import { refusalCode, tokenProblems } from '../send/outcome.js';

/** A workspace (or a whole Enterprise Grid organisation) in which the app is installed, with what it takes to act there. */
export interface Installation {
  /** null: installed for the whole organisation of an Enterprise Grid. */
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  readonly name: string;
  readonly botToken: string;
  readonly botUserId: string;
  readonly botId: string | null;
  /** Who installed it by OAuth: an admin here. */
  readonly installerId?: string;
}

/** As Slack names where something happened. `isEnterpriseInstall`: by an installation for the whole organisation. */
export interface InstallationQuery {
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  readonly isEnterpriseInstall: boolean;
}

/** The workspaces that the bot is installed in, with their tokens. */
export interface Installations {
  /** Makes what is installed known; at start, before anything is received. False: Slack is not reached just now. */
  start(): Promise<boolean>;
  /**
   * The token that acts there now, renewed when it was about to expire; null: the app is not installed there (any
   * more). A message that the bot starts itself asks with the team alone.
   */
  tokenFor(query: InstallationQuery): Promise<Installation | null>;
  /**
   * A workspace of the Grid in which the app is served: `home`, the person's own, where it is one of them, else another.
   * null: none is known yet. Asked where Slack names the person's team alone, which may be another company's.
   */
  teamInGrid(enterpriseId: string, home: string): Promise<string | null>;
  /** Keeps what the token of a workspace may do, where that is not known yet: `npm run doctor` tells what is missing. */
  hearScopes(teamId: string): Promise<void>;
  /** The workspaces that are served, as far as they are known. */
  teamIds(): Promise<readonly string[]>;
}

export interface OneWorkspaceDeps {
  readonly botToken: string;
  readonly clientFor: (token: string) => WebClient;
  readonly people: Pick<PlatformPeople, 'connectWorkspace'>;
  readonly log: Logger;
}

const ofWholeGrid =
  'SLACK_BOT_TOKEN: is of a whole Enterprise Grid; install the app in one workspace, or in all of them by OAuth (SLACK_CLIENT_ID)';

/** The workspace whose bot token was handed in. Its members are learned as they act. */
export function oneWorkspace({ botToken, clientFor, people, log }: OneWorkspaceDeps): Installations {
  let installed: Installation | null = null;
  return {
    async start() {
      const tested = await testToken(clientFor(botToken));
      if (!tested) return false;
      const { team_id, team, user_id, bot_id, enterprise_id, is_enterprise_install } = tested;
      if (is_enterprise_install) throw new ConfigError([ofWholeGrid]);
      if (!team_id || !user_id) throw new ConfigError(['SLACK_BOT_TOKEN: Slack did not say whose it is']);
      const name = team ?? team_id;
      await people.connectWorkspace({ platform: 'slack', externalId: team_id, name, members: [], places: [] });
      installed = {
        teamId: team_id,
        enterpriseId: enterprise_id ?? null,
        name,
        botToken,
        botUserId: user_id,
        botId: bot_id ?? null,
      };
      log.info({ teamId: team_id }, 'slack workspace connected');
      return true;
    },
    teamInGrid: async () => installed?.teamId ?? null,
    hearScopes: async () => undefined,
    teamIds: async () => (installed?.teamId ? [installed.teamId] : []),
    tokenFor: async ({ teamId }) => (installed !== null && installed.teamId === teamId ? installed : null),
  };
}

/** null: Slack is not reached, or can't say just now. */
async function testToken(client: WebClient): Promise<AuthTestResponse | null> {
  try {
    return await client.auth.test();
  } catch (error) {
    const code = refusalCode(error);
    if (code === null || !tokenProblems.has(code)) return null;
    throw new ConfigError([
      `SLACK_BOT_TOKEN: Slack does not take it (${code}); copy the Bot User OAuth Token from OAuth & Permissions`,
    ]);
  }
}
