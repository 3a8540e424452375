/** A copy of the bot as a process of its own, with what an operator watches of it: its figures and its log. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { startArguments } from '../start-command.js';

/** A line of its log. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

export interface Copy {
  readonly pid: number;
  readonly url: string;
  /** From the start of the process until it answers. */
  readonly startMs: number;
  /** Its warnings and errors so far. */
  readonly log: readonly LogLine[];
  /** Its figures for Prometheus by name, labels and all. */
  figures(): Promise<ReadonlyMap<string, number>>;
  /** As an operator stops it. */
  stop(): Promise<void>;
}

/** Resolves when it answers. Its lines below `warn` are left out. @param command what follows `node`; default: as npm starts it */
export async function startCopy(
  env: Readonly<Record<string, string>>,
  command: readonly string[] = startArguments,
): Promise<Copy> {
  const metricsPort = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, command, {
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn', LOG_FORMAT: 'json' },
      METRICS_PORT: String(metricsPort),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const log: LogLine[] = [];
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const said = JSON.parse(line) as LogLine;
      if (typeof said.url === 'string' && said.msg.startsWith('Empty Chair is ready')) resolve(said.url);
      else log.push(said);
    });
    void ended.then(() => reject(new Error('The bot ended without saying where it listens.')));
  });
  return {
    pid: child.pid ?? 0,
    url: url.replace('localhost', '127.0.0.1'),
    startMs: performance.now() - begin,
    log,
    async figures() {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      const rows = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      return new Map(rows.map((row) => [row.slice(0, row.lastIndexOf(' ')), Number(row.slice(row.lastIndexOf(' ')))]));
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The bot does not say where its figures are, so the port is chosen for it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
