/** The web server's port: claimed before anything else is done, and opened to requests when the bot can answer. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from './kernel/errors.js';

interface Address {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** Of the settings PORT and HOST that problems name. Default: none. */
  readonly prefix?: string;
  /** For tests, which wait for none of the real ones. */
  readonly limits?: DoorLimits;
}

/** How much of the bot a client may hold, and how long. All in ms but the number of connections. */
export interface DoorLimits {
  /** Until the headers are here. */
  readonly headersMs: number;
  /** Until the body is here too. How long the answer takes is not limited. */
  readonly requestMs: number;
  /** Without a byte either way: a client that does not read its answer. Event streams send a sign of life sooner. */
  readonly silenceMs: number;
  /** Between two requests. Longer than the 60 s of usual load balancers, so that they end first. */
  readonly keepAliveMs: number;
  /** How often the first two are looked at. */
  readonly checkMs: number;
  /** More are closed at once. */
  readonly connectionCount: number;
}

const usualLimits: DoorLimits = {
  headersMs: 10_000,
  requestMs: 60_000,
  silenceMs: 300_000,
  keepAliveMs: 65_000,
  checkMs: 5_000,
  connectionCount: 5_000,
};

export interface Door {
  readonly port: number;
  /** On this machine. */
  readonly url: string;
  /** Answers what waited, and everything from now on. */
  open(answer: RequestListener): void;
  /** Resolves when nothing is being answered any more. Idempotent. */
  close(): Promise<void>;
}

/** Claims the port; requests that come before `open` wait. Throws ConfigError when another program has it, or it can't be had. */
export async function openDoor(address: Address): Promise<Door> {
  let open: (answer: RequestListener) => void = () => undefined;
  let answer: RequestListener | null = null;
  const opened = new Promise<RequestListener>((resolve) => {
    open = resolve;
  });
  const { limits = usualLimits } = address;
  const times = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
  };
  const server = createServer(times, (request, response) => {
    if (answer) answer(request, response);
    else void opened.then((late) => late(request, response));
  });
  server.timeout = limits.silenceMs;
  server.maxConnections = limits.connectionCount;
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    port,
    url: `http://localhost:${port}`,
    open(listener) {
      answer = listener;
      open(listener);
    },
    close() {
      closed ??= new Promise((done) => {
        server.close(() => done());
        // Whoever still waits to be let in would wait for ever.
        if (answer) server.closeIdleConnections();
        else server.closeAllConnections();
      });
      return closed;
    },
  };
}

const problems: Readonly<Record<string, (address: Omit<Required<Address>, 'limits'>) => string>> = {
  EADDRINUSE: ({ port, prefix }) =>
    `${prefix}PORT: another program listens on ${port} already. Is the bot running in another terminal? Or choose another port: ${prefix}PORT=${port + 1} npm start`,
  EACCES: ({ port, prefix }) => `${prefix}PORT: this user may not listen on ${port}; choose one from 1024 to 65535`,
  EADDRNOTAVAIL: ({ host, prefix }) =>
    `${prefix}HOST: this machine does not have the address ${host}; 127.0.0.1 is always there`,
  ENOTFOUND: ({ host, prefix }) => `${prefix}HOST: there is no address called ${host}; 127.0.0.1 is always there`,
};

function listen(server: Server, { port, host, prefix = '' }: Address): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = problems[error.code ?? '']?.({ port, host, prefix });
      fail(problem === undefined ? error : new ConfigError([problem]));
    });
    server.listen(port, host, done);
  });
}
