/** Calls whose connection breaks: what only reads is asked once more, what changes something never. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createConnector } from '../../../src/adapters/teams/send/connector.js';

let server: Server;
afterEach(() => new Promise((closed) => void server.close(closed)));

/** Breaks the first connections, and answers the others. */
async function open(brokenCount: number) {
  const methods: string[] = [];
  server = createServer((request, response) => {
    methods.push(request.method ?? '');
    if (methods.length <= brokenCount) return void request.socket.destroy();
    response.setHeader('connection', 'close');
    response.end(JSON.stringify({ id: '29:ann' }));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const at = { serviceUrl, conversationId: '19:support@thread.tacv2' };
  return { at, methods, connector: createConnector({ tokenFor: async () => null }) };
}

test('Who somebody is, is asked once more when the connection broke', async () => {
  const { at, methods, connector } = await open(1);
  expect(await connector.member(at, '29:ann')).toEqual({ id: '29:ann' });
  expect(methods).toEqual(['GET', 'GET']);
});

test('It is not asked a third time', async () => {
  const { at, methods, connector } = await open(2);
  await expect(connector.members(at, null)).rejects.toMatchObject({ code: 'connection_lost' });
  expect(methods).toHaveLength(2);
});

test('A message is never posted again', async () => {
  const { at, methods, connector } = await open(1);
  const message = { type: 'message', text: 'Hello' } as unknown as Parameters<typeof connector.post>[1];
  await expect(connector.post(at, message)).rejects.toMatchObject({ code: 'connection_lost', hasLeft: true });
  expect(methods).toEqual(['POST']);
});
