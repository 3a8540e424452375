/**
 * A PostgreSQL of our own with a standby that has everything before it is acknowledged (`synchronous_standby_names`). The
 * primary is killed, the standby takes its place, and gets a standby of its own.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onServer } from '../support/migrated-databases.js';

export interface ServerPair {
  /** Of the primary. */
  readonly url: () => string;
  /** SIGKILL to the primary and all its processes. */
  killPrimary(): Promise<void>;
  /** The standby is the primary from now on, without a standby. */
  promote(): Promise<void>;
  /** A new standby follows the primary. Resolves when it has everything. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

/** The folder of `initdb`, `pg_basebackup` and the others, from PG_BIN or where Debian has them; null: there is none. */
export async function postgresPrograms(): Promise<string | null> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const found = versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin'));
  const all = process.env.PG_BIN === undefined ? found : [process.env.PG_BIN];
  return all.find((folder) => existsSync(join(folder, 'pg_basebackup')) && existsSync(join(folder, 'initdb'))) ?? null;
}

const run = promisify(execFile);

/** PostgreSQL refuses to run as root: then it runs as its own user. */
async function whoRuns(): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const idOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Server {
  readonly folder: string;
  readonly port: number;
  readonly process: ChildProcess;
}

export async function openPair(): Promise<ServerPair> {
  const programs = await postgresPrograms();
  if (programs === null) throw new Error('There are no PostgreSQL programs here. Name their folder in PG_BIN.');
  const user = await whoRuns();
  const ours = async (folder: string) => {
    if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
    return folder;
  };
  const home = await ours(await mkdtemp(join(tmpdir(), 'empty-chair-pair-')));
  const program = (name: string, words: readonly string[]) =>
    run(join(programs, name), words, { ...user, cwd: home, env: { PATH: programs, LC_ALL: 'C.UTF-8' } });
  const addressOf = (port: number, name = 'postgres') => `postgresql://postgres@127.0.0.1:${port}/${name}`;
  const newFolder = () => mkdtemp(join(home, 'data-')).then(ours);

  async function start(folder: string): Promise<Server> {
    const port = await freePort();
    const settings = { port, unix_socket_directories: home, listen_addresses: '127.0.0.1', max_connections: 200 };
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const process = spawn(join(programs ?? '', 'postgres'), ['-D', folder, ...words], {
      ...user,
      cwd: home,
      stdio: 'ignore',
      env: { LC_ALL: 'C.UTF-8' },
    });
    await until(() => onServer(addressOf(port), 'SELECT 1').then(() => true));
    return { folder, port, process };
  }

  async function kill({ process }: Server): Promise<void> {
    if (process.exitCode !== null || process.signalCode !== null || process.pid === undefined) return;
    const children = await run('ps', ['-o', 'pid=', '--ppid', String(process.pid)]).catch(() => ({ stdout: '' }));
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    for (const pid of children.stdout.trim().split(/\s+/).map(Number).filter(Boolean)) killOne(pid);
    await gone;
  }

  async function copyOf(primary: Server): Promise<Server> {
    const folder = await newFolder();
    await program('pg_basebackup', ['-R', '-X', 'stream', '-c', 'fast', '-D', folder, '-d', addressOf(primary.port)]);
    // It waits for nobody when it takes the primary's place.
    await appendFile(join(folder, 'postgresql.auto.conf'), "synchronous_standby_names = ''\n");
    const standby = await start(folder);
    const url = addressOf(primary.port);
    await onServer(url, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    await onServer(url, 'SELECT pg_reload_conf()');
    await until(async () => {
      const { rows } = await onServer(url, "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
      return rows.length > 0;
    });
    return standby;
  }

  const first = await newFolder();
  await program('initdb', ['-D', first, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  let primary = await start(first);
  let standby = await copyOf(primary);
  return {
    url: () => addressOf(primary.port),
    killPrimary: () => kill(primary),
    async promote() {
      primary = standby;
      await onServer(addressOf(primary.port), 'SELECT pg_promote()');
      await until(async () => {
        const { rows } = await onServer(addressOf(primary.port), 'SELECT pg_is_in_recovery() AS waits');
        return rows[0]?.waits === false;
      });
    },
    async follow() {
      standby = await copyOf(primary);
    },
    async close() {
      await kill(standby);
      await kill(primary);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** It may be gone already. */
function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo().catch(() => false)) return;
    await pause(100);
  }
  throw new Error('The PostgreSQL server did not get there within a minute.');
}
