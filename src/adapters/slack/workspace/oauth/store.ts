/** SQL of installations by OAuth: tokens sealed, one writer when they are renewed, states that work once. */
import { createHash } from 'node:crypto';
import type { Database, Sql } from '../../../../storage/database.js';

/** As kept: the tokens are sealed. */
export interface InstallationRow {
  /** `T…`, or `E…` of an installation for a whole Enterprise Grid. */
  readonly key: string;
  readonly organisationId: string;
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  readonly name: string;
  readonly botUserId: string;
  readonly botId: string | null;
  readonly installerId: string;
  readonly keyId: string;
  readonly botToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
  /** With commas between; null: not heard yet. */
  readonly scopes: string | null;
}

const columns = `key, organisation_id AS "organisationId", team_id AS "teamId", enterprise_id AS "enterpriseId", name,
  bot_user_id AS "botUserId", bot_id AS "botId", installer_id AS "installerId", key_id AS "keyId",
  bot_token AS "botToken", refresh_token AS "refreshToken", expires_at AS "expiresAt", scopes`;

/** Installed again, the new tokens take the place of the old ones. */
export async function saveInstallation(db: Sql, row: InstallationRow, now: Date): Promise<void> {
  await db.execute`
    INSERT INTO slack_installations (key, organisation_id, team_id, enterprise_id, name, bot_user_id, bot_id,
      installer_id, key_id, bot_token, refresh_token, expires_at, scopes, installed_at)
    VALUES (${row.key}, ${row.organisationId}::uuid, ${row.teamId}, ${row.enterpriseId}, ${row.name}, ${row.botUserId},
      ${row.botId}, ${row.installerId}, ${row.keyId}, ${row.botToken}, ${row.refreshToken}, ${row.expiresAt}, ${row.scopes},
      ${now})
    ON CONFLICT (key) DO UPDATE SET organisation_id = excluded.organisation_id, team_id = excluded.team_id,
      enterprise_id = excluded.enterprise_id, name = excluded.name, bot_user_id = excluded.bot_user_id,
      bot_id = excluded.bot_id, installer_id = excluded.installer_id, key_id = excluded.key_id,
      bot_token = excluded.bot_token, refresh_token = excluded.refresh_token, expires_at = excluded.expires_at,
      scopes = excluded.scopes, installed_at = excluded.installed_at, renewing_until = NULL, warned_at = NULL`;
}

export interface WhichInstallation {
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  readonly isEnterpriseInstall: boolean;
}

/** The workspace's own, else that of its whole Enterprise Grid; the other way round where Slack says so. */
export async function findInstallation(database: Database, which: WhichInstallation): Promise<InstallationRow | null> {
  const { teamId, enterpriseId, isEnterpriseInstall } = which;
  const rows = await read(
    database,
    `SELECT ${columns} FROM slack_installations
     WHERE key = $1 OR key = $2 OR key = (SELECT enterprise_id FROM slack_grid_teams WHERE team_id = $1)
     ORDER BY (team_id IS NULL) = $3 DESC LIMIT 1`,
    [teamId, enterpriseId, isEnterpriseInstall],
  );
  return rows[0] ?? null;
}

/** The workspaces that are known to be served. */
export async function listTeamIds(database: Database): Promise<string[]> {
  const rows = await database.query<{ teamId: string }[]>`
    SELECT team_id AS "teamId" FROM slack_installations WHERE team_id IS NOT NULL
    UNION SELECT g.team_id FROM slack_grid_teams g JOIN slack_installations i ON i.key = g.enterprise_id`;
  return rows.map(({ teamId }) => teamId);
}

export async function listInstallations(database: Database): Promise<InstallationRow[]> {
  return read(database, `SELECT ${columns} FROM slack_installations ORDER BY key`, []);
}

async function read(database: Database, sql: string, values: unknown[]): Promise<InstallationRow[]> {
  const rows = await database.queryText<InstallationRow[]>(sql, ...values);
  return rows;
}

/** So that what the bot starts itself there, where nothing but the team is known, finds the installation. True: it is new. */
export async function noteGridTeam(database: Database, teamId: string, enterpriseId: string): Promise<boolean> {
  const [noted] = await database.query<{ isNew: boolean }[]>`
    INSERT INTO slack_grid_teams (team_id, enterprise_id) VALUES (${teamId}, ${enterpriseId})
    ON CONFLICT (team_id) DO UPDATE SET enterprise_id = excluded.enterprise_id
    RETURNING xmax = 0 AS "isNew"`;
  return noted?.isNew ?? false;
}

