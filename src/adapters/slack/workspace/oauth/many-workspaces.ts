/** Where tokens come from when many workspaces install the app by OAuth: installs, renews and forgets them. start.ts builds it. */
import type { Installation as OauthInstallation } from '@slack/oauth';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../../../kernel/clock.js';
import { ConfigError } from '../../../../kernel/errors.js';
import { inLanguage } from '../../../../kernel/language/reader.js';
import { say } from '../../../../kernel/language/say.js';
import type { Logger } from '../../../../kernel/logger.js';
import type { Seal } from '../../../../kernel/seal.js';
import type { Database } from '../../../../storage/database.js';
import { createCache } from '../../../platform/cache.js';
import type { Pause } from '../../../platform/pause.js';
import type { PlatformPeople } from '../../../platform/platform-deps.js';
import { readUser } from '../../people/read-user.js';
import { renderCard } from '../../render/render-card.js';
import type { ClientFor } from '../../send/client.js';
import { refusalCode } from '../../send/outcome.js';
import type { Installation, Installations } from '../installations.js';
import { boundTo, createRenewToken } from './renew-token.js';
import {
  claimWarning,
  findGridTeam,
  findInstallation,
  type InstallationRow,
  listInstallations,
  listTeamIds,
  noteGridTeam,
  saveInstallation,
  saveResealed,
  saveScopes,
} from './store.js';
import { installAgainCard } from './words.js';

export interface ManyWorkspacesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly people: Pick<PlatformPeople, 'connectWorkspace'>;
  readonly clientFor: ClientFor;
  /** Without a token. */
  readonly web: WebClient;
  readonly seal: Seal;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly pause: Pause;
  /** Where the app is installed (again). */
  readonly installUrl: string;
  /** A workspace of a Grid was heard of for the first time: its people are learned. */
  met(teamId: string): void;
}

export interface ManyWorkspaces extends Installations {
  /**
   * What OAuth brought: connects the workspace and keeps its tokens, sealed.
   * @param invitation of the organisation that the workspace joins; null: its own, or the one it is in already
   * @throws Conflict when the invitation is used, or the workspace belongs to another organisation
   */
  install(installed: OauthInstallation, invitation: string | null): Promise<InstallationRow>;
}

const keptTeams = 10_000;

export function manyWorkspaces(deps: ManyWorkspacesDeps): ManyWorkspaces {
  const { database, people, seal, clock, log } = deps;
  const renewToken = createRenewToken({ ...deps, refused: (row) => warnInstaller(deps, row) });
  const knownTeams = createCache<true>(keptTeams);

  /** A workspace of a Grid that is heard of for the first time joins the organisation of its Grid. */
  async function meetTeam(row: InstallationRow, teamId: string): Promise<void> {
    if (row.teamId !== null || row.enterpriseId === null || knownTeams.get(teamId)) return;
    const isNew = await noteGridTeam(database, teamId, row.enterpriseId);
    const { organisationId, name } = row;
    await people.connectWorkspace({
      platform: 'slack',
      externalId: teamId,
      name,
      organisationId,
      members: [],
      places: [],
    });
    knownTeams.set(teamId, true);
    if (isNew) deps.met(teamId);
  }

  return {
    async start() {
      await resealAll(deps);
      return true;
    },
    async tokenFor(query) {
      const found = await findInstallation(database, query);
      if (!found) return null;
      const row = await renewToken(found);
      if (query.teamId !== null) await meetTeam(row, query.teamId);
      return opened(row, seal);
    },
    async hearScopes(teamId) {
      const row = await findInstallation(database, { teamId, enterpriseId: null, isEnterpriseInstall: false });
      if (!row || row.scopes !== null) return;
      const { botToken } = opened(await renewToken(row), seal);
      const { response_metadata: about } = await deps.clientFor(botToken).auth.test();
      if (about?.scopes) await saveScopes(database, row, about.scopes.join(','));
    },
    teamInGrid: (enterpriseId, home) => findGridTeam(database, enterpriseId, home),
    teamIds: () => listTeamIds(database),
    async install(installed, invitation) {
      const { team, enterprise, bot, user, isEnterpriseInstall } = installed;
      const teamId = isEnterpriseInstall ? null : (team?.id ?? null);
      const key = teamId ?? enterprise?.id;
      if (!key || !bot) throw new Error('Slack installed no bot.');
      const name = team?.name ?? enterprise?.name ?? key;
      const installer = await installerOf(deps.clientFor(bot.token), user.id);
      const { organisationId } = await people.connectWorkspace({
        platform: 'slack',
        externalId: key,
        name,
        members: [installer],
        places: [],
        ...(invitation !== null && { invitation }),
      });
      const row: InstallationRow = {
        key,
        organisationId,
        teamId,
        enterpriseId: enterprise?.id ?? null,
        name,
        botUserId: bot.userId,
        botId: bot.id,
        installerId: user.id,
        keyId: seal.keyId,
        botToken: seal.seal(bot.token, boundTo(key, 'botToken')),
        refreshToken: bot.refreshToken === undefined ? null : seal.seal(bot.refreshToken, boundTo(key, 'refreshToken')),
        expiresAt: bot.expiresAt === undefined ? null : new Date(bot.expiresAt * 1_000),
        scopes: bot.scopes.join(','),
      };
      await saveInstallation(database, row, clock.now());
      log.info({ installation: key, organisationId }, 'slack workspace installed');
      return row;
    },
  };
}

