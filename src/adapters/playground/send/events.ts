/** Tells open pages what changed, as server-sent events; messenger, receive and the clock publish, routes.ts connects. */
import type { Request, Response } from 'express';
import { Problem } from '../../http/problem.js';
import { heartbeatSeconds, maxStreamBacklogBytes, maxStreams } from '../limits.js';

export type PlaygroundEvent =
  /** A message was posted or edited in `channel`. */
  | { readonly kind: 'posted'; readonly channel: string; readonly id: string; readonly isNew: boolean }
  /** The clock was moved; `now` is ISO 8601. */
  | { readonly kind: 'clock'; readonly now: string }
  /** The story is being told: the month, and how much of it is told (0 to 1). */
  | { readonly kind: 'story'; readonly month: string; readonly share: number }
  /** The story is told. */
  | { readonly kind: 'told' };

/** Tells open pages what happens, as server-sent events. */
export interface Events {
  publish(event: PlaygroundEvent): void;
  /** Turns a request into a stream that lasts until either side ends it. @throws Problem 503 when there are too many. */
  connect(request: Request, response: Response): void;
  /** Ends every stream; pages come back by themselves when there is a server again. */
  stop(): void;
}

/** Builds it, with a heartbeat that keeps connections open. */
export function createEvents(): Events {
  const streams = new Set<Response>();
  const writeAll = (text: string) => {
    for (const stream of streams) {
      stream.write(text);
      if (stream.writableLength > maxStreamBacklogBytes) stream.destroy();
    }
  };
  const heartbeat = setInterval(() => writeAll(': still here\n\n'), heartbeatSeconds * 1000);
  heartbeat.unref();
  return {
    publish: (event) => writeAll(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`),
    connect(request, response) {
      if (streams.size >= maxStreams) {
        const detail = `${maxStreams} pages follow what happens here already. Try again in a minute.`;
        throw new Problem(503, 'playground.tooManyPages', detail, { headers: { 'Retry-After': '60' } });
      }
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 1000\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
    },
    stop() {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
      streams.clear();
    },
  };
}
