/** Sends a file that is made piece by piece while it is sent. Downloads ask. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Two pieces are made before anything is sent, as the first may be a head that needs no database: so an outage can still
 * be answered. What fails later ends the connection, and nobody takes a part for the whole. Throws what the pieces throw.
 */
export async function sendPieces(
  response: Response,
  headers: Readonly<Record<string, string>>,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const begun = [await iterator.next(), await iterator.next()];
  async function* all() {
    try {
      for (let piece = begun.shift(); piece && !piece.done; piece = begun.shift() ?? (await iterator.next()))
        yield piece.value;
    } finally {
      await iterator.return?.();
    }
  }
  response.set(headers);
  await pipeline(Readable.from(all()), response);
}
