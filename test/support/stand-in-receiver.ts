/** A system that hears of what happens: takes webhooks, checks their signatures with the standard's own library, answers as told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What came, as it came. */
export interface Received {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly payload: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

export interface StandInReceiver {
  readonly url: string;
  readonly received: Received[];
  /** Begun and ended requests in their order, by path: `begin /a`. */
  readonly order: string[];
  /** A status, or: it never answers. By path. */
  answer: (path: string) => number | 'hangs';
  stop(): Promise<void>;
}

export async function openReceiver(): Promise<StandInReceiver> {
  const received: Received[] = [];
  const order: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const parts: Buffer[] = [];
    order.push(`begin ${path}`);
    response.on('close', () => void order.push(`end ${path}`));
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const headers = request.headers as Readonly<Record<string, string>>;
      received.push({ id: headers['webhook-id'] ?? '', headers, body, payload: JSON.parse(body) });
      const status = receiver.answer(path);
      if (status !== 'hangs') response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('ok');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const receiver: StandInReceiver = {
    url: `http://127.0.0.1:${port}`,
    received,
    order,
    answer: () => 204,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return receiver;
}

/** Throws unless the signature fits; at the time that the message says of itself, since the clock of a test stands. */
export function verify(received: Received, secret: string): void {
  atItsTime(received, () => new Webhook(secret).verify(received.body, received.headers));
}

/** Does what looks at the clock of the machine at the time that the message says of itself. */
export function atItsTime<T>({ headers }: Received, work: () => T): T {
  const { now } = Date;
  Date.now = () => Number(headers['webhook-timestamp']) * 1000;
  try {
    return work();
  } finally {
    Date.now = now;
  }
}
