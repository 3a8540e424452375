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
}

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
  const server = createServer((request, response) => {
    if (answer) answer(request, response);
    else void opened.then((late) => late(request, response));
  });
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

const problems: Readonly<Record<string, (address: Required<Address>) => string>> = {
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
