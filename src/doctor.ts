/** The checks of `npm run doctor`, in the order in which they are made: a line each. cli.ts runs them. */
import { crmCheck } from './adapters/crm/doctor.js';
import { crmConfig } from './adapters/crm/settings.js';
import { type Check, type Finding, failing, ok, warning } from './adapters/platform/check.js';
import { slackConfig } from './adapters/slack/settings.js';
import { teamsConfig } from './adapters/teams/settings.js';
import { countClosedPeople } from './adapters/teams/workspace/store.js';
import type { Troubles } from './adapters/web-api/host/host.js';
import { readOrganisations } from './adapters/web-api/store.js';
import type { Config } from './config.js';
import { openDoor } from './door.js';
import { systemClock } from './kernel/clock.js';
import { ConfigError } from './kernel/errors.js';
import type { Logger } from './kernel/logger.js';
import { listPutAside, type Sql } from './storage/database.js';
import { type FolderState, inspectFolder, inspectServer } from './storage/inspect.js';

export interface ChecksDeps {
  /** Throws ConfigError. */
  loadConfig(): Config;
  /** Of the bot that runs, or of the server's database; null: neither can be asked now. */
  troubles(config: Config): Promise<Troubles | null>;
  readonly log: Logger;
}

/** Where the settings are wrong, they alone are checked. */
export async function allChecks(deps: ChecksDeps): Promise<readonly Check[]> {
  const { loadConfig, troubles, log } = deps;
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.problems.map((problem) =>
      failing(problem, 'Mend it in .env; .env.example explains each key.'),
    );
    return [{ ...settings, run: async () => findings }];
  }
  const [{ slackChecks }, { teamsChecks }] = await Promise.all([
    import('./adapters/slack/doctor.js'),
    import('./adapters/teams/doctor.js'),
  ]);
  return [
    { ...settings, run: async () => [ok('They can be read, and belong together.')] },
    { name: 'port', does: 'whether the bot can listen on it, or does', run: () => port(config) },
    { name: 'database', does: 'whether it is there', run: () => database(config) },
    { name: 'migrations', does: 'whether its form fits this version', run: () => migrations(config) },
    {
      name: 'put-aside',
      does: 'work that failed and waits to be tried again',
      run: async () => putAside(await troubles(config)),
    },
    crmCheck({
      sources: crmConfig.settings(config)?.sources(systemClock) ?? null,
      organisationIds: async () => (await troubles(config))?.organisationIds ?? null,
    }),
    ...slackChecks(slackConfig.settings(config), log),
    ...teamsChecks({
      settings: teamsConfig.settings(config),
      publicUrl: config.PUBLIC_URL,
      packageFile: 'teams.zip',
      now: () => systemClock.now(),
      closedPeople: async () => (await troubles(config))?.closedPeople ?? null,
    }),
  ];
}

const settings = { name: 'settings', does: 'the variables of the environment and .env' };

async function database({ DATABASE_URL: url, DATA_DIR: folder }: Config): Promise<readonly Finding[]> {
  if (url === undefined) return [embedded(folder, await inspectFolder(folder))];
  try {
    await inspectServer(url);
    return [ok('The PostgreSQL server answers.')];
  } catch (error) {
    if (isAboutForm(error)) return [ok('The PostgreSQL server answers.')];
    const why = error instanceof Error ? error.message || 'no answer' : String(error);
    return [failing(`No connection to the PostgreSQL server: ${why}`, 'Start it, or mend DATABASE_URL.')];
  }
}

function embedded(folder: string, state: FolderState): Finding {
  switch (state) {
    case 'there':
      return ok(`It is embedded, in ${folder}.`);
    case 'missing':
      return warning(
        `There is none in ${folder} yet.`,
        'npm start makes it. If there was one, mend DATA_DIR, or put its folder back.',
      );
    case 'notAFolder':
      return failing(`${folder} is not a folder.`, 'Set DATA_DIR to a folder that the bot may write to.');
    case 'damaged':
      return failing(
        `The database in ${folder} is damaged, or another program made it.`,
        'Put a backup of the folder back, or move it away: npm start then makes a new, empty one.',
      );
  }
}

async function port({ PORT, HOST }: Config): Promise<readonly Finding[]> {
  try {
    const door = await openDoor({ port: PORT, host: HOST });
    await door.close();
    return [ok(PORT === 0 ? 'Any free one is taken.' : `${PORT} is free.`)];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const answer = await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => null);
    if (answer?.ok) return [ok(`The bot answers on ${PORT}.`)];
    return error.problems.map((problem) => failing(problem, 'Then start the bot again.'));
  }
}

async function migrations({ DATABASE_URL: url }: Config): Promise<readonly Finding[]> {
  if (url === undefined) return [ok('The bot brings the embedded database up to date when it starts.')];
  try {
    const { missing } = await inspectServer(url);
    if (missing.length === 0) return [ok('All are applied.')];
    return [warning(`Not applied yet: ${missing.join(', ')}.`, 'Start this version of the bot: it applies them.')];
  } catch (error) {
    if (!isAboutForm(error)) return [];
    return [failing(error.message, 'Start the version that made this database.')];
  }
}

const isAboutForm = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && /^storage\./.test(String(error.code));

function putAside(troubles: Troubles | null): readonly Finding[] {
  if (troubles === null) return [warning('Nobody can be asked now.', 'Start the bot, and look again.')];
  if (troubles.putAside.length === 0) return [ok('Nothing failed.')];
  return troubles.putAside.map(({ work, itemId, errorCode }) =>
    warning(
      `${work} of ${itemId} failed: ${errorCode}.`,
      'It is tried again by itself. The log says more under “put aside”.',
    ),
  );
}

const shownCount = 20;

/** What the checks of items and people show, read from an open database. */
export async function troublesOf(database: Sql): Promise<Troubles> {
  const [failed, closedPeople, organisations] = await Promise.all([
    listPutAside(database, shownCount),
    countClosedPeople(database),
    readOrganisations(database),
  ]);
  const putAside = failed.map(({ work, itemId, errorCode }) => ({ work, itemId, errorCode }));
  return { putAside, closedPeople, organisationIds: organisations.map(({ id }) => id) };
}
