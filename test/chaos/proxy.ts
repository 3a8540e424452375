/** A way to PostgreSQL that can be cut: closed, reset, led to another server, or made to lose the answers. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface DatabaseWay {
  /** The same address as the server's, by way of the proxy. */
  readonly url: string;
  /** `closed`: every connection is reset and new ones are refused. `deaf`: what the server answers is lost. */
  set(state: 'open' | 'closed' | 'deaf'): void;
  /** Resets every connection; new ones are taken. */
  reset(): void;
  /** From now on it leads to this server, which has a database of the same name; what is open is reset. */
  leadTo(serverUrl: string): void;
  close(): Promise<void>;
}

export async function openProxy(serverUrl: string): Promise<DatabaseWay> {
  let target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let state: 'open' | 'closed' | 'deaf' = 'open';
  const server = createServer((client) => {
    if (state === 'closed') return void client.resetAndDestroy();
    const upstream = connect(Number(target.port || 5432), target.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk) => void upstream.write(chunk));
    upstream.on('data', (chunk) => state === 'deaf' || client.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const reset = () => {
    for (const socket of [...sockets]) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    set(next) {
      state = next;
      if (next === 'closed') reset();
    },
    reset,
    leadTo(next) {
      target = new URL(next);
      reset();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        reset();
      }),
  };
}