/** `home` where it is a known team of the Grid, else another one of it; null: none is known. */
export async function findGridTeam(database: Database, enterpriseId: string, home: string): Promise<string | null> {
  const [found] = await database.query<{ teamId: string }[]>`
    SELECT team_id AS "teamId" FROM slack_grid_teams WHERE enterprise_id = ${enterpriseId}
    ORDER BY team_id = ${home} DESC, team_id LIMIT 1`;
  return found?.teamId ?? null;
}

/** Its tokens are gone at once; what the organisation has written stays. Answers whether there was one. */
export async function deleteInstallation(database: Database, key: string, botUserId: string | null): Promise<boolean> {
  const deleted = await database.execute`
    DELETE FROM slack_installations WHERE key = ${key} AND (${botUserId}::text IS NULL OR bot_user_id = ${botUserId})`;
  return deleted > 0;
}

/**
 * Whether this copy of the bot, and no other, renews this token now. `seen` is the refresh token that it would use:
 * one that another copy has used meanwhile is not taken again, since Slack would end the installation.
 */
export async function claimRenewal(database: Database, key: string, seen: string): Promise<boolean> {
  const claimed = await database.execute`
    UPDATE slack_installations SET renewing_until = now() + interval '30 seconds'
    WHERE key = ${key} AND refresh_token = ${seen} AND (renewing_until IS NULL OR renewing_until < now())`;
  return claimed > 0;
}

/**
 * The claim ends; `fresh` null: as it was. Then nobody tries for a moment: the old token lives on, and each message
 * would wait for a Slack that does not answer.
 */
export async function endRenewal(
  database: Database,
  key: string,
  fresh: Pick<InstallationRow, 'keyId' | 'botToken' | 'refreshToken' | 'expiresAt'> | null,
): Promise<void> {
  if (!fresh) {
    await database.execute`
      UPDATE slack_installations SET renewing_until = now() + interval '30 seconds' WHERE key = ${key}`;
    return;
  }
  await database.execute`
    UPDATE slack_installations SET key_id = ${fresh.keyId}, bot_token = ${fresh.botToken},
      refresh_token = ${fresh.refreshToken}, expires_at = ${fresh.expiresAt}, renewing_until = NULL, warned_at = NULL
    WHERE key = ${key}`;
}

/** What a token may do that was kept before scopes were. */
export async function saveScopes(
  database: Database,
  { key, organisationId }: Pick<InstallationRow, 'key' | 'organisationId'>,
  scopes: string,
): Promise<void> {
  await database.execute`
    UPDATE slack_installations SET scopes = ${scopes}
    WHERE key = ${key} AND organisation_id = ${organisationId}::uuid AND scopes IS NULL`;
}

/** True once until the next installation or renewal: the installer is told one time. */
export async function claimWarning(database: Database, key: string, now: Date): Promise<boolean> {
  const claimed = await database.execute`
    UPDATE slack_installations SET warned_at = ${now} WHERE key = ${key} AND warned_at IS NULL`;
  return claimed > 0;
}

/** Sealed anew with another key; not when the tokens have changed meanwhile. */
export async function saveResealed(database: Database, before: InstallationRow, after: InstallationRow): Promise<void> {
  await database.execute`
    UPDATE slack_installations SET key_id = ${after.keyId}, bot_token = ${after.botToken},
      refresh_token = ${after.refreshToken}
    WHERE key = ${before.key} AND bot_token = ${before.botToken}`;
}

/** Takes what has expired away, too. */
export async function saveState(
  database: Database,
  state: { readonly state: string; readonly options: unknown; readonly expiresAt: Date },
  now: Date,
): Promise<void> {
  await database.execute`DELETE FROM slack_install_states WHERE expires_at <= ${now}`;
  await database.execute`
    INSERT INTO slack_install_states (hash, options, expires_at)
    VALUES (${hashOf(state.state)}, ${JSON.stringify(state.options)}::jsonb, ${state.expiresAt})`;
}

/** Its options, once; null: unknown, used or expired. */
export async function takeState(database: Database, state: string, now: Date): Promise<unknown> {
  const [row] = await database.query<{ options: unknown; isGood: boolean }[]>`
    DELETE FROM slack_install_states WHERE hash = ${hashOf(state)}
    RETURNING options, expires_at > ${now} AS "isGood"`;
  return row?.isGood ? row.options : null;
}

const hashOf = (state: string): string => createHash('sha256').update(state).digest('hex');