function opened(row: InstallationRow, seal: Seal): Installation {
  const { teamId, enterpriseId, name, botUserId, botId, installerId } = row;
  const botToken = seal.open(row.botToken, boundTo(row.key, 'botToken'));
  return { teamId, enterpriseId, name, botUserId, botId, installerId, botToken };
}

/** Whoever installs the app is an admin of the organisation; Slack's name for them, where it tells. */
async function installerOf(client: WebClient, userId: string) {
  const received = await client.users.info({ user: userId, include_locale: true }).catch(() => null);
  const setup = received?.user ? readUser(received.user) : null;
  return { ...(setup ?? { externalId: userId, name: say('The installer') }), isAdmin: true };
}

/** After the key was replaced, what the old one sealed is sealed with the new one. */
async function resealAll({ database, seal, log }: ManyWorkspacesDeps): Promise<void> {
  const rows = (await listInstallations(database)).filter(({ keyId }) => keyId !== seal.keyId);
  const foreign = [...new Set(rows.map(({ keyId }) => keyId).filter((id) => !seal.knows(id)))];
  if (foreign.length > 0) {
    throw new ConfigError([
      `SECRET_KEY or SLACK_TOKEN_KEY: some tokens are sealed with another key (${foreign.join(', ')}); put that key behind the new one, with a comma between`,
    ]);
  }
  for (const row of rows) {
    const again = (sealed: string, bound: string) => seal.seal(seal.open(sealed, bound), bound);
    await saveResealed(database, row, {
      ...row,
      keyId: seal.keyId,
      botToken: again(row.botToken, boundTo(row.key, 'botToken')),
      refreshToken: row.refreshToken === null ? null : again(row.refreshToken, boundTo(row.key, 'refreshToken')),
    });
  }
  if (rows.length > 0) log.info({ installationCount: rows.length }, 'slack tokens sealed with the new key');
}

/** While the access token still lives, the installer can be told in Slack. */
async function warnInstaller(deps: ManyWorkspacesDeps, row: InstallationRow): Promise<void> {
  const { database, clock, log, clientFor, seal, installUrl } = deps;
  if (!(await claimWarning(database, row.key, clock.now()))) return;
  const { botToken } = opened(row, seal);
  const client = clientFor(botToken);
  const { locale } = await installerOf(client, row.installerId);
  const { text, blocks } = inLanguage(locale, () =>
    renderCard(installAgainCard({ name: row.name, installUrl, diesAt: row.expiresAt }), {
      externalId: () => undefined,
    }),
  );
  await client.chat
    .postMessage({ channel: row.installerId, text, blocks: [...blocks], parse: 'none', unfurl_links: false })
    .catch((error: unknown) => log.error({ installation: row.key, code: refusalCode(error) }, 'installer not told'));
}
