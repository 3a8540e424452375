/** Checks of the database, of the bot at its port, and of the address at which others reach it. */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Check, type Finding, failing, ok, warning } from '../adapters/platform/check.js';
import { firstFew } from '../chat/counted.js';
import type { Config } from '../config.js';
import { openDoor } from '../door.js';
import { ConfigError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { openDatabase } from '../storage/database.js';
import { type FolderState, inspectFolder, inspectServer, requireNoRestore, tryFolder } from '../storage/inspect.js';

export interface ServerChecksDeps {
  readonly config: Config;
  readonly log: Logger;
  /** Somebody outside has to reach the bot: a platform sends to it by HTTP. */
  readonly needsAddress: boolean;
}

export const serverChecks = ({ config, log, needsAddress }: ServerChecksDeps): readonly Check[] => [
  { name: 'port', does: 'whether the bot can listen on it, or does, and is ready', run: () => port(config) },
  { name: 'address', does: 'whether others reach the bot at PUBLIC_URL', run: () => address(config, needsAddress) },
  { name: 'database', does: 'whether it is there', run: () => database(config) },
  { name: 'migrations', does: 'whether its form fits this version', run: () => migrations(config, log) },
];

async function database(config: Config): Promise<readonly Finding[]> {
  const { DATABASE_URL: url, DATA_DIR: folder } = config;
  if (url === undefined) {
    const state = await inspectFolder(folder);
    if (state === 'there') await tryFolder(folder);
    if (state === 'missing') requireNoRestore(folder);
    return [embedded(folder, state)];
  }
  try {
    const { seesThrough, writeTrouble } = await inspectServer(url);
    if (writeTrouble !== null) throw new ConfigError([writeTrouble]);
    const isSeenThrough = config.DATABASE_ROW_SECURITY === 'on' && seesThrough !== null;
    return [ok('The PostgreSQL server answers.'), ...(isSeenThrough ? [seenThrough(seesThrough)] : [])];
  } catch (error) {
    if (isAboutForm(error)) return [ok('The PostgreSQL server answers.')];
    throw error;
  }
}

function seenThrough(remedy: string): Finding {
  return warning(
    'Its user sees through row-level security, the second wall between organisations.',
    `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`,
  );
}

function embedded(folder: string, state: FolderState): Finding {
  switch (state) {
    case 'there':
      return ok(`It is embedded, in ${folder}.`);
    case 'noFolder':
    case 'missing':
      return {
        ...warning(
          `There is none in ${folder} yet.`,
          'npm start makes it. If there was one, mend DATA_DIR, or put its folder back.',
        ),
        ...(state === 'noFolder' && { fix: () => makeFolder(folder) }),
      };
    case 'notAFolder':
      return failing(`${folder} is not a folder.`, 'Set DATA_DIR to a folder that the bot may write to.');
    case 'damaged':
      return failing(
        `The database in ${folder} is damaged, or another program made it.`,
        'Put a backup in its place: npm run restore -- FILE --replace. Without one, move the folder away: npm start then makes a new, empty one.',
      );
  }
}

async function makeFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return `${resolve(folder)}: no folder → an empty one`;
}

async function port({ PORT, HOST, METRICS_PORT, METRICS_HOST }: Config): Promise<readonly Finding[]> {
  try {
    await (await openDoor({ port: PORT, host: HOST })).close();
    const found = [ok(PORT === 0 ? 'Any free one is taken.' : `${PORT} is free.`)];
    return METRICS_PORT === undefined ? found : [...found, await metricsPort(METRICS_PORT, METRICS_HOST)];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const url = `http://127.0.0.1:${PORT}`;
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return readiness(PORT, await fetch(`${url}/readyz`).catch(() => null));
    return error.problems.map((problem) => failing(problem, 'Then start the bot again.'));
  }
}

/** A bot that runs has it itself. */
async function metricsPort(port: number, host: string): Promise<Finding> {
  try {
    await (await openDoor({ port, host, prefix: 'METRICS_' })).close();
    return ok(`${port} is free for metrics.`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return failing(error.problems.join('; '), 'Then start the bot again.');
  }
}

async function readiness(port: number, answer: Response | null): Promise<readonly Finding[]> {
  const said = (await answer?.json().catch(() => null)) as Readonly<Record<string, unknown>> | null | undefined;
  const answers = ok(`The bot answers on ${port}.`);
  const missing = Array.isArray(said?.missing) ? said.missing : [];
  if (said && missing.length > 0) {
    const remedy = 'Look again in a moment; then npm run doctor -- database migrations, and the log, say more.';
    return [answers, failing(`It is not ready: ${missing.join(', ')}.`, remedy)];
  }
  const away = ['slack', 'teams'].filter((platform) => said?.[platform] === false);
  return [
    answers,
    ...away.map((platform) =>
      warning(`It is not connected to ${platform}.`, `npm run doctor -- ${platform} says what is missing.`),
    ),
  ];
}

/** An empty database has had none of a hundred. */
const namedCount = 5;

const toYourAddress = 'Set PUBLIC_URL=https://YOUR-ADDRESS in .env';

async function address({ PUBLIC_URL: url }: Config, isNeeded: boolean): Promise<readonly Finding[]> {
  if (url === undefined) {
    if (isNeeded) return [failing('Nobody knows where others reach the bot.', toYourAddress)];
    return [ok('PUBLIC_URL is not set: nothing comes from outside, and links lead to this machine.')];
  }
  const init = { redirect: 'manual', signal: AbortSignal.timeout(8_000) } as const;
  const answer = await fetch(`${url}/healthz`, init).catch(() => null);
  if (answer === null)
    return [failing(`Nothing answers at ${url}.`, 'Start the bot, and let its proxy or tunnel lead there.')];
  const said = (await answer.json().catch(() => null)) as { readonly status?: unknown } | null;
  if (said?.status === 'alive') return [ok(`The bot answers at ${url}.`)];
  const remedy = 'Let the proxy pass every path on to the bot as it comes, without a sign-in and without a redirect.';
  return [failing(`Something else answers at ${url}: ${answer.status} at /healthz.`, remedy)];
}

async function migrations({ DATABASE_URL: url, DATA_DIR: dataDir }: Config, log: Logger): Promise<readonly Finding[]> {
  if (url === undefined) return [ok('The bot brings the embedded database up to date when it starts.')];
  try {
    const { missing } = await inspectServer(url);
    if (missing.length === 0) return [ok('All are applied.')];
    const finding = warning(
      `Not applied yet: ${firstFew(missing, namedCount)}.`,
      'Start this version of the bot, or npm run doctor -- migrations --fix: either applies them.',
    );
    const fix = async () => {
      await (await openDatabase({ url, dataDir, log })).close();
      return `${missing.length} missing → applied`;
    };
    return [{ ...finding, fix }];
  } catch (error) {
    if (!isAboutForm(error)) return [];
    return [failing(error.message, 'Start the version that made this database.')];
  }
}

const isAboutForm = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && /^storage\./.test(String(error.code));
