/**
 * Tokens that live twelve hours are renewed here, before they die, for events and for what the bot starts itself.
 * A refresh token works once, so one copy of the bot renews while the others go on with the old access token.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../../../kernel/clock.js';
import { expired, withDeadline } from '../../../../kernel/deadline.js';
import type { Logger } from '../../../../kernel/logger.js';
import type { Seal } from '../../../../kernel/seal.js';
import { untilDone } from '../../../../kernel/until-done.js';
import type { Database } from '../../../../storage/database.js';
import type { Pause } from '../../../platform/pause.js';
import { limits } from '../../limits.js';
import { refusalCode } from '../../send/outcome.js';
import { claimRenewal, endRenewal, findInstallation, type InstallationRow } from './store.js';

export interface RenewalDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly seal: Seal;
  /** Without a token. */
  readonly web: WebClient;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly pause: Pause;
  /** Slack takes the refresh token no longer: somebody has to install again before the access token dies. */
  refused(row: InstallationRow): Promise<void>;
}

/** Milliseconds of life left at which a token is renewed: Slack's own advice is two hours. */
const renewBeforeMs = 2 * 3_600_000;
/** How long a dead token waits for the copy that renews it, and how often it looks. */
const looksCount = 40;
const lookMs = 250;

export const boundTo = (key: string, column: 'botToken' | 'refreshToken'): string =>
  `slack_installations/${key}/${column}`;

/** Answers the row with a token that lives; the old one where it can't be had. */
export function createRenewToken(deps: RenewalDeps): (row: InstallationRow) => Promise<InstallationRow> {
  const underWay = new Map<string, Promise<InstallationRow>>();
  return (row) => {
    if (lifeLeftMs(row, deps.clock) > renewBeforeMs) return Promise.resolve(row);
    const begun = underWay.get(row.key) ?? renew(deps, row).finally(() => underWay.delete(row.key));
    underWay.set(row.key, begun);
    return lifeLeftMs(row, deps.clock) > 0 ? withinPatience(begun, row) : begun;
  };
}

/** What the old token can do is not held up for long by a Slack that does not answer. */
async function withinPatience(begun: Promise<InstallationRow>, old: InstallationRow): Promise<InstallationRow> {
  begun.catch(() => undefined);
  const renewed = await withDeadline(begun, limits.renewMs);
  return renewed === expired ? old : renewed;
}

function lifeLeftMs({ refreshToken, expiresAt }: InstallationRow, clock: Clock): number {
  return refreshToken === null || expiresAt === null ? Infinity : expiresAt.getTime() - clock.now().getTime();
}

async function renew(deps: RenewalDeps, row: InstallationRow): Promise<InstallationRow> {
  const { database, log } = deps;
  if (row.refreshToken === null) return row;
  if (!(await claimRenewal(database, row.key, row.refreshToken))) return renewedElsewhere(deps, row);
  try {
    const fresh = await exchange(deps, row, row.refreshToken);
    await untilKept(() => endRenewal(database, row.key, fresh), deps.pause);
    log.info({ installation: row.key }, 'slack token renewed');
    return { ...row, ...fresh };
  } catch (error) {
    await endRenewal(database, row.key, null);
    const code = refusalCode(error);
    log.error({ installation: row.key, code }, 'slack token not renewed');
    if (code === 'invalid_refresh_token' || code === 'token_revoked') await deps.refused(row);
    return row;
  }
}

/**
 * Slack has given new tokens and takes the old refresh token no more: lost, the app would have to be installed again.
 * So a database that is away is asked again, nearly as long as the claim holds.
 */
const untilKept = (keep: () => Promise<void>, pause: Pause): Promise<void> =>
  untilDone(keep, { firstMs: 100, longestMs: 12_800, pause });

async function exchange(
  { seal, web, clock, clientId, clientSecret }: RenewalDeps,
  row: InstallationRow,
  sealed: string,
) {
  const answer = await web.oauth.v2.access({
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'refresh_token',
    refresh_token: seal.open(sealed, boundTo(row.key, 'refreshToken')),
  });
  const { access_token, refresh_token, expires_in } = answer;
  if (!access_token || !refresh_token || !expires_in) throw new Error('Slack renewed a token without saying it.');
  return {
    keyId: seal.keyId,
    botToken: seal.seal(access_token, boundTo(row.key, 'botToken')),
    refreshToken: seal.seal(refresh_token, boundTo(row.key, 'refreshToken')),
    expiresAt: new Date(clock.now().getTime() + expires_in * 1_000),
  };
}

/** Another copy is at it, or was: the old token is good while it lives. */
async function renewedElsewhere({ database, clock }: RenewalDeps, row: InstallationRow): Promise<InstallationRow> {
  const which = { teamId: row.key, enterpriseId: null, isEnterpriseInstall: row.teamId === null };
  for (let look = 0; look < looksCount; look += 1) {
    const now = await findInstallation(database, which);
    if (!now || now.botToken !== row.botToken || lifeLeftMs(row, clock) > 0) return now ?? row;
    await wait(lookMs);
  }
  return row;
}
