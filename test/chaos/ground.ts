/** Where a scenario's data is: a folder, or a database on a server that is reached by way of the proxy. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createLogger } from '../../src/kernel/logger.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { databaseUrl, onServer } from '../support/migrated-databases.js';
import { type DatabaseWay, openProxy } from './proxy.js';
import { openPair, type ServerPair } from './server-pair.js';

export interface Ground {
  /** How copies find it. */
  readonly env: Readonly<Record<string, string>>;
  /** The way to the database; null: it is embedded. */
  readonly proxy: DatabaseWay | null;
  /** null: one server, which is not ours. */
  readonly pair: ServerPair | null;
  /** A folder for what the scenario writes, on a disk of its own where it has a small one. */
  readonly folder: string;
  /** Past all weather. */
  open(): Promise<Database>;
  /** An empty database takes the place of the one on the server. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

export interface GroundWish {
  readonly name: string;
  readonly hasSmallDisk: boolean;
  readonly hasPair: boolean;
  /** Of a PostgreSQL that may be filled with databases; null: embedded. */
  readonly serverUrl: string | null;
}

const run = promisify(execFile);

/** A small disk in memory, where this process may make one. */
async function smallDisk(folder: string): Promise<() => Promise<void>> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=192m', 'tmpfs', folder]);
  return async () => void (await run('umount', [folder]));
}

export async function openGround({ name, hasSmallDisk, hasPair, serverUrl }: GroundWish): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'empty-chair-chaos-'));
  const unmount = hasSmallDisk ? await smallDisk(folder) : async () => undefined;
  const pair = hasPair ? await openPair() : null;
  const server = () => pair?.url() ?? serverUrl;
  const direct = () => {
    const url = server();
    return url === null ? undefined : databaseUrl(url, name);
  };
  const onIt = async (sql: string) => {
    const url = server();
    if (url !== null) await onServer(url, sql);
  };
  await onIt(`CREATE DATABASE ${name}`);
  const url = direct();
  const proxy = url === undefined ? null : await openProxy(url);
  return {
    env: proxy ? { DATABASE_URL: proxy.url } : { DATA_DIR: join(folder, 'data') },
    proxy,
    pair,
    folder,
    open: () =>
      openDatabase({
        ...{ url: direct(), dataDir: join(folder, 'data'), log: createLogger('silent') },
        rowSecurity: 'off',
      }) as Promise<Database>,
    async renew() {
      await onIt(`DROP DATABASE ${name} WITH (FORCE)`);
      await onIt(`CREATE DATABASE ${name}`);
    },
    async close() {
      await proxy?.close();
      await onIt(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await pair?.close();
      await unmount();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
