/** Slow clients are cut, over real sockets. Nothing here measures time: a client that were not cut would hang the test. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { bodyReader } from '../src/adapters/http/read-body.js';
import { type Door, type DoorLimits, openDoor } from '../src/door.js';

const patient: DoorLimits = {
  headersMs: 60_000,
  requestMs: 60_000,
  silenceMs: 60_000,
  keepAliveMs: 60_000,
  checkMs: 10,
  connectionCount: 100,
};

describe('The door', () => {
  let door: Door;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await door.close();
  });

  const open = async (
    limits: Partial<DoorLimits>,
    answer = (_: IncomingMessage, response: ServerResponse) => void response.end('ok'),
  ) => {
    door = await openDoor({ port: 0, host: '127.0.0.1', limits: { ...patient, ...limits } });
    door.open(answer);
  };
  const call = async (): Promise<Socket> => {
    const socket = connect(door.port, '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    return socket.on('error', () => undefined);
  };
  /** All that comes until the other side ends it. */
  const heard = async (socket: Socket): Promise<string> => {
    let text = '';
    socket.on('data', (part) => {
      text += String(part);
    });
    await once(socket, 'close');
    return text;
  };
  /** A byte more again and again, until nobody takes them. */
  const dribble = (socket: Socket, byte: string) => {
    const timer = setInterval(() => socket.write(byte), 5);
    socket.once('close', () => clearInterval(timer));
  };

  test('cuts who sends headers for ever', async () => {
    await open({ headersMs: 50 });
    const socket = await call();
    socket.write('GET / HTTP/1.1\r\nHost: chair\r\nX-Slow: ');
    dribble(socket, 'x');
    expect(await heard(socket)).toContain('408 Request Timeout');
  });

  test('cuts who says nothing', async () => {
    await open({ headersMs: 50 });
    expect(await heard(await call())).toContain('408 Request Timeout');
  });

  test('cuts who sends a body for ever, read or not', async () => {
    const web = express();
    const read = bodyReader(1_000_000);
    web.post('/', async (request, response) => void response.json((await read(request, response)).length));
    await open({ requestMs: 50, headersMs: 50 }, web);
    const socket = await call();
    socket.write('POST / HTTP/1.1\r\nHost: chair\r\nContent-Length: 900000\r\n\r\n');
    dribble(socket, '.');
    expect(await heard(socket)).toContain('408 Request Timeout');
  });

  test('cuts who does not read the answer', async () => {
    let answering: (response: ServerResponse) => void = () => undefined;
    const answered = new Promise<ServerResponse>((resolve) => {
      answering = resolve;
    });
    await open({ silenceMs: 50 }, (_request, response) => {
      response.end(Buffer.alloc(50 * 1024 * 1024));
      answering(response);
    });
    const socket = await call();
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: chair\r\n\r\n');
    await once(await answered, 'close');
  });

  test('ends a connection that nobody uses', async () => {
    await open({ keepAliveMs: 20 });
    const socket = await call();
    socket.write('GET / HTTP/1.1\r\nHost: chair\r\n\r\n');
    expect(await heard(socket)).toContain('200 OK');
  });

  test('takes so many connections and no more', async () => {
    await open({ connectionCount: 2 });
    for (const socket of [await call(), await call()]) {
      socket.write('GET / HTTP/1.1\r\nHost: chair\r\n\r\n');
      await once(socket, 'data');
    }
    expect(await heard(await call())).toBe('');
  });

  test('has a limit for each of these when it is opened as the bot opens it', async () => {
    door = await openDoor({ port: 0, host: '127.0.0.1' });
    door.open((request, response) => {
      const { server } = request.socket as unknown as { server: Readonly<Record<string, number>> };
      const names = ['headersTimeout', 'requestTimeout', 'timeout', 'keepAliveTimeout', 'maxConnections'];
      response.end(JSON.stringify(names.map((name) => server[name])));
    });
    const limits = (await (await fetch(door.url)).json()) as number[];
    expect(limits.every((limit) => limit > 0)).toBe(true);
  });
});
