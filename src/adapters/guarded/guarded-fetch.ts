/** One request to an address that people or settings name: bounded in time, size and redirects, and never into a private network. */
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { guardedLookup, isPublicAddress, literalAddress, PrivateAddress } from './public-address.js';

/** What is asked for. */
export interface GuardedRequest {
  /** http, https or webcal. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent by POST; absent: GET. */
  readonly body?: string;
}

/** Within which bounds. */
export interface Guard {
  /** Whether the address may lie in our own network. */
  readonly allowPrivate: boolean;
  /** Which addresses may be connected to where private ones are not allowed. Default: those of the public internet. */
  readonly isPublic?: (address: string) => boolean;
  /** Ends the request, its redirects and its answer. */
  readonly signal: AbortSignal;
  /** Of the answer, after unpacking. */
  readonly bytes: number;
  /** How many are followed. With what only one host may read in the headers: 0. */
  readonly redirects: number;
}

/** What came. */
export interface GuardedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Empty where the status is not 200. */
  readonly body: Buffer;
}

/** Why no answer came: see `CalendarFailure` and `SourceTrouble`. */
export type WhyNot = 'address' | 'private' | 'redirects' | 'tooLarge' | 'slow' | 'unreachable';

/** No answer came that may be read. */
export class NotFetched extends Error {
  constructor(readonly why: WhyNot) {
    super(why);
  }
}

/** Throws NotFetched, and nothing else. */
export async function guardedFetch(request: GuardedRequest, guard: Guard): Promise<GuardedAnswer> {
  try {
    return await follow(request, guard);
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    if (error instanceof PrivateAddress) throw new NotFetched('private');
    throw new NotFetched(guard.signal.aborted ? 'slow' : 'unreachable');
  }
}

async function follow(request: GuardedRequest, guard: Guard): Promise<GuardedAnswer> {
  let url = addressOf(request.url);
  for (let hops = 0; hops <= guard.redirects; hops += 1) {
    const answer = await ask(url, request, guard);
    const { statusCode = 0, headers } = answer;
    const isRedirect = statusCode > 299 && statusCode < 400 && statusCode !== 304 && headers.location !== undefined;
    if (!isRedirect) return read(answer, guard.bytes);
    answer.destroy();
    url = addressOf(headers.location ?? '', url);
  }
  throw new NotFetched('redirects');
}

function addressOf(typed: string, base?: URL): URL {
  const text = typed.trim().replace(/^webcals?:/iu, 'https:');
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') throw new NotFetched('address');
  return url;
}

function ask(url: URL, { headers, body }: GuardedRequest, guard: Guard): Promise<IncomingMessage> {
  const { allowPrivate, isPublic = isPublicAddress, signal } = guard;
  const literal = literalAddress(url.hostname);
  if (!allowPrivate && literal !== null && !isPublic(literal)) throw new PrivateAddress(url.hostname);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const sent = request(url, {
      signal,
      method: body === undefined ? 'GET' : 'POST',
      // A connection that was kept open would go to whatever address it was opened to.
      agent: false,
      ...(!allowPrivate && { lookup: guardedLookup(isPublic) }),
      headers: { 'accept-encoding': 'gzip, br, deflate', 'user-agent': 'EmptyChair', ...headers },
    });
    sent.once('response', done);
    sent.once('error', fail);
    // A server that wants to speak another protocol ends without either.
    sent.once('close', () => fail(new Error('No answer came.')));
    sent.end(body);
  });
}

async function read(answer: IncomingMessage, bytes: number): Promise<GuardedAnswer> {
  const { headers, statusCode: status = 0 } = answer;
  const isTooLarge = Number(headers['content-length'] ?? 0) > bytes;
  if (status === 200 && !isTooLarge) return { status, headers, body: await bodyOf(answer, bytes) };
  answer.destroy();
  if (status === 200) throw new NotFetched('tooLarge');
  return { status, headers, body: Buffer.alloc(0) };
}

/** Counted after unpacking: a few kilobytes may unpack to gigabytes. */
async function bodyOf(answer: IncomingMessage, bytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const unpacked = unpack(answer);
  try {
    for await (const part of unpacked) {
      const chunk = part as Buffer;
      length += chunk.length;
      if (length > bytes) throw new NotFetched('tooLarge');
      parts.push(chunk);
    }
  } finally {
    answer.destroy();
    unpacked.destroy();
  }
  return Buffer.concat(parts);
}

function unpack(answer: IncomingMessage): Readable {
  const unpackers = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress, deflate: createInflate };
  const encoding = answer.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (!Object.hasOwn(unpackers, encoding)) return answer;
  const unpacker = unpackers[encoding as keyof typeof unpackers]();
  answer.once('error', (error) => unpacker.destroy(error));
  return answer.pipe(unpacker);
}
