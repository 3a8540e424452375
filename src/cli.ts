/** What is typed as `npm run key`, `import`, `organisation`, `outbox`, `bi`, `teams:package`, `doctor`, `backup`, `restore` or `move`: opens the database, or finds the bot that has it open, and does what was asked. */
import { setTimeout as wait } from 'node:timers/promises';
import { exitCodeOf, runCommand } from './adapters/web-api/command-line/run-command.js';
import { terminalOn } from './adapters/web-api/command-line/terminal.js';
import type { Host } from './adapters/web-api/host/host.js';
import { createLocalHost } from './adapters/web-api/host/local-host.js';
import { createRemoteHost } from './adapters/web-api/host/remote-host.js';
import { createYieldingHost, type OpenedHost, type YieldingHost } from './adapters/web-api/host/yielding-host.js';
import type { BackupDeps } from './backup/index.js';
import { type Config, loadConfig, loadEnvFile, secretKeys, settingsToKeep } from './config.js';
import { allChecks, doctorOf } from './doctor/index.js';
import { feedbackColumns } from './features/feedback/index.js';
import { buildHouse } from './house.js';
import { systemClock } from './kernel/clock.js';
import { addLanguages } from './kernel/language/languages.js';
import { createLogger } from './kernel/logger.js';
import { callsAcross, onServer, openDatabase } from './storage/database.js';
import { readFolderOwner } from './storage/folder-lock.js';
import { inspectFolder, inspectServer } from './storage/inspect.js';

/** How long a bot that is starting may take until it says where it listens, and how often it is asked, in ms. */
const startingMs = 20_000;
const askEveryMs = 250;

async function openHost(config: Config): Promise<OpenedHost> {
  if (config.DATABASE_URL) return openLocal(config);
  const there = await hostOfOwner(config.DATA_DIR);
  if (there) return there;
  // A bot that starts while somebody reads a plan, say, gets the folder.
  let host: YieldingHost | undefined;
  const opened = await openLocal(config, () => host?.yield());
  host = createYieldingHost(opened, () => hostOfNextOwner(config));
  return host;
}

async function openLocal(config: Config, onWanted?: () => void): Promise<OpenedHost> {
  const log = createLogger('error');
  addLanguages(config.LANGUAGES_DIR ?? null);
  const database = await openDatabase({
    ...{ url: config.DATABASE_URL, dataDir: config.DATA_DIR, log, onWanted },
    rowSecurity: config.DATABASE_ROW_SECURITY,
    keys: secretKeys(config),
  });
  try {
    // What the import causes is sent by the bot that runs, or that starts next.
    const house = { database, log, clock: systemClock, messengerFor: async () => null };
    const { clock, keys, intakes, imports, leaving, outboxBook, delivery } = await buildHouse(house);
    const close = async () => {
      await delivery.stop();
      await database.close();
    };
    return {
      host: callsAcross(
        'operator',
        createLocalHost({
          ...{ database, clock, keys, intakes, imports, outboxBook, exporting: leaving.exporting },
          doctor: doctorOf(database, clock),
        }),
      ),
      close,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The bot that has the embedded database open; null: no process has, or one that takes no requests. */
async function hostOfOwner(dataDir: string): Promise<OpenedHost | null> {
  for (let waitedMs = 0; waitedMs < startingMs; waitedMs += askEveryMs) {
    const owner = await readFolderOwner(dataDir);
    if (owner === null) return null;
    const { url, token } = owner;
    if (url !== undefined && token !== undefined)
      return { host: createRemoteHost({ url, token }), close: async () => {} };
    await wait(askEveryMs);
  }
  return null;
}

/** The bot that wanted the folder needs a moment to claim it; one that has given up leaves it to us again. */
async function hostOfNextOwner(config: Config): Promise<OpenedHost> {
  for (let waitedMs = 0; waitedMs < startingMs; waitedMs += askEveryMs) {
    const there = await hostOfOwner(config.DATA_DIR);
    if (there) return there;
    await wait(askEveryMs);
  }
  return openLocal(config);
}

const words = process.argv.slice(2);
// Whoever reads may leave before the end, as `head` does. What is under way is finished all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const terminal = terminalOn(process);
process.exitCode = await exitCodeOf(terminal, '', () => runFirst(words));

async function runFirst([first, ...rest]: readonly string[]): Promise<number> {
  if (first === 'teams-package') return writeTeamsPackage(rest);
  if (first === 'backup' || first === 'restore' || first === 'move') return ofAllData(first, rest);
  return first === 'doctor' ? doctor(rest) : run(words);
}

/** Needs no database. */
async function writeTeamsPackage(rest: readonly string[]): Promise<number> {
  loadEnvFile();
  const { MicrosoftAppId: appId, PUBLIC_URL: publicUrl } = loadConfig();
  const { packageCommand } = await import('./adapters/teams/package/package-command.js');
  return packageCommand(rest, { ...terminal, appId, publicUrl });
}

/** Of the whole database. It is not opened as the bot does: nothing is migrated before it is copied. */
async function ofAllData(name: 'backup' | 'restore' | 'move', rest: readonly string[]): Promise<number> {
  loadEnvFile();
  const commands = await import('./backup/index.js');
  const log = createLogger('error');
  const settings = { config: loadConfig, settings: settingsToKeep, folder: '.' };
  const deps: BackupDeps = { terminal, clock: systemClock, log, copyOfOwner, ...settings };
  return commands[`${name}Command`](rest, deps);
}

async function copyOfOwner(dataDir: string): Promise<string | null> {
  return (await hostOfOwner(dataDir))?.host.copyDatabase() ?? null;
}

/** Without --fix it changes nothing: a database that wants migrations is left as it is. */
async function doctor(rest: readonly string[]): Promise<number> {
  loadEnvFile();
  const { doctorCommand } = await import('./adapters/doctor/doctor-command.js');
  const mayOpen = rest.includes('--fix');
  const checks = await allChecks({
    loadConfig,
    log: createLogger('silent'),
    clock: systemClock,
    withHost: (config, ask) => withHost(config, mayOpen, ask),
  });
  return doctorCommand(rest, { ...terminal, checks });
}

async function withHost<T>(config: Config, mayOpen: boolean, ask: (host: Host) => Promise<T>): Promise<T | null> {
  const { DATABASE_URL: url, DATA_DIR: folder } = config;
  const isReady = url
    ? (await inspectServer(url)).missing.length === 0
    : (await readFolderOwner(folder))?.url !== undefined || (mayOpen && (await inspectFolder(folder)) === 'there');
  if (!isReady) return null;
  const { host, close } = await openHost(config);
  try {
    return await ask(host);
  } finally {
    await close();
  }
}

function run(all: readonly string[]): Promise<number> {
  return runCommand(all, {
    terminal,
    feedbackColumns,
    openHost() {
      loadEnvFile();
      return openHost(loadConfig());
    },
    server: () => ({ url: loadConfig().DATABASE_URL, now: systemClock.now(), on: onServer }),
  });
}
