/** Reads a request's body as the bytes that were sent, because a signature covers those. Asked by the routes. */
import express, { type Request, type Response } from 'express';
import { jsonErrorPosition } from './json-position.js';
import { Problem } from './problem.js';

/** JSON in UTF-8 and nothing else. @throws Problem 415, before a byte of the body is read. */
export function requireJson(request: Request): void {
  const [type = '', ...parameters] = (request.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  if (type.trim() !== 'application/json') throw unsupported('Send the body as application/json.');
  if (charset && !/^charset="?utf-?8"?$/.test(charset)) throw unsupported('Send the body in UTF-8.');
}

function unsupported(detail: string): Problem {
  return new Problem(415, 'api.mediaType', detail, { headers: { Accept: 'application/json' } });
}

/** @returns a reader that refuses more than `limitBytes` (413) and compressed bodies (415). */
export function bodyReader(limitBytes: number): (request: Request, response: Response) => Promise<Buffer> {
  // Not inflated: the signature is over what was sent, and a small body can't become a large one.
  const read = express.raw({ type: () => true, limit: limitBytes, inflate: false });
  return (request, response) =>
    new Promise((resolve, reject) => {
      read(request, response, (error: unknown) => {
        if (error) return reject(bodyProblem(error, limitBytes));
        const body: unknown = request.body;
        resolve(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
      });
    });
}

function bodyProblem(error: unknown, limitBytes: number): Problem {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') {
    const limit = `${(limitBytes / 1024 / 1024).toLocaleString('en-GB')} MB`;
    return new Problem(413, 'api.tooLarge', `The body is larger than ${limit}. Send less at once.`);
  }
  if (type === 'encoding.unsupported') return unsupported('Send the body uncompressed.');
  return new Problem(400, 'api.bodyBroken', 'The body did not arrive whole. Send it again.');
}

/** @throws Problem 400 when it is no JSON in UTF-8. */
export function parseJson(body: Buffer): unknown {
  const text = decode(body);
  try {
    return JSON.parse(text);
  } catch {
    const { line, column } = jsonErrorPosition(text);
    throw new Problem(
      400,
      'api.malformedJson',
      `The body is no JSON: it goes wrong at line ${line}, column ${column}.`,
    );
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Problem(400, 'api.notUtf8', 'The body is not UTF-8. Send JSON in UTF-8.');
  }
}
