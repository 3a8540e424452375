/** A chat platform that outlives the bots that post to it: an HTTP server that remembers what arrived. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformMessage, PlatformQuestion } from './mortal-bot.js';

export interface StandInPlatform {
  readonly url: string;
  /** Everything that arrived, in order; also what the sender never got an answer for. */
  readonly arrived: readonly PlatformMessage[];
  /** What people see there now, as it was last edited. */
  readonly standing: ReadonlyMap<string, PlatformMessage>;
  /** Called whenever something has arrived. */
  onArrival: (kind: string) => void;
  close(): Promise<void>;
}

/** @param answerAfterMs how long each answer takes after the message has arrived */
export async function openPlatform(answerAfterMs: () => number): Promise<StandInPlatform> {
  const arrived: PlatformMessage[] = [];
  const standing = new Map<string, PlatformMessage>();
  const platform: StandInPlatform & { url: string } = {
    url: '',
    arrived,
    standing,
    onArrival: () => undefined,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
  function answer(asked: PlatformQuestion): string {
    if ('remove' in asked) return standing.delete(asked.remove) ? asked.remove : '';
    const found = [...standing].filter(([, { mark, channel }]) => mark === asked.find && channel === asked.channel);
    return JSON.stringify(found.map(([name]) => name));
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = JSON.parse(Buffer.concat(chunks).toString()) as PlatformMessage | PlatformQuestion;
    if (!('text' in sent)) return void response.end(answer(sent));
    arrived.push(sent);
    const name = sent.message ?? `m${arrived.length}`;
    standing.set(name, { mark: standing.get(name)?.mark, ...sent });
    platform.onArrival(sent.kind);
    await pause(answerAfterMs());
    response.end(name);
  }
  // A bot that is killed while it asks ends the connection, and nobody is there to be answered.
  const server = createServer((request, response) => void receive(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  platform.url = `http://127.0.0.1:${port}/`;
  return platform;
}
