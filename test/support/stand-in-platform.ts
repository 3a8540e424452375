/** A chat platform that outlives the bots that post to it: an HTTP server that remembers what arrived. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformMessage } from './mortal-bot.js';

export interface StandInPlatform {
  readonly url: string;
  /** Everything that arrived, in order; also what the sender never got an answer for. */
  readonly arrived: readonly PlatformMessage[];
  /** Called whenever something has arrived. */
  onArrival: (kind: string) => void;
  close(): Promise<void>;
}

/** @param answerAfterMs how long each answer takes after the message has arrived */
export async function openPlatform(answerAfterMs: () => number): Promise<StandInPlatform> {
  const arrived: PlatformMessage[] = [];
  const platform: StandInPlatform & { url: string } = {
    url: '',
    arrived,
    onArrival: () => undefined,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = JSON.parse(Buffer.concat(chunks).toString()) as PlatformMessage;
    arrived.push(sent);
    platform.onArrival(sent.kind);
    await pause(answerAfterMs());
    response.end(sent.message ?? `m${arrived.length}`);
  }
  // A bot that is killed while it asks ends the connection, and nobody is there to be answered.
  const server = createServer((request, response) => void receive(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  platform.url = `http://127.0.0.1:${port}/`;
  return platform;
}
